package reports

import (
	"fmt"
	"slices"
	"strconv"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/editions"
	"clausewalk/policy/pattern"
	"clausewalk/reports/document"
)

// answer is all that was entered for a clause, in scope or not.
func answer(c Clause) []document.Item {
	return slices.Concat(verdictItems(c), sameItems(c), doubts(c), earlier(c), conflicts(c), reasonItems(c), pasteItems(c), gapItems(c), evidence(c), scopeItems(c), enteredItems(c), suggestedItems(c))
}

func verdictItems(c Clause) []document.Item {
	text := document.Text{label(c.told(c.answerState()))}
	if c.verdictStands() {
		text = append(text, Stamp(c.Stamp).who())
	}
	return []document.Item{field("Verdict", text...)}
}

// sameItems tell of an answer that was given for another clause.
func sameItems(c Clause) []document.Item {
	if c.Same == nil || c.InConflict(event.KindSame, "") {
		return nil
	}
	text := document.Text{label(c.Same.As)}
	if c.Same.But != "" {
		text = append(text, ours("; what differs here: "), multiline(c.Same.But))
	}
	return []document.Item{field("Same as", text...)}
}

var flagNames = map[checklist.Flag]string{
	checklist.Stale: "Stale", checklist.Unsupported: "Unsupported", checklist.NoReason: "No reason",
}

// doubts are what keeps the answer from being taken as it is.
func doubts(c Clause) []document.Item {
	var all []document.Item
	for _, f := range []checklist.Flag{checklist.Stale, checklist.Unsupported, checklist.NoReason} {
		if n := slices.Index(c.Flags, f); n >= 0 {
			all = append(all, field(flagNames[f], said(c.Why[n])))
		}
	}
	return all
}

// earlier is what was before: the text that was answered, older answers, what
// the platform decided.
func earlier(c Clause) []document.Item {
	var all []document.Item
	if c.Reworded != nil {
		then, since := field("Text when answered", said(c.Reworded.Was.Words())), field("Text now", differenceText(c.difference())...)
		if !c.Reworded.At.IsZero() {
			since.Text = append(since.Text, document.Span{Kind: document.Stamp, Words: "adopted " + moment(c.Reworded.At)})
		}
		all = append(all, then, since)
	}
	for _, old := range c.offers() {
		all = append(all, field("Offered", said(old)))
	}
	for _, o := range c.Outcomes {
		all = append(all, field("Decided", said(o.String())))
	}
	return all
}

// differenceText marks what went and what came.
func differenceText(all []editions.WordChange) document.Text {
	var text document.Text
	for n, w := range all {
		if n > 0 {
			text = append(text, ours(" "))
		}
		kind := document.Said
		switch w.Sign {
		case "-":
			kind = document.Gone
		case "+":
			kind = document.New
		}
		text = append(text, document.Span{Kind: kind, Words: w.Text})
	}
	return text
}

func conflicts(c Clause) []document.Item {
	if len(c.Disputed) == 0 {
		return nil
	}
	all := field("In conflict", ours("neither side had seen the other; a person has to choose"))
	for _, e := range c.Disputed {
		all.Under = append(all.Under, item(append(append(document.Text{label(e.Field.Name()), ours(": ")}, e.text()...), e.who())...))
	}
	return []document.Item{all}
}

func reasonItems(c Clause) []document.Item {
	var all []document.Item
	if reason := c.reason(); reason != "" {
		all = append(all, field("Reason", multiline(reason)))
	}
	if words := c.limitWords(); words != "" {
		all = append(all, field("Valid", said(words), c.Limited.who()))
	}
	for _, found := range c.warnings() {
		all = append(all, field("Warning", said(found)))
	}
	return all
}

// gapItems is what was entered about a clause's gap, and how severe a gap is
// that nobody has said anything about.
func gapItems(c Clause) []document.Item {
	if !c.hasGap() {
		return nil
	}
	severity := document.Text{label(c.Gap.Severity), ours("; the severity is the guide's")}
	if c.InConflict(event.KindGap, string(event.GapSeverity)) {
		severity = phrase("the severity is in conflict")
	}
	var under []document.Item
	for _, e := range c.gapParts() {
		if e.Field.Subject == string(event.GapSeverity) {
			severity = document.Text{said(e.Value)}
			continue
		}
		under = append(under, item(label(e.Field.Subject), ours(": "), multiline(e.Value)))
	}
	gap := field("Gap", severity...)
	gap.Under = under
	return []document.Item{gap}
}

// evidence is each piece that stands, by its number among all. What can be seen
// stands below.
func evidence(c Clause) []document.Item {
	var all []document.Item
	for n, e := range c.Evidence {
		if c.InConflict(event.KindEvidence, e.ID) || n < len(c.Seen) && c.Seen[n].Note != "" {
			continue
		}
		what, _ := piece(e) // The annex has the digests.
		all = append(all, field("Evidence "+strconv.Itoa(n+1), what...))
	}
	return all
}

func scopeItems(c Clause) []document.Item {
	o := c.overrule()
	if o == nil {
		return nil
	}
	return []document.Item{field("Scope", append(phrase("put %s by hand: ", put(*o)), multiline(o.Reason))...)}
}

// enteredItems tell once who entered what of an answer, and when, where it was not
// with the verdict.
func enteredItems(c Clause) []document.Item {
	var stamps []string
	what := map[string][]string{}
	add := func(name string, s Stamp) {
		stamp := s.stamp()
		if c.verdictStands() && s.first() == Stamp(c.Stamp).first() && (s.EnteredBy == c.EnteredBy || !c.ConfirmedAt.IsZero()) {
			return
		}
		if what[stamp] == nil {
			stamps = append(stamps, stamp)
		}
		what[stamp] = append(what[stamp], name)
	}
	if c.reason() != "" {
		add("reason", c.Reasoned)
	}
	if c.hasGap() {
		for _, e := range c.gapParts() {
			add(e.Field.Subject, e.Stamp)
		}
	}
	for n, e := range c.Evidence {
		if !c.InConflict(event.KindEvidence, e.ID) {
			add("evidence "+strconv.Itoa(n+1), Stamp(e.Stamp))
		}
	}
	if c.overrule() != nil {
		add("scope", c.Overruled)
	}
	if len(stamps) == 0 {
		return nil
	}
	var text document.Text
	for n, s := range stamps {
		if n > 0 {
			text = append(text, ours("; "))
		}
		text = append(text, label(list(what[s])), document.Span{Kind: document.Stamp, Words: s})
	}
	return []document.Item{field("Entered", text...)}
}

// why is the sentence for a flag.
func (c Clause) why(f checklist.Flag) document.Text {
	if f == checklist.Conflict {
		return c.sides()
	}
	return document.Text{said(c.flagWords(f))}
}

// sides tells who says what about each field in conflict. Beside verdicts that
// are in conflict the other fields are only named.
func (c Clause) sides() document.Text {
	var text document.Text
	var also []string
	for n, e := range c.Disputed {
		same := n > 0 && c.Disputed[n-1].Field == e.Field
		if c.InConflict(event.KindVerdict, "") && e.Field.Kind != event.KindVerdict {
			if !same {
				also = append(also, e.Field.Name())
			}
			continue
		}
		switch {
		case same:
			text = append(text, ours(" against "))
		case len(text) > 0:
			text = append(text, ours("; "), label(e.Field.Name()), ours(" "))
		default:
			text = append(text, label(e.Field.Name()), ours(" "))
		}
		text = append(append(text, e.text()...), e.who())
	}
	if len(also) > 0 {
		text = append(text, ours("; also in conflict: "), label(list(also)))
	}
	return text
}

// text is an entry's value.
func (e Entry) text() document.Text {
	if e.Evidence == nil {
		return document.Text{or(e.Value, "nothing")}
	}
	what, digest := piece(*e.Evidence)
	if digest == "" {
		return what
	}
	return append(what, ours(", "), label(digest))
}

// piece is all that is known of a piece of evidence, and its digest.
func piece(e event.Evidence) (what document.Text, digest string) {
	what = document.Text{label(string(e.Kind)), ours(" "), label(e.Target())}
	add := func(before, words string) {
		if words != "" {
			what = append(what, ours(", "+before), label(words))
		}
	}
	if e.URL != "" {
		what[2] = document.Span{Kind: document.Address, Words: e.URL}
		if e.Path != "" {
			place := e
			place.URL = ""
			add("place ", place.Target())
		}
	}
	if e.Name != "" && e.Name != e.Target() {
		what = append(what, ours(`, named "`), label(e.Name), ours(`"`))
	}
	if e.Size > 0 && e.Path == "" {
		what = append(what, ours(", "+size(e.Size)))
	}
	add("", e.Media)
	for _, words := range e.Described(func(s string) string { return s }) {
		add("", words)
	}
	add("commit ", shortCommit(e.Commit))
	add("moved since, to ", e.Moved)
	add("", e.Fault)
	if e.SHA256 != "" {
		digest = "SHA-256 " + e.SHA256
	}
	return what, digest
}

// commits are names of git's commits, and what a reader needs of one to find it.
var commits = pattern.New(`^([0-9a-f]{12})[0-9a-f]{28}(?:[0-9a-f]{24})?$`)

// shortCommit returns as much of a commit's name as a reader needs, and what is
// no such name whole.
func shortCommit(name string) string { return commits.ReplaceAllString(name, "$1") }

// own puts a digest, which is long, on a line of its own.
func own(text document.Text, digest string) document.Text {
	if digest == "" {
		return text
	}
	return append(text, ownLine(digest))
}

// plainText is a text as its words alone, for formats without any markup.
func plainText(text document.Text) string {
	words := ""
	for _, s := range text {
		words += s.Words
	}
	return words
}

// size writes a number of bytes in full, since it is compared with other lists.
func size(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits + verb(int(n), " byte", " bytes")
}

// numbersOf names entries of the history.
func numbersOf(all []int) string {
	var said []string
	for _, n := range all {
		said = append(said, fmt.Sprint(n))
	}
	return list(said)
}
