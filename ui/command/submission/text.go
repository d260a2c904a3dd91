package submission

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

func textCommand(r *cli.Run) *cobra.Command {
	var us, asGuide bool
	var same string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "text LABEL [WORDS]",
		Short: "Write the text to paste for an item, or keep the item to the team",
		Long: `Write the text to paste for an item: WORDS, @file, or - for standard input.
--same-as uses one text or recording for several permissions; if the shared one
changes, the others are stopped until somebody says again that they are the
same. An item that fills a field of the form and has no text uses the reason of
its answer, if that is met. The reason of any other answer is for the team
only.`,
		Example: `  clausewalk submission text E.5@instagram_business_basic "Photos are shown from their own address and are not kept."
  clausewalk submission text E.2@instagram_business_basic --for-us`,
		Args: cli.Words(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			given := len(args) == 2
			if us && asGuide || (given || same != "") && (us || asGuide) || !given && !us && !asGuide && same == "" {
				return cli.Usage("give either WORDS, --same-as, --for-us or --as-guide", "submission text: one thing is to be said of %s", args[0])
			}
			to := &event.ToPaste{Us: us}
			if given {
				words, err := r.Text(args[1])
				if err != nil {
					return err
				}
				to.Text = words
			}
			if asGuide {
				to = nil
			}
			if same != "" {
				return sameAs(r, args[0], same, to.Text, allow)
			}
			return text(r, args[0], to, allow)
		},
	}
	cmd.Flags().StringVar(&same, "same-as", "", "use the text or recording of the item with this `label`, followed by WORDS if given")
	cmd.Flags().BoolVar(&us, "for-us", false, "hand in nothing of this item")
	cmd.Flags().BoolVar(&asGuide, "as-guide", false, "back to the guide's default: the reason of a met answer")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

func text(r *cli.Run, label string, to *event.ToPaste, allow workspace.Allow) error {
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, allow, event.Paste(ref, to))
	if err != nil {
		return err
	}
	r.Tell("%s: %s  %s\n", ref.Label, to.InWords(), cli.Saved(step))
	if to == nil || to.Us {
		return nil
	}
	i := s.Item(ref)
	if i.Clause.Guide == nil || i.Clause.Guide.Form == nil {
		r.Note("the guide names no field of the form for %s, so the text is pasted nowhere", ref.Label)
	}
	if h, err := clauses.Handing(s, ""); err == nil {
		if all := clauses.Repeating(h, ref.Label); len(all) > 0 {
			r.Note("which of these follow? %s; clausewalk submission text LABEL --same-as %s says so", strings.Join(all, ", "), ref.Label)
		}
	}
	if words := checklist.Admits(to.Text); words != "" {
		r.Note("its words admit a gap, and stop it: %q", words)
	}
	return nil
}

// sameAs lets what serves one item serve another too.
func sameAs(r *cli.Run, label, other, more string, allow workspace.Allow) error {
	s, err := r.Open(toWrite)
	if err != nil {
		return err
	}
	h, err := handing(s, nil)
	if err != nil {
		return err
	}
	f, err := clauses.FormField(s, h, label)
	if err != nil {
		return err
	}
	change, err := clauses.SameAs(s, h, f, other, more)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, allow, change)
	if err != nil {
		return err
	}
	r.Tell("%s: %s  %s\n", f.Ref.Label, change.Value.InWords(), cli.Saved(step))
	return nil
}
