// Package check is the command clausewalk check: the gate for CI.
package check

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// options are what check was told.
type options struct {
	failOn  []string
	format  string
	summary *string // a file, nil where none was given
}

// Command returns clausewalk check.
func Command(r *cli.Run) *cobra.Command {
	var o options
	var summary string
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "check",
		Short: "Fail while anything is open: the gate for CI",
		Long: `check prints every problem at once, worst first, each with the command that
fixes it. It exits with 0 if the gate holds, 3 if it does not, and 1 if that
could not be decided. An audit without a single answer never passes.

--fail-on weak, which is off by default, also fails on answers that will not
convince anybody: a recording that does not play, an empty page, a text of a
few words, only one of policy and practice where the guide asks for both, the
same reason or file for many clauses, a blocker marked not applicable with
nothing to show why. lint and the report list these either way.`,
		Example: `  clausewalk check
  clausewalk check --fail-on gaps:major,stale,weak --summary "$GITHUB_STEP_SUMMARY"`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFailOn(o.failOn); err != nil {
				return err
			}
			if !slices.Contains(formats, o.format) {
				return cli.Usage(cli.Nearest(o.format, formats, ""), "unknown format %q", o.format)
			}
			if cli.AsJSON(cmd) {
				o.format = asJSON
			}
			if cmd.Flags().Changed("summary") {
				o.summary = &summary
			}
			return check(r, o)
		},
	})
	cmd.Flags().StringSliceVar(&o.failOn, "fail-on", checklist.Closing(), "the `problems` that close the gate; gaps:major ignores minor gaps, weak adds answers that will not convince anybody, signals adds scan results that nobody has looked at")
	cmd.Flags().StringVar(&o.format, "format", asText, "text, json, github (annotations), junit, or sarif with every gap, stale and unsupported answer")
	cmd.Flags().StringVar(&summary, "summary", "", "append the report, folded, to the `file` with a CI job's summary")
	return cmd
}

func check(r *cli.Run, o options) error {
	s, err := r.Read()
	if err != nil {
		return err
	}
	if o.summary != nil {
		if err := appendSummary(r, s, *o.summary); err != nil {
			return err
		}
	}
	items := s.Items()
	judged := checklist.GateOf(s.Audit, items, s.Now(), session.Faults(s))
	judged.Problems = slices.Concat(judged.Problems, judged.Weak, checklist.SignalProblems(s.Audit, items))
	judged.Problems = slices.DeleteFunc(judged.Problems, func(p checklist.Problem) bool { return !p.Closes(o.failOn) })
	return gate(r, s, judged, o.format)
}

func gate(r *cli.Run, s *session.Session, g checklist.Gate, format string) error {
	if err := print(r, judgement{cli.JSONFormat, s.Head.ID, g.Holds(), g.Assessed, append([]checklist.Problem{}, g.Problems...)}, format, s); err != nil {
		return err
	}
	if format == asText {
		for _, line := range reports.SignedWords(s.Audit, s.Now(), cli.When) {
			r.Printf("%s\n", line)
		}
	}
	switch {
	case !g.Assessed:
		return &cli.Fault{Err: fmt.Errorf("the gate does not hold: nothing in scope has been assessed"), Hint: "answer the clauses: clausewalk", Code: cli.ExitGate}
	case !g.Holds():
		return &cli.Fault{Err: fmt.Errorf("the gate does not hold: %s", reports.Count(len(g.Problems), "problem")), Code: cli.ExitGate}
	case format == asText:
		r.Tell("the gate holds: %s\n", cli.Headline(checklist.Tally(s.Items())))
	}
	return nil
}
