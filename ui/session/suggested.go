package session

import (
	"cmp"
	"errors"
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

// Seen is a piece that a suggestion rests on, with what can be seen of it now: of
// lines some, with those around them.
type Seen struct {
	Piece event.Evidence
	Lines []SeenLine
	Fault string // why nothing is seen, empty where it is
}

// SeenLine is a line of a file. It may hold anything, but not much of it.
type SeenLine struct {
	Number int
	Words  string
	Meant  bool // else it only stands near
}

// Preview returns the pieces that a suggestion rests on with what can be seen of
// each. It waits for the disk.
func Preview(s *Session, sg checklist.Suggested) []Seen {
	const around, most, widest = 2, 12, 400
	var all []Seen
	for _, e := range Resting(s, sg) {
		one := Seen{Piece: e}
		if e.Path != "" {
			first, lines, err := vault.Around(s.Workspace.Root, e, around)
			if err != nil {
				one.Fault = err.Error()
			}
			for n, words := range lines[:min(len(lines), most)] {
				if checklist.Secrets([]byte(words)) != "" {
					words = "(this line looks like a secret)"
				}
				at := first + n
				one.Lines = append(one.Lines, SeenLine{at, strings.ToValidUTF8(words[:min(len(words), widest)], "\uFFFD"), at >= e.From && at <= e.To})
			}
		}
		all = append(all, one)
	}
	return all
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
