package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/reports/document"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func confirmCommand(r *cli.Run) *cobra.Command {
	var all bool
	var like string
	cmd := &cobra.Command{
		Use:   "confirm LABEL...",
		Short: "Confirm that stale answers are still right",
		Long: `Say that stale answers are still right. Each answer keeps its author, reason,
evidence and date, and says beside them that you confirmed it today. --all and
--like confirm only your own answers. To confirm somebody else's answer or
acknowledgement, name it by its label.`,
		Example: `  clausewalk confirm A.8 A.12
  clausewalk confirm --like A.8`,
		ValidArgsFunction: r.CompleteClause(),
	}
	cmd.Flags().BoolVar(&all, "all", false, "all your stale answers in scope")
	cmd.Flags().StringVar(&like, "like", "", "all your answers that are stale for the same reason as the one with this `label`")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		asked := 0
		for _, given := range []bool{all, len(args) > 0, like != ""} {
			if given {
				asked++
			}
		}
		if asked != 1 {
			return cli.Usage("clausewalk status lists what is stale", "confirm takes labels, --all or --like")
		}
		return confirm(r, args, like)
	}
	return cmd
}

// confirm gives the verdicts again of the clauses that are named, of those that
// are stale like one, or of all that are stale.
func confirm(r *cli.Run, labels []string, like string) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	s.Look()
	stale, err := toConfirm(r, s, labels, like)
	if err != nil {
		return err
	}
	if len(labels) == 0 {
		var others []checklist.Item
		stale, others = checklist.Own(s.Audit, stale, s.Hand().Person)
		for _, i := range others {
			r.Note("%s was answered by %s, so it is not confirmed along with yours: clausewalk confirm %[1]s", s.Name(i.Ref), i.By)
		}
		if len(stale) == 0 {
			return cli.Failed("confirm them by their labels, one by one", "nothing to confirm: the stale answers are not yours")
		}
	}
	var changes []event.Change
	for _, i := range stale {
		changes = append(changes, i.Confirm())
	}
	step, err := cli.Do(s, workspace.Allow{}, changes...)
	if err != nil {
		return err
	}
	for _, i := range stale {
		r.Tell("%s %s again  %s\n", s.Name(i.Ref), s.Item(i.Ref).VerdictWords(), cli.Saved(step))
	}
	return nil
}

func toConfirm(r *cli.Run, s *session.Session, labels []string, like string) ([]checklist.Item, error) {
	switch {
	case like != "":
		one, err := staleAt(r, s, like)
		if err != nil {
			return nil, err
		}
		all, err := allStale(s)
		return slices.DeleteFunc(all, func(i checklist.Item) bool { return i.StaleWords() != one.StaleWords() }), err
	case len(labels) == 0:
		return allStale(s)
	}
	var stale []checklist.Item
	for _, label := range labels {
		i, err := staleAt(r, s, label)
		if err != nil {
			return nil, err
		}
		stale = append(stale, i)
	}
	return stale, nil
}

// allStale returns the answers that are stale by themselves.
func allStale(s *session.Session) ([]checklist.Item, error) {
	stale := slices.DeleteFunc(s.Items(), func(i checklist.Item) bool { return !i.Confirmable() })
	if len(stale) == 0 {
		return nil, cli.Failed("clausewalk status lists answers whose evidence is stale", "nothing to confirm: no answer is stale on its own")
	}
	return stale, nil
}

// staleAt returns the stale answer of one clause.
func staleAt(r *cli.Run, s *session.Session, label string) (checklist.Item, error) {
	ref, err := cli.Clause(s.Audit, label)
	if err != nil {
		return checklist.Item{}, err
	}
	i, name := s.Item(ref), s.Name(ref)
	switch {
	case i.Has(checklist.Conflict):
		err = fmt.Errorf("%s is in conflict, so it cannot be confirmed: settle it first", name)
	case !i.Has(checklist.Stale):
		err = fmt.Errorf("%s is not stale: there is nothing to confirm", name)
	case len(i.Doubted) > 0:
		tellDoubted(r, s, i)
		err = cli.Failed("add the evidence again, or remove it: clausewalk evidence remove "+name+" "+i.Doubted[0].ID,
			"%s: %s", name, i.StaleWords())
	}
	return i, err
}

// tellDoubted shows what became of the evidence of answers that cannot be
// confirmed because of it.
func tellDoubted(r *cli.Run, s *session.Session, i checklist.Item) {
	i.Evidence = i.Doubted
	for n, seen := range reports.Seen(i, reports.Showing{Read: s.Content, Lines: reports.FullLines}) {
		if len(seen.Lines) == 0 {
			continue
		}
		r.Tell("%s %s: %s\n", s.Name(i.Ref), i.Doubted[n].Target(), seen.Note)
		for _, l := range seen.Lines {
			r.Tell("  %1s %s\n", map[document.Kind]string{document.Gone: "-", document.New: "+"}[l.Kind], strings.ReplaceAll(l.Words, "\t", "    "))
		}
	}
}
