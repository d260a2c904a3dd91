package reports

import (
	"strings"
)

type jsonPacket struct {
	Format   int           `json:"format"`
	Tool     string        `json:"tool,omitempty"`
	At       string        `json:"at"`
	Notice   string        `json:"notice"`
	Audit    jsonAudit     `json:"audit"`
	Ready    string        `json:"ready"` // ready, ready-with-risks or not-ready
	Missing  []string      `json:"missing"`
	Risks    []string      `json:"risks"`
	Parts    []jsonPart    `json:"parts"`
	First    []jsonToClose `json:"gaps"` // of the other policies, those first that a reviewer meets first
	Outcomes []jsonOutcome `json:"outcomes"`
}

type jsonPart struct {
	Title   string      `json:"title"`
	Entry   string      `json:"entry,omitempty"`
	Answers []jsonPaste `json:"answers"`
	Bears   []jsonRef   `json:"bears"` // clauses of other policies that its answers name
}

type jsonPaste struct {
	jsonRef
	Title    string         `json:"title"`
	State    string         `json:"state"`
	Text     string         `json:"text"` // to paste, as it was entered
	Evidence []jsonEvidence `json:"evidence"`
	Missing  []string       `json:"missing"`
}

type jsonToClose struct {
	jsonRef
	Title    string `json:"title"`
	State    string `json:"state"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
	Fix      string `json:"fix,omitempty"`
}

// ReviewJSON renders the packet of a report for programs;
// docs/schemas/review.schema.json has its shape.
func ReviewJSON(r Report) []byte {
	p := Review(r)
	return encode(jsonPacket{
		Format: JSONFormat, Tool: r.Tool, At: Instant(r.At), Notice: packetNotice,
		Audit:   jsonAudit{r.Head.ID, r.Head.App, r.Head.Release, jsonStamp{By: r.Head.By, At: Instant(r.Head.Created)}},
		Ready:   strings.ReplaceAll(string(p.Ready), " ", "-"),
		Missing: append([]string{}, p.Missing...), Risks: append([]string{}, p.Risks...),
		Parts: each(p.Parts, func(part Part) jsonPart {
			return jsonPart{part.Title, part.Entry, each(part.Answers, func(one Paste) jsonPaste {
				c := one.encoded()
				return jsonPaste{c.jsonRef, one.Title, one.Code(), one.reason(), c.Evidence, append([]string{}, one.Missing...)}
			}), each(part.Bears, func(c Clause) jsonRef { return refOf(c.Ref) })}
		}),
		First: each(p.First, func(c Clause) jsonToClose {
			return jsonToClose{refOf(c.Ref), c.Title, c.Code(), c.Gap.Severity, c.Reason, c.Gap.Fix}
		}), Outcomes: each(p.Outcomes, outcomeJSON),
	})
}
