package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// EvidenceKind says what shows an answer to be true.
type EvidenceKind string

// The kinds of evidence.
const (
	FileEvidence       EvidenceKind = "file"       // a file kept in the workspace
	LinkEvidence       EvidenceKind = "link"       // an http or https address
	PlaceEvidence      EvidenceKind = "place"      // lines in the app's repository
	PermissionEvidence EvidenceKind = "permission" // a written permission: a file or a link
)

// Evidence is one piece of what shows an answer to be true.
type Evidence struct {
	Kind   EvidenceKind `json:"kind"`
	Name   string       `json:"name,omitempty"`   // a file's name, as it was given
	Size   int64        `json:"size,omitempty"`   // a file's size in bytes
	SHA256 string       `json:"sha256,omitempty"` // of the file, or of the place's lines
	URL    string       `json:"url,omitempty"`
	Path   string       `json:"path,omitempty"` // a place's file, with slashes, from the repository's top
	From   int          `json:"from,omitempty"` // a place's first line, 0 for the whole file
	To     int          `json:"to,omitempty"`   // a place's last line
	Commit string       `json:"commit,omitempty"`

	ID string    `json:"-"` // names the piece within its clause
	By Person    `json:"-"`
	At time.Time `json:"-"`
}

// Target returns what the piece points at: a file's name, a link's address, a
// place's path and lines.
func (e Evidence) Target() string {
	switch {
	case e.URL != "":
		return e.URL
	case e.Path == "":
		return e.Name
	case e.From == 0:
		return e.Path
	case e.From == e.To:
		return fmt.Sprintf("%s:%d", e.Path, e.From)
	default:
		return fmt.Sprintf("%s:%d-%d", e.Path, e.From, e.To)
	}
}

// id names the piece by what it points at, so that two people who add the same
// thing have added one piece.
func (e Evidence) id() string {
	target := e.Target()
	if e.Path == "" && e.URL == "" {
		target = e.SHA256
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{string(e.Kind), target}, "\x00")))
	return hex.EncodeToString(sum[:4])
}

// AddEvidence puts a piece of evidence behind a clause.
func AddEvidence(ref Ref, e Evidence) Change {
	return Change{Field{KindEvidence, ref.Policy, ref.Label, e.id()}, &e}
}

// RemoveEvidence takes a piece of evidence, named by its ID, from a clause. The
// file itself stays in the workspace, since the history refers to it.
func RemoveEvidence(ref Ref, id string) Change {
	return Change{Field{KindEvidence, ref.Policy, ref.Label, id}, (*Evidence)(nil)}
}
