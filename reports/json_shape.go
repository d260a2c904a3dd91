package reports

import (
	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// This file is the shape of the report as JSON, as docs/schemas/report.schema.json
// describes it. The parts with a file of their own have theirs there.

type jsonReport struct {
	Format    int              `json:"format"`
	Tool      string           `json:"tool,omitempty"`
	At        string           `json:"at"`
	Notice    string           `json:"notice"`
	Audit     jsonAudit        `json:"audit"`
	State     State            `json:"state"`
	Summary   []string         `json:"summary"`
	Coverage  map[string]int   `json:"coverage"`
	Gaps      []jsonRef        `json:"gaps"` // worst first
	Policies  []jsonPolicy     `json:"policies"`
	Scope     []jsonFact       `json:"scope"`
	People    []event.Person   `json:"people"`
	Entries   jsonEntries      `json:"entries"`
	SignOffs  []jsonSignOff    `json:"signOffs"`
	Changes   []jsonChange     `json:"changes"`
	Since     *jsonSince       `json:"since,omitempty"`
	Adoptions []jsonEntry      `json:"adoptions,omitempty"` // oldest first
	Disputes  []jsonEntry      `json:"editionsInConflict,omitempty"`
	Archived  []jsonArchived   `json:"archived,omitempty"`
	Outcomes  []jsonOutcome    `json:"outcomes,omitempty"`    // what the platform decided, oldest first
	Submitted []jsonSubmission `json:"submissions,omitempty"` // what is handed in for reviews, oldest first
	Unneeded  []string         `json:"unneeded,omitempty"`    // entries of lists that no answer shows to be needed
	Unlisted  []jsonMention    `json:"unlisted,omitempty"`    // what answers name like an entry, and no list holds
	Unplaced  []jsonEntry      `json:"unplaced"`
	Files     []jsonFile       `json:"files"`
	History   []jsonPast       `json:"history"` // oldest first
	Digests   jsonDigests      `json:"digests"`
}

type jsonAudit struct {
	ID      string `json:"id"`
	App     string `json:"app"`
	Release string `json:"release"`
	jsonStamp
}

type jsonStamp struct {
	By event.Person `json:"by"`
	At string       `json:"at"`
	jsonLater
}

// jsonLater is who had to do with a value after the person who said it.
type jsonLater struct {
	ConfirmedBy event.Person `json:"confirmedBy,omitzero"` // who said last that it still holds
	ConfirmedAt string       `json:"confirmedAt,omitempty"`
	EnteredBy   event.Person `json:"enteredBy,omitzero"` // who put it into the audit, where that is somebody else
	EnteredAt   string       `json:"enteredAt,omitempty"`
}

type jsonRef struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
}

type jsonPolicy struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Source   string         `json:"source,omitempty"`
	Dated    string         `json:"dated,omitempty"`
	Edition  string         `json:"edition"`
	Coverage map[string]int `json:"coverage"`
	Sections []jsonSection  `json:"sections"`
	Read     []string       `json:"read"` // how well the text was read
}

type jsonSection struct {
	Label   string       `json:"label"`
	Title   string       `json:"title"`
	Repeat  string       `json:"repeat,omitempty"` // the list that the section is asked for each of
	Entry   string       `json:"entry,omitempty"`
	Clauses []jsonClause `json:"clauses"`
	Missing []string     `json:"missing"` // labels that the source does not print
}

// jsonReading is where the guide goes beyond the clause's words.
type jsonReading struct {
	Ours    string `json:"ours"`
	Other   string `json:"other"`
	Decides string `json:"decides"`
}

type jsonClause struct {
	jsonRef
	Title    string         `json:"title"`
	Kind     policy.Kind    `json:"kind"`
	Text     string         `json:"text"`
	Digest   string         `json:"digest"`
	Ask      []string       `json:"ask"`
	Readings []jsonReading  `json:"readings,omitempty"`
	Older    bool           `json:"guideOlder,omitempty"` // the guide was written for an older text
	State    string         `json:"state"`
	Words    string         `json:"words"` // the verdict in words
	Verdict  *jsonText      `json:"verdict,omitempty"`
	Flags    []jsonFlag     `json:"flags"`
	Notes    []string       `json:"notes,omitempty"` // what will not convince a reader
	Reason   *jsonText      `json:"reason,omitempty"`
	Valid    *jsonText      `json:"validUntil,omitempty"` // as entered
	Ends     string         `json:"ends,omitempty"`       // when the answer runs out
	Warnings []string       `json:"warnings,omitempty"`   // where something looks like a secret
	SameAs   *event.Same    `json:"sameAs,omitempty"`     // whose answer it is
	ToPaste  *event.ToPaste `json:"toPaste,omitempty"`    // what of it goes into a form, where a person has said so
	IsGap    bool           `json:"isGap"`
	Gap      jsonGap        `json:"gap"`
	Evidence []jsonEvidence `json:"evidence"`
	Overrule *jsonOverrule  `json:"overrule,omitempty"`
	Disputed []jsonEntry    `json:"disputed"`
	Reworded *jsonReworded  `json:"reworded,omitempty"` // the text that was answered, where it is another now
	Offered  []jsonRef      `json:"offered,omitempty"`  // archived answers that the clause may take

	Suggested []jsonSuggestion `json:"suggested,omitempty"` // what was proposed and says something else than the answer, or what a person made of it
}

type jsonText struct {
	Value string `json:"value"`
	jsonStamp
}

type jsonFlag struct {
	Flag checklist.Flag `json:"flag"`
	Why  string         `json:"why"`
}

type jsonGap struct {
	Severity string      `json:"severity,omitempty"` // the guide's where nobody entered one
	Entered  []jsonEntry `json:"entered"`
}

type jsonCheck struct {
	event.Check
	By event.Person `json:"by"`
	At string       `json:"at"`
}

type jsonEvidence struct {
	event.Evidence
	Weak    string     `json:"weak,omitempty"`    // why it shows little
	Moved   string     `json:"moved,omitempty"`   // where a place's lines are now
	Fault   string     `json:"fault,omitempty"`   // why it no longer shows anything
	Checked *jsonCheck `json:"checked,omitempty"` // of a link or a command
	jsonStamp
}

type jsonOverrule struct {
	event.Overrule
	jsonStamp
}

type jsonEntry struct {
	event.Field
	Value     string          `json:"value"`
	Evidence  *event.Evidence `json:"evidence,omitempty"`
	Withdrawn bool            `json:"withdrawn,omitempty"`
	jsonStamp
}

type jsonPast struct {
	ID string `json:"id"`
	jsonEntry
	Over []string `json:"over"` // ids of the entries that it replaced or took back
}

type jsonFact struct {
	Policy   string            `json:"policy"`
	ID       string            `json:"id"`
	Question string            `json:"question"`
	Answer   *event.FactAnswer `json:"answer,omitempty"`
	By       *event.Person     `json:"by,omitempty"`
	At       string            `json:"at,omitempty"`
	jsonLater
	Disputed []jsonEntry `json:"disputed"`
}

type jsonEntries struct {
	Count int    `json:"count"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

type jsonSignOff struct {
	event.SignOff
	Bound   *event.Bound      `json:"bound,omitempty"` // nil where an older version made it
	Changes int               `json:"changes"`         // what has changed since
	Changed checklist.Changed `json:"changed"`         // by kind
	By      event.Person      `json:"by"`
	At      string            `json:"at"`
}

type jsonMention struct {
	jsonRef
	Entry string `json:"entry"`
}

type jsonChange struct {
	event.Field
	From string `json:"from"`
	To   string `json:"to"`
	jsonStamp
}

type jsonSince struct {
	Name     string       `json:"name"`
	Answers  []jsonChange `json:"answers"`
	Evidence []jsonChange `json:"evidence"`
	RunOut   []jsonRef    `json:"runOut"`
	// Releases is there where the earlier state is another audit.
	Releases *jsonReleases `json:"releases,omitempty"`
}

type jsonFile struct {
	SHA256 string    `json:"sha256"`
	Size   int64     `json:"size,omitempty"`
	Names  []string  `json:"names"`
	For    []jsonRef `json:"for"`
}

type jsonDigests struct {
	Journal string `json:"journal"`
	State   string `json:"state"`
}
