// Package command is the command line of clausewalk, one file a command, and a
// folder where a command has others below it. It alone reads flags and the
// environment. What all commands share is in cli.
//
// A command reads its flags and calls one function with what it needs. Data goes
// to standard output, everything else to standard error. The exit code is 0 when
// all is well, 1 after an error, 2 when the command itself was wrong, 3 when the
// gate does not hold, 130 when a person broke it off.
//
// Every change goes through session.Session.Do, as the walk's changes do.
package command

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/ui/command/check"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/evidence"
	"clausewalk/ui/command/outcome"
	policycmd "clausewalk/ui/command/policy"
	"clausewalk/ui/command/publish"
	"clausewalk/ui/command/report"
	"clausewalk/ui/command/scope"
	"clausewalk/ui/command/submission"
	"clausewalk/ui/command/suggest"
)

// Env is all that a run of the program takes from outside.
type Env = cli.Env

// System returns the environment of the process.
func System() Env { return cli.System() }

// Run runs the program with the arguments behind its name and returns the exit
// code.
func Run(args []string, env Env) int {
	r := cli.NewRun(env)
	root := rootCommand(r)
	root.SetArgs(append([]string{}, args...)) // Cobra takes nil for the arguments of the process.
	cmd, err := root.ExecuteC()
	r.NoteNoSync()
	return r.Exit(err, cli.AsJSON(cmd) || slices.Contains(args, "--json")) // The second where the flags could not be read.
}

const (
	groupWalk = "walk"
	groupRead = "read"
	groupMake = "make"
)

func rootCommand(r *cli.Run) *cobra.Command {
	root := walkCommand(r)
	root.SetIn(r.Stdin)
	root.SetOut(r.Out)
	root.SetErr(r.Stderr)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return cmp.Or(noCommand(r, cmd, cmd.Flags().Args()), cli.FlagError(cmd, err))
	})
	root.Version = cli.Version()
	root.SetVersionTemplate("clausewalk {{.Version}}\n")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return r.CheckFlags(cmd) }

	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(),
		"Global Flags:\n{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}", "Global flags: clausewalk --help lists them", 1))

	r.AddFlags(root)
	addCommands(r, root)
	root.SetHelpCommand(helpCommand(r))
	root.InitDefaultCompletionCmd()
	askForSubcommand(root)
	completeFlags(r, root)
	keepOldNames(root)
	return root
}

// addCommands gives the root command all others, each in its group.
func addCommands(r *cli.Run, root *cobra.Command) {
	root.AddGroup(
		&cobra.Group{ID: groupWalk, Title: "Answer:"},
		&cobra.Group{ID: groupRead, Title: "Look:"},
		&cobra.Group{ID: groupMake, Title: "Begin:"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, cmd := range commands {
			cmd.GroupID = group
			root.AddCommand(cmd)
		}
	}
	add(groupMake, demoCommand(r), newCommand(r))
	add(groupWalk, answerCommand(r), resolveCommand(r), confirmCommand(r), suggest.Command(r), evidence.Command(r), gapCommand(r), scope.Command(r), signCommand(r), outcome.Command(r), submission.Command(r), undoCommand(r), importCommand(r), repairCommand(r))
	add(groupRead, scanCommand(r), mcpCommand(r), statusCommand(r), report.Command(r), publish.Command(r), exportCommand(r), listCommand(r), portfolioCommand(r), logCommand(r), diffCommand(r), citeCommand(r), lintCommand(r), withAll(r, check.Command(r), true), verifyCommand(r), policycmd.Command(r))
	root.AddCommand(versionCommand(r), manCommand(r))
}

// askForSubcommand makes commands that only hold others say which there are.
// Cobra would print help and call it a success.
func askForSubcommand(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		askForSubcommand(sub)
		if sub.Runnable() {
			continue
		}
		var names []string
		for _, s := range sub.Commands() {
			names = append(names, s.Name())
		}
		sub.Args = cobra.ArbitraryArgs
		sub.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usage(cli.OneOf(names), "%s needs a subcommand", cmd.CommandPath())
			}
			return cli.Usage(cli.Command(args[0], names, cli.OneOf(names)), "unknown command %q for %s", args[0], cmd.CommandPath())
		}
	}
}

func helpCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show help for a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := named(r, cmd.Root(), args)
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// named finds the command that words name. Of one that is gone it is what took its
// place, and that is told.
func named(r *cli.Run, root *cobra.Command, args []string) (*cobra.Command, error) {
	found, rest, err := root.Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cli.Usage(meant(strings.Join(rest, " "), found, "clausewalk --help"), "no help for %q", strings.Join(args, " "))
	}
	now := inPlace(found)
	if now != found {
		r.Note("%s is gone, and this is about what took its place", found.CommandPath())
	}
	return now, nil
}

func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return names
}
