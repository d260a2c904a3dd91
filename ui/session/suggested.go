package session

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
)

// Point makes a place of what a program names, as in src/login.go:12-14, to
// suggest something with. Nothing is kept. The error says why there is no such
// place.
func Point(s *Session, spec string) (event.Place, error) {
	e, err := vault.ReadPlace(s.Workspace.Root, spec)
	if err == nil && e.From == 0 {
		err = errors.New("a place needs its lines, as in src/login.go:12-14")
	}
	return event.Place{Path: e.Path, From: e.From, To: e.To, SHA256: e.SHA256}, err
}

// Follow finds what an older audit says of clauses and facts whose place those of
// this one have taken, to suggest it. Nothing is kept.
func Follow(s, old *Session) (checklist.Follow, error) { return s.open.Follow(old.open) }

// Resting returns the pieces that a suggestion rests on and that are still there,
// each where it is now.
func Resting(s *Session, sg checklist.Suggested) []event.Evidence {
	var all []event.Evidence
	for _, e := range sg.Evidence {
		if e.Fault != "" {
			continue
		}
		if path, from, to, err := vault.SplitPlace(e.Moved); err == nil && e.Moved != "" {
			e.Path, e.From, e.To = path, from, to
		}
		all = append(all, e)
	}
	return all
}

// Seen is what can be seen now of pieces that a suggestion rests on: of one, or of
// several that stand close together in a file.
type Seen struct {
	From, To int // the numbers of the pieces, from 1
	Where    string
	Lines    []SeenLine // some of them, with those around
	Fault    string     // why nothing is seen, empty where it is
}

// Numbers says which pieces these are.
func (s Seen) Numbers() string {
	if s.From == s.To {
		return fmt.Sprint(s.From)
	}
	return fmt.Sprintf("%d-%d", s.From, s.To)
}

// SeenLine is a line of a file. It may hold anything, but not much of it.
type SeenLine struct {
	Number int
	Words  string
	Meant  bool // else it only stands near
}

// Preview returns what can be seen of the pieces that a suggestion rests on. It
// waits for the disk.
func Preview(s *Session, sg checklist.Suggested) []Seen {
	const around = 2
	var all []Seen
	resting := Resting(s, sg)
	for n := 0; n < len(resting); n++ {
		first, last := n, resting[n]
		for n+1 < len(resting) && resting[n+1].Path != "" && resting[n+1].Path == last.Path && resting[n+1].From > last.To && resting[n+1].From <= last.To+2*around+1 {
			n++
			last = resting[n]
		}
		together := resting[first]
		together.To = last.To
		one := Seen{From: first + 1, To: n + 1, Where: together.Target()}
		if together.Path != "" {
			one.Lines, one.Fault = seenLines(s.Workspace.Root, together, resting[first:n+1], around)
		}
		all = append(all, one)
	}
	return all
}

// seenLines reads the lines of pieces that stand close together.
func seenLines(root string, together event.Evidence, pieces []event.Evidence, around int) (all []SeenLine, fault string) {
	const most, widest = 40, 400
	first, lines, err := vault.Around(root, together, around)
	if err != nil {
		return nil, err.Error()
	}
	for n, words := range lines[:min(len(lines), most)] {
		at := first + n
		if checklist.Secrets([]byte(words)) != "" {
			words = "(this line looks like a secret)"
		}
		meant := slices.ContainsFunc(pieces, func(e event.Evidence) bool { return at >= e.From && at <= e.To })
		all = append(all, SeenLine{at, strings.ToValidUTF8(words[:min(len(words), widest)], "\uFFFD"), meant})
	}
	return all, ""
}

// CollectSuggested makes evidence of what a suggestion rests on, of the pieces
// with the numbers, from 1, or of all that are still there. Lines are kept as they
// are for any other place.
func CollectSuggested(s *Session, sg checklist.Suggested, numbers []int, allow workspace.Allow) ([]event.Evidence, error) {
	var all []event.Evidence
	resting := Resting(s, sg)
	if len(numbers) == 0 {
		for n := range resting {
			numbers = append(numbers, n+1)
		}
	}
	for _, n := range numbers {
		if n < 1 || n > len(resting) {
			return nil, &checklist.UnknownError{What: "place of the suggestion"}
		}
		e := resting[n-1]
		made, err := s.Collect(s.Workspace.Root, cmp.Or(e.URL, string(event.PlaceEvidence)+":"+e.Target()), allow)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	return all, nil
}
