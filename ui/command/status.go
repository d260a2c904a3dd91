package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func statusCommand(r *cli.Run) *cobra.Command {
	return withAll(r, cli.WithJSON(&cobra.Command{
		Use:   "status",
		Short: "Show where the audit stands",
		Example: `  clausewalk status
  clausewalk status --json | jq '.counts'`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := r.Read()
			if err != nil {
				return err
			}
			if cli.AsJSON(cmd) {
				return r.JSON(statusOf(s))
			}
			printStatus(r, s)
			return nil
		},
	}), false)
}

type statusJSON struct {
	Format  int                `json:"format"`
	Audit   auditJSON          `json:"audit"`
	State   reports.State      `json:"state"`
	Rules   []string           `json:"rules"`    // how they differ from those that people took, none where they do not
	Offered []string           `json:"offered"`  // what may be adopted in place of the rules
	InForce []session.Standing `json:"in-force"` // what is known of whether the policies are
	Clauses int                `json:"clauses"`  // in scope
	Counts  struct {
		Met           int `json:"met"`
		Partly        int `json:"partly"`
		NotMet        int `json:"not-met"`
		NotApplicable int `json:"not-applicable"`
		CannotTell    int `json:"cannot-tell"`
		Unanswered    int `json:"unanswered"`
		Stale         int `json:"stale"`
		Conflict      int `json:"conflict"`
		Unsupported   int `json:"unsupported"` // of those that are met
		OutOfScope    int `json:"out-of-scope"`
	} `json:"counts"`
	Items []itemJSON `json:"items"`
}

type auditJSON struct {
	ID       string              `json:"id"`
	App      string              `json:"app"`
	Release  string              `json:"release"`
	Policies []checklist.Edition `json:"policies"`
}

type itemJSON struct {
	Policy   string           `json:"policy"`
	Label    string           `json:"label"`
	Title    string           `json:"title"`
	Verdict  event.Verdict    `json:"verdict"`
	Flags    []checklist.Flag `json:"flags"`
	Why      []string         `json:"why"` // a sentence for each flag
	Evidence int              `json:"evidence"`
	By       string           `json:"by"`
	At       string           `json:"at"`
	// Who said last that the answer still holds, and when.
	ConfirmedBy string `json:"confirmedBy,omitempty"`
	ConfirmedAt string `json:"confirmedAt,omitempty"`
}

func statusOf(o *session.Session) statusJSON {
	items := o.Items()
	p := checklist.Tally(items)
	s := statusJSON{
		Format: cli.JSONFormat, Audit: auditJSON{o.Head.ID, o.Head.App, o.Head.Release, o.Editions()},
		State: reports.Judge(o.Audit, items), Clauses: p.Clauses,
	}
	s.Rules, s.Offered = []string{}, append([]string{}, offered(o)...)
	s.InForce = append([]session.Standing{}, session.InForce(o)...)
	for _, f := range checklist.RulesFaults(o.Audit) {
		s.Rules = append(s.Rules, f.Error())
	}
	n := &s.Counts
	n.Met, n.Partly, n.NotMet = p.Verdicts[event.Met], p.Verdicts[event.Partly], p.Verdicts[event.NotMet]
	n.NotApplicable, n.CannotTell = p.Verdicts[event.NotApplicable], p.Verdicts[event.CannotTell]
	n.Unanswered, n.Stale, n.Conflict = p.Verdicts[event.Unanswered], p.Stale, p.Conflict
	n.Unsupported, n.OutOfScope = p.Unsupported, p.OutOfScope
	for _, i := range items {
		one := itemJSON{
			Policy: i.Ref.Policy, Label: i.Ref.Label, Title: i.Clause.Title(), Verdict: i.Verdict,
			Flags: append([]checklist.Flag{}, i.Flags...), Why: append([]string{}, i.Why...), Evidence: len(i.Evidence),
		}
		if i.Verdict != event.Unanswered {
			one.By, one.At = i.By.String(), cli.Stamp(i.At)
			one.ConfirmedBy, one.ConfirmedAt = i.ConfirmedBy.String(), cli.Stamp(i.ConfirmedAt)
		}
		s.Items = append(s.Items, one)
	}
	return s
}

// printStatus tells a person where the audit stands.
func printStatus(r *cli.Run, o *session.Session) {
	items := o.Items()
	report := reports.Build(o.Audit, reports.Options{At: o.Now(), Tool: cli.Tool()})
	var titles []string
	for _, p := range o.Policies {
		titles = append(titles, p.Title)
	}
	r.Printf("%s %s · %s\n", o.Head.App, o.Head.Release, strings.Join(titles, ", "))
	r.Wrapped("", report.Summary)
	for _, line := range reports.SignedWords(o.Audit, o.Now(), cli.When) {
		r.Printf("%s\n", line)
	}
	if len(o.Policies) > 1 {
		for _, p := range report.Policies {
			r.Printf("%s: %d of %d answered\n", p.Title, p.Coverage.Answered, p.Coverage.Clauses)
		}
	}
	for _, f := range checklist.RulesFaults(o.Audit) {
		r.Wrapped("  ", f.Mend())
		break
	}
	for _, one := range offered(o) {
		r.Wrapped("Offered: ", one)
	}
	r.Printf("\n")
	counts(r, checklist.Tally(items))
	gaps(r, o.Audit, report.Gaps())
	doubts(r, o.Audit, items, report.Facts)
	if next := slices.IndexFunc(items, checklist.Item.Open); next >= 0 {
		i := items[next]
		r.Printf("\nNext: %s %s\n      %s\n", o.Name(i.Ref), i.Clause.Title(), nextCommand(i, o.Name(i.Ref)))
	}
	for _, one := range checklist.Outcomes(o.Audit) {
		r.Printf("\nDecided: %s\n", one)
	}
	for _, p := range o.Policies {
		missingNumbers(r, p)
		if m, words := checklist.HowRead(o.Audit, p.ID); m.Share() < 100 || len(words) > 1 {
			r.Printf("\n")
			r.Wrapped("Read: ", strings.Join(words, "; ")+".")
		}
	}
	for _, one := range session.InForce(o) {
		r.Printf("\n")
		r.Wrapped("Text: ", one.String())
	}
}

// offered says which other rules may be adopted, and how.
func offered(o *session.Session) (all []string) {
	for _, one := range workspace.Offered(o.Workspace, o.Audit) {
		all = append(all, fmt.Sprintf("%s; %s --preview shows what that changes", one, one.Command()))
	}
	return all
}

func counts(r *cli.Run, p checklist.Progress) {
	t := r.Table("  ")
	for _, v := range append(event.Verdicts(), event.Unanswered) {
		note := ""
		if v == event.Met && p.Unsupported > 0 {
			note = fmt.Sprintf("%d of them unsupported", p.Unsupported)
		}
		t.Row(v, p.Verdicts[v], note)
	}
	for _, flag := range []struct {
		name string
		n    int
	}{{"stale", p.Stale}, {"conflict", p.Conflict}, {"out of scope", p.OutOfScope}} {
		if flag.n > 0 {
			t.Row(flag.name, flag.n)
		}
	}
	t.Flush()
}

func gaps(r *cli.Run, a *checklist.Audit, gaps []reports.Clause) {
	if len(gaps) == 0 {
		return
	}
	r.Printf("\nGaps\n")
	for _, i := range gaps {
		r.Printf("  %s  %s  %s, %s\n", a.Name(i.Ref), i.Title, i.VerdictWords(), cli.GapWords(i.Gap))
		r.Block("        ", i.Reason)
		if i.Gap.Fix != "" {
			r.Block("        ", "Fix: "+i.Gap.Fix)
		}
	}
}

// doubts lists the answers that cannot be taken as they are.
func doubts(r *cli.Run, a *checklist.Audit, items []checklist.Item, facts []reports.Fact) {
	first := true
	say := func(name, flag, why string) {
		if first {
			r.Printf("\nLook at again\n")
		}
		first = false
		r.Printf("  %s  %s: %s\n", name, flag, why)
	}
	for _, side := range checklist.Disputes(a) {
		say(side.Field.Policy, "conflict", fmt.Sprintf("%s adopted %s, %s; adopt one of them: clausewalk policy adopt %[4]s@EDITION", side.By, side.Value, cli.When(side.At), side.Field.Policy))
	}
	for _, f := range facts {
		if said := cli.Disputed(f); said != "" {
			say(cli.FactName(a, f.Policy, f.Question.ID), "conflict", said)
		}
	}
	for _, i := range items {
		for _, one := range i.OnOffer() {
			say(a.Name(i.Ref), "offered", fmt.Sprintf("%s of %s; clausewalk suggest take %s", one.Older.VerdictWords(), one.Older.Ref, one.ID))
		}
		for n, flag := range i.Flags {
			switch {
			case i.Has(checklist.OutOfScope):
			case flag == checklist.Conflict:
				say(a.Name(i.Ref), "conflict", i.Clause.Title())
				for _, side := range i.Sides {
					r.Printf("        %s, %s: %s %q\n", side.By, cli.When(side.At), cli.FieldName(nil, side.Field), side.Value)
				}
			default:
				say(a.Name(i.Ref), strings.ReplaceAll(string(flag), "-", " "), i.Why[n])
			}
		}
	}
}

// missingNumbers tells which numbers the source of a policy skips.
func missingNumbers(r *cli.Run, p *policy.Policy) {
	for _, skipped := range p.Skipped() {
		r.Printf("\nNote: %s.\n", skipped.Note())
	}
}

// nextCommand is what gives a clause an answer that counts.
func nextCommand(i checklist.Item, name string) string {
	switch {
	case i.Has(checklist.Conflict):
		return "clausewalk resolve " + name
	case i.Has(checklist.Stale):
		return "clausewalk confirm " + name + ", if it still holds"
	default:
		return "clausewalk answer " + name + " VERDICT"
	}
}
