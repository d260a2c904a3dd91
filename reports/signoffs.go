package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/signature"
	"clausewalk/reports/document"
)

// SignOff is a sign-off as it is judged at the moment of the report.
type SignOff struct {
	event.SignOff
	Then  event.Bound // the state that was signed: as it was kept, or made again where Less
	Less  bool        // an older program made it, which kept neither the rules nor what came of judging by them
	Since checklist.Changed
}

// signOffs returns the sign-offs of an audit as they are judged at a moment, and
// the audit as it was at the last of them, nil where nobody has signed.
func signOffs(a *checklist.Audit, at time.Time) (all []SignOff, last *checklist.Audit) {
	since := checklist.ChangesBy(a, at)
	for s, then := range checklist.Signed(a) {
		all, last = append(all, judged(s, since(s, then), func() *checklist.Audit { return then })), then
	}
	return all, last
}

// judged tells what a sign-off binds and what has changed since. Then is the audit
// as it was signed.
func judged(s event.SignOff, since checklist.Changed, then func() *checklist.Audit) SignOff {
	one := SignOff{SignOff: s, Less: s.Bound == nil, Since: since}
	if one.Less {
		one.Then = checklist.BoundOf(then(), s.At, nil)
	} else {
		one.Then = *s.Bound
	}
	one.Bound = nil // Then has it.
	return one
}

// lastSignOff returns the newest, and false where there is none.
func (r Report) lastSignOff() (SignOff, bool) {
	if len(r.SignOffs) == 0 {
		return SignOff{}, false
	}
	return r.SignOffs[len(r.SignOffs)-1], true
}

// ToSign returns the digest of the report that a sign-off of an audit binds: the
// SHA-256 of the JSON report of that moment, in which no program is named.
// Faults is what is wrong with the record on disk.
func ToSign(a *checklist.Audit, at time.Time, faults []error) string {
	sum := sha256.Sum256(JSON(Build(a, Options{At: at, Now: at, Faults: faults})))
	return hex.EncodeToString(sum[:])
}

// SignedWords tells what stands of the audit's last sign-off at a moment, a line
// each, none where nobody has signed: who signed, what has changed since, and the
// state that was signed.
func SignedWords(a *checklist.Audit, at time.Time, clock func(time.Time) string) []string {
	last, signed := checklist.LastSignOff(a)
	if !signed {
		return nil
	}
	s := judged(last, checklist.ChangedSince(a, last, at), func() *checklist.Audit { return checklist.AsSigned(a, last) })
	said := []string{"signed by " + s.Signer() + ", " + clock(s.At)}
	if s.Since.Count() > 0 {
		said[0] = "changed since sign-off by " + s.Signer() + ", " + s.Since.InWords("")
	}
	if s.Signature != "" {
		said = append(said, keyWords(s.SignOff))
	}
	said = append(said, "state that was signed: "+s.Then.Gate()+"; "+s.Then.Counted())
	if s.Less {
		said = append(said, bindsLess)
	}
	return said
}

// keyWords tells with which key a sign-off says it was signed.
func keyWords(s event.SignOff) string {
	if key := signature.Fingerprint(s.Signature); key != "" {
		return "with the SSH key " + key + ", which clausewalk verify checks against allowed_signers"
	}
	return "with something that is not an SSH signature"
}

const bindsLess = "this sign-off binds less: an older version made it, and it does not say which rules, app and release it was made for"

// signedItem tells who vouches for the audit, for which state of it, and what has
// changed since.
func (b *builder) signedItem() document.Item {
	s, signed := b.lastSignOff()
	if !signed {
		return field("Signed off", said("not yet"))
	}
	since := "nothing has changed since"
	if s.Since.Count() > 0 {
		since = s.Since.InWords(" since")
	}
	one := field("Signed off", said(fmt.Sprintf("by %s, %s; %s", s.Signer(), moment(s.At), since)))
	one.Under = s.state()
	return one
}

// state tells in which state the audit was when it was signed.
func (s SignOff) state() []document.Item {
	all := []document.Item{item(ours("State at signing: " + s.Then.Counted() + "; " + s.Then.Gate() + "."))}
	if over := s.Then.Over(); over != "" {
		all = append(all, item(document.Span{Words: "Signed with this still open: " + over + ".", Tone: document.Weak}))
	}
	if s.Signature != "" {
		all = append(all, item(ours("Signed "+keyWords(s.SignOff)+".")))
	}
	if s.Less {
		all = append(all, item(ours("An older version of clausewalk made it: it does not say for which rules, app and release, and the state is worked out from the entries.")))
	}
	return all
}

func (b *builder) signOffPart() []document.Part {
	all := document.List{}
	for _, s := range b.SignOffs {
		one := field("Signed", said(list([]string{s.Signer(), s.Role})), document.Span{Kind: document.Stamp, Words: "entered by " + stampOf(s.By, s.At).stamp()})
		if s.Statement != "" {
			one.Under = append(one.Under, item(ours("Statement: "), multiline(s.Statement)))
		}
		one.Under = append(append(one.Under, s.state()...), item(ours("Changed since: "+s.Since.InWords(""))), item(ours("Digest of that state:"), ownLine(s.State)))
		if !s.Less {
			one.Under = append(one.Under, s.bound()...)
		}
		all.Items = append(all.Items, one)
	}
	blocks := orNone("Nobody has signed this audit.", all)
	if len(b.Changes) > 0 {
		changes := document.List{}
		for _, d := range b.Changes {
			changes.Items = append(changes.Items, b.change(d))
		}
		blocks = append(blocks, paragraph(ours("Changed since the last sign-off:")), changes)
	}
	return part("sign-offs", "Sign-offs", len(b.SignOffs), blocks...)
}

// bound tells what a sign-off binds beside the answers.
func (s SignOff) bound() []document.Item {
	then := s.Then
	all := []document.Item{item(ours("For "), label(then.App), ours(", release "), label(then.Release), ours(", audit "), label(then.Audit),
		ours(", as of "+moment(then.At)+", by "), said(FullName(then.By)))}
	for _, p := range then.Policies {
		one := item(ours("Edition of "), label(p.ID), ours(":"), ownLine(p.Edition))
		for _, text := range []struct{ name, digest string }{{"guide.yaml", p.Guide}, {"assess.yaml", p.Assess}, {"clauses.json", p.Clauses}} {
			if text.digest != "" {
				one.Under = append(one.Under, item(ours(text.name+":"), ownLine(text.digest)))
			}
		}
		all = append(all, one)
	}
	all = append(all, item(ours("Evidence (SHA-256 of its sorted digests):"), ownLine(then.Evidence)))
	if len(then.Doubted) > 0 {
		doubted := item(ours("Evidence already in doubt then:"))
		for _, name := range then.Doubted {
			doubted.Under = append(doubted.Under, item(label(name)))
		}
		all = append(all, doubted)
	}
	if then.Report != "" {
		all = append(all, item(ours("Report at that moment (SHA-256 of the JSON):"), ownLine(then.Report)))
	}
	return all
}
