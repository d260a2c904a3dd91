package checklist

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Repair is the value of a repair event: what was done to a journal file that
// could not be read as it was, or which ends are gone for good.
type Repair struct {
	File   string   `json:"file,omitempty"`   // the file that was repaired
	Digest string   `json:"digest,omitempty"` // SHA-256 of its bytes as they were
	Aside  string   `json:"aside,omitempty"`  // where they are kept on the clone that did it
	Into   []string `json:"into,omitempty"`   // the files that hold its events now
	Lines  int      `json:"lines,omitempty"`  // how many of its lines held no event
	Gone   []string `json:"gone,omitempty"`   // ends that somebody has seen and that are nowhere any more
}

// Repair returns the value of a repair event, and false for others.
func (e Event) Repair() (r Repair, ok bool) {
	return r, e.Kind == KindRepair && json.Unmarshal(e.Value, &r) == nil
}

// String tells what was done.
func (r Repair) String() string {
	var said []string
	if r.File != "" {
		said = append(said, fmt.Sprintf("%s went into %s; the file as it was is kept as %s", r.File, strings.Join(r.Into, ", "), r.Aside))
	}
	if r.Lines > 0 {
		said = append(said, fmt.Sprintf("%d of its lines held no event", r.Lines))
	}
	if len(r.Gone) > 0 {
		said = append(said, fmt.Sprintf("%d ends that were seen are gone", len(r.Gone)))
	}
	return strings.Join(said, "; ")
}

// Repaired returns the event that leaves a repair in the history.
func (a *Audit) Repaired(by Hand, r Repair) (Event, error) {
	value, err := encodeValue(r)
	return Event{
		Format: EventFormat, ID: by.NewID(), Time: by.Now().UTC().Truncate(time.Millisecond), Clock: a.clock + 1,
		Writer: by.Writer, Who: by.Person, Field: Field{Kind: KindRepair}, Value: value,
	}, err
}
