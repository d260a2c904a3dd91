package command

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/agent"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// The most that programs may propose, and that is told of one text.
const (
	maxProposed = 500
	maxTold     = 8000
	reportPart  = 24 << 10
)

// desk is what a program may do to one audit. Programs ask several things at once;
// a session is one goroutine's at a time.
type desk struct {
	sync.Mutex
	s *session.Session
}

// ask takes in what others wrote, and then reads.
func (d *desk) ask(read func(s *session.Session) (any, error)) (any, error) {
	d.Lock()
	defer d.Unlock()
	if err := d.s.Refresh(); err != nil {
		return nil, err
	}
	d.s.Look()
	return read(d.s)
}

// page returns the entries from a number on, and how many there are.
func page[T any](all []T, from, most int) any {
	total := len(all)
	all = all[min(from-1, total):]
	return struct {
		Total   int `json:"total"`
		From    int `json:"from"`
		Entries []T `json:"entries"`
	}{total, from, append([]T{}, all[:min(most, len(all))]...)}
}

func told(text string) string {
	if len(text) > maxTold {
		return strings.ToValidUTF8(text[:maxTold], "") + "… (" + fmt.Sprint(len(text)) + " bytes)"
	}
	return text
}

type openJSON struct {
	Policy string   `json:"policy"`
	Label  string   `json:"label"`
	Title  string   `json:"title"`
	State  string   `json:"state"`
	Why    []string `json:"why,omitempty"`
}

// Open implements agent.Desk.
func (d *desk) Open(_ context.Context, from, most int) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		var all []openJSON
		for _, i := range s.Items() {
			if i.Open() || i.Has(checklist.Unsupported) && !i.Has(checklist.OutOfScope) {
				all = append(all, openJSON{i.Ref.Policy, i.Ref.Label, i.Clause.Title(), i.VerdictWords(), i.Why})
			}
		}
		return page(all, from, most), nil
	})
}

type pieceJSON struct {
	Kind   string `json:"kind"`
	Target string `json:"target"`
	Fault  string `json:"fault,omitempty"`
	Lines  string `json:"lines,omitempty"`
}

type clauseJSON struct {
	openJSON
	Text      string          `json:"text"`
	Ask       []string        `json:"ask,omitempty"`
	Good      string          `json:"good,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	Severity  string          `json:"severity,omitempty"`
	Fix       string          `json:"fix,omitempty"`
	Evidence  []pieceJSON     `json:"evidence,omitempty"`
	Suggested []suggestedJSON `json:"suggested,omitempty"`
}

type suggestedJSON struct {
	ID    string `json:"id"`
	Stand string `json:"stand"`
	Words string `json:"words"`
}

// Clause implements agent.Desk.
func (d *desk) Clause(_ context.Context, label string) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		ref, err := s.Find(label)
		if err != nil {
			return nil, err
		}
		i := s.Item(ref)
		c := clauseJSON{openJSON: openJSON{ref.Policy, ref.Label, i.Clause.Title(), i.VerdictWords(), i.Why}, Text: told(i.Clause.Words()), Reason: told(i.Reason)}
		if g := i.Clause.Guide; g != nil {
			c.Ask, c.Good = g.Ask(), told(g.Good)
		}
		if i.IsGap() {
			c.Severity, c.Fix = i.Gap.Severity, told(i.Gap.Fix)
		}
		for _, e := range i.Evidence[:min(len(i.Evidence), 20)] {
			one := pieceJSON{Kind: string(e.Kind), Target: told(e.Target()), Fault: e.Fault}
			if e.Path != "" {
				one.Lines = lines(s, e)
			}
			c.Evidence = append(c.Evidence, one)
		}
		for _, one := range i.Suggested[:min(len(i.Suggested), 20)] {
			c.Suggested = append(c.Suggested, suggestedJSON{one.ID, string(one.Stand), told(one.InWords())})
		}
		return c, nil
	})
}

// lines returns the lines of a place, none that look like a secret.
func lines(s *session.Session, e event.Evidence) string {
	const most = 2000
	data := s.Content(e).Data
	if checklist.Secrets(data) != "" {
		return "(these lines look like a secret)"
	}
	return strings.ToValidUTF8(string(data[:min(len(data), most)]), "\uFFFD")
}

// Scope implements agent.Desk.
func (d *desk) Scope(context.Context) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		type factJSON struct {
			Policy   string `json:"policy"`
			Fact     string `json:"fact"`
			Question string `json:"question"`
			Answer   string `json:"answer,omitempty"`
		}
		all := []factJSON{}
		for _, f := range s.Facts() {
			one := factJSON{f.Policy, f.Question.ID, f.Question.Question, ""}
			if f.Answered {
				one.Answer = told(f.Answer.String())
			}
			all = append(all, one)
		}
		return all, nil
	})
}

// Search implements agent.Desk.
func (d *desk) Search(_ context.Context, words string) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		asked := strings.Fields(strings.ToLower(words))
		if len(asked) == 0 {
			return nil, fmt.Errorf("search for what? give at least one word")
		}
		var all []openJSON
		for _, i := range s.Items() {
			text := i.Clause.Label + " " + i.Clause.Title() + " " + i.Clause.Words() + " " + i.Reason
			if g := i.Clause.Guide; g != nil {
				text += " " + strings.Join(g.Ask(), " ") + " " + g.Good
			}
			text = strings.ToLower(text)
			if !slices.ContainsFunc(asked, func(word string) bool { return !strings.Contains(text, word) }) {
				all = append(all, openJSON{i.Ref.Policy, i.Ref.Label, i.Clause.Title(), i.VerdictWords(), nil})
			}
		}
		return page(all, 1, 50), nil
	})
}

// Lint implements agent.Desk.
func (d *desk) Lint(_ context.Context, from, most int) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		all := findings(s)
		for n := range all {
			all[n].Message = told(all[n].Message)
		}
		return page(all, from, most), nil
	})
}

// Check implements agent.Desk.
func (d *desk) Check(context.Context) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		g := checklist.GateOf(s.Audit, s.Items(), s.Now(), session.Faults(s))
		counts := map[string]int{}
		for _, p := range g.Problems {
			counts[p.Sort]++
		}
		for n := range g.Problems {
			g.Problems[n].What = told(g.Problems[n].What)
		}
		return struct {
			Holds    bool                `json:"holds"`
			Assessed bool                `json:"assessed"`
			Counts   map[string]int      `json:"counts"`
			First    []checklist.Problem `json:"first"` // the worst of them
		}{g.Holds(), g.Assessed, counts, g.Problems[:min(len(g.Problems), 20)]}, nil
	})
}

// Report implements agent.Desk.
func (d *desk) Report(_ context.Context, part int) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		o := session.ToReport(s, cli.Tool())
		o.NoAnnex = true
		text := string(reports.Markdown(reports.Build(s.Audit, o)))
		parts := (len(text) + reportPart - 1) / reportPart
		if part > parts {
			return nil, fmt.Errorf("the report has %d parts", parts)
		}
		return struct {
			Part  int    `json:"part"`
			Parts int    `json:"parts"`
			Text  string `json:"markdown"`
		}{part, parts, strings.ToValidUTF8(text[(part-1)*reportPart:min(part*reportPart, len(text))], "")}, nil
	})
}

// Scan implements agent.Desk. Nothing is kept of it, the clone's cache neither.
func (d *desk) Scan(ctx context.Context, from, most int) (any, error) {
	return d.ask(func(s *session.Session) (any, error) {
		found, _, err := session.Scan(ctx, s, false, nil)
		if err != nil {
			return nil, err
		}
		all := scanJSON(s, found).Signals
		for n := range all {
			all[n].Hits = all[n].Hits[:min(len(all[n].Hits), 5)]
		}
		return page(all, from, most), nil
	})
}

// Suggest implements agent.Desk. It is the one thing that a program writes.
func (d *desk) Suggest(_ context.Context, in agent.Suggestion) (string, error) {
	d.Lock()
	defer d.Unlock()
	if err := d.s.Refresh(); err != nil {
		return "", err
	}
	made := event.Suggestion{
		Source: programName(in.Source), Verdict: event.Verdict(in.Verdict), Fact: in.Fact, Answer: in.Answer, Words: in.Words, Settles: in.Settles,
		Confidence: event.Confidence(in.Confidence),
	}
	var ref event.Ref
	for _, p := range d.s.Policies {
		if _, ok := p.Fact(in.Fact); ok && ref.Policy == "" {
			ref.Policy = p.ID
		}
	}
	if in.Fact == "" {
		var err error
		if ref, err = d.s.Find(in.Label); err != nil {
			return "", err
		}
	}
	if len(in.Places)+len(in.Links) > event.MaxPlaces || len(in.Words)+len(in.Settles) > maxTold {
		return "", fmt.Errorf("a suggestion can have %d places and %d bytes of text at most", event.MaxPlaces, maxTold)
	}
	for _, spec := range in.Places {
		p, err := session.Point(d.s, spec)
		if err != nil {
			return "", fmt.Errorf("there is no such place: %s", strings.ReplaceAll(err.Error(), d.s.Workspace.Root, "."))
		}
		made.Places = append(made.Places, p)
	}
	for _, address := range in.Links {
		e, err := d.s.Collect(d.s.Workspace.Root, "link:"+address, workspace.Allow{})
		if err != nil {
			return "", err
		}
		made.Links = append(made.Links, e.URL)
	}
	id := event.SuggestionID(made.Source, strings.Join(append([]string{ref.String(), in.Fact, in.Verdict, in.Words}, in.Answer...), "\x00"))
	if _, known := checklist.FindSuggestion(d.s.Audit, id); !known && unjudged(d.s) >= maxProposed {
		return "", fmt.Errorf("%d suggestions from programs are still waiting: a person has to look at them first", maxProposed)
	}
	_, err := d.s.Do(event.Suggest(ref, id, &made))
	return id, err
}

// fromMCP is what the sources of suggestions begin with that came over MCP.
const fromMCP = "mcp: "

// unjudged counts what programs have suggested and nobody has taken or dismissed.
// Those that agree with an answer are among it: they are silent, and not endless.
func unjudged(s *session.Session) (n int) {
	for _, one := range checklist.Suggestions(s.Audit) {
		if strings.HasPrefix(one.Source, fromMCP) && one.Response == nil {
			n++
		}
	}
	return n
}

// programName names a program as it calls itself, in what fits into a line.
func programName(name string) string {
	const most = 60
	name = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name)
	return fromMCP + strings.ToValidUTF8(name[:min(len(name), most)], "")
}
