package submission

import (
	"github.com/aymanbagabas/go-osc52/v2"
	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// toWrite opens an audit for changes and looks at its evidence: what is faulty is
// not handed in.
var toWrite = session.Options{Write: true, Look: true}

func copyCommand(r *cli.Run) *cobra.Command {
	var of string
	cmd := &cobra.Command{
		Use:   "copy LABEL",
		Short: "Copy one field of the form, and mark it as pasted",
		Long: `Copy one field of the form to the terminal's clipboard, and mark it as pasted.
In a pipe or to a file it is printed as it is, and marked too. A recording is
marked; its file is in the pack.`,
		Example: `  clausewalk submission copy E.1@instagram_business_basic
  clausewalk submission copy E.4@instagram_business_basic --submission 1 | pbcopy`,
		Args:              cli.Words(1, 1),
		ValidArgsFunction: r.CompleteClause(),
		RunE:              func(_ *cobra.Command, args []string) error { return copied(r, of, args[0]) },
	}
	cmd.Flags().StringVar(&of, "submission", "", "the `number` of the submission (default: the one being prepared)")
	return cmd
}

func copied(r *cli.Run, of, label string) error {
	s, err := r.Open(toWrite)
	if err != nil {
		return err
	}
	h, err := handing(s, []string{of})
	if err != nil {
		return err
	}
	f, err := clauses.FormField(s, h, label)
	if err != nil {
		return err
	}
	text, change, err := clauses.CopyOf(h, f)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, workspace.Allow{}, change)
	if err != nil {
		return err
	}
	where := "printed"
	switch {
	case text == "":
		where = "its file is in clausewalk submission pack"
	case !r.Terminal:
		r.Out.WriteString(text) // Whoever reads it wants the field and nothing else.
	case r.NoClipboard():
		r.Out.WriteString(text + "\n")
	default:
		r.Out.WriteString(osc52.New(text).String())
		where = "copied to the terminal's clipboard"
	}
	r.Note("%s: %s, and marked as pasted  %s", f.Heading(), where, cli.Saved(step))
	return nil
}
