package suggest

import (
	"fmt"

	"github.com/spf13/cobra"

	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func showCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:     "show ID|LABEL",
		Short:   "Show one suggestion and the places it is based on",
		Example: "  clausewalk suggest show 3f9a01bc\n  clausewalk suggest show A.6",
		Args:    cli.Words(1, 1),
		RunE:    func(_ *cobra.Command, args []string) error { return show(r, args[0]) },
	}
}

func show(r *cli.Run, name string) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	one, err := find(s, name)
	if err != nil {
		return err
	}
	r.Printf("%s  %s  %s\n", one.ID, about(s.Audit, one), heading(one))
	r.Wrapped("  ", one.Words)
	r.Wrapped("  ", one.Settles)
	if one.Why != "" {
		r.Wrapped("  stale: ", one.Why)
	}
	if one.Response != nil {
		r.Wrapped("  ", fmt.Sprintf("%s, %s %s", one.Response.InWords(), one.Answered, cli.When(one.On)))
	}
	for _, piece := range session.Preview(s, one) {
		r.Printf("\n  %s  %s\n", piece.Numbers(), piece.Where)
		for _, l := range piece.Lines {
			sign := " "
			if l.Meant {
				sign = ">"
			}
			r.Block(fmt.Sprintf("     %s %5d  ", sign, l.Number), l.Words)
		}
		if piece.Fault != "" {
			r.Wrapped("       ", piece.Fault)
		}
	}
	return nil
}
