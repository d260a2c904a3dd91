package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

// story is how a vector came about, one thing a line; docs/vectors/README.md
// says what can be told.
type story struct {
	name, rule string
	lines      []string
	files      map[string][]byte
	look       time.Time // the moment that is asked for
}

// stories reads all of them, by name. A story without a policy of its own is
// about the one in docs/vectors.
func stories(t *testing.T) []story {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(vectors, "*", "story.txtar"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	var all []story
	for _, file := range found {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := story{name: filepath.Base(filepath.Dir(file)), files: map[string][]byte{}}
		for _, f := range archive.Files {
			s.files[f.Name] = f.Data
		}
		if s.files["rules.md"] == nil {
			if s.files["rules.md"], err = os.ReadFile(filepath.Join(vectors, "rules.md")); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(string(archive.Comment)) {
			line = strings.TrimSpace(line)
			switch rest, isRule := strings.CutPrefix(line, "# "); {
			case isRule && s.rule == "":
				s.rule = rest
			case strings.HasPrefix(line, "look "):
				if s.look, err = time.Parse(time.RFC3339, strings.TrimPrefix(line, "look ")); err != nil {
					t.Fatalf("%s: %v", file, err)
				}
			case line != "" && !strings.HasPrefix(line, "#"):
				s.lines = append(s.lines, line)
			}
		}
		all = append(all, s)
	}
	return all
}

// stage is where a story is told: each person has a clone of the app's folder.
type stage struct {
	t       *testing.T
	story   story
	dir     string
	now     time.Time
	order   []string // of the people
	people  map[string]string
	ids     map[string]int
	damages [][]string // what happens to the workspace at the end
}

// tell writes the vector's workspace, unless there is one.
func (s story) tell(t *testing.T, out string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(out, workspace.Dir)); err == nil {
		return
	}
	g := s.stage(t)
	lines := s.lines
	policies := []string{"rules.md"}
	if rest, ok := strings.CutPrefix(lines[0], "audit "); ok {
		policies, lines = strings.Fields(rest), lines[1:]
	}
	g.begin(policies)
	for _, line := range lines {
		g.now = g.now.Add(time.Minute)
		if err := g.line(strings.Fields(line)); err != nil {
			t.Fatalf("%s: %s: %v", s.name, line, err)
		}
	}
	g.end(out)
}

func (s story) stage(t *testing.T) *stage {
	return &stage{t: t, story: s, dir: t.TempDir(), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), people: map[string]string{}, ids: map[string]int{}}
}

func (g *stage) check(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatalf("%s: %v", g.story.name, err)
	}
}

// begin makes the workspace that everybody clones.
func (g *stage) begin(policies []string) {
	root := filepath.Join(g.dir, "begin")
	g.check(os.Mkdir(root, 0o755))
	for name, data := range g.story.files {
		if !slices.Contains([]string{".md", ".json", ".after"}, filepath.Ext(name)) {
			g.check(os.WriteFile(filepath.Join(root, name), data, 0o644))
		}
	}
	w, err := workspace.Create(root)
	g.check(err)
	var asked []*policy.Policy
	for _, name := range policies {
		asked = append(asked, g.policy(name))
	}
	_, err = w.NewAudit("Photobook", "2.4", asked, g.now)
	g.check(err)
}

// policy reads a text of the story, with the guide beside it: rules.md and
// rules.json, and for a later edition rules-2.md and rules-2.json.
func (g *stage) policy(name string) *policy.Policy {
	base := strings.TrimSuffix(name, ".md")
	id, _, _ := strings.Cut(base, "-")
	p, err := reading.Parse(id, g.story.files[name])
	g.check(err)
	words := g.story.files[base+".json"]
	if words == nil {
		return p
	}
	var whole map[string]any
	g.check(json.Unmarshal(words, &whole))
	whole["format"] = 1
	clauses, _ := whole["clauses"].(map[string]any)
	for label, members := range clauses { // What every guide has to say, and no rule is about.
		one := members.(map[string]any)
		for key, value := range map[string]any{"title": "About " + label, "kind": "duty", "topic": "law", "question": "Is it so?", "severity": "minor", "needs": "nothing"} {
			if one[key] == nil {
				one[key] = value
			}
		}
	}
	if clauses == nil {
		whole["clauses"] = map[string]any{}
	}
	source, err := json.MarshalIndent(whole, "", " ")
	g.check(err)
	g.check(guide.Join(p, "guide.yaml", append(source, '\n')))
	return p
}

// root returns a person's clone.
func (g *stage) root(name string) string {
	if name == "begin" {
		return filepath.Join(g.dir, name)
	}
	if g.people[name] == "" {
		root := filepath.Join(g.dir, name)
		g.copy(filepath.Join(g.dir, "begin"), root)
		g.people[name], g.order = root, append(g.order, name)
	}
	return g.people[name]
}

// copy brings what one folder has into another, as a merge does: files of the
// same name are the same, or the longer one has gone on.
func (g *stage) copy(from, to string) {
	g.check(filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil || d.Name() == ".local" {
			return filepath.SkipDir
		}
		target := filepath.Join(to, name)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		data, err := os.ReadFile(path)
		if there, has := os.ReadFile(target); has == nil && len(there) >= len(data) {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	}))
}

// open opens the audit as a person.
func (g *stage) open(name string) *workspace.Open {
	w, err := workspace.Find(g.root(name))
	g.check(err)
	person := event.Person{Name: strings.ToUpper(name[:1]) + name[1:]}
	o, err := w.Open("", checklist.Hand{
		Person: person, Writer: name, Now: func() time.Time { return g.now },
		NewID: func() string { g.ids[name]++; return fmt.Sprintf("%s%d", name, g.ids[name]) },
	})
	g.check(err)
	o.Look()
	return o
}

// line does one line of the story.
func (g *stage) line(words []string) error {
	switch words[0] {
	case "at":
		at, err := time.Parse(time.RFC3339, words[1])
		g.now = at.Add(-time.Minute)
		return err
	case "format":
		for _, name := range g.order {
			g.olden(g.people[name])
		}
		return nil
	case "cut", "bare", "alter", "without", "newer", "lose", "spoil", "replace", "crlf":
		g.damages = append(g.damages, words)
		return nil
	}
	if words[1] == "sees" && words[2] == "the" { // last of somebody
		return g.last(words[5], words[0])
	}
	if words[1] == "sees" {
		g.copy(g.root(words[2]), g.root(words[0]))
		return nil
	}
	if words[1] == "commits" { // What git has is not appended to: the note of the file is of no use then.
		notes, err := filepath.Glob(filepath.Join(g.root(words[0]), workspace.Dir, ".local", "*-tip.json"))
		for _, note := range notes {
			g.check(os.Remove(note))
		}
		return err
	}
	return g.does(g.open(words[0]), words[1], words[2:])
}

// last brings the last journal file of somebody to somebody else, as who takes
// over one commit and not those before it.
func (g *stage) last(from, to string) error {
	files, err := filepath.Glob(filepath.Join(g.root(from), workspace.Dir, "audits", "*", "journal", from+"-*.jsonl"))
	g.check(err)
	name, err := filepath.Rel(g.root(from), files[len(files)-1])
	g.check(err)
	data, err := os.ReadFile(files[len(files)-1])
	g.check(err)
	file := filepath.Join(g.root(to), name)
	g.check(os.MkdirAll(filepath.Dir(file), 0o755))
	return os.WriteFile(file, data, 0o644)
}

// does does what a person does in the program.
func (g *stage) does(o *workspace.Open, verb string, words []string) error {
	keep := func(e event.Event, err error) error {
		g.check(err)
		return o.Journal.Append([]event.Event{e})
	}
	var ref event.Ref
	if slices.Contains([]string{"answers", "reasons", "until", "shows", "drops", "checks", "gap", "overrules", "decided", "takes", "carries", "confirms", "forked", "pastes", "serves", "suggests", "withdraws", "dismisses", "accepts"}, verb) {
		ref = g.ref(o, words[0])
	}
	rest := func(n int) string { return strings.Join(words[n:], " ") }
	var changes []event.Change
	switch verb {
	case "answers":
		changes = append(changes, event.SetVerdict(ref, event.Verdict(words[1])))
		if len(words) > 2 {
			changes = append(changes, event.SetReason(ref, rest(2)))
		}
	case "reasons":
		changes = append(changes, event.SetReason(ref, rest(1)))
	case "until":
		changes = append(changes, event.SetValidUntil(ref, rest(1)))
	case "shows":
		changes = append(changes, event.AddEvidence(ref, g.piece(o, words[1], words[2:])))
	case "drops", "checks":
		n, err := strconv.Atoi(words[1])
		g.check(err)
		pieces := o.Pieces(ref)
		switch {
		case n > len(pieces):
			return fmt.Errorf("there is no piece %d", n)
		case verb == "drops":
			changes = append(changes, event.RemoveEvidence(ref, pieces[n-1].ID))
		default:
			changes = append(changes, event.CheckEvidence(ref, pieces[n-1].ID, event.Check{Holds: words[2] == "holds", Outcome: rest(3)}))
		}
	case "gap":
		changes = append(changes, event.SetGap(ref, event.GapPart(words[1]), rest(2)))
	case "scope":
		answer := event.FactAnswer{Values: words[1:]}
		switch rest(1) {
		case "unknown":
			answer = event.FactAnswer{Unknown: true}
		case "none":
			answer.Values = nil
		}
		changes = append(changes, event.SetFact("rules", words[0], answer))
	case "submits":
		one := &event.Submission{Permissions: words[2:], State: event.SubmissionState(words[1])}
		if one.State == event.HandedIn {
			one.On = g.now.Format(time.DateOnly)
		}
		if words[1] == "nothing" {
			one = nil
		}
		changes = append(changes, event.Submit("rules", words[0], one))
	case "pastes":
		changes = append(changes, event.Paste(ref, &event.ToPaste{Text: rest(1)}))
	case "serves":
		but := rest(2)
		served, err := checklist.Serve(o.Audit, ref, g.ref(o, words[1]), &but, g.now)
		g.check(err)
		changes = append(changes, served...)
	case "suggests": // CLAUSE ID VERDICT KEY,KEY words; a hyphen is none, a key a digit that stands for 24 of its kind
		made := &event.Suggestion{Source: "scan", Words: rest(4), Confidence: event.Likely}
		if words[2] != "-" {
			made.Verdict = event.Verdict(words[2])
		}
		if words[3] != "-" {
			made.Found = map[string][]string{}
			for key := range strings.SplitSeq(words[3], ",") {
				made.Found["src/app.go"] = append(made.Found["src/app.go"], strings.Repeat(key, 24))
			}
		}
		changes = append(changes, event.Suggest(ref, words[1], made))
	case "withdraws":
		changes = append(changes, event.Suggest(ref, words[1], nil))
	case "dismisses", "accepts":
		s, ok := checklist.FindSuggestion(o.Audit, words[1])
		if !ok {
			return fmt.Errorf("there is no suggestion %s", words[1])
		}
		if verb == "dismisses" {
			changes = append(changes, checklist.DismissSuggestion(s, rest(2)))
			break
		}
		var err error
		if changes, err = checklist.TakeSuggestion(o.Audit, s, event.Verdict(words[2]), rest(3), nil, true); err != nil {
			return err
		}
	case "overrules":
		overrule := &event.Overrule{In: words[1] == "in", Reason: rest(2)}
		if words[1] == "back" {
			overrule = nil
		}
		changes = append(changes, event.SetOverrule(ref, overrule))
	case "decided":
		outcome := event.Outcome{Result: event.Result(words[1]), On: g.now.Format(time.DateOnly), Release: "2.4", Words: rest(2)}
		changes = append(changes, event.AddOutcome("o1", outcome, ref)...)
	case "adopts":
		plan, err := workspace.PlanAdoption(o.Workspace, o.Audit, g.policy(words[0]))
		if err != nil {
			return err
		}
		g.check(workspace.Pin(o.Workspace, plan))
		o.Know(plan.Next)
		changes = append(changes, plan.Change)
	case "takes":
		number, err := strconv.Atoi(words[1])
		g.check(err)
		if changes, err = checklist.TakeOlder(o.Audit, ref, number, g.now); err != nil {
			return err
		}
	case "signs":
		change, err := checklist.Sign(o.Audit, checklist.Vouch{By: o.Hand.Person, At: o.Hand.Now(), Name: words[0], Role: rest(1)})
		if err != nil {
			return err
		}
		changes = append(changes, change)
	case "undoes":
		_, err := o.Undo()
		return err
	case "redoes":
		log := o.Log(event.Ref{})
		for _, e := range slices.Backward(log) {
			if e.Kind == event.KindUndo && e.Writer == o.Hand.Writer && o.Counts(e.ID) {
				return keep(o.Withdraw(o.Hand, []event.Event{e}), nil)
			}
		}
		return fmt.Errorf("nothing to redo")
	case "confirms":
		changes = append(changes, o.Item(ref, o.Hand.Now()).Confirm())
	case "carries":
		answer := event.SetVerdict(ref, event.Verdict(words[1]))
		if len(words) > 3 {
			then, err := time.Parse(time.RFC3339, words[4])
			g.check(err)
			answer.Said = event.Said{By: event.Person{Name: words[3]}, At: then}
		}
		step, err := o.Step(o.Hand, answer)
		g.check(err)
		for n := range step {
			step[n].Carried = words[2]
		}
		return o.Journal.Append(step)
	case "forked":
		return g.forked(o, ref, words[1:])
	case "unknown": // an answer to a clause that no text has
		step, err := o.Step(o.Hand, event.SetVerdict(o.Refs()[len(o.Refs())-1], event.Verdict(words[1])))
		g.check(err)
		step[0].Clause = words[0]
		return o.Journal.Append(step)
	default:
		return fmt.Errorf("nobody knows how to do that")
	}
	_, err := o.Do(changes...)
	return err
}

// ref names a clause, an archived one or one that nobody asks yet too.
func (g *stage) ref(o *workspace.Open, name string) event.Ref {
	if ref, err := o.Find(name); err == nil {
		return ref
	}
	if id, label, ok := strings.Cut(name, "/"); ok {
		return event.Ref{Policy: id, Label: label}
	}
	return event.Ref{Policy: "rules", Label: name}
}

// piece makes a piece of evidence. Details are given as name=value.
func (g *stage) piece(o *workspace.Open, spec string, details []string) event.Evidence {
	e := event.Evidence{Kind: event.OutputEvidence}
	if command, ok := strings.CutPrefix(spec, "output:"); ok {
		e.Command = command
	} else {
		var err error
		e, err = o.Collect(o.Workspace.Root, spec, workspace.Allow{})
		g.check(err)
	}
	for _, one := range details {
		name, value, _ := strings.Cut(one, "=")
		switch name {
		case "exit":
			var err error
			e.Exit, err = strconv.Atoi(value)
			g.check(err)
		case "expires":
			e.Expires = value
		case "caption":
			e.Caption = value
		default:
			g.t.Fatalf("%s: a piece has no %q", g.story.name, name)
		}
	}
	return e
}

// forked is what format 1 came to when one writer went on in one file on two
// branches: git leaves both sides in the file, and a repair makes two files of
// it, in both of which the common lines are.
func (g *stage) forked(o *workspace.Open, ref event.Ref, verdicts []string) error {
	files, err := filepath.Glob(filepath.Join(o.Workspace.Root, workspace.Dir, "audits", "*", "journal", o.Hand.Writer+"*.jsonl"))
	g.check(err)
	text, err := os.ReadFile(files[0])
	g.check(err)
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	last, err := event.Decode(lines[len(lines)-1])
	g.check(err)
	for n, verdict := range verdicts {
		step, err := o.Step(o.Hand, event.SetVerdict(ref, event.Verdict(verdict)))
		g.check(err)
		step[0].Seq, step[0].Prev = last.Seq+1, last.Sum
		line, err := step[0].Encode()
		g.check(err)
		text = fmt.Appendf(text, "%s\n%s\n", []string{"<<<<<<< HEAD", "======="}[n], line)
	}
	g.check(os.WriteFile(files[0], append(text, ">>>>>>> theirs\n"...), 0o644))
	found, err := workspace.Damaged(o.Workspace, o.Head.ID)
	g.check(err)
	_, err = workspace.Repair(o.Workspace, found, o.Hand, "", false)
	return err
}

// end merges all clones, does what was to happen to the files, and puts the
// workspace where it belongs.
func (g *stage) end(out string) {
	for _, name := range append([]string{"begin"}, g.order...) {
		g.copy(filepath.Join(g.dir, name), out)
	}
	for _, words := range g.damages {
		switch words[0] {
		case "replace": // replace FILE with FILE
			g.check(os.WriteFile(filepath.Join(out, words[1]), g.story.files[words[3]], 0o644))
		case "crlf": // crlf FILE
			g.check(os.WriteFile(filepath.Join(out, words[1]), bytes.ReplaceAll(g.story.files[words[1]], []byte("\n"), []byte("\r\n")), 0o644))
		case "lose", "spoil": // lose FILE of the evidence, or have other bytes in it
			files, err := filepath.Glob(filepath.Join(out, workspace.Dir, "audits", "*", "evidence", "*", words[1]))
			g.check(err)
			if words[0] == "lose" {
				g.check(os.RemoveAll(filepath.Dir(files[0])))
			} else {
				g.check(os.WriteFile(files[0], []byte("spoilt\n"), 0o644))
			}
		default:
			g.journal(out, words)
		}
	}
}

// journal damages the file of a writer: it is cut by some bytes, loses its last
// newline, has a word altered, is without one of its lines, or comes from a
// newer program.
func (g *stage) journal(out string, words []string) {
	files, err := filepath.Glob(filepath.Join(out, workspace.Dir, "audits", "*", "journal", words[1]+"*.jsonl"))
	g.check(err)
	text, err := os.ReadFile(files[0])
	g.check(err)
	switch words[0] {
	case "cut":
		n, err := strconv.Atoi(words[2])
		g.check(err)
		text = text[:len(text)-n]
	case "bare":
		text = bytes.TrimSuffix(text, []byte("\n"))
	case "alter":
		text = bytes.Replace(text, []byte(words[2]), []byte(words[3]), 1)
	case "without":
		n, err := strconv.Atoi(words[2])
		g.check(err)
		lines := bytes.SplitAfter(text, []byte("\n"))
		text = bytes.Join(slices.Delete(lines, n-1, n), nil)
	case "newer":
		lines := bytes.SplitAfter(text, []byte("\n"))
		body, _, _ := bytes.Cut(bytes.Replace(lines[1], []byte(`"format":2`), []byte(`"format":3`), 1), []byte(`,"sum":"`))
		lines[1] = fmt.Appendf(nil, "%s,\"sum\":\"%s\"}\n", body, policy.Digest(string(body)+"}"))
		text = bytes.Join(lines, nil)
	}
	g.check(os.WriteFile(files[0], text, 0o644))
}

// olden makes of an audit what format 1 would have written: one file for each
// writer, who began it in audit.json, and sign-offs that count lines.
func (g *stage) olden(root string) {
	w, err := workspace.Find(root)
	g.check(err)
	o, err := w.Open("", checklist.Hand{})
	g.check(err)
	dir := filepath.Join(root, workspace.Dir, "audits", o.Head.ID)
	g.check(os.RemoveAll(filepath.Join(dir, "journal")))
	g.check(os.Mkdir(filepath.Join(dir, "journal"), 0o755))
	notes, err := filepath.Glob(filepath.Join(root, workspace.Dir, ".local", "*-tip.json"))
	g.check(err)
	for _, note := range notes {
		g.check(os.Remove(note))
	}
	head := o.Head
	head.Format = 1
	data, err := json.MarshalIndent(head, "", "  ")
	g.check(err)
	g.check(os.WriteFile(filepath.Join(dir, "audit.json"), append(data, '\n'), 0o644))
	files, last := map[string][]byte{}, map[string]event.Event{}
	for _, e := range o.Log(event.Ref{}) {
		if e.Kind == event.KindBegin {
			continue
		}
		before := last[e.Writer]
		if e.Kind == event.KindSign {
			e.Value = g.counted(o, e)
		}
		e.Format, e.Ends, e.Seq, e.Prev = 1, nil, before.Seq+1, before.Sum
		line, err := e.Encode()
		g.check(err)
		last[e.Writer], files[e.Writer] = e, append(append(files[e.Writer], line...), '\n')
	}
	for writer, text := range files {
		g.check(os.WriteFile(filepath.Join(dir, "journal", writer+".jsonl"), text, 0o644))
	}
}

// counted is a sign-off that counts what lies behind its ends by writer.
func (g *stage) counted(o *workspace.Open, e event.Event) json.RawMessage {
	var s event.SignOff
	g.check(json.Unmarshal(e.Value, &s))
	seen := o.Seen(s.Ends...)
	s.Ends, s.Seen = nil, map[string]int{}
	for _, other := range o.Log(event.Ref{}) {
		if other.Kind != event.KindBegin && seen(other) {
			s.Seen[other.Writer]++
		}
	}
	value, err := json.Marshal(s)
	g.check(err)
	return value
}
