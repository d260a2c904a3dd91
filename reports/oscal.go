package reports

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// OSCAL renders the report as assessment results of OSCAL: a finding for each
// clause in scope, and an observation for each that anything was said about.
// Only what is met and supported, and what was said to be not applicable, is
// satisfied.
func OSCAL(r Report) []byte {
	start := r.From
	if start.IsZero() {
		start = r.Head.Created
	}
	title := markupLine("Audit report: " + r.Head.App + " " + r.Head.Release)
	result := oscalResult{
		UUID: oscalUUID(r, "result"), Title: title, Description: inline(r.Summary) + " " + notice, Start: Instant(start), End: Instant(r.At),
		Props: []oscalProp{prop("state", string(r.State))},
	}
	for _, row := range coverageRows {
		result.Props = append(result.Props, prop(row.code, fmt.Sprint(row.of(r.Coverage))))
	}
	selection := oscalSelection{}
	for _, c := range r.Clauses(func(Clause) bool { return true }) {
		if c.Has(checklist.OutOfScope) {
			selection.Exclude = append(selection.Exclude, oscalControl{token(c.Ref.String())})
			continue
		}
		finding := oscalFindingOf(r, c)
		if seen, ok := oscalObservationOf(r, c); ok {
			result.Observations = append(result.Observations, seen)
			finding.Related = []oscalRelated{{seen.UUID}}
		}
		result.Findings = append(result.Findings, finding)
	}
	result.Reviewed.Selections = []oscalSelection{selection}
	doc := oscalResults{UUID: oscalUUID(r, "report"), Results: []oscalResult{result}}
	doc.Metadata = oscalMetadata{
		Title: title, Modified: Instant(r.At), Version: r.Standing, OSCAL: "1.2.1",
		Props: []oscalProp{prop("app", r.Head.App), prop("release", r.Head.Release), prop("audit", r.Head.ID), prop("tool", r.Tool)},
	}
	for _, who := range r.People {
		doc.Metadata.Parties = append(doc.Metadata.Parties, oscalParty{partyOf(r, who), "person", oscalText(FullName(who))})
	}
	for _, p := range r.Policies {
		one := oscalResource{UUID: oscalUUID(r, "policy", p.ID), Title: markupLine(p.Title), Props: []oscalProp{prop("policy", p.ID), prop("edition", p.Edition)}}
		if to, isWeb := target(p.Source); isWeb {
			one.Links = []oscalLink{{to}}
		}
		doc.BackMatter.Resources = append(doc.BackMatter.Resources, one)
	}
	// There is no plan apart from the policy's own clauses.
	doc.Plan.Href = "#" + doc.BackMatter.Resources[0].UUID
	return encode(map[string]oscalResults{"assessment-results": doc})
}

func oscalFindingOf(r Report, c Clause) oscalFinding {
	f := oscalFinding{
		UUID: oscalUUID(r, "finding", c.Ref.String()), Title: markupLine(r.Name(c.Ref) + " " + c.Title), Description: c.account(),
		Props: []oscalProp{prop("state", c.Code())},
	}
	for _, e := range c.gapParts() {
		f.Props = append(f.Props, prop(e.Field.Subject, e.Value))
	}
	f.Target.Type, f.Target.ID, f.Target.Description = "objective-id", token(c.Ref.String()), ClauseMarkdown(c.Clause)
	status := &f.Target.Status
	switch code := c.Code(); {
	case code == "met" || code == "acknowledged":
		status.State, status.Reason = "satisfied", "pass"
	case code == string(event.NotApplicable):
		status.State, status.Reason = "satisfied", "other"
		f.Target.Implementation = &oscalState{"not-applicable"}
	case c.IsGap():
		status.State, status.Reason = "not-satisfied", "fail"
	default:
		status.State, status.Reason = "not-satisfied", "other"
	}
	status.Remarks = inline(c.answerWords())
	return f
}

// account returns what was said of a clause, as Markdown.
func (c Clause) account() string {
	w := markdownWriter{}
	w.block(document.List{Items: answer(c)})
	return w.b.String()
}

// oscalObservationOf returns what was said of a clause and when, and false where
// nothing was.
func oscalObservationOf(r Report, c Clause) (oscalObservation, bool) {
	o := oscalObservation{UUID: oscalUUID(r, "observation", c.Ref.String()), Description: c.account(), Methods: []string{"UNKNOWN"}}
	who, at := c.By, c.At
	for _, e := range c.Evidence {
		o.Methods = []string{"EXAMINE"}
		shown := oscalEvidence{Description: spansMarkdown(Entry{Evidence: &e}.text(), "")}
		shown.Href, _ = target(e.URL)
		o.Evidence = append(o.Evidence, shown)
		if at.IsZero() {
			who, at = e.By, e.At
		}
	}
	if at.IsZero() {
		return o, false
	}
	o.Collected = Instant(at)
	o.Origins = []oscalOrigin{{[]oscalActor{{"party", partyOf(r, who)}}}}
	if !c.ConfirmedAt.IsZero() {
		o.Origins, at = append(o.Origins, oscalOrigin{[]oscalActor{{"party", partyOf(r, c.ConfirmedBy)}}}), c.ConfirmedAt
	}
	if g := c.Clause.Guide; g != nil && !g.Valid.Forever() {
		o.Expires = Instant(g.Valid.From(at))
	}
	return o, true
}

// namespace is our own, for names that are not unique beyond an audit.
var namespace = [16]byte{0x9d, 0x1f, 0x3a, 0x52, 0x6c, 0x0b, 0x4e, 0x77, 0x8a, 0x41, 0x5e, 0xd2, 0x70, 0x1c, 0xb6, 0x38}

// oscalUUID returns the UUID, of version 5, of something in this audit.
func oscalUUID(r Report, names ...string) string {
	sum := sha1.Sum(append(namespace[:], strings.Join(append([]string{r.Head.ID}, names...), "\x00")...))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	s := hex.EncodeToString(sum[:16])
	return strings.Join([]string{s[:8], s[8:12], s[12:16], s[16:20], s[20:]}, "-")
}

// partyOf names a person, by whichever name and address the report lists.
func partyOf(r Report, who event.Person) string {
	if known, ok := r.known[who]; ok {
		who = known
	}
	return oscalUUID(r, "party", who.Name, who.Email)
}
