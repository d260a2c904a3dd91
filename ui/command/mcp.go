package command

import (
	"context"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"clausewalk/ui/agent"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func mcpCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Let another program read the audit and make suggestions, over MCP",
		Long: `Serve one audit over the Model Context Protocol, on standard input and output.
A program can read it: open clauses, a clause, the scope, search, lint, check,
the report and a scan. It can make suggestions and nothing else; people answer.`,
		Example: `  claude mcp add clausewalk -- clausewalk mcp
  codex mcp add clausewalk -- clausewalk mcp --audit photobook-2.4`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return serve(r) },
	}
}

func serve(r *cli.Run) error {
	s, err := r.Open(session.Options{Write: true, Now: r.Clock}) // It may serve for days.
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := agent.Serve(ctx, agent.Server(&desk{s: s}, cli.Version()), r.Stdin, r.Stdout); err != nil {
		return cli.Failed("", "mcp: %w", err)
	}
	return nil
}
