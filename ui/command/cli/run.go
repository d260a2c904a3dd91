// Package cli is what all commands share: the environment and the global flags
// of one run, the ways to open an audit, printing, and errors that know their
// exit code and what to do about them.
//
// Data goes to standard output, everything else to standard error. An error is
// one line "clausewalk: what went wrong", and where something helps, one line
// "hint: what to do"; both begin in lower case and end without a full stop.
package cli

import (
	"bufio"
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui"
)

// Run is one run of the program: its environment and its global flags. Its Now
// is the same moment from its beginning to its end.
type Run struct {
	Env
	Printer
	Clock func() time.Time // goes on, for a walk that takes its time

	Audit, Workspace, As, Theme string
	At                          string
	Rev                         string    // the commit of --rev, empty for the folder as it is
	Past                        time.Time // the moment of --at, zero for now
	ASCII, Mouse, Accessible    bool

	Settings ui.Settings // what the configuration file says, once Settle has read it

	flags *pflag.FlagSet
	disk  durable.Disk // of the workspace that the run is about, nil before it is known
}

// NewRun returns a run in an environment, with no flag set.
func NewRun(env Env) *Run {
	r := &Run{Env: env, Clock: env.Now, Printer: Printer{Out: bufio.NewWriter(env.Stdout), Err: env.Stderr}}
	if env.Now != nil {
		r.Now = sync.OnceValue(env.Now)
	}
	return r
}

// AddFlags gives the root command the global flags.
func (r *Run) AddFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	r.flags = f
	f.StringVar(&r.Audit, "audit", "", "the audit's `id` (default: the newest in the workspace)")
	f.StringVar(&r.Workspace, "workspace", "", "the app's `folder`, or one below it (default: the current one)")
	f.StringVar(&r.As, "as", "", "the `person` who answers, \"Ana Ruiz <ana@example.org>\" (default: git's user)")
	f.StringVar(&r.At, "at", "", "show the audit as it was or will be at the end of a `date` (2026-03-31, yesterday, tue), or at a moment")
	f.StringVar(&r.Rev, "rev", "", "read the audit from a `commit`, tag or branch, without a checkout; v1:apps/photobook names a folder in it")
	f.BoolVar(&r.Quiet, "quiet", false, "print only data and errors")
	f.BoolVar(&r.ASCII, "ascii", false, "draw the walk with plain ASCII (default if the terminal has nothing else)")
	f.StringVar(&r.Theme, "theme", string(ui.Auto), "colours of the walk, `auto|light|dark|mono`")
	f.BoolVar(&r.Accessible, "accessible", false, "walk in plain prompts, line by line, for screen readers")
	f.BoolVar(&r.Mouse, "mouse", false, "use the mouse in the walk")
}

// CheckFlags reads the global flags that need it, and refuses values that
// nothing can be done with.
func (r *Run) CheckFlags(cmd *cobra.Command) (err error) {
	if r.At != "" {
		if r.Past, err = ParseMoment(cmp.Or(event.PastDay(r.At, r.Now()), r.At), EndOfDay); err != nil {
			return err
		}
	}
	switch {
	case cmd.Flags().Changed("rev") && strings.TrimSpace(r.Rev) == "":
		return Usage("as in --rev v1.2", "--rev is empty")
	case !slices.Contains(ui.Themes(), r.Theme):
		return Usage(Nearest(r.Theme, ui.Themes(), ""), "unknown theme %q", r.Theme)
	case cmd.Flags().Changed("as") && workspace.ParsePerson(r.As) == (event.Person{}):
		return Usage(`--as "Ana Ruiz <ana@example.org>"`, "--as is empty")
	}
	return nil
}

// NoClipboard tells whether the terminal is one of those that are known to take
// no OSC 52: the Linux console and Apple's Terminal.
func (r *Run) NoClipboard() bool {
	return r.Getenv("TERM") == "linux" || r.Getenv("TERM_PROGRAM") == "Apple_Terminal"
}
