package event

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// KindSuggestion is the kind of an event by which a program, or somebody else,
// proposes what a person might answer; its value is a *Suggestion, nil to withdraw
// it, its subject the suggestion's ID.
const KindSuggestion Kind = "suggestion"

var suggestionSpec = Spec{
	Kind: KindSuggestion, About: AClauseOrFact, Sets: true, Newest: true, Aside: true,
	values: of[*Suggestion]{},
}

// Confidence is how sure the source is.
type Confidence string

// How sure a source can be.
const (
	Sure   Confidence = "sure"
	Likely Confidence = "likely"
	Unsure Confidence = "unsure" // it only asks
)

// Confidences lists every confidence, the surest first.
func Confidences() []Confidence { return []Confidence{Sure, Likely, Unsure} }

// MaxPlaces is how many places, or links, a suggestion may show, and MaxKeys how many
// findings it may be about.
const (
	MaxPlaces = 20
	MaxKeys   = 1000
)

// Suggestion is an answer that somebody proposes and nobody has given. It counts
// nowhere until a person takes it.
type Suggestion struct {
	Source     string     `json:"source"`            // who proposes it: scan, a program's name
	Rule       string     `json:"rule,omitempty"`    // the source's rule that it is based on
	Verdict    Verdict    `json:"verdict,omitempty"` // empty where it only points at something
	Fact       string     `json:"fact,omitempty"`    // the scope fact that it is about, empty if it is about a clause
	Answer     []string   `json:"answer,omitempty"`  // what is proposed for the fact
	Words      string     `json:"words"`             // what was found, and why it matters
	Settles    string     `json:"settles,omitempty"` // what would settle it
	Confidence Confidence `json:"confidence"`
	Places     []Place    `json:"places,omitempty"` // the first MaxPlaces of those it is based on
	Links      []string   `json:"links,omitempty"`
	// Found has a key for each finding, by the path of the file it is in, empty for
	// none. Equal findings in one file have equal keys.
	Found map[string][]string `json:"found,omitempty"`
}

// Place is lines in the app's repository that a suggestion is based on.
type Place struct {
	Path   string `json:"path"`
	From   int    `json:"from"`   // the first line, from 1
	To     int    `json:"to"`     // the last line
	SHA256 string `json:"sha256"` // of the lines
}

// Keys returns the keys of all findings, sorted.
func (s Suggestion) Keys() []string {
	var all []string
	for _, keys := range s.Found {
		all = append(all, keys...)
	}
	slices.Sort(all)
	return all
}

// Evidence returns the place as a piece of evidence.
func (p Place) Evidence() Evidence {
	return Evidence{Kind: PlaceEvidence, Path: p.Path, From: p.From, To: p.To, SHA256: p.SHA256}
}

// Evidence returns what the suggestion is based on, places first.
func (s Suggestion) Evidence() []Evidence {
	var all []Evidence
	for _, p := range s.Places {
		e := p.Evidence()
		e.ID = e.newID()
		all = append(all, e)
	}
	for _, address := range s.Links {
		e := Evidence{Kind: LinkEvidence, URL: address}
		e.ID = e.newID()
		all = append(all, e)
	}
	return all
}

// SuggestionID names what a source proposes about one thing, so that proposing it
// again updates the same suggestion.
func SuggestionID(source, about string) string {
	sum := sha256.Sum256([]byte(source + "\x00" + about))
	return hex.EncodeToString(sum[:4])
}

// Suggest returns the change that proposes something about a clause, or about a fact
// of a policy, where ref has no label. Nil withdraws the suggestion with the ID.
func Suggest(ref Ref, id string, s *Suggestion) Change {
	return Change{Field: Field{KindSuggestion, ref.Policy, ref.Label, id}, Value: s}
}

// InWords says who proposes what.
func (s *Suggestion) InWords() string {
	if s == nil {
		return "taken away"
	}
	said := s.Source
	if s.Rule != "" {
		said += ", rule " + s.Rule
	}
	said += " (" + string(s.Confidence) + "): "
	if proposed := s.Proposed(); proposed != "" {
		said += proposed + ": "
	}
	said += s.Words
	if s.Settles != "" {
		said += " " + s.Settles
	}
	for n, e := range s.Evidence() {
		said += map[bool]string{true: " At ", false: ", "}[n == 0] + e.Target()
	}
	return said
}

// Proposed returns the verdict, or the fact's answer, in words, empty where the
// suggestion only points at something.
func (s Suggestion) Proposed() string {
	if s.Fact != "" {
		return s.Fact + " " + FactAnswer{Values: s.Answer}.String()
	}
	return s.Verdict.String()
}

// Texts returns all that the source has written.
func (s *Suggestion) Texts() []Text {
	if s == nil {
		return nil
	}
	all := []Text{{"source", s.Source}, {"suggestion", s.Words}, {"what would settle it", s.Settles}}
	for _, value := range s.Answer {
		all = append(all, Text{"answer", value})
	}
	for _, p := range s.Places {
		all = append(all, Text{"place", p.Path})
	}
	for _, address := range s.Links {
		all = append(all, Text{"link", address})
	}
	return all
}

// Empty tells whether the suggestion is withdrawn.
func (s *Suggestion) Empty() bool { return s == nil }

// Refuse returns what a suggestion lacks, or what it may not say.
func (s *Suggestion) Refuse(f Field) error {
	switch {
	case s == nil:
		return nil
	case blank(s.Source) || blank(s.Words):
		return errors.New("a suggestion needs words and a source")
	case !slices.Contains(Confidences(), s.Confidence):
		return fmt.Errorf("a suggestion must be sure, likely or unsure, not %q", string(s.Confidence))
	case s.Verdict != "" && !slices.Contains(Verdicts(), s.Verdict):
		return fmt.Errorf("unknown verdict %q", string(s.Verdict))
	case (f.Clause == "") != (s.Fact != ""):
		return errors.New("a suggestion must be about a clause or one fact")
	case s.Fact != "" && s.Verdict != "":
		return errors.New("a fact takes an answer, not a verdict")
	case len(s.Places) > MaxPlaces || len(s.Links) > MaxPlaces || len(s.Keys()) > MaxKeys:
		return fmt.Errorf("a suggestion can have %d places at most", MaxPlaces)
	}
	for _, p := range s.Places {
		if blank(p.Path) || p.From < 1 || p.To < p.From || !isDigest(p.SHA256) {
			return fmt.Errorf("a place needs a path, lines counted from 1 and their digest, not %q", p.Path)
		}
	}
	for _, text := range []string{s.Rule, s.Fact, strings.Join(s.Keys(), "")} {
		if strings.Trim(text, "0123456789abcdefghijklmnopqrstuvwxyz-.") != "" {
			return fmt.Errorf("%q must be lower-case letters and digits", text)
		}
	}
	return nil
}
