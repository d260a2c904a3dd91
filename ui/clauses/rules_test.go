package clauses

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/session"
	"clausewalk/ui/uitest"
)

// beginUnderOlder opens a walk over an audit that was made with an older guide,
// in which A.1 needs nothing.
func beginUnderOlder(t *testing.T) *List {
	t.Helper()
	dir := t.TempDir()
	w := uitest.NewAudit(t, dir, "instagram-platform")
	found, err := filepath.Glob(filepath.Join(dir, workspace.Dir, "policies", "*", "*", "guide.yaml"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	guide, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	older := strings.Replace(string(guide), "\nversion: ", "\nversion: 2020-01-01 # ", 1)
	older = strings.Replace(older, "    needs: file", "    needs: nothing", 1)
	if err := os.WriteFile(found[0], []byte(older), 0o644); err != nil {
		t.Fatal(err)
	}
	l := New(uitest.Open(t, w, uitest.Hand("Ana")))
	l.answer(t, "A.1", event.Met)
	if err := l.Session.Flush(); err != nil {
		t.Fatal(err)
	}
	return l
}

func needs(t *testing.T, s *session.Session) string {
	t.Helper()
	ref, err := s.Find("A.1")
	if err != nil {
		t.Fatal(err)
	}
	return s.Item(ref).Clause.Guide.Needs
}

func TestANewerGuideIsOfferedWithWhatItChangesAndTakenOnce(t *testing.T) {
	t.Parallel()
	if all, err := Others(begin(t).Session)(); err != nil || len(all) > 0 {
		t.Fatalf("the guide is that of this program, and this is offered: %+v, %v", all, err)
	}
	l := beginUnderOlder(t)
	all, err := Others(l.Session)()
	if err != nil || len(all) != 1 || !strings.HasPrefix(all[0].Words, "the guide of instagram-platform of ") {
		t.Fatalf("%+v, %v", all, err)
	}
	plan := all[0].Rules
	if said := RulesLines(plan); !slices.Contains(said, "A.1  needs: file, was nothing; counts as: met, unsupported, was met") || needs(t, l.Session) != "nothing" {
		t.Errorf("%q; and A.1 needs %s before that is taken", said, needs(t, l.Session))
	}
	if err := workspace.Keep(l.Session.Workspace, plan); err != nil {
		t.Fatal(err)
	}
	if said, err := TakeRules(l, plan); err != nil || !strings.HasPrefix(Keyed(said, func(string) (string, bool) { return "u", true }), "adopted, and u undoes it") || needs(t, l.Session) != "file" {
		t.Errorf("%q, %v: A.1 needs %s", said, err, needs(t, l.Session))
	}
	if _, err := TakeRules(l, plan); err == nil || err.Error() != "not adopted: somebody else adopted them in the meantime" {
		t.Errorf("taken twice: %v", err)
	}
	if _, err := l.Undo(); err != nil || needs(t, l.Session) != "nothing" {
		t.Errorf("taken back, %v: A.1 needs %s", err, needs(t, l.Session))
	}
	if err := l.Session.Flush(); err != nil {
		t.Fatal(err)
	}
	again := uitest.Open(t, l.Session.Workspace, uitest.Hand("Ben"))
	if needs(t, again) != "nothing" || len(checklist.RulesFaults(again.Audit)) > 0 {
		t.Errorf("opened again, A.1 needs %s: %v", needs(t, again), checklist.RulesFaults(again.Audit))
	}
}

func TestAnotherAuditGoesOnUnderTheRulesThatItTook(t *testing.T) {
	t.Parallel()
	l := beginUnderOlder(t)
	w := l.Session.Workspace
	p := *l.Session.Policies[0]
	p.GuideYAML = []byte(strings.Replace(string(p.GuideYAML), "2020-01-01", "2021-01-01", 1))
	if err := w.AddPolicy(&p); err != nil { // As the next release does, made with a newer program.
		t.Fatal(err)
	}
	again := uitest.Open(t, w, uitest.Hand("Ben"))
	if day := again.Policies[0].GuideDay; day != "2020-01-01" || len(checklist.RulesFaults(again.Audit)) > 0 {
		t.Errorf("it is judged by the guide of %s: %v", day, checklist.RulesFaults(again.Audit))
	}
}
