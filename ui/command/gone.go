package command

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"clausewalk/ui/command/cli"
)

// gone names the commands that others have taken the place of, with what to type
// instead, so that a script that runs one is told. One release keeps them.
var gone = map[string]string{
	"take":              "clausewalk suggest take LABEL",
	"submission decide": "clausewalk outcome add --result RESULT",
	"submission paste":  "clausewalk submission form",
}

// elsewhere says what to type for words that people try as commands. They are no
// commands, so that a folder may be called like that.
var elsewhere = map[string]string{
	"todo":    tasksHint,
	"tasks":   tasksHint,
	"who":     tasksHint,
	"gaps":    tasksHint,
	"changes": "clausewalk diff --since DATE shows what has changed since then, clausewalk log every change",
	"history": "clausewalk log shows every change, clausewalk diff --since DATE what has changed since then",
}

const tasksHint = "clausewalk report --format tasks lists who closes which gap, and by when"

// meant returns a hint with what a word that is no command below cmd was meant for,
// or else what the caller has to say.
func meant(word string, cmd *cobra.Command, otherwise string) string {
	word = strings.ToLower(word)
	if hint := elsewhere[word]; hint != "" && !cmd.HasParent() {
		return hint
	}
	if below := below(cmd, word); len(below) > 0 {
		otherwise = "did you mean " + cli.Alternatives(below) + "?"
	}
	return cli.Command(word, commandNames(cmd), otherwise)
}

// below names the commands further below cmd that are called by a word.
func below(cmd *cobra.Command, word string) (all []string) {
	for _, parent := range cmd.Commands() {
		for _, sub := range parent.Commands() {
			if sub.Name() == word && !sub.Hidden {
				all = append(all, sub.CommandPath())
			}
		}
	}
	return all
}

// inPlace returns the command that has taken the place of one that is gone, itself
// for all others.
func inPlace(cmd *cobra.Command) *cobra.Command {
	instead, was := gone[strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")]
	if !was {
		return cmd
	}
	now, _, _ := cmd.Root().Find(strings.Fields(instead)[1:])
	return now
}

// renamed are the flags that are understood under the name that they had in some
// commands, and are called the same in all of them now.
var renamed = map[string]string{"permissions": "permission", "dry-run": "preview"}

// keepOldNames lets a command, with those below it, tell what became of commands
// that are gone, and understand the old names of flags.
func keepOldNames(root *cobra.Command) {
	for path, instead := range gone {
		words := strings.Fields(path)
		parent, name := root, words[len(words)-1]
		if len(words) > 1 {
			parent, _, _ = root.Find(words[:len(words)-1])
		}
		parent.AddCommand(&cobra.Command{
			Use: name, Hidden: true, DisableFlagParsing: true,
			RunE: func(*cobra.Command, []string) error { return cli.Usage(instead, "clausewalk %s is gone", path) },
		})
	}
	root.SetGlobalNormalizationFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if now, was := renamed[name]; was {
			name = now
		}
		return pflag.NormalizedName(name)
	})
}
