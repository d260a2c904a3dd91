package event

import "errors"

// KindToPaste is the kind of an event that says which text of an item goes into the
// platform's form; its value is a *ToPaste, nil for what the guide says.
const KindToPaste Kind = "to-paste"

var toPasteSpec = Spec{
	Kind: KindToPaste, About: AClause, Sets: true, Differ: true, Signed: true, Copied: true, Carried: true,
	Name:   func(Field) string { return "text to paste" },
	values: of[*ToPaste]{},
}

// ToPaste says what goes into a platform's form for one item. The answer's reason is
// for the team and never goes there.
type ToPaste struct {
	Text string `json:"text,omitempty"`
	Us   bool   `json:"us,omitempty"` // nothing of this item leaves the team
	As   string `json:"as,omitempty"` // the label of the item whose text or recording is used here too; Text is then added to it
	Of   string `json:"of,omitempty"` // the digest of that text or recording when somebody said so
}

// Paste returns the change that says what goes into the form for an item; nil leaves
// it to the guide.
func Paste(ref Ref, p *ToPaste) Change {
	return Change{Field: Field{Kind: KindToPaste, Policy: ref.Policy, Clause: ref.Label}, Value: p}
}

// InWords returns the text, or says that nothing leaves.
func (p *ToPaste) InWords() string {
	switch {
	case p == nil:
		return "as the guide says"
	case p.Us:
		return "for the team"
	case p.As != "" && p.Text != "":
		return "the same as " + p.As + ", and: " + p.Text
	case p.As != "":
		return "the same as " + p.As
	}
	return p.Text
}

// Texts returns the text.
func (p *ToPaste) Texts() []Text {
	if p == nil {
		return nil
	}
	return []Text{{"text to paste", p.Text}}
}

// Empty tells whether it is left to the guide.
func (p *ToPaste) Empty() bool { return p == nil }

// Refuse returns what is missing, or contradicts itself.
func (p *ToPaste) Refuse(f Field) error {
	switch {
	case p == nil:
		return nil
	case p.As == "" && p.Us != blank(p.Text), p.As != "" && p.Us:
		return errors.New("an item either has a text to paste or is for the team")
	case p.As != "" && (!isDigest(p.Of) || p.As == f.Clause):
		return errors.New("an item that repeats another needs its label and the digest of what it repeats")
	}
	return nil
}
