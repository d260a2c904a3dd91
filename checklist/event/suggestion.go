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
// proposes what a person might answer; its value is a *Suggestion, nil to take
// it away, its subject the suggestion's ID.
const KindSuggestion Kind = "suggestion"

var suggestionSpec = Spec{
	Kind: KindSuggestion, About: AClauseOrFact, Sets: true, Newest: true, Aside: true,
	values: of[*Suggestion]{},
}

// Confidence says in words how sure the source is.
type Confidence string

// How sure a source can be.
const (
	Sure   Confidence = "sure"
	Likely Confidence = "likely"
	Unsure Confidence = "unsure" // it only asks
)

// Confidences lists every confidence, the surest first.
func Confidences() []Confidence { return []Confidence{Sure, Likely, Unsure} }

// MaxPlaces is how many places a suggestion shows, and MaxKeys how many it can
// tell apart.
const (
	MaxPlaces = 20
	MaxKeys   = 1000
)

// Suggestion is an answer that somebody proposes and nobody has given. It counts
// nowhere until a person takes it.
type Suggestion struct {
	Source     string     `json:"source"`            // who proposes it: scan, a program's name
	Rule       string     `json:"rule,omitempty"`    // the rule that it comes of
	Verdict    Verdict    `json:"verdict,omitempty"` // empty where it only points at something
	Fact       string     `json:"fact,omitempty"`    // the scope fact that it is about, where it is about no clause
	Answer     []string   `json:"answer,omitempty"`  // what is proposed for the fact
	Words      string     `json:"words"`             // what was found, and why it matters
	Settles    string     `json:"settles,omitempty"` // what would settle it
	Confidence Confidence `json:"confidence"`
	Places     []Place    `json:"places,omitempty"` // the first MaxPlaces of what it rests on
	Links      []string   `json:"links,omitempty"`
	// Found has a key for each thing found, by the file that holds it now, or by
	// nothing. Equal keys stand for equal things in one file.
	Found map[string][]string `json:"found,omitempty"`
}

// Place is lines in the app's repository that a suggestion rests on.
type Place struct {
	Path   string `json:"path"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	SHA256 string `json:"sha256"` // of the lines
}

// Keys returns all keys, in the order of the alphabet.
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

// Evidence returns all that the suggestion rests on, places first.
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

// SuggestionID names what a source proposes about one thing, so that it is the
// same suggestion when the source comes again.
func SuggestionID(source, about string) string {
	sum := sha256.Sum256([]byte(source + "\x00" + about))
	return hex.EncodeToString(sum[:4])
}

// Suggest proposes something at a clause, or of a policy where the label of ref is
// empty and the suggestion names a fact. Nil takes the suggestion with the ID away.
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

// Empty tells whether the suggestion is taken away.
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
