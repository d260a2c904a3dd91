package clauses

import (
	"errors"
	"fmt"
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/ui/session"
)

// NoOtherEdition says that there is nothing to compare and nothing to adopt.
const NoOtherEdition = "there is no other edition; clausewalk policy add FILE adds one"

// Editions returns a function that reads the editions of the workspace that may be
// adopted in place of those in force. It waits for the disk. One in force may be
// taken too where adoptions are in conflict.
func Editions(s *session.Session) func() ([]*policy.Policy, error) {
	var ids []string
	for _, p := range s.Policies {
		ids = append(ids, p.ID)
	}
	force, w := s.Editions(), s.Workspace
	settles := len(checklist.Disputes(s.Audit)) > 0
	return func() ([]*policy.Policy, error) {
		all, err := w.Others(ids)
		return slices.DeleteFunc(all, func(p *policy.Policy) bool {
			return !settles && slices.Contains(force, checklist.Edition{ID: p.ID, Edition: p.Edition})
		}), err
	}
}

// EditionName names an edition in one line.
func EditionName(p *policy.Policy) string {
	return fmt.Sprintf("%s@%s %s", p.ID, p.ShortEdition(), p.Title)
}

// Plan returns a function that compares an edition with the one in force, on a
// copy of the audit. It waits for the disk.
func Plan(s *session.Session, p *policy.Policy) func() (*workspace.Plan, error) {
	w, audit := s.Workspace, s.Refold(nil)
	return func() (*workspace.Plan, error) { return workspace.PlanAdoption(w, audit, p) }
}

// Adopt goes over to the edition of a plan, whose text is kept already, and says
// what became of the answers.
func Adopt(l *List, plan *workspace.Plan) (string, error) {
	now, _ := l.Session.Policy(plan.Next.ID)
	if now.Edition != plan.Change.Value.(event.Adoption).From {
		return "", errors.New("not adopted: somebody else adopted an edition in the meantime; look again")
	}
	l.Session.Know(plan.Next)
	if changed, err := l.Change(plan.Change); !changed {
		return "", err
	}
	return "adopted, and " + Key("undo") + " undoes it; " + checklist.Fates(l.Session.Audit, l.Session.Now()).String(), nil
}
