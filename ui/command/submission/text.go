package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

func textCommand(r *cli.Run) *cobra.Command {
	var us, asGuide bool
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "text LABEL [WORDS]",
		Short: "Write what is pasted for an item, or say that nothing of it leaves",
		Long: `Write what is pasted for an item: WORDS, @file, or - for standard input. Without
such a text an item that fills a field of the form hands in the reason of its
answer, where that is met. The reason of any other answer is for us.`,
		Example: `  clausewalk submission text E.5@instagram_business_basic "Photos are shown from their own address and are not kept."
  clausewalk submission text E.2@instagram_business_basic --for-us`,
		Args: cli.Words(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			given := len(args) == 2
			if us && asGuide || given && (us || asGuide) || !given && !us && !asGuide {
				return cli.Usage("give either WORDS, --for-us or --as-guide", "submission text: one thing is to be said of %s", args[0])
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
			return text(r, args[0], to, allow)
		},
	}
	cmd.Flags().BoolVar(&us, "for-us", false, "nothing of the item leaves")
	cmd.Flags().BoolVar(&asGuide, "as-guide", false, "as the guide says: the reason of a met answer")
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
	if words := checklist.Admits(to.Text); words != "" {
		r.Note("its words admit a gap, and stop it: %q", words)
	}
	return nil
}
