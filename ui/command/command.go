// Package command is the command line of clausewalk. It alone reads flags and
// the environment.
//
// Data goes to standard output, everything else to standard error. An error is
// one line "clausewalk: what went wrong", and where something helps, one line
// "hint: what to do"; both begin in lower case and end without a full stop. The
// exit code is 0 when all is well, 1 after an error, 2 when the command itself
// was wrong, 3 when the gate does not hold, 130 when a person broke it off.
//
// Every change goes through checklist.Record.Do, as the walk's changes do.
package command

import (
	"bufio"
	"crypto/rand"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui"
)

// Env is all that a run of the program takes from outside.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Dir            string // the current folder
	Getenv         func(string) string
	Now            func() time.Time
	NewID          func() string             // returns a new id for an event at each call
	Opener         func(target string) error // hands an address or a file to the system
	Terminal       bool                      // there is a screen to walk on, and a person in front of it
}

// System returns the environment of the process.
func System() Env {
	ignoreFileSizeSignal()
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	terminal := func(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
	return Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir,
		Getenv: os.Getenv, Now: time.Now, NewID: newID, Opener: openWithSystem,
		Terminal: terminal(os.Stdin) && terminal(os.Stdout),
	}
}

func newID() string { return strings.ToLower(rand.Text()[:12]) }

// Run runs the program with the arguments behind its name and returns the exit
// code.
func Run(args []string, env Env) int {
	c := &cli{Env: env, out: bufio.NewWriter(env.Stdout)}
	root := c.rootCommand()
	root.SetArgs(append([]string{}, args...)) // Cobra takes nil for the arguments of the process.
	cmd, err := root.ExecuteC()
	c.jsonErrors = asJSON(cmd) || slices.Contains(args, "--json") // The second where the flags could not be read.
	return c.exit(err)
}

// cli is one run of the program: its environment and its global flags.
type cli struct {
	Env
	out *bufio.Writer // Stdout; its first error is kept until the end

	audit, workspace, as, theme     string
	at                              string
	past                            time.Time // the moment of --at, zero for now
	quiet, ascii, mouse, accessible bool
	jsonErrors                      bool // errors go out as JSON too
}

const (
	groupWalk = "walk"
	groupRead = "read"
	groupMake = "make"
)

func (c *cli) rootCommand() *cobra.Command {
	root := c.walkCommand()
	root.SetIn(c.Stdin)
	root.SetOut(c.out)
	root.SetErr(c.Stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetFlagErrorFunc(flagError)
	root.Version = version()
	root.SetVersionTemplate("clausewalk {{.Version}}\n")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return c.checkFlags(cmd) }

	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(),
		"Global Flags:\n{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}", "Global flags: clausewalk --help lists them", 1))

	f := root.PersistentFlags()
	f.StringVar(&c.audit, "audit", "", "the audit's `id` (default: the newest of the workspace)")
	f.StringVar(&c.workspace, "workspace", "", "the app's `folder`, or one below it (default: the current one)")
	f.StringVar(&c.as, "as", "", "the `person` who answers, \"Ana Ruiz <ana@example.org>\" (default: as git has it)")
	f.StringVar(&c.at, "at", "", "show the audit as it was, or will stand, at the end of a `date` (2026-03-31) or at a moment")
	f.BoolVar(&c.quiet, "quiet", false, "say nothing but data and errors")
	f.BoolVar(&c.ascii, "ascii", false, "draw the walk with ASCII alone")
	f.StringVar(&c.theme, "theme", string(ui.Auto), "colours of the walk, `auto|light|dark|mono`")
	f.BoolVar(&c.accessible, "accessible", false, "walk in plain prompts, line by line, for screen readers")
	f.BoolVar(&c.mouse, "mouse", false, "let the walk take the mouse")

	root.AddGroup(
		&cobra.Group{ID: groupWalk, Title: "Answer:"},
		&cobra.Group{ID: groupRead, Title: "Look:"},
		&cobra.Group{ID: groupMake, Title: "Begin:"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, cmd := range commands {
			cmd.GroupID = group
			root.AddCommand(cmd)
		}
	}
	add(groupMake, c.demoCommand(), c.newCommand())
	add(groupWalk, c.answerCommand(), c.confirmCommand(), c.takeCommand(), c.evidenceCommand(), c.gapCommand(), c.scopeCommand(), c.signCommand(), c.outcomeCommand(), c.undoCommand(), c.importCommand())
	add(groupRead, c.statusCommand(), c.reportCommand(), c.exportCommand(), c.listCommand(), c.logCommand(), c.diffCommand(), c.citeCommand(), c.lintCommand(), c.checkCommand(), c.verifyCommand(), c.policyCommand())
	root.AddCommand(c.versionCommand(), c.manCommand())
	root.SetHelpCommand(helpCommand())
	root.InitDefaultCompletionCmd()
	askForSubcommand(root)
	c.completeFlags(root)
	return root
}

// checkFlags refuses values of global flags that nothing can be done with.
func (c *cli) checkFlags(cmd *cobra.Command) (err error) {
	if c.at != "" {
		if c.past, err = parseMoment(c.at, endOfDay); err != nil {
			return err
		}
	}
	switch {
	case !slices.Contains(ui.Themes(), c.theme):
		return usage(nearest(c.theme, ui.Themes(), ""), "unknown theme %q", c.theme)
	case cmd.Flags().Changed("as") && workspace.ParsePerson(c.as) == (checklist.Person{}):
		return usage(`--as "Ana Ruiz <ana@example.org>"`, "--as names nobody")
	}
	return nil
}

// askForSubcommand makes commands that only hold others say which there are.
// Cobra would print help and call it a success.
func askForSubcommand(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		askForSubcommand(sub)
		if sub.Runnable() {
			continue
		}
		var names []string
		for _, s := range sub.Commands() {
			names = append(names, s.Name())
		}
		sub.Args = cobra.ArbitraryArgs
		sub.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(oneOf(names), "%s needs to know what to do", cmd.CommandPath())
			}
			return usage(nearest(args[0], names, ""), "unknown command %q for %s", args[0], cmd.CommandPath())
		}
	}
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := named(cmd.Root(), args)
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// named finds the command that words name.
func named(root *cobra.Command, args []string) (*cobra.Command, error) {
	found, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		return nil, usage(nearest(strings.Join(rest, " "), commandNames(found), "clausewalk --help"), "no help about %q", strings.Join(args, " "))
	}
	return found, nil
}

func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return names
}
