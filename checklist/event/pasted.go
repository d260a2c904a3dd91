package event

import "errors"

// KindPasted is the kind of an event that notes that a text was pasted into the form
// of a submission; its value is a Pasted, its subject the submission's ID.
const KindPasted Kind = "pasted"

var pastedSpec = Spec{
	Kind: KindPasted, About: AClause, Sets: true, Newest: true, Aside: true,
	values: of[Pasted]{},
}

// Pasted is the text that was pasted, by its digest; an empty one withdraws the note.
type Pasted struct {
	SHA256 string `json:"sha256,omitempty"`
}

// NotePasted returns the change that notes that the text of an item was pasted into
// the form of a submission; an empty digest withdraws the note.
func NotePasted(ref Ref, submission, sha256 string) Change {
	return Change{Field: Field{KindPasted, ref.Policy, ref.Label, submission}, Value: Pasted{sha256}}
}

// InWords names the text by the start of its digest.
func (p Pasted) InWords() string {
	if p.Empty() {
		return "not pasted"
	}
	return "the text " + p.SHA256[:min(12, len(p.SHA256))]
}

// Texts returns nothing: the program writes the digest.
func (p Pasted) Texts() []Text { return nil }

// Empty tells whether nothing was pasted.
func (p Pasted) Empty() bool { return p.SHA256 == "" }

// Refuse refuses a note without a submission, or without a digest.
func (p Pasted) Refuse(f Field) error {
	if f.Subject == "" || !p.Empty() && !isDigest(p.SHA256) {
		return errors.New("what was pasted needs its submission and the digest of its text")
	}
	return nil
}
