package reports

import (
	"slices"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// Releases is how an audit differs from an older one, of another release.
type Releases struct {
	Better, Worse   []Between
	Asked, NotAsked []Between
	Cited           []Between // the lines that both cite, and that are others now
}

// Between is a clause in two audits.
type Between struct {
	Ref      event.Ref // in this audit; in the older one where it is asked no longer
	Title    string
	From, To string // its state in words, or the lines that are cited; empty where it is not asked
}

func (r *Releases) count() int {
	return len(r.Better) + len(r.Worse) + len(r.Asked) + len(r.NotAsked) + len(r.Cited)
}

// cut returns the same with long texts cut.
func (r *Releases) cut(cut func(string) string) *Releases {
	if r == nil {
		return nil
	}
	of := func(all []Between) []Between {
		return each(all, func(b Between) Between { return Between{b.Ref, cut(b.Title), cut(b.From), cut(b.To)} })
	}
	return &Releases{of(r.Better), of(r.Worse), of(r.Asked), of(r.NotAsked), of(r.Cited)}
}

// grade is how good a state is. Nothing that is open or in doubt is better than a
// known gap by more than that.
func grade(code string) int {
	switch code {
	case "not-met":
		return 0
	case "partly":
		return 1
	case "met", "acknowledged", "not-applicable":
		return 3
	}
	return 2
}

// InWords counts in one line the clauses that are worse, better, newly asked and no
// longer asked; it is empty where there are none.
func (r *Releases) InWords() string {
	return list([]string{tell(len(r.Worse), "worse"), tell(len(r.Better), "better"), tell(len(r.Asked), "newly asked"), tell(len(r.NotAsked), "no longer asked")})
}

// Against compares the clauses with those of an older audit, or of an earlier state
// of this one: under the same label, else with the same words.
func (r Report) Against(old *Earlier) *Releases {
	before := map[event.Ref]Clause{}
	words := map[[3]string]event.Ref{}
	var order []event.Ref
	for _, item := range old.Audit.Items(old.At) {
		before[item.Ref] = clause(old.Audit, item)
		order = append(order, item.Ref)
		words[[3]string{item.Ref.Policy, item.Clause.Digest, item.Clause.Entry}] = item.Ref
	}
	out := func(c Clause) bool { return c.Has(checklist.OutOfScope) }
	followed := map[event.Ref]bool{}
	all := &Releases{}
	for _, c := range r.Clauses(func(Clause) bool { return true }) {
		from := c.Ref
		if same, ok := words[[3]string{c.Ref.Policy, c.Clause.Digest, c.Clause.Entry}]; ok && !followed[same] {
			from = same
		}
		was, known := before[from]
		followed[from] = true
		one := Between{c.Ref, c.Title, was.Words, c.Words}
		switch {
		case out(c) && known && !out(was):
			all.NotAsked = append(all.NotAsked, one)
		case out(c):
		case !known || out(was):
			all.Asked = append(all.Asked, one)
		default:
			switch x, y := grade(was.Code()), grade(c.Code()); {
			case y > x:
				all.Better = append(all.Better, one)
			case y < x:
				all.Worse = append(all.Worse, one)
			}
			all.Cited = append(all.Cited, cited(was, c)...)
		}
	}
	for _, ref := range order {
		if was := before[ref]; !followed[ref] && !out(was) {
			all.NotAsked = append(all.NotAsked, Between{Ref: ref, Title: was.Title, From: was.Words})
		}
	}
	return all
}

// cited returns the places that both answers cite, and whose lines are others in
// the newer one or have changed since.
func cited(was, is Clause) []Between {
	var all []Between
	for _, e := range is.Evidence {
		places := slices.DeleteFunc(slices.Clone(was.Evidence), func(o event.Evidence) bool { return e.Path == "" || o.Path != e.Path })
		if len(places) == 0 {
			continue
		}
		then := places[0]
		if n := slices.IndexFunc(places, func(o event.Evidence) bool { return o.Target() == e.Target() }); n >= 0 {
			then = places[n]
		}
		same := slices.ContainsFunc(places, func(o event.Evidence) bool { return o.SHA256 == e.SHA256 })
		if !same || e.Fault != "" {
			all = append(all, Between{is.Ref, is.Title, then.Target(), e.Target()})
		}
	}
	return all
}

// releaseBlocks tell how the audit differs from one of another release.
func (b *builder) releaseBlocks(r *Releases) []document.Block {
	var blocks []document.Block
	group := func(name string, all []Between) {
		if len(all) > 0 {
			blocks = append(blocks, heading(document.Group, phrase("%s (%d)", name, len(all))...), document.List{Items: each(all, b.between), Unit: "change"})
		}
	}
	group("Worse than it was", r.Worse)
	group("Better than it was", r.Better)
	group("Newly asked", r.Asked)
	group("No longer asked", r.NotAsked)
	group("Answers whose cited lines have changed", r.Cited)
	if len(blocks) == 0 {
		blocks = append(blocks, paragraph(ours("No clause is better or worse, and the same clauses are asked.")))
	}
	return blocks
}

func (b *builder) between(one Between) document.Item {
	return item(strong(b.ref(one.Ref)), ours(" "), label(one.Title), ours(": from "), label(orNotAsked(one.From)), ours(" to "), label(orNotAsked(one.To)))
}

func orNotAsked(words string) string {
	if words == "" {
		return "not asked"
	}
	return words
}

type jsonBetween struct {
	jsonRef
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

type jsonReleases struct {
	Better   []jsonBetween `json:"better"`
	Worse    []jsonBetween `json:"worse"`
	Asked    []jsonBetween `json:"asked"`
	NotAsked []jsonBetween `json:"notAsked"`
	Cited    []jsonBetween `json:"cited"`
}

func (r *Releases) encoded() *jsonReleases {
	if r == nil {
		return nil
	}
	of := func(all []Between) []jsonBetween {
		return each(all, func(b Between) jsonBetween { return jsonBetween{refOf(b.Ref), b.From, b.To} })
	}
	return &jsonReleases{of(r.Better), of(r.Worse), of(r.Asked), of(r.NotAsked), of(r.Cited)}
}
