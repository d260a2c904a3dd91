package command

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

// clearWord takes an answer back.
const clearWord = "clear"

// answerOptions are what answer was told beside the verdict; nil leaves a value
// as it is.
type answerOptions struct {
	reason, until *string
	evidence      []string
	allow         workspace.Allow
}

func answerCommand(r *cli.Run) *cobra.Command {
	var reason, until string
	var o answerOptions
	cmd := &cobra.Command{
		Use:   "answer LABEL VERDICT|clear",
		Short: "Answer one clause",
		Long: `Answer one clause. The verdicts are met, partly, not-met, not-applicable (na)
and cannot-tell; clear removes the verdict. Every verdict except met needs a
reason.

An answer is valid for as long as the guide says. --valid-until sets its own
end: a day, or a span such as 90d, 2w, 6mo or 1y that starts over each time the
answer is confirmed. An empty value goes back to the guide's.

Verdict, reason and evidence are saved together, or not at all.`,
		Example: `  clausewalk answer A.12 not-met --reason "The CDN keeps copies for 48 hours."
  clausewalk answer a3 met --evidence docs/imprint.md --valid-until 6mo`,
		Args:              cli.Words(2, 3),
		ValidArgsFunction: r.CompleteClause(append(verdictWords(), clearWord)...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("reason") {
				o.reason = &reason
			}
			if cmd.Flags().Changed("valid-until") {
				o.until = &until
			}
			return answer(r, args[0], strings.Join(args[1:], " "), o)
		},
	}
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "the reason: `text`, @file, or - for standard input")
	cmd.Flags().StringVar(&until, "valid-until", "", "the last `day` the answer is valid, 2026-03-31, or a span, 6mo")
	cmd.Flags().StringArrayVarP(&o.evidence, "evidence", "e", nil, "evidence, as for evidence add: a `file`, an address, or path:12-40")
	cli.AllowFlags(cmd, &o.allow)
	return cmd
}

func verdictWords() []string {
	var all []string
	for _, v := range event.Verdicts() {
		all = append(all, string(v))
	}
	return all
}

func answer(r *cli.Run, label, verdict string, o answerOptions) error {
	v, err := parseVerdict(verdict)
	if err != nil {
		return err
	}
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	changes, err := answerChanges(r, ref, v, o)
	if err != nil {
		return err
	}
	if err := cli.Check(s, o.allow, changes...); err != nil {
		return err // Before any evidence is copied.
	}
	for _, spec := range o.evidence {
		e, err := r.Collect(s, spec, o.allow)
		if err != nil {
			return err
		}
		changes = append(changes, event.AddEvidence(ref, e))
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s %s  %s\n", s.Name(ref), s.Item(ref).VerdictWords(), cli.Saved(step))
	r.NoteIgnored(s, step)
	return nil
}

// answerChanges returns what answer changes, the evidence aside.
func answerChanges(r *cli.Run, ref event.Ref, v event.Verdict, o answerOptions) ([]event.Change, error) {
	var changes []event.Change
	if o.reason != nil {
		text, err := r.Text(*o.reason)
		if err != nil {
			return nil, err
		}
		changes = append(changes, event.SetReason(ref, text))
	}
	if o.until != nil {
		if day, err := time.Parse(time.DateOnly, *o.until); err == nil && day.AddDate(0, 0, 1).Before(r.Now()) {
			return nil, cli.Usage("a day to come, or a span such as 6mo", "--valid-until %s has gone by", *o.until)
		}
		changes = append(changes, event.SetValidUntil(ref, *o.until))
	}
	return append(changes, event.SetVerdict(ref, v)), nil
}

func parseVerdict(s string) (event.Verdict, error) {
	if strings.EqualFold(s, clearWord) {
		return event.Unanswered, nil
	}
	v, err := event.ParseVerdict(s)
	if err != nil {
		return v, cli.Usage(cli.Nearest(strings.ReplaceAll(s, " ", "-"), append(verdictWords(), clearWord), ""), "%w", err)
	}
	return v, nil
}
