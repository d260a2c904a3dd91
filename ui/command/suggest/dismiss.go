package suggest

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

func dismissCommand(r *cli.Run) *cobra.Command {
	var reason string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "dismiss ID|LABEL",
		Short: "Dismiss one suggestion, and say why",
		Long: `Dismiss one suggestion, and say why. It stays dismissed while the matched lines
are the same, even if edits move them, and comes back if one of them changes or
the same thing is found elsewhere.`,
		Example: `  clausewalk suggest dismiss A.15 --reason "The table has our own timestamps only."
  clausewalk suggest dismiss 3f9a01bc -r "a test double"`,
		Args:              cli.Words(1, 1),
		ValidArgsFunction: r.CompleteClause(),
		RunE:              func(_ *cobra.Command, args []string) error { return dismiss(r, args[0], reason, allow) },
	}
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "the reason: `text`, @file, or - for standard input")
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

func dismiss(r *cli.Run, name, given string, allow workspace.Allow) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	one, err := find(s, name)
	if err != nil {
		return err
	}
	if one.Older != nil {
		return cli.Usage("clausewalk suggest take "+one.ID+", or answer the clause", clauses.StaysOnOffer)
	}
	reason, err := r.Text(given)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, allow, checklist.DismissSuggestion(one, reason))
	if err != nil {
		return err
	}
	r.Tell("%s dismissed  %s\n", one.ID, cli.Saved(step))
	return nil
}
