package answers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// jsonReport is what is taken of a report as JSON.
type jsonReport struct {
	Policies []struct {
		Sections []struct{ Clauses []jsonClause }
	}
	Scope []struct {
		Policy, ID string
		Answer     *event.FactAnswer
	}
}

type jsonClause struct {
	Policy, Label string
	Verdict       *jsonValue
	Reason        *jsonValue
	ValidUntil    *jsonValue
	Gap           struct{ Entered []jsonPart }
	Evidence      []event.Evidence
	Overrule      *event.Overrule
}

type jsonValue struct {
	Value string
	By    event.Person
	At    string
}

type jsonPart struct{ Subject, Value string }

// decodeReport reads a report as JSON. What it does not say of a clause, and
// what is in conflict there, stays as it is. Of the evidence it has no bytes:
// what the audit lacks has to be added by hand, unless it is a link.
func decodeReport(p *placer, source string) (*Sheet, error) {
	var is struct{ Format int }
	if err := json.Unmarshal([]byte(source), &is); err != nil {
		return nil, Problems{jsonProblem(source, err)}
	}
	if is.Format != reports.JSONFormat { // Another may be of another shape.
		return nil, Problems{unread("report", is.Format, reports.JSONFormat)}
	}
	var r jsonReport
	if err := json.Unmarshal([]byte(source), &r); err != nil {
		return nil, Problems{jsonProblem(source, err)}
	}
	for n, f := range r.Scope {
		p.fact(Problem{Cell: fmt.Sprintf("scope[%d]", n)}, f.Policy, f.ID, f.Answer)
	}
	for _, one := range r.Policies {
		for _, s := range one.Sections {
			for _, c := range s.Clauses {
				p.reported(c)
			}
		}
	}
	return p.result()
}

// unread says of a file that it is of a format that this program does not read.
func unread(what string, found, known int) Problem {
	return Problem{Line: 1, Column: 1, Msg: (&event.FormatError{What: what, Found: found, Known: known}).Error()}
}

// jsonProblem says where a document is no JSON, or none of the right form.
func jsonProblem(source string, err error) Problem {
	offset := int64(0)
	var syntax *json.SyntaxError
	var form *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &form):
		offset = form.Offset
	}
	before := source[:min(max(offset-1, 0), int64(len(source)))]
	return Problem{Line: strings.Count(before, "\n") + 1, Column: len(before) - strings.LastIndex(before, "\n"), Msg: strings.TrimPrefix(err.Error(), "json: ")}
}

// fact takes the answer to a question about the app.
func (p *placer) fact(at Problem, owner, id string, answer *event.FactAnswer) {
	if answer == nil {
		return
	}
	c := event.SetFact(owner, id, *answer)
	if err := p.audit.Check(nobody, c); err != nil {
		p.skip(at, err.Error())
		return
	}
	p.sheet.Placed++
	p.sheet.Lines = append(p.sheet.Lines, Line{c, at})
}

// reported takes what a report says of a clause.
func (p *placer) reported(c jsonClause) {
	ref := event.Ref{Policy: c.Policy, Label: c.Label}
	e := entry{at: Problem{Cell: ref.String()}, label: c.Label, policy: c.Policy, said: map[string]string{}}
	for _, v := range []struct {
		field string
		value *jsonValue
	}{{colVerdict, c.Verdict}, {colReason, c.Reason}, {colUntil, c.ValidUntil}} {
		if v.value != nil {
			e.said[v.field] = v.value.Value
			if v.field == colVerdict {
				e.said[colBy], e.said[colDate] = reports.FullName(v.value.By), v.value.At
			}
		}
	}
	for _, part := range c.Gap.Entered {
		e.said[part.Subject] = part.Value
	}
	p.entry(e)
	if found, err := p.audit.Find(ref.String()); err != nil || found != ref {
		return
	}
	if c.Overrule != nil && c.Overrule.Reason != "" {
		p.sheet.Lines = append(p.sheet.Lines, Line{event.SetOverrule(ref, c.Overrule), e.at})
	}
	p.bring(ref, e.at, c.Evidence)
}

// bring lists the evidence that the audit does not have.
func (p *placer) bring(ref event.Ref, at Problem, all []event.Evidence) {
	has := map[string]bool{}
	for _, piece := range p.audit.Item(ref, p.now).Evidence {
		has[Spec(piece)] = true
	}
	var specs []string
	for _, piece := range all {
		switch spec := Spec(piece); {
		case has[spec]:
		case piece.Kind == event.LinkEvidence:
			specs = append(specs, spec)
		default:
			p.notBrought(at, ref, spec)
		}
	}
	if specs != nil {
		p.sheet.Evidence = append(p.sheet.Evidence, Pieces{ref, specs})
	}
}
