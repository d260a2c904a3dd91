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
		Short: "The gate for CI: fail while anything is open",
		Long: `check prints every problem at once, worst first, each with the command that
mends it. It exits with 0 when the gate holds, with 3 when it does not, and with
1 when it could not be judged. An audit in which nothing was assessed never
passes.

--fail-on weak, which is not among the problems looked for by default, also fails
on answers that convince nobody: a recording that no player opens, an empty page,
a text of a few words, only one of policy and practice where the guide asks for
both, one reason or file for many clauses, a blocker that is not applicable with
nothing to show it. lint and the report tell of them in any case.`,
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
	cmd.Flags().StringSliceVar(&o.failOn, "fail-on", checklist.Closing(), "the `problems` that close the gate; gaps:major leaves out lesser gaps, weak adds answers that convince nobody, signals what scan found and nobody has looked at")
	cmd.Flags().StringVar(&o.format, "format", asText, "text, json, github (annotations), junit, or sarif, which has all gaps, stale and unsupported answers")
	cmd.Flags().StringVar(&summary, "summary", "", "append the report to a `file`, folded, as the summary of a CI job")
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
	judged := s.Gate(items, s.Now(), session.Faults(s))
	judged.Problems = slices.Concat(judged.Problems, judged.Weak, s.SignalProblems(items))
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
