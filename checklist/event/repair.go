package event

import (
	"errors"
	"fmt"
	"strings"
)

// KindRepair is the kind of an event that records what was done to a damaged
// journal; its value is a Repair.
const KindRepair Kind = "repair"

var repairSpec = Spec{Kind: KindRepair, About: TheAudit, values: of[Repair]{}}

// Repair is what was done to a journal file that could not be read, or which ends
// were given up as lost.
type Repair struct {
	File   string   `json:"file,omitempty"`   // the file that was repaired
	Digest string   `json:"digest,omitempty"` // SHA-256 of its bytes as they were
	Aside  string   `json:"aside,omitempty"`  // where they are kept on the clone that did it
	Into   []string `json:"into,omitempty"`   // the files that hold its events now
	Lines  int      `json:"lines,omitempty"`  // how many of its lines were not events
	Gone   []string `json:"gone,omitempty"`   // ends that somebody has seen and that no journal file has any more
}

// String tells what was done.
func (r Repair) String() string {
	var said []string
	into := strings.Join(r.Into, ", ")
	switch {
	case r.File == "":
	case r.Aside == "":
		said = append(said, r.File+" was restored from git")
	case into == "":
		said = append(said, fmt.Sprintf("%s held no event; the old file is kept as %s", r.File, r.Aside))
	default:
		said = append(said, fmt.Sprintf("%s went into %s; the old file is kept as %s", r.File, into, r.Aside))
	}
	if r.Lines > 0 {
		said = append(said, fmt.Sprintf("%d of its lines held no event", r.Lines))
	}
	if len(r.Gone) > 0 {
		said = append(said, fmt.Sprintf("%d entries that were read or saved are gone", len(r.Gone)))
	}
	return strings.Join(said, "; ")
}

// InWords tells what was done.
func (r Repair) InWords() string { return r.String() }

// Texts returns nothing: the program tells what it did.
func (r Repair) Texts() []Text { return nil }

// Empty returns false.
func (r Repair) Empty() bool { return false }

// Refuse always refuses: only the repair itself writes this event.
func (r Repair) Refuse(Field) error { return errors.New("only a repair can record a repair") }
