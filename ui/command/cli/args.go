package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"clausewalk/checklist/workspace"
)

// longDashes are the strokes that word processors make of a hyphen.
const longDashes = "‐‑‒–—―−"

// Words tells whether a command got as many words as it takes; atMost below
// zero is any number. A flag that was typed, or pasted, with a long dash would
// otherwise be taken for a word.
func Words(atLeast, atMost int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		for _, a := range args {
			if bare := strings.TrimLeft(a, longDashes); bare != a && bare != "" && bare[0] >= 'a' && bare[0] <= 'z' {
				return Usage(fmt.Sprintf("flags start with two plain hyphens: --%s", bare), "%q starts with a long dash", a)
			}
		}
		switch {
		case len(args) < atLeast:
			missing := strings.TrimSuffix(strings.Fields(cmd.Use)[1+len(args)], "...")
			return Usage("usage: "+cmd.UseLine(), "%s: %s is missing", cmd.CommandPath(), Alternatives(strings.Split(missing, "|")))
		case atMost >= 0 && len(args) > atMost:
			return Usage("usage: "+cmd.UseLine(), "%s: unexpected %q", cmd.CommandPath(), args[atMost])
		}
		return nil
	}
}

// FlagError says which flag was wrong, and which was perhaps meant.
func FlagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || unknown.GetSpecifiedShortnames() != "" {
		return Usage(help, "%w", err)
	}
	name := "--" + unknown.GetSpecifiedName()
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
	return Usage(Nearest(name, known, help), "unknown flag %s", name)
}

// WithJSON gives a command the flag --json.
func WithJSON(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().Bool("json", false, "print JSON for programs")
	return cmd
}

// AsJSON tells whether a command was given --json.
func AsJSON(cmd *cobra.Command) bool {
	is, err := cmd.Flags().GetBool("json")
	return err == nil && is
}

// AllowFlags gives a command the flags by which a person lets pass what is
// rarely meant.
func AllowFlags(cmd *cobra.Command, allow *workspace.Allow) {
	cmd.Flags().BoolVar(&allow.Large, "large", false, "keep a file of more than 25 MiB")
	cmd.Flags().BoolVar(&allow.Outside, "outside", false, "read a file through a symbolic link that leads out of the repository")
	SecretsFlag(cmd, allow)
}

// SecretsFlag gives a command that keeps words, and no files, the flag by which
// a person lets pass what looks like a secret in them.
func SecretsFlag(cmd *cobra.Command, allow *workspace.Allow) {
	cmd.Flags().BoolVar(&allow.Secrets, "allow-secrets", false, "accept text that looks like a secret")
}

// Text returns what a flag that takes text was given: the text itself, the
// content of @file, or standard input for "-". A text that begins with @ is
// written with two of them.
func (r *Run) Text(given string) (string, error) {
	var content []byte
	var err error
	switch file, isFile := strings.CutPrefix(given, "@"); {
	case strings.HasPrefix(file, "@"):
		return file, nil
	case given == "-":
		content, err = r.StandardInput(maxText)
	case isFile:
		content, err = r.Named(file, maxText, false)
	default:
		return given, nil
	}
	if err != nil {
		return "", Usage("write a text that starts with @ with two of them, as in --reason '@@ben looks into it'", "%w", err)
	}
	return strings.TrimRight(string(content), "\r\n"), nil
}

// CommaHelp is the help of the flag --csv-sep.
const CommaHelp = "write CSV for a spreadsheet, separated with this `mark`: ',' ';' or tab, whichever the spreadsheet's language uses"

// Comma returns what --csv-sep puts between the cells of CSV, 0 where nothing
// was given.
func Comma(given string) (rune, error) {
	switch marks := []rune(given); {
	case given == "":
		return 0, nil
	case given == "tab" || given == `\t`:
		return '\t', nil
	case len(marks) == 1 && strings.ContainsRune(",;|\t", marks[0]):
		return marks[0], nil
	}
	return 0, Usage("--csv-sep ';', which Excel expects in countries that write decimals with a comma", "--csv-sep is ',' ';' '|' or tab, not %q", given)
}
