package suggest

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func fromCommand(r *cli.Run) *cobra.Command {
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "from AUDIT",
		Short: "Use an audit of an older policy for suggestions",
		Long: `Use another audit in the workspace for suggestions: if its policy was replaced
by one that this audit asks, what was said about an old clause or fact is
suggested for the new one, as the guide matches them. A verdict is proposed
only if both clauses ask the same thing and the old answer is still valid. new
--from does this by itself.`,
		Example: `  clausewalk suggest from photobook-2.4
  clausewalk suggest from photobook-2.4 && clausewalk suggest list`,
		Args: cli.Words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return from(r, args[0], allow) },
	}
	cli.SecretsFlag(cmd, &allow)
	return cmd
}

func from(r *cli.Run, audit string, allow workspace.Allow) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	old, err := r.OpenIn(s.Workspace, session.Options{Audit: audit})
	if err != nil {
		return err
	}
	changes, not, err := clauses.FromOlder(s, old, func(c event.Change) error { return cli.Check(s, allow, c) })
	if err != nil {
		return err
	}
	for _, why := range not {
		r.Note("%s", why)
	}
	step, err := cli.Do(s, allow, changes...)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		r.Tell("no clause in this audit replaces one that %s answered\n", audit)
		return nil
	}
	r.Tell("%s from %s: clausewalk suggest list  %s\n", reports.Count(len(changes), "suggestion"), audit, cli.Saved(step))
	return nil
}
