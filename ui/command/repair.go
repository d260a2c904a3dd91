package command

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

func repairCommand(r *cli.Run) *cobra.Command {
	var yes, losses bool
	var take string
	cmd := &cobra.Command{
		Use:   "repair",
		Short: "Repair a journal that git or a crash left unreadable",
		Long: `Repair an audit that cannot be read: a journal file with both sides of a merge
left in it, one that an older version continued on two branches, a damaged or
truncated line, or an audit.json that two clones began differently. A journal
file that was committed and is gone, or has lost events, is restored from git.

It first shows what it will do, and asks if there is a terminal; otherwise it
does nothing without --yes. No event from either side is lost, the old files
are kept in .clausewalk/.local/repaired, and the history records what was done.

--losses records that entries somebody had already read are gone for good.
verify then no longer reports them as a fault; the history does.`,
		Example: `  clausewalk repair
  clausewalk repair --yes --take theirs`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return repair(r, take, yes, losses) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it without asking")
	cmd.Flags().BoolVar(&losses, "losses", false, "record that what is missing is gone for good")
	cmd.Flags().StringVar(&take, "take", "", "which side of audit.json to keep if they ask different things: `ours` or theirs")
	return cmd
}

func repair(r *cli.Run, take string, yes, losses bool) error {
	if take != "" && take != "ours" && take != "theirs" {
		return cli.Usage("--take is ours or theirs", "unknown side %q", take)
	}
	if err := r.Changes(); err != nil {
		return err
	}
	w, err := r.Find()
	if err != nil {
		return err
	}
	plan, err := workspace.Damaged(w, r.Audit)
	if err != nil {
		return err
	}
	tellRepairs(r, plan)
	if plan.Nothing(losses) {
		r.Tell("%s: nothing has to be repaired\n", plan.Audit)
		return nil
	}
	if plan.Head != nil && plan.Head.Differ && take == "" {
		return cli.Usage("clausewalk repair --take ours, or --take theirs", "the two sides of audit.json ask different things: say which one to keep")
	}
	switch {
	case yes:
	case r.Terminal:
		sure, err := cli.Sure(r, "Go ahead")
		if err != nil {
			return err
		}
		if !sure {
			r.Tell("nothing was changed\n")
			return nil
		}
	default:
		return cli.Failed("clausewalk repair --yes does it", "nothing was changed: there is no terminal to ask on")
	}
	person := r.PersonOf(w)
	writer, err := w.Writer(person)
	if err != nil {
		return err
	}
	hand := checklist.Hand{Person: person, Writer: writer, Now: r.Now, NewID: r.NewID}
	done, err := workspace.Repair(w, plan, hand, take, losses)
	for _, one := range done {
		r.Tell("%s\n", one)
	}
	if err == nil {
		r.Tell("%s is repaired; clausewalk log says what was done\n", plan.Audit)
	}
	return err
}

// tellRepairs shows what a repair would do.
func tellRepairs(r *cli.Run, plan workspace.Repairs) {
	if h := plan.Head; h != nil {
		r.Printf("audit.json: git left both sides in it\n")
		if h.Differ {
			r.Printf("  ours: %s\n  theirs: %s\n", headWords(h.Ours), headWords(h.Theirs))
		} else {
			r.Printf("  they ask the same, so the older one is kept\n")
		}
	}
	for _, m := range plan.Mends {
		r.Printf("%s: %s\n", m.File, m.Why)
		switch into := strings.Join(slices.Sorted(maps.Keys(m.Into)), ", "); {
		case m.Gone():
			r.Printf("  it is restored from git\n")
		case into == "":
			r.Printf("  nothing in it is an event, so it is only kept aside\n")
		default:
			r.Printf("  its events go into %s, and the old file is kept aside\n", into)
		}
		if m.Lines > 0 {
			r.Printf("  %s cannot be read, and will only be in the file kept aside\n", reports.Count(m.Lines, "line"))
		}
	}
	if n := len(plan.Missing); n > 0 {
		r.Printf("entries that somebody read or saved are gone (%s): restore them from git or a backup, or record with --losses that they are gone\n", reports.Count(n, "mention"))
	}
}

// headWords says what an audit asks.
func headWords(h checklist.Head) string {
	var asked []string
	for _, p := range h.Policies {
		asked = append(asked, p.ID+"@"+p.Edition[:min(12, len(p.Edition))])
	}
	return h.App + " " + h.Release + ", " + strings.Join(asked, ", ")
}
