package reports

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// JSONFormat is the version of the JSON report. Members may be added to a
// version; what is there keeps its name and its meaning.
const JSONFormat = 1

// JSON renders the report for programs, as docs/schemas/report.schema.json
// describes it. Texts are as they were entered.
func JSON(r Report) []byte { return encode(r.encoded()) }

// encode writes a document of JSON for people to read too.
func encode(doc any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic(err) // It is made of texts and numbers, which always encode.
	}
	return []byte(shown(b.String()))
}

func (r Report) encoded() jsonReport {
	return jsonReport{
		Format: JSONFormat, Tool: r.Tool, At: Instant(r.At), Notice: notice,
		Audit: jsonAudit{r.Head.ID, r.Head.App, r.Head.Release, jsonStamp{By: r.Head.By, At: Instant(r.Head.Created)}},
		State: r.State, Summary: strings.Split(r.Summary, "\n"), Coverage: r.Coverage.encoded(),
		Gaps:      each(r.Gaps(), func(c Clause) jsonRef { return refOf(c.Ref) }),
		Policies:  each(r.Policies, Policy.encoded),
		Scope:     each(r.Facts, Fact.encoded),
		People:    append([]event.Person{}, r.People...),
		Entries:   jsonEntries{r.Events, Instant(r.From), Instant(r.To)},
		SignOffs:  each(r.SignOffs, SignOff.encoded),
		Changes:   each(r.Changes, changed),
		Since:     r.Since.encoded(),
		Adoptions: each(r.Adoptions, Entry.encoded),
		Disputes:  each(r.Disputes, Entry.encoded),
		Archived:  each(r.Archived, Archived.encoded),
		Outcomes:  each(r.Outcomes, outcomeJSON),
		Submitted: each(r.Submitted, submissionJSON),
		Unneeded:  each(r.Unneeded, func(one checklist.Repeat) string { return one.Entry }),
		Unlisted:  each(r.Unlisted, func(m checklist.Mention) jsonMention { return jsonMention{refOf(m.Ref), m.Entry} }),
		Unplaced:  each(r.Unplaced, Entry.encoded),
		Files: each(r.Files, func(f File) jsonFile {
			return jsonFile{f.SHA256, f.Size, f.Names, each(f.Refs, refOf)}
		}),
		History: each(r.History, func(e Past) jsonPast {
			return jsonPast{e.ID, e.Entry.encoded(), append([]string{}, e.Over...)}
		}),
		Digests: jsonDigests{r.Journal, r.Standing},
	}
}

func (s SignOff) encoded() jsonSignOff {
	one := jsonSignOff{SignOff: s.SignOff, Changes: s.Since.Count(), Changed: s.Since, By: s.By, At: Instant(s.At)}
	if !s.Less {
		one.Bound = &s.Then
	}
	return one
}

func changed(d checklist.Difference) jsonChange {
	return jsonChange{d.Field, d.From, d.To, Stamp(d.Stamp).encoded()}
}

func (s *Since) encoded() *jsonSince {
	if s == nil {
		return nil
	}
	return &jsonSince{s.Name, each(s.Answers, changed), each(s.Evidence, changed), each(s.RunOut, func(c Clause) jsonRef { return refOf(c.Ref) }), s.Releases.encoded()}
}

func (p Policy) encoded() jsonPolicy {
	return jsonPolicy{
		p.ID, p.Title, p.Source, p.Dated, p.Edition, p.Coverage.encoded(),
		each(p.Sections, func(s Section) jsonSection {
			return jsonSection{s.Label, s.Title, s.Repeat, s.Entry, each(s.Clauses, Clause.encoded), each(s.Skipped, func(g policy.Skipped) string { return g.Label })}
		}),
		append([]string{}, p.Read.Found...),
	}
}

func (c Clause) encoded() jsonClause {
	out := jsonClause{
		jsonRef: refOf(c.Ref), Title: c.Title, Kind: c.Clause.Kind(), Text: c.Clause.Words(), Digest: c.Clause.Digest,
		Ask: []string{}, State: c.Code(), Words: c.answerWords(), Flags: []jsonFlag{}, IsGap: c.IsGap(),
		Gap: jsonGap{c.Gap.Severity, each(c.gapParts(), Entry.encoded)},
		Evidence: each(c.pieces(), func(e event.Evidence) jsonEvidence {
			return jsonEvidence{e, e.Weak, e.Moved, e.Fault, checkedJSON(e.Checked), Stamp(e.Stamp).encoded()}
		}),
		Disputed: each(c.Disputed, Entry.encoded), Warnings: c.warnings(),
	}
	if !c.InConflict(event.KindSame, "") {
		out.SameAs = c.Same
	}
	if !c.InConflict(event.KindToPaste, "") {
		out.ToPaste = c.ToPaste
	}
	out.Reworded, out.Notes = c.rewordedJSON(), c.Notes
	for _, old := range c.Offered {
		out.Offered = append(out.Offered, refOf(old.Ref))
	}
	if all := c.suggestions(); len(all) > 0 {
		out.Suggested = each(all, suggestionJSON)
	}
	if c.Clause.Guide != nil {
		out.Ask, out.Older = append(out.Ask, c.Clause.Guide.Ask()...), c.Clause.Guide.Older
		for _, r := range c.Clause.Guide.Readings {
			out.Readings = append(out.Readings, jsonReading(r))
		}
	}
	for n, f := range c.Flags {
		out.Flags = append(out.Flags, jsonFlag{f, c.Why[n]})
	}
	if c.verdictStands() {
		out.Verdict = &jsonText{string(c.Verdict), Stamp(c.Stamp).encoded()}
	}
	if reason := c.reason(); reason != "" {
		out.Reason = &jsonText{reason, c.Reasoned.encoded()}
	}
	if c.limitWords() != "" {
		out.Valid = &jsonText{c.ValidUntil, c.Limited.encoded()}
	}
	out.Ends = Instant(c.Ends)
	if o := c.overrule(); o != nil {
		out.Overrule = &jsonOverrule{*o, c.Overruled.encoded()}
	}
	return out
}

// checkedJSON returns a check, nil where there was none.
func checkedJSON(c event.Check) *jsonCheck {
	if c.At.IsZero() {
		return nil
	}
	return &jsonCheck{c, c.By, Instant(c.At)}
}

func (f Fact) encoded() jsonFact {
	out := jsonFact{Policy: f.Policy, ID: f.Question.ID, Question: f.Question.Question, Disputed: each(f.Disputed, Entry.encoded)}
	if f.Answered && len(f.Disputed) == 0 {
		said := Stamp(f.Stamp).encoded()
		out.Answer, out.By, out.At, out.jsonLater = &f.Answer, &f.By, said.At, said.jsonLater
	}
	return out
}

func (e Entry) encoded() jsonEntry {
	return jsonEntry{e.Field, e.Value, e.Evidence, e.Withdrawn, e.Stamp.encoded()}
}

func (s Stamp) encoded() jsonStamp {
	return jsonStamp{s.By, Instant(s.At), jsonLater{s.ConfirmedBy, Instant(s.ConfirmedAt), s.EnteredBy, Instant(s.EnteredAt)}}
}

func (c Coverage) encoded() map[string]int {
	counts := map[string]int{"answered": c.Answered, "gaps": c.Gaps, "no-reason": c.NoReason}
	for _, row := range coverageRows {
		counts[row.code] = row.of(c)
	}
	return counts
}

func refOf(ref event.Ref) jsonRef { return jsonRef{ref.Policy, ref.Label} }

// Instant writes a time in full for programs, and no time as nothing.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// each returns what of makes of each element; a list without elements is a list.
func each[A, B any](list []A, of func(A) B) []B {
	all := make([]B, len(list))
	for n, a := range list {
		all[n] = of(a)
	}
	return all
}
