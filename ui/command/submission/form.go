package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

func formCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "form [NUMBER]",
		Short: "Print what to paste into the form, in its order, and nothing else",
		Example: `  clausewalk submission form
  clausewalk submission form 1 > form.md`,
		Args: cli.Words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := r.Read()
			if err != nil {
				return err
			}
			h, err := handing(s, args)
			if err != nil {
				return err
			}
			r.Out.Write(reports.FormMarkdown(h.Form))
			notLeaving(r, h)
			return nil
		},
	}
}

// notLeaving tells which fields are not in the form, and why.
func notLeaving(r *cli.Run, h reports.Handing) {
	for _, f := range h.Form.Fields {
		for _, why := range f.Stopped {
			r.Note("stopped, %s: %s", f.Heading(), why)
		}
		if !f.Leaves() && len(f.Stopped) == 0 {
			r.Note("%s: nothing to hand in yet", f.Heading())
		}
	}
}
