package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// clearWord removes the verdict.
const clearWord = "clear"

// answerOptions are what answer was told beside the verdict; nil leaves a value
// as it is.
type answerOptions struct {
	reason, until *string
	evidence      []string
	serves        []string // the entries that the answer serves too
	sameAs        string   // whose answer it is, instead of a verdict
	differs       string   // what differs there, or here
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

One answer can serve several permissions: --serves names the others, separated by
commas, or all for those that nobody has answered. --same-as says it from the
other side. Their own answers are replaced, and the report says whose answer it
is. If it changes later, the others are stale until you name them again or answer
them.

Verdict, reason and evidence are saved together, or not at all.`,
		Example: `  clausewalk answer A.12 not-met --reason "The CDN keeps copies for 48 hours."
  clausewalk answer E.1@instagram_business_basic met --evidence docs/use.md --serves all`,
		Args:              cli.Words(1, 3),
		ValidArgsFunction: r.CompleteClause(append(verdictWords(), clearWord)...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("reason") {
				o.reason = &reason
			}
			if cmd.Flags().Changed("valid-until") {
				o.until = &until
			}
			switch {
			case o.sameAs != "" && (len(args) > 1 || len(o.serves) > 0 || o.reason != nil || o.until != nil || len(o.evidence) > 0):
				return cli.Usage("--differs says what is not the same", "--same-as %s is the whole answer", o.sameAs)
			case o.sameAs == "" && len(args) == 1 && (len(o.serves) == 0 || o.reason != nil || o.until != nil || len(o.evidence) > 0):
				return cli.Usage("usage: "+cmd.UseLine(), "answer %s: no verdict is given", args[0])
			case o.differs != "" && len(o.serves) == 0 && o.sameAs == "":
				return cli.Usage("--serves or --same-as says with what", "--differs is about an answer that serves several")
			}
			return answer(r, args[0], strings.Join(args[1:], " "), o)
		},
	}
	cmd.Flags().StringVarP(&reason, "reason", "r", "", "the reason: `text`, @file, or - for standard input")
	cmd.Flags().StringVar(&until, "valid-until", "", "the last `day` the answer is valid, 2026-03-31 or 5 Dec, or a span, 6mo")
	cmd.Flags().StringArrayVarP(&o.evidence, "evidence", "e", nil, "evidence, as for evidence add: a `file`, an address, or path:12-40")
	cmd.Flags().StringSliceVar(&o.serves, "serves", nil, "other `permissions` that this answer serves, separated by commas, or all")
	cmd.Flags().StringVar(&o.sameAs, "same-as", "", "use the answer of the permission or clause with this `name`")
	cmd.Flags().StringVar(&o.differs, "differs", "", "what is different there: `text`, @file, or - for standard input")
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
	var v event.Verdict
	if verdict != "" {
		var err error
		if v, err = parseVerdict(verdict); err != nil {
			return err
		}
	}
	s, ref, err := r.WriteClause(label)
	if err != nil {
		return err
	}
	if o.sameAs != "" {
		return sameAnswer(r, s, ref, o)
	}
	serves, err := served(s, ref, o)
	if err != nil {
		return err
	}
	changes, err := answerChanges(r, s, ref, v, o)
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
	if len(serves) > 0 {
		more, err := servedToo(r, s, ref, serves, changes, o)
		if err != nil {
			return err
		}
		changes = append(changes, more...)
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	words := s.Item(ref).VerdictWords()
	if len(serves) > 0 {
		words += ", and serves " + clauses.Labels(serves)
	}
	r.Tell("%s %s  %s\n", s.Name(ref), words, cli.Saved(step))
	r.NoteStep(s, step)
	return nil
}

// sameAnswer gives a clause the answer of the same clause for another entry.
func sameAnswer(r *cli.Run, s *session.Session, ref event.Ref, o answerOptions) error {
	of, err := clauses.Source(s, ref, o.sameAs)
	if err != nil {
		return err
	}
	changes, err := servedToo(r, s, of, []event.Ref{ref}, nil, o)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	r.Tell("%s %s, the same as %s  %s\n", s.Name(ref), s.Item(ref).VerdictWords(), of.Label, cli.Saved(step))
	r.NoteStep(s, step)
	return nil
}

// served returns the clauses that the answer is to serve too, before anything is
// made of it.
func served(s *session.Session, of event.Ref, o answerOptions) ([]event.Ref, error) {
	if len(o.serves) == 0 {
		return nil, nil
	}
	return clauses.Served(s, of, o.serves)
}

// servedToo returns the changes by which an answer serves other clauses too, as it
// is once the changes of its own are made.
func servedToo(r *cli.Run, s *session.Session, of event.Ref, refs []event.Ref, changes []event.Change, o answerOptions) ([]event.Change, error) {
	var but *string
	if o.differs != "" {
		text, err := r.Text(o.differs)
		if err != nil {
			return nil, err
		}
		but = &text
	}
	then, err := s.Supposing(event.Meant(changes...)...) // Do looks at their words.
	if err != nil {
		return nil, err
	}
	all, err := clauses.Serve(then, s.Now(), of, refs, but)
	if err != nil {
		return nil, cli.Usage("answer it first", "%w", err)
	}
	return all, nil
}

// answerChanges returns what answer changes, the evidence aside.
func answerChanges(r *cli.Run, s *session.Session, ref event.Ref, v event.Verdict, o answerOptions) ([]event.Change, error) {
	var changes []event.Change
	if v == "" {
		return nil, nil // What is answered serves others too.
	}
	if o.reason != nil {
		text, err := r.Text(*o.reason)
		if err != nil {
			return nil, err
		}
		changes = append(changes, event.SetReason(ref, text))
	}
	if o.until != nil {
		more, err := clauses.ValidUntil(s, []event.Ref{ref}, *o.until)
		if err != nil {
			return nil, fmt.Errorf("--valid-until %w", err)
		}
		changes = append(changes, more...)
	}
	return append(changes, event.SetVerdict(ref, v)), nil
}

func parseVerdict(s string) (event.Verdict, error) {
	if strings.EqualFold(s, clearWord) {
		return event.Unanswered, nil
	}
	v, err := event.ParseVerdict(s)
	if err != nil {
		return v, cli.Usage(cli.Nearest(strings.ReplaceAll(s, " ", "-"), append(verdictWords(), clearWord), ""), "unknown verdict %q", s)
	}
	return v, nil
}
