package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
)

// The sorts of problem that the gate looks for, worst first.
const (
	brokenRecord   = "broken"
	inConflict     = "conflicts"
	gapFound       = "gaps"
	overdueGap     = "overdue"
	staleAnswer    = "stale"
	unsupportedMet = "unsupported"
	notAnswered    = "unanswered"
	unneededEntry  = "unneeded"
)

var gateSorts = []string{brokenRecord, inConflict, gapFound, overdueGap, staleAnswer, unsupportedMet, notAnswered, unneededEntry}

// problem is one thing that keeps the gate from holding.
type problem struct {
	Sort     string `json:"sort"`
	Label    string `json:"label"`
	What     string `json:"what"`
	Mend     string `json:"mend"`
	Severity string `json:"severity,omitempty"` // of a gap
}

// closes tells whether the gate was asked to look for the problem: for its
// sort, or for gaps of its severity and worse.
func (p problem) closes(failOn []string) bool {
	return slices.ContainsFunc(failOn, func(asked string) bool {
		sort, least, some := strings.Cut(asked, ":")
		worst := policy.Severities()
		return sort == p.Sort && (!some || slices.Index(worst, p.Severity) <= slices.Index(worst, least))
	})
}

// checkFailOn refuses what names no problem.
func checkFailOn(failOn []string) error {
	if len(failOn) == 0 {
		return usage("leave the flag out to look for all of them", "--fail-on names no problem")
	}
	for _, asked := range failOn {
		sort, least, some := strings.Cut(asked, ":")
		switch {
		case !slices.Contains(gateSorts, sort):
			return usage(nearest(sort, gateSorts, ""), "unknown problem %q", sort)
		case some && sort != gapFound && sort != overdueGap:
			return usage("only gaps and overdue have severities", "unknown problem %q", asked)
		case some && !slices.Contains(policy.Severities(), least):
			return usage(nearest(least, policy.Severities(), ""), "unknown severity %q", least)
		}
	}
	return nil
}

func (c *cli) checkCommand() *cobra.Command {
	var failOn []string
	var format, summary string
	cmd := withJSON(&cobra.Command{
		Use:   "check",
		Short: "The gate for CI: fail while anything is open",
		Long: `check prints every problem at once, worst first, each with the command that
mends it. It exits with 0 when the gate holds, with 3 when it does not, and with
1 when it could not be judged. An audit in which nothing was assessed never
passes.`,
		Example: `  clausewalk check
  clausewalk check --fail-on gaps:major,stale --summary "$GITHUB_STEP_SUMMARY"`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFailOn(failOn); err != nil {
				return err
			}
			if !slices.Contains(gateFormats, format) {
				return usage(nearest(format, gateFormats, ""), "unknown format %q", format)
			}
			if asJSON(cmd) {
				format = gateJSON
			}
			o, err := c.read()
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("summary") {
				if err := c.appendSummary(o, summary); err != nil {
					return err
				}
			}
			all, assessed := problems(o, c.moment(), c.Now())
			all = slices.DeleteFunc(all, func(p problem) bool { return !p.closes(failOn) })
			return c.gate(o, all, assessed, format)
		},
	})
	cmd.Flags().StringSliceVar(&failOn, "fail-on", gateSorts, "the `problems` that close the gate; gaps:major leaves out lesser gaps")
	cmd.Flags().StringVar(&format, "format", gateText, "text, json, github (annotations), junit, or sarif, which has all gaps, stale and unsupported answers")
	cmd.Flags().StringVar(&summary, "summary", "", "append the report to a `file`, folded, as the summary of a CI job")
	return cmd
}

// problems returns all that is wrong with an audit, worst first, and whether
// any clause in scope has been assessed at all.
func problems(o *workspace.Open, at, now time.Time) (all []problem, assessed bool) {
	severity := "" // of the clause at hand
	add := func(sort, where, what, mend string) { all = append(all, problem{sort, where, what, mend, severity}) }
	_, faults, _ := o.Workspace.Verify(o.Head.ID, now)
	for _, f := range faults {
		add(brokenRecord, "", f.Error(), "bring the file back from git or from a backup")
	}
	for _, side := range o.Disputes() {
		add(inConflict, side.Field.Policy, fmt.Sprintf("%s adopted %s", side.By, side.Value), "clausewalk policy adopt "+side.Field.Policy+"@EDITION, one of them")
	}
	today := at.UTC().Format(time.DateOnly)
	items := o.Items(at)
	for _, one := range o.Unneeded(items) {
		add(unneededEntry, o.Name(one.Needing[0]), one.Unused(), "clausewalk scope "+one.Fact+", without it")
	}
	for _, i := range items {
		if i.Has(checklist.OutOfScope) {
			continue
		}
		assessed = assessed || i.Answered()
		severity = ""
		if i.IsGap() {
			severity = i.Gap.Severity
		}
		name := o.Name(i.Ref)
		answer := "clausewalk answer " + name + " VERDICT"
		for n, f := range i.Flags {
			switch f {
			case checklist.Conflict:
				add(inConflict, name, i.Why[n], answer)
			case checklist.Stale:
				mend := "clausewalk confirm " + name + ", if it still holds"
				if len(i.Doubted) > 0 {
					mend = fmt.Sprintf("clausewalk evidence add %s, anew; or evidence remove %s %s", name, name, i.Doubted[0].ID)
				}
				add(staleAnswer, name, i.Why[n], mend)
			case checklist.Unsupported:
				add(unsupportedMet, name, i.Why[n], "clausewalk evidence add "+name+" FILE|LINK")
			}
		}
		switch {
		case i.IsGap():
			add(gapFound, name, fmt.Sprintf("%s, %s: %s", i.VerdictWords(), i.Gap.Severity, i.Reason), "clausewalk answer "+name+" met, once it is mended")
			if i.Gap.Due != "" && i.Gap.Due < today {
				add(overdueGap, name, "due "+i.Gap.Due, "clausewalk gap "+name+" --due DATE")
			}
		case i.Verdict == checklist.CannotTell && i.Answered():
			add(notAnswered, name, "nobody can tell: "+i.Reason, answer)
		case i.Verdict == checklist.Unanswered && !i.Has(checklist.Conflict):
			add(notAnswered, name, i.Clause.Title(), answer)
		}
	}
	slices.SortStableFunc(all, func(a, b problem) int {
		return slices.Index(gateSorts, a.Sort) - slices.Index(gateSorts, b.Sort)
	})
	return all, assessed
}

func (c *cli) gate(o *workspace.Open, all []problem, assessed bool, format string) error {
	holds := len(all) == 0 && assessed
	if err := c.printJudgement(judgement{jsonFormat, o.Head.ID, holds, assessed, append([]problem{}, all...)}, format, o); err != nil {
		return err
	}
	if signed := signedWords(o.Audit); signed != "" && format == gateText {
		c.printf("%s\n", signed)
	}
	switch {
	case !assessed:
		return &fault{fmt.Errorf("the gate does not hold: nothing in scope has been assessed"), "answer the clauses: clausewalk", exitGate}
	case !holds:
		return &fault{fmt.Errorf("the gate does not hold: %s", reports.Count(len(all), "problem")), "", exitGate}
	case format == gateText:
		c.tell("the gate holds: %s\n", headline(o.Items(c.moment())))
	}
	return nil
}
