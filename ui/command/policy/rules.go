package policy

import (
	"errors"
	"slices"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// adoptRules takes the rules as they are in the workspace.
func adoptRules(r *cli.Run, o adoptOptions) error {
	open := r.Write
	if o.preview {
		open = r.Peek
	}
	s, err := open()
	if err != nil {
		return err
	}
	plan := workspace.PlanRules(s.Workspace, s.Audit, r.Now())
	if len(plan.Changes) == 0 {
		if offered := workspace.Offered(s.Workspace, s.Audit); len(offered) > 0 {
			if plan, err = workspace.PlanGuide(s.Audit, offered[0].Policy, r.Now()); err != nil {
				return err
			}
		}
	}
	return takePlan(r, s, plan, o)
}

// rulesNamed returns what it would do to take other rules of a policy that the
// audit asks, nil where the name is no such policy's or there are none.
func rulesNamed(r *cli.Run, s *session.Session, name string) *workspace.RulesPlan {
	if _, asked := s.Policy(name); !asked {
		return nil
	}
	if slices.ContainsFunc(checklist.RulesFaults(s.Audit), func(f *checklist.RulesFault) bool { return f.Policy == name }) {
		return workspace.PlanRules(s.Workspace, s.Audit, r.Now())
	}
	for _, o := range slices.Backward(workspace.Offered(s.Workspace, s.Audit)) { // What comes with the program is last.
		if o.ID == name {
			if plan, err := workspace.PlanGuide(s.Audit, o.Policy, r.Now()); err == nil {
				return plan
			}
		}
	}
	return nil
}

// takePlan shows what other rules change, and takes them unless it is a preview.
func takePlan(r *cli.Run, s *session.Session, plan *workspace.RulesPlan, o adoptOptions) (err error) {
	if len(plan.Changes) == 0 && !o.asJSON {
		if len(plan.Faults) > 0 {
			return cli.Failed("git log shows who changed it; git brings it back", "%w", plan.Faults[0])
		}
		r.Tell("there is nothing to adopt: the rules are the ones the audit began with or adopted\n")
		return nil
	}
	taken := ""
	if !o.preview {
		if taken, err = takeRules(s, plan); err != nil {
			return err
		}
	}
	if o.asJSON {
		return r.JSON(rulesOf(plan))
	}
	showRules(r, plan)
	if o.preview {
		r.Tell("a preview: nothing was changed\n")
		return nil
	}
	r.Tell("adopted  %s\n", taken)
	return nil
}

// takeRules adopts what a plan says as one step, and returns how it was saved.
func takeRules(s *session.Session, plan *workspace.RulesPlan) (string, error) {
	if len(plan.Changes) == 0 {
		return "", nil
	}
	if err := workspace.Keep(s.Workspace, plan); err != nil {
		return "", err
	}
	if plan.Next != nil {
		s.Know(plan.Next)
	}
	step, err := cli.Do(s, workspace.Allow{}, plan.Changes...)
	return cli.Saved(step), err
}

// showRules prints what differs, and what that changes.
func showRules(r *cli.Run, plan *workspace.RulesPlan) {
	for _, f := range plan.Faults {
		r.Printf("%s\n", f.What)
	}
	for _, line := range plan.Lines() {
		r.Wrapped("  ", line)
	}
}

// rulesJSON is what taking the rules does, for programs.
type rulesJSON struct {
	Format  int                `json:"format"`
	Rules   []string           `json:"rules"`   // what differs
	Known   bool               `json:"known"`   // what it changes could be told
	Clauses []checklist.Turned `json:"clauses"` // that are asked, judged or counted otherwise
	Counts  []checklist.Turn   `json:"counts"`
}

func rulesOf(plan *workspace.RulesPlan) rulesJSON {
	all := rulesJSON{Format: cli.JSONFormat, Rules: []string{}, Known: plan.Missing == nil, Clauses: []checklist.Turned{}, Counts: []checklist.Turn{}}
	for _, f := range plan.Faults {
		all.Rules = append(all.Rules, f.What)
	}
	if plan.Effect != nil {
		all.Clauses, all.Counts = plan.Effect.Clauses, plan.Effect.Counts
	}
	return all
}

// keepBeside keeps a policy with what stands beside its text. The audit in use
// takes that in the same step where it asks the text; other audits stay with what
// they took, and are offered it.
func keepBeside(r *cli.Run, w *workspace.Workspace, p *policy.Policy) error {
	if err := labelsStay(w, p); err != nil {
		return err
	}
	edition := checklist.Edition{ID: p.ID, Edition: p.Edition}
	s, err := asking(r, edition)
	if err != nil {
		return err
	}
	if err := w.AddPolicy(p); err != nil {
		return err
	}
	return takeAdded(r, s, edition)
}

// notYetTaken refuses to change the rules of a policy by the program while they
// are not those that the audit took: a person who changes one thing would adopt
// another unseen.
func notYetTaken(s *session.Session, id string) error {
	faults := checklist.RulesFaults(s.Audit)
	if n := slices.IndexFunc(faults, func(f *checklist.RulesFault) bool { return f.Policy == id }); n >= 0 {
		return cli.Failed(faults[n].Mend(), "%w", faults[n])
	}
	return nil
}

// takeAdded lets an audit take what was just added beside a text that it asks, if
// anything.
func takeAdded(r *cli.Run, s *session.Session, p checklist.Edition) error {
	if s == nil {
		return nil
	}
	next, err := s.Workspace.ReadPolicy(p)
	if err != nil {
		return err
	}
	plan, err := workspace.PlanGuide(s.Audit, next, r.Now())
	if err != nil || len(plan.Changes) == 0 {
		return err
	}
	taken, err := takeRules(s, plan)
	if err != nil {
		return err
	}
	showRules(r, plan)
	r.Tell("%s: adopted  %s\n", s.Head.ID, taken)
	return nil
}

// asking opens the audit in use for changes where it asks an edition, nil where
// there is none that does.
func asking(r *cli.Run, p checklist.Edition) (*session.Session, error) {
	s, err := r.Peek()
	if errors.Is(err, workspace.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !slices.Contains(s.Editions(), p) || s.LastChange().Equal(time.Time{}) {
		return nil, nil
	}
	if err := notYetTaken(s, p.ID); err != nil {
		return nil, err
	}
	return r.Write()
}
