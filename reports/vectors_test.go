package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
	"clausewalk/checklist/workspace"
)

// vectors has a folder for each rule of docs/format.md: how it came about
// (story.txtar), a workspace, and what a reader must make of it
// (expected.json). The workspaces are written once and stay for ever.
const vectors = "../docs/vectors"

// expected is what a reader must find in a workspace.
type expected struct {
	At       string         `json:"at"`               // the moment that is asked for
	Damage   *damageAt      `json:"damage,omitempty"` // and then nothing else
	Began    *stamped       `json:"began,omitempty"`  // who began the audit, nobody while it is empty
	Counts   map[string]int `json:"counts,omitempty"` // see "coverage" of report.schema.json
	Stands   State          `json:"stands,omitempty"` // the state of the audit
	Clauses  []stateOf      `json:"clauses,omitempty"`
	Archived []stateOf      `json:"archived,omitempty"`
	Unplaced []string       `json:"unplaced,omitempty"` // ids of events
	SignOffs []signedBy     `json:"signOffs,omitempty"`
	Ends     []string       `json:"ends,omitempty"`  // of the audit
	State    string         `json:"state,omitempty"` // digest of the values that stand
}

type damageAt struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

type stamped struct {
	By string `json:"by"`
	At string `json:"at"`
}

// stateOf is what is known of a clause. What is empty is left out; by and at
// are of a verdict that stands and is not in conflict.
type stateOf struct {
	Policy    string           `json:"policy"`
	Label     string           `json:"label"`
	State     string           `json:"state"`
	Verdict   string           `json:"verdict"`
	Flags     []checklist.Flag `json:"flags,omitempty"`
	Reason    string           `json:"reason,omitempty"`
	By        string           `json:"by,omitempty"`
	At        string           `json:"at,omitempty"`
	Confirmer string           `json:"confirmedBy,omitempty"`
	Confirmed string           `json:"confirmedAt,omitempty"`
	Ends      string           `json:"ends,omitempty"` // when the verdict runs out
	Severity  string           `json:"severity,omitempty"`
	Evidence  []string         `json:"evidence,omitempty"` // ids of pieces, those in conflict too
	Doubted   []string         `json:"doubted,omitempty"`  // those of them that show nothing any more
	Offered   []string         `json:"offered,omitempty"`  // policy/label
	OfferedTo []string         `json:"offeredTo,omitempty"`
	Suggested []standing       `json:"suggested,omitempty"`
}

// standing is what has become of a suggestion.
type standing struct {
	ID    string          `json:"id"`
	Stand checklist.Stand `json:"stand"`
}

type signedBy struct {
	Name    string `json:"name"`
	By      string `json:"by"`
	At      string `json:"at"`
	State   string `json:"state"`
	Changes int    `json:"changes"`
}

func TestVectorsAreReadAsTheySay(t *testing.T) {
	for _, s := range stories(t) {
		dir := filepath.Join(vectors, s.name)
		if *update {
			s.tell(t, dir)
		}
		t.Run(s.name, func(t *testing.T) {
			got, err := json.MarshalIndent(vectorOf(t, dir, s.look), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, "expected.json")
			if *update {
				if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestVectorsAreReadTheSameByAnotherReader runs the reader in Python, which uses
// nothing but what docs/format.md says.
func TestVectorsAreReadTheSameByAnotherReader(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to run docs/vectors/reader.py")
	}
	if out, err := exec.Command(python, "-B", filepath.Join(vectors, "reader.py")).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// vectorOf is what our own reader finds.
func vectorOf(t *testing.T, dir string, at time.Time) expected {
	w, err := workspace.Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	e := expected{At: Instant(at)}
	o, err := w.Open("", checklist.Hand{})
	var damage *folder.DamageError
	if errors.As(err, &damage) {
		e.Damage = &damageAt{filepath.Base(damage.File), damage.Line}
		return e
	}
	if err != nil {
		t.Fatal(err)
	}
	o.Look()
	r := Build(o.Audit, Options{At: at})
	if !o.Head.Created.IsZero() {
		e.Began = &stamped{o.Head.By.String(), Instant(o.Head.Created)}
	}
	e.Counts, e.Stands, e.Ends, e.State = r.Coverage.encoded(), r.State, o.Ends(), o.StateDigest()
	for _, c := range r.Clauses(func(Clause) bool { return true }) {
		e.Clauses = append(e.Clauses, stateOfClause(c, at))
	}
	for _, old := range r.Archived {
		one := stateOfClause(old.Clause, at)
		one.OfferedTo = each(old.Offered, event.Ref.String)
		e.Archived = append(e.Archived, one)
	}
	for _, lost := range o.Unplaced() {
		e.Unplaced = append(e.Unplaced, lost.ID)
	}
	for _, s := range r.SignOffs {
		e.SignOffs = append(e.SignOffs, signedBy{s.Name, s.By.String(), Instant(s.At), s.State, s.Since.Count()})
	}
	return e
}

func stateOfClause(c Clause, at time.Time) stateOf {
	one := stateOf{
		Policy: c.Ref.Policy, Label: c.Ref.Label, State: c.Code(), Verdict: string(c.Verdict), Flags: c.Flags, Ends: Instant(c.Ends),
		Offered: each(c.Offered, func(old checklist.Item) string { return old.Ref.String() }),
	}
	if c.Verdict != event.Unanswered && !c.InConflict(event.KindVerdict, "") {
		one.By, one.At = c.By.String(), Instant(c.At)
		one.Confirmer, one.Confirmed = c.ConfirmedBy.String(), Instant(c.ConfirmedAt)
	}
	if !c.InConflict(event.KindReason, "") {
		one.Reason = c.Reason
	}
	if c.IsGap() {
		one.Severity = c.Gap.Severity
	}
	for _, e := range c.Evidence {
		one.Evidence = append(one.Evidence, e.ID)
		if e.Doubt(at) != "" {
			one.Doubted = append(one.Doubted, e.ID)
		}
	}
	for _, s := range c.Suggested {
		one.Suggested = append(one.Suggested, standing{s.ID, s.Stand})
	}
	return one
}

// TestEachVectorSaysWhatItIsFor holds that a story tells a rule, and that its
// workspace is whole.
func TestEachVectorSaysWhatItIsFor(t *testing.T) {
	all := stories(t)
	for _, s := range all {
		if s.rule == "" || s.look.IsZero() {
			t.Errorf("%s says neither a rule nor a moment", s.name)
		}
		if _, err := os.Stat(filepath.Join(vectors, s.name, workspace.Dir, ".local")); err == nil {
			t.Errorf("%s has a .local", s.name)
		}
	}
	readme, err := os.ReadFile(filepath.Join(vectors, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	list := []byte("\n")
	for _, s := range all {
		list = append(list, "- ["+s.name+"]("+s.name+"/story.txtar): "+s.rule+"\n"...)
	}
	before, after, found := bytes.Cut(readme, []byte("## The vectors\n"))
	if !found {
		t.Fatal("the README does not list the vectors")
	}
	if *update {
		if err := os.WriteFile(filepath.Join(vectors, "README.md"), slices.Concat(before, []byte("## The vectors\n"), list), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(after, list) {
		t.Error("the README does not list the vectors as they are; -update writes the list anew")
	}
}
