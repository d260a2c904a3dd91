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

// Others returns the ids of the workspace's other audits.
func Others(s *Session) (all []string, err error) {
	heads, err := s.Workspace.Audits()
	for _, head := range heads {
		if head.ID != s.Head.ID {
			all = append(all, head.ID)
		}
	}
	return all, err
}

// Another opens another audit of the workspace to be read, as it is at the session's
// moment.
func Another(s *Session, id string) (*Session, error) {
	return Open(s.Workspace, Options{Audit: id, Now: s.open.Hand.Now, NewID: s.open.Hand.NewID})
}

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

// around is how many lines are shown before and behind those that are meant.
const around = 2

// together returns runs of pieces that stand so close together in a file that a
// reader sees them as one: where each begins and ends among all.
func together(all []event.Evidence) (runs [][2]int) {
	for n := 0; n < len(all); n++ {
		first := n
		for n+1 < len(all) && all[n+1].Path != "" && all[n+1].Path == all[n].Path && all[n+1].From > all[n].To && all[n+1].From <= all[n].To+2*around+1 {
			n++
		}
		runs = append(runs, [2]int{first, n})
	}
	return runs
}

// joined is a run of pieces as one.
func joined(all []event.Evidence, run [2]int) event.Evidence {
	e := all[run[0]]
	e.To = all[run[1]].To
	return e
}

// Preview returns what can be seen of the pieces that a suggestion rests on. It
// waits for the disk.
func Preview(s *Session, sg checklist.Suggested) []Seen {
	var all []Seen
	resting := Resting(s, sg)
	for _, run := range together(resting) {
		e := joined(resting, run)
		one := Seen{From: run[0] + 1, To: run[1] + 1, Where: e.Target()}
		if e.Path != "" {
			one.Lines, one.Fault = seenLines(s.Workspace.Inside, e, resting[run[0]:run[1]+1])
		}
		all = append(all, one)
	}
	return all
}

// seenLines reads the lines of pieces that stand close together.
func seenLines(app vault.Inside, joined event.Evidence, pieces []event.Evidence) (all []SeenLine, fault string) {
	const most, widest = 40, 400
	first, lines, err := vault.Around(app, joined, around)
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

// CollectSuggested makes evidence of what a suggestion rests on: of the pieces with
// the numbers, from 1, or of all that are still there. Those that are seen together
// become one piece. Lines are kept as they are for any other place.
func CollectSuggested(s *Session, sg checklist.Suggested, numbers []int, allow workspace.Allow) ([]event.Evidence, error) {
	resting := Resting(s, sg)
	meant := resting
	if len(numbers) > 0 {
		meant = nil
	}
	for _, n := range numbers {
		if n < 1 || n > len(resting) {
			return nil, &checklist.UnknownError{What: "place of the suggestion"}
		}
		meant = append(meant, resting[n-1])
	}
	var all []event.Evidence
	for _, run := range together(meant) {
		e := joined(meant, run)
		made, err := s.Collect(s.Workspace.Root, cmp.Or(e.URL, string(event.PlaceEvidence)+":"+e.Target()), allow)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	return all, nil
}
