package command

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"clausewalk/ui/command/cli"
)

func manCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "man [COMMAND]",
		Short: "Print the manual page of the program or of one command",
		Example: `  clausewalk man | man -l -
  clausewalk man import > clausewalk-import.1`,
		Args: cli.Words(0, -1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return commandNames(found), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := named(r, cmd.Root(), args)
			if err != nil {
				return err
			}
			now := r.Now().UTC()
			found.Root().DisableAutoGenTag = true
			return doc.GenMan(found, &doc.GenManHeader{
				Title: strings.ToUpper(strings.ReplaceAll(found.CommandPath(), " ", "-")), Section: "1",
				Source: "clausewalk", Manual: "clausewalk", Date: &now,
			}, r.Out)
		},
	}
}
