package policy

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/ui/command/cli"
)

// assessOptions are what policy assess was told.
type assessOptions struct {
	ask, leave, join, split, label []string
	remove                         int
	preview                        bool
}

func assessCommand(r *cli.Run) *cobra.Command {
	var o assessOptions
	cmd := &cobra.Command{
		Use:   "assess ID",
		Short: "Correct how a policy's text was read",
		Long: `Correct how a policy's text was read: what is a clause, what is not a duty,
what belongs to the clause before it, where another clause begins. The words
and their order stay the same. Corrections are kept in assess.yaml beside the
text and carry over to the next edition by the clauses' words. Without flags
they are listed with their numbers. Splits are applied first, then the others
in the order of the flags below.`,
		Example: `  clausewalk policy assess our-terms --clause P.1 --context 4.2 --preview
  clausewalk policy assess our-terms --split "2.3=You must also"`,
		Args:              cli.Words(1, 1),
		ValidArgsFunction: completeShow(r),
		RunE:              func(_ *cobra.Command, args []string) error { return assess(r, args[0], o) },
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.split, "split", nil, "begin another clause at these words: `LABEL=WORDS`")
	f.StringArrayVar(&o.join, "join", nil, "`LABEL` belongs to the clause before it")
	f.StringArrayVar(&o.ask, "clause", nil, "`LABEL` is a clause")
	f.StringArrayVar(&o.leave, "context", nil, "`LABEL` is not a duty, only context")
	f.StringArrayVar(&o.label, "label", nil, "give it another label: `LABEL=NEW`")
	f.IntVar(&o.remove, "remove", 0, "remove the correction with this `number`")
	f.BoolVar(&o.preview, "preview", false, "show what would be read differently, and change nothing")
	return cmd
}

func assess(r *cli.Run, id string, o assessOptions) error {
	p, _, err := shown(r, []string{id})
	if err != nil {
		return err
	}
	all, err := o.corrections()
	if err != nil {
		return err
	}
	if len(all) == 0 && o.remove == 0 {
		for n, one := range editions.Corrections(p) {
			r.Printf("%3d  %s\n", n+1, one)
		}
		return nil
	}
	next, err := corrected(p, all, o.remove)
	if err != nil {
		return cli.Usage("clausewalk policy show "+id+" --outline", "%w", err)
	}
	for _, line := range editions.Corrected(p, next) {
		r.Wrapped("  ", line)
	}
	if o.preview {
		r.Tell("a preview: nothing was changed\n")
		return nil
	}
	return keepCorrected(r, next)
}

// corrections returns what the flags ask for.
func (o assessOptions) corrections() (all []editions.Correction, err error) {
	for _, group := range []struct {
		do     editions.Deed
		given  []string
		halves bool
	}{{editions.SplitAt, o.split, true}, {editions.Join, o.join, false}, {editions.Ask, o.ask, false}, {editions.Leave, o.leave, false}, {editions.Rename, o.label, true}} {
		for _, given := range group.given {
			label, words, both := strings.Cut(given, "=")
			if both != group.halves {
				return nil, cli.Usage("--split \"2.3=You must also\", --label 2.3b=2.4, --join 2.4", "the flag does not take %q", given)
			}
			all = append(all, editions.Correction{Do: group.do, Label: strings.TrimSpace(label), Words: strings.TrimSpace(words)})
		}
	}
	return all, nil
}

// corrected makes corrections to a policy, after removing the one with a number where
// that is not 0.
func corrected(p *policy.Policy, all []editions.Correction, remove int) (next *policy.Policy, err error) {
	next = p
	if remove != 0 {
		if next, err = editions.Uncorrect(next, remove); err != nil {
			return nil, err
		}
	}
	for _, c := range all {
		if next, err = editions.Correct(next, c); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// keepCorrected keeps a policy that is read differently now. An audit that asks it
// adopts that as a step of its own, which undo reverses.
func keepCorrected(r *cli.Run, next *policy.Policy) error {
	dir, err := r.Folder()
	if err != nil {
		return err
	}
	w, err := r.FindOrCreate(dir)
	if err != nil {
		return err
	}
	edition := checklist.Edition{ID: next.ID, Edition: next.Edition}
	if err := rulesKnown(w, edition); err != nil {
		return err
	}
	s, err := asking(r, edition)
	if err != nil {
		return err
	}
	if err := w.AddPolicy(next); err != nil {
		return err
	}
	r.Tell("%s: kept in %s, as correction %d\n", next.ID, policy.AssessFile, len(editions.Corrections(next)))
	return takeAdded(r, s, edition)
}

// rulesKnown refuses a correction where an audit asks the edition and does not know
// by which rules it began: it would not stay with them.
func rulesKnown(w *workspace.Workspace, edition checklist.Edition) error {
	heads, err := w.Audits()
	if err != nil {
		return err
	}
	for _, h := range heads {
		if o, err := w.Open(h.ID, checklist.Hand{}); err == nil && slices.Contains(o.Editions(), edition) && slices.Contains(checklist.RulesUnknown(o.Audit), edition.ID) {
			return cli.Failed("clausewalk policy adopt --audit "+h.ID+" adopts the present ones", "the audit %s does not know which rules it began with", h.ID)
		}
	}
	return nil
}
