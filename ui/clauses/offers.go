package clauses

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/sahilm/fuzzy"

	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// Offer is something that may be meant as evidence.
type Offer struct {
	Spec  string // as it would be typed; ends in a colon where a file's name is to follow
	Words string // what is shown of it; safe to show
	Why   string // where it comes from, in a word or two
	Bring string // of the guide: what it asks to bring
}

// cited is what stands before the name of a file that the workspace keeps already.
const cited = "cited:"

// For returns the offer as what is typed of a piece means it: behind what stands
// before the name, and with the lines that are named.
func (o Offer) For(typed string) string {
	before, name, _ := Sought(typed)
	_, from, to, err := vault.SplitPlace(name)
	if _, has, _, _ := vault.SplitPlace(o.Spec); err != nil || from == 0 || has > 0 {
		return before + o.Spec
	}
	return before + Lines(o.Spec, from, to)
}

// Offered returns what may be meant as evidence before anybody looks at a file:
// what the guide asks to bring for the clauses, what they need, and what the
// audit cites already.
func Offered(l *List, refs []event.Ref) []Offer {
	var all []Offer
	if len(refs) == 1 {
		all = guided(l, refs[0])
	}
	for _, one := range citedIn(l, refs) {
		all = append(all, one.Offer)
	}
	return all
}

// guided returns what the guide asks to bring for a clause.
func guided(l *List, ref event.Ref) (all []Offer) {
	i := l.Of(ref)
	if i.Clause.Guide == nil {
		return nil
	}
	has := func(is func(event.Evidence) bool) string {
		if slices.ContainsFunc(i.Evidence, is) {
			return "the guide, there already"
		}
		return "the guide"
	}
	if i.Clause.Guide.Needs == string(event.PermissionEvidence) {
		why := has(func(e event.Evidence) bool { return e.Kind == event.PermissionEvidence })
		all = append(all, Offer{Spec: "permission:", Words: "permission: the written permission", Why: why})
	}
	for _, hint := range i.Clause.Guide.Evidence {
		words := reports.Line(hint.Bring)
		why := has(func(e event.Evidence) bool { return e.Shows == hint.Show })
		all = append(all, Offer{Spec: hint.Show + ":", Words: hint.Show + ": " + words, Why: why, Bring: words})
	}
	return all
}

// citedOffer is a piece that stands behind a clause, to be cited once more.
type citedOffer struct {
	Offer
	piece event.Evidence
}

// citedIn returns what stands behind the clauses of an audit, once each, and not
// what all the clauses have already. What was said of a piece at one clause need
// not be so at another: only what is so of the piece itself goes with it.
func citedIn(l *List, refs []event.Ref) (all []citedOffer) {
	seen := map[string]string{} // the digests of what is named
	for _, i := range l.Items() {
		for _, e := range i.Evidence {
			spec := e.Target()
			switch {
			case e.Kind == event.StatementEvidence || e.Kind == event.OutputEvidence || e.Secrets != "":
				continue
			case e.Kept() && e.Path == "":
				spec = cited + spec
			case e.Kind == event.PermissionEvidence || e.Kind == event.PlaceEvidence && e.From == 0:
				spec = string(e.Kind) + ":" + spec
			}
			if digest, known := seen[spec]; known && digest != e.SHA256 && strings.HasPrefix(spec, cited) {
				spec += "@" + e.SHA256[:min(8, len(e.SHA256))] // Another file of the same name.
			}
			if _, known := seen[spec]; known {
				continue
			}
			seen[spec] = e.SHA256
			why := "cited for " + reports.Line(i.Ref.Label)
			if n := slices.Index(refs, i.Ref); n >= 0 && len(refs) == 1 {
				why = "cited here"
			}
			piece := e
			piece.Details = event.Details{Person: e.Person, Given: e.Given, Collected: e.Collected, Expires: e.Expires}
			all = append(all, citedOffer{Offer{Spec: spec, Words: reports.Line(spec), Why: why}, piece})
		}
	}
	return all
}

// CitedAgain returns the piece of the audit that is named by "cited:NAME", and tells
// whether that is what the words name.
func CitedAgain(l *List, spec string) (event.Evidence, bool) {
	shows, rest, _ := workspace.CutShows(strings.TrimSpace(spec))
	for _, one := range citedIn(l, nil) {
		if one.Spec == rest && strings.HasPrefix(rest, cited) {
			one.piece.Shows = shows
			return one.piece, true
		}
	}
	return event.Evidence{}, false
}

// AppFiles returns a function that lists the app's files as they are typed from
// dir. It waits for git.
func AppFiles(l *List, dir string) func() []Offer {
	w := l.Session.Workspace
	return func() []Offer {
		files, err := workspace.AppFiles(w)
		if err != nil {
			return nil // What is typed is taken anyway.
		}
		all := make([]Offer, 0, len(files))
		for _, file := range files {
			if rel, err := filepath.Rel(dir, filepath.Join(w.Root, filepath.FromSlash(file))); err == nil {
				all = append(all, Offer{Spec: rel, Words: reports.Line(rel)})
			}
		}
		return all
	}
}

// Sought takes apart what is typed of a piece of evidence: what stands before the
// name, such as "practice:", and the name, which may be a part of one. It tells
// whether a file is sought: a link, a statement or a command is none.
func Sought(typed string) (before, name string, file bool) {
	name = strings.TrimLeft(typed, " ")
	for _, p := range []string{event.ShowsPolicy, event.ShowsPractice, string(event.FileEvidence), string(event.PlaceEvidence), string(event.PermissionEvidence)} {
		if rest, ok := strings.CutPrefix(name, p+":"); ok {
			before, name = before+p+":", strings.TrimLeft(rest, " ")
		}
	}
	for _, p := range []string{"link:", "statement:", "run:"} {
		if strings.HasPrefix(name, p) {
			return before, name, false
		}
	}
	return before, name, !strings.Contains(name, "://")
}

// Find returns those of the offers that a person may mean by what is typed of a
// piece, the likeliest first: by the letters of the name, which may be left out.
// Before a name is typed it is all of them, and behind the name of what the guide
// asks to bring first the files that have its words in their path. Bring is the
// guide's words for it. Offers of the guide are found while nothing is typed.
func Find(all []Offer, typed, bring string) []Offer {
	before, name, file := Sought(typed)
	if !file {
		return nil
	}
	rest := slices.Clone(all)
	if before != "" || name != "" {
		rest = slices.DeleteFunc(rest, func(o Offer) bool { return strings.HasSuffix(o.Spec, ":") })
	}
	if name == "" {
		return likely(rest, bring)
	}
	if path, _, _, err := vault.SplitPlace(name); err == nil {
		name = path
	}
	low := strings.ToLower(name)
	var found [farthest + 1][]Offer
	for _, m := range fuzzy.FindFrom(name, specs(rest)) {
		one := rest[m.Index]
		at := nearness(one.Spec, low)
		found[at] = append(found[at], one)
	}
	return slices.Concat(found[:]...)
}

// farthest is the last nearness that there is.
const farthest = 3

// nearness tells how near a path is to what is typed of it in small letters, 0 for
// the nearest: its last name holds that, or the path does, or the last name has the
// letters in their order.
func nearness(path, typed string) int {
	path = strings.ToLower(filepath.ToSlash(path))
	last := path[strings.LastIndexByte(path, '/')+1:]
	switch {
	case strings.Contains(last, typed):
		return 0
	case strings.Contains(path, typed):
		return 1
	case hasLetters(last, typed):
		return 2
	}
	return farthest
}

// hasLetters tells whether a name has letters in their order.
func hasLetters(name, letters string) bool {
	for _, r := range letters {
		_, rest, found := strings.Cut(name, string(r))
		if !found {
			return false
		}
		name = rest
	}
	return true
}

type specs []Offer

func (s specs) String(n int) string { return s[n].Spec }
func (s specs) Len() int            { return len(s) }

// likely puts first what has words of the guide in its name: most words first.
func likely(all []Offer, bring string) []Offer {
	words := strings.FieldsFunc(strings.ToLower(bring), func(r rune) bool { return !unicode.IsLetter(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return len(w) < 4 })
	if len(words) == 0 {
		return all
	}
	const stem = 6 // delete, deletes and deletion have the same beginning.
	hits := make(map[string]int, len(all))
	for _, o := range all {
		path := strings.ToLower(o.Spec)
		for _, w := range words {
			if strings.Contains(path, w[:min(len(w), stem)]) {
				hits[o.Spec]++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Offer) int { return hits[b.Spec] - hits[a.Spec] })
	return all
}

// Lines names lines of a file as a place. One line is a place of its own.
func Lines(path string, from, to int) string {
	if from > to {
		from, to = to, from
	}
	if from == to {
		return fmt.Sprintf("%s:%d", path, from)
	}
	return fmt.Sprintf("%s:%d-%d", path, from, to)
}
