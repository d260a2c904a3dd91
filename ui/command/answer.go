package command

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

// clearWord takes an answer back.
const clearWord = "clear"

func (c *cli) answerCommand() *cobra.Command {
	var reason string
	var evidence []string
	cmd := &cobra.Command{
		Use:   "answer LABEL VERDICT|clear",
		Short: "Answer one clause",
		Long: `Answer one clause. The verdicts are met, partly, not-met, not-applicable (na)
and cannot-tell; clear takes the verdict back. All but met need a reason.

Verdict, reason and evidence are saved as one step, all or nothing.`,
		Example: `  clausewalk answer A.12 not-met --reason "The CDN keeps copies for 48 hours."
  clausewalk answer a3 met --evidence docs/imprint.md --evidence https://example.org/about`,
		Args:              words(2, 3),
		ValidArgsFunction: c.completeClause(append(verdictWords(), clearWord)...),
		RunE: func(cmd *cobra.Command, args []string) error {
			var given *string
			if cmd.Flags().Changed("reason") {
				given = &reason
			}
			return c.answer(args[0], strings.Join(args[1:], " "), given, evidence)
		},
	}
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "why: `text`, @file, or - for standard input")
	cmd.Flags().StringArrayVarP(&evidence, "evidence", "e", nil, "what shows it, as for evidence add: a `file`, an address, or path:12-40")
	return cmd
}

func verdictWords() []string {
	var all []string
	for _, v := range checklist.Verdicts() {
		all = append(all, string(v))
	}
	return all
}

func (c *cli) answer(labelled, verdict string, reason *string, evidence []string) error {
	v, err := parseVerdict(verdict)
	if err != nil {
		return err
	}
	o, err := c.write()
	if err != nil {
		return err
	}
	ref, err := clause(o.Audit, labelled)
	if err != nil {
		return err
	}
	var changes []checklist.Change
	if reason != nil {
		text, err := c.text(*reason)
		if err != nil {
			return err
		}
		changes = append(changes, checklist.SetReason(ref, text))
	}
	changes = append(changes, checklist.SetVerdict(ref, v))
	if err := allowed(o, changes...); err != nil {
		return err // Before any evidence is copied.
	}
	for _, spec := range evidence {
		e, err := o.Collect(c.Dir, spec)
		if err != nil {
			return err
		}
		changes = append(changes, checklist.AddEvidence(ref, e))
	}
	step, err := record(o, changes...)
	if err != nil {
		return err
	}
	item := o.Item(ref, c.Now())
	c.tell("%s %s  %s\n", label(o.Audit, ref), item.VerdictWords(), saved(step))
	return nil
}

func parseVerdict(s string) (checklist.Verdict, error) {
	if strings.EqualFold(s, clearWord) {
		return checklist.Unanswered, nil
	}
	v, err := checklist.ParseVerdict(s)
	if err != nil {
		return v, usage(nearest(strings.ReplaceAll(s, " ", "-"), append(verdictWords(), clearWord), ""), "%w", err)
	}
	return v, nil
}

// text returns what a flag that takes text was given: the text itself, the
// content of @file, or standard input for "-".
func (c *cli) text(given string) (string, error) {
	var content []byte
	var err error
	switch file, isFile := strings.CutPrefix(given, "@"); {
	case given == "-":
		content, err = io.ReadAll(c.Stdin)
	case isFile:
		content, err = os.ReadFile(c.resolve(file))
	default:
		return given, nil
	}
	if err != nil {
		return "", usage("a text that begins with @ goes through standard input: --reason -", "%w", err)
	}
	return strings.TrimRight(string(content), "\r\n"), nil
}
