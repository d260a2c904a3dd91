package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
			_, err = fmt.Fprint(r.Out, manPage(found, r.Now().UTC()))
			return err
		},
	}
}

// manPage returns the manual page of a command, in roff's man macros.
func manPage(cmd *cobra.Command, now time.Time) string {
	cmd.InitDefaultHelpFlag()
	name := pageName(cmd)
	var b strings.Builder
	section := func(title string) { fmt.Fprintf(&b, ".SH %s\n", title) }
	fmt.Fprintf(&b, ".TH \"%s\" \"1\" \"%s\" \"clausewalk\" \"clausewalk\"\n", strings.ToUpper(name), now.Format("Jan 2006"))
	b.WriteString(".nh\n.ad l\n") // No word is broken, and no line is stretched.
	section("NAME")
	fmt.Fprintf(&b, "%s \\- %s\n", name, roff(cmd.Short))
	section("SYNOPSIS")
	fmt.Fprintf(&b, "\\fB%s\\fP\n", verbatim(cmd.UseLine()))
	section("DESCRIPTION")
	words := cmd.Long
	if words == "" {
		words = cmd.Short + "."
	}
	b.WriteString(strings.ReplaceAll(roff(words), "\n\n", "\n.PP\n") + "\n")
	if flags := cmd.NonInheritedFlags(); flags.HasAvailableFlags() {
		section("OPTIONS")
		b.WriteString(manOptions(flags))
	}
	if flags := cmd.InheritedFlags(); flags.HasAvailableFlags() {
		section("OPTIONS OF ALL COMMANDS")
		b.WriteString(manOptions(flags))
	}
	if cmd.HasExample() {
		section("EXAMPLES")
		fmt.Fprintf(&b, ".nf\n%s\n.fi\n", verbatim(cmd.Example))
	}
	var others []string
	if cmd.HasParent() {
		others = append(others, pageName(cmd.Parent()))
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			others = append(others, pageName(sub))
		}
	}
	if len(others) > 0 {
		section("SEE ALSO")
		fmt.Fprintf(&b, "\\fB%s\\fP(1)\n", strings.Join(others, "\\fP(1),\n\\fB"))
	}
	return b.String()
}

// pageName returns the name of a command's manual page.
func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manOptions lists flags as help does, each with the name of what it takes.
func manOptions(flags *pflag.FlagSet) string {
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Deprecated != "" {
			return
		}
		b.WriteString(".TP\n")
		if f.Shorthand != "" {
			fmt.Fprintf(&b, "\\fB\\-%s\\fP, ", f.Shorthand)
		}
		takes, usage := pflag.UnquoteUsage(f)
		fmt.Fprintf(&b, "\\fB\\-\\-%s\\fP", verbatim(f.Name))
		if takes != "" {
			fmt.Fprintf(&b, " \\fI%s\\fP", verbatim(takes))
		}
		fmt.Fprintf(&b, "\n%s", roff(usage))
		if !slices.Contains([]string{"", "false", "0", "0s", "[]"}, f.DefValue) {
			fmt.Fprintf(&b, " (default %s)", verbatim(f.DefValue))
		}
		b.WriteString("\n")
	})
	return b.String()
}

// roff writes words so that they are no commands of roff.
func roff(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, `\`, `\e`), "\n")
	for n, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[n] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

// verbatim writes what somebody may copy: roff makes hyphens of minus signs.
func verbatim(s string) string { return strings.ReplaceAll(roff(s), "-", `\-`) }
