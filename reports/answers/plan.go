package answers

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// nobody makes steps that are only checked.
var nobody = checklist.Hand{Now: func() time.Time { return time.Time{} }, NewID: func() string { return "" }}

// Plan is what an import would do.
type Plan struct {
	Changes []Planned
	Add     []Addition // evidence that has still to be collected
}

// Planned is a change of a field.
type Planned struct {
	event.Change
	From, To string // in words, empty where there is nothing
	// Newer are the answers that the file does not know and that the change
	// would replace.
	Newer []event.Event
}

// Addition is a piece of evidence that the audit does not have.
type Addition struct {
	Ref  event.Ref
	Spec string
}

// Compare tells what the sheet changes. Each value is held against the one
// that the file was written from: only what a person altered in the file is a
// change, whatever has been answered meanwhile. The error is Problems.
func Compare(a *checklist.Audit, s *Sheet) (*Plan, error) {
	seen := a.Seen(s.Ends...)
	known := func(e event.Event) bool {
		return s.Audit == a.Head.ID && (seen(e) || e.Seq <= s.Seen[e.Writer])
	}
	was := a.Refold(known)
	if s.Audit == a.Head.ID && !slices.Equal(was.Editions(), a.Editions()) {
		return nil, Problems{{Line: 1, Column: 1, Msg: "it was written before another edition was adopted, and its labels are those of the older one: export the answers anew"}}
	}
	p := &Plan{}
	plan := func(c event.Change) {
		before, now, want := standing(was, c.Field), standing(a, c.Field), encoded(c.Value)
		if same(before, want) || same(now, want) {
			return
		}
		one := Planned{Change: c, From: words(c.Field.Kind, now), To: words(c.Field.Kind, want)}
		for _, head := range a.Values(c.Field) {
			if !known(head) && set(head.Value) != nil {
				one.Newer = append(one.Newer, head)
			}
		}
		p.Changes = append(p.Changes, one)
	}
	for _, l := range s.Lines {
		plan(l.Change)
	}
	for _, e := range s.Evidence {
		listed := func(spec string) bool { return slices.Contains(e.Specs, spec) }
		before, now := was.Item(e.Ref, time.Time{}).Evidence, a.Item(e.Ref, time.Time{}).Evidence
		for _, piece := range before {
			if !listed(Spec(piece)) {
				plan(event.RemoveEvidence(e.Ref, piece.ID))
			}
		}
		for _, spec := range e.Specs {
			has := func(piece event.Evidence) bool { return Spec(piece) == spec }
			if !slices.ContainsFunc(before, has) && !slices.ContainsFunc(now, has) {
				p.Add = append(p.Add, Addition{e.Ref, spec})
			}
		}
	}
	return p, p.check(s)
}

// check finds verdicts that would stand without the reason they need.
func (p *Plan) check(s *Sheet) error {
	var wrong Problems
	reasons := map[event.Ref]string{}
	for _, l := range s.Lines {
		if reason, ok := l.Value.(event.Reason); ok {
			reasons[l.Field.Ref()] = string(reason)
		}
	}
	touched := map[event.Ref]bool{}
	for _, c := range p.Changes {
		if c.Field.Kind == event.KindVerdict || c.Field.Kind == event.KindReason {
			touched[c.Field.Ref()] = true
		}
	}
	for _, l := range s.Lines {
		v, ok := l.Value.(event.Verdict)
		if ok && v.NeedsReason() && touched[l.Field.Ref()] && strings.TrimSpace(reasons[l.Field.Ref()]) == "" {
			at := l.At
			at.Msg = fmt.Sprintf("%s: %q needs a reason", l.Field.Clause, v)
			wrong = append(wrong, at)
		}
	}
	if wrong != nil {
		return wrong
	}
	return nil
}

// Newer returns the changes that would replace answers which the file does not
// know.
func (p *Plan) Newer() []Planned {
	return slices.DeleteFunc(slices.Clone(p.Changes), func(c Planned) bool { return len(c.Newer) == 0 })
}

func words(kind event.Kind, raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	return event.Words(kind, raw)
}
