package command

import (
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
)

// clearWord takes an answer back.
const clearWord = "clear"

func (c *cli) answerCommand() *cobra.Command {
	var reason, until string
	var evidence []string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "answer LABEL VERDICT|clear",
		Short: "Answer one clause",
		Long: `Answer one clause. The verdicts are met, partly, not-met, not-applicable (na)
and cannot-tell; clear takes the verdict back. All but met need a reason.

An answer holds for as long as the guide says, unless --valid-until says it: until
a day, or for a span such as 90d, 2w, 6mo or 1y, which begins anew when the answer
is confirmed. An empty text leaves it to the guide again.

Verdict, reason and evidence are saved as one step, all or nothing.`,
		Example: `  clausewalk answer A.12 not-met --reason "The CDN keeps copies for 48 hours."
  clausewalk answer a3 met --evidence docs/imprint.md --valid-until 6mo`,
		Args:              words(2, 3),
		ValidArgsFunction: c.completeClause(append(verdictWords(), clearWord)...),
		RunE: func(cmd *cobra.Command, args []string) error {
			var given *string
			if cmd.Flags().Changed("reason") {
				given = &reason
			}
			a := answered{reason: given, evidence: evidence, allow: allow}
			if cmd.Flags().Changed("valid-until") {
				a.until = &until
			}
			return c.answer(args[0], strings.Join(args[1:], " "), a)
		},
	}
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "why: `text`, @file, or - for standard input")
	cmd.Flags().StringVar(&until, "valid-until", "", "the last `day` on which the answer holds, 2026-03-31, or a span, 6mo")
	cmd.Flags().StringArrayVarP(&evidence, "evidence", "e", nil, "what shows it, as for evidence add: a `file`, an address, or path:12-40")
	allowFlags(cmd, &allow)
	return cmd
}

func verdictWords() []string {
	var all []string
	for _, v := range checklist.Verdicts() {
		all = append(all, string(v))
	}
	return all
}

// answered is what a person gives beside a verdict; nil leaves a value as it is.
type answered struct {
	reason, until *string
	evidence      []string
	allow         workspace.Allow
}

func (c *cli) answer(labelled, verdict string, given answered) error {
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
	if given.reason != nil {
		text, err := c.text(*given.reason)
		if err != nil {
			return err
		}
		changes = append(changes, checklist.SetReason(ref, text))
	}
	if given.until != nil {
		if day, err := time.Parse(time.DateOnly, *given.until); err == nil && day.AddDate(0, 0, 1).Before(c.Now()) {
			return usage("a day to come, or a span such as 6mo", "--valid-until %s has gone by", *given.until)
		}
		changes = append(changes, checklist.SetValidUntil(ref, *given.until))
	}
	changes = append(changes, checklist.SetVerdict(ref, v))
	if err := allowed(o, changes...); err != nil {
		return err // Before any evidence is copied.
	}
	if err := meant(given.allow, changes...); err != nil {
		return err
	}
	for _, spec := range given.evidence {
		e, err := o.Collect(c.Dir, spec, given.allow)
		if err != nil {
			return err
		}
		changes = append(changes, checklist.AddEvidence(ref, e))
	}
	if err := meant(given.allow, changes...); err != nil {
		return err
	}
	step, err := record(o, changes...)
	if err != nil {
		return err
	}
	item := o.Item(ref, c.Now())
	c.tell("%s %s  %s\n", o.Name(ref), item.VerdictWords(), saved(step))
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
