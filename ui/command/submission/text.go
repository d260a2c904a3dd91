package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func textCommand(r *cli.Run) *cobra.Command {
	var us, asGuide bool
	var same string
	var serves []string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "text LABEL [WORDS]",
		Short: "Write the text to paste for an item, or keep the item to the team",
		Long: `Write the text to paste for an item: WORDS, @file, or - for standard input.
--same-as uses one text or recording for several permissions, followed by WORDS;
if the shared one changes, the others are stopped until somebody says again that
they are the same, here or with --serves. --as-guide undoes --same-as and
--for-us. An item that fills a field of the form and has no text uses the reason
of its answer, if that is met. The reason of any other answer is for the team
only.`,
		Example: `  clausewalk submission text E.5@instagram_business_basic "Photos are shown from their own address and are not kept."
  clausewalk submission text E.2@instagram_business_basic --for-us`,
		Args: cli.Words(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			given := len(args) == 2
			if us && asGuide || (given || same != "") && (us || asGuide) || !given && !us && !asGuide && same == "" {
				return cli.Usage("give either WORDS, --same-as, --for-us or --as-guide", "submission text: say one thing about %s", args[0])
			}
			var more *string
			if given {
				words, err := r.Text(args[1])
				if err != nil {
					return err
				}
				more = &words
			}
			return text(r, args[0], serves, allow, func(s *session.Session, ref event.Ref) (event.Change, error) {
				switch {
				case same != "":
					return clauses.SameAs(s, ref, same, more)
				case us:
					return event.Paste(ref, &event.ToPaste{Us: true}), nil
				case asGuide:
					return event.Paste(ref, nil), nil
				}
				return clauses.Write(s, ref, *more), nil
			})
		},
	}
	cmd.Flags().StringVar(&same, "same-as", "", "use the text or recording of the item with this `label`, followed by WORDS if given")
	cmd.Flags().StringSliceVar(&serves, "serves", nil, "other `permissions` that use this text, separated by commas, or all that have none yet")
	cmd.Flags().BoolVar(&us, "for-us", false, "hand in nothing of this item")
	cmd.Flags().BoolVar(&asGuide, "as-guide", false, "back to the guide's default: the reason of a met answer")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

// text says what is pasted for an item, and which others have the same.
func text(r *cli.Run, label string, serves []string, allow workspace.Allow, said func(*session.Session, event.Ref) (event.Change, error)) error {
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	change, err := said(s, ref)
	if err != nil {
		return err
	}
	changes := []event.Change{change}
	if len(serves) > 0 {
		more, err := clauses.SameText(s, ref, change, serves)
		if err != nil {
			return err
		}
		changes = append(changes, more...)
	}
	step, err := cli.Do(s, allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s: %s  %s\n", ref.Label, change.Value.InWords(), cli.Saved(step))
	r.NoteStep(s, step)
	to, _ := change.Value.(*event.ToPaste)
	if to == nil || to.Us {
		return nil
	}
	i := s.Item(ref)
	if i.Clause.Guide == nil || i.Clause.Guide.Form == nil {
		r.Note("the guide has no form field for %s, so the text will not be pasted", ref.Label)
	}
	if words := checklist.Admits(to.Text); words != "" {
		r.Note("stopped, because its words admit a gap: %q", words)
	}
	return nil
}
