package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

func (c *cli) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Take back the last step made on this clone",
		Long: `Take back the last step made on this clone. The history keeps both the step and
its undoing; what others have answered stays.`,
		Example: `  clausewalk undo
  clausewalk undo --audit photobook-2.4`,
		Args: words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			o, err := c.write()
			if err != nil {
				return err
			}
			step, err := o.Undo()
			if err != nil {
				return err
			}
			for _, e := range step {
				c.tell("taken back: %s %s\n", fieldName(o.Audit, e.Field), checklist.Words(e.Kind, e.Value))
			}
			return nil
		},
	}
}

// fieldName says in words what an event is about: "A.12 verdict". Without an
// audit it leaves out the clause.
func fieldName(a *checklist.Audit, f checklist.Field) string {
	name := string(f.Kind)
	switch {
	case a != nil && f.Kind == checklist.KindScope:
		return name + " " + factName(a, f.Policy, f.Subject)
	case f.Kind == checklist.KindScope || f.Kind == checklist.KindGap:
		name += " " + f.Subject
	}
	if a == nil || f.Clause == "" {
		return name
	}
	return a.Name(f.Ref()) + " " + name
}
