package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

// earlier is the folder beside a text that keeps earlier rules, each file under the
// digest of its bytes. An audit that was begun under them is judged by them until
// somebody adopts others.
const earlier = "earlier"

// putBeside writes files beside a text, except those whose content is nil. If that
// changes anything, it keeps all files that were there in earlier.
func (t *Texts) putBeside(dir string, beside map[string][]byte) error {
	there := map[string][]byte{}
	changes := false
	for file, content := range beside {
		old, err := durable.ReadFile(t.disk, path.Join(dir, file), maxRules)
		switch {
		case err == nil:
			there[file] = old
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
		changes = changes || content != nil && !bytes.Equal(old, content)
	}
	if !changes {
		return nil
	}
	for _, old := range there {
		if err := t.keepEarlier(dir, old); err != nil {
			return err
		}
	}
	for file, content := range beside {
		if content == nil {
			continue
		}
		if err := durable.WriteFile(t.disk, path.Join(dir, file), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (t *Texts) keepEarlier(dir string, content []byte) error {
	if err := durable.MkdirAll(t.disk, path.Join(dir, earlier), 0o755); err != nil {
		return err
	}
	return durable.WriteFile(t.disk, path.Join(dir, earlier, digest(content)), content, 0o644)
}

// ruled reads the rules that events name, as far as the workspace keeps them and the
// caller does not have them at hand.
func (t *Texts) ruled(events []event.Event, atHand func(event.Rules) bool) (all []*policy.Policy) {
	seen := map[event.Rules]bool{}
	for n := range events {
		var named []event.Rules
		e := &events[n]
		if began, ok := event.As[event.Begin](e); ok {
			named = began.Policies
		} else if d, ok := event.As[event.Adoption](e); ok && d.Rules != nil {
			named = []event.Rules{*d.Rules}
		} else if taken, ok := event.As[event.RulesTaken](e); ok {
			if named = taken.To.Policies; taken.From != nil {
				named = slices.Concat(taken.From.Policies, named)
			}
		}
		for _, r := range named {
			if !r.Known() || seen[r] || atHand(r) {
				continue
			}
			seen[r] = true
			if p, err := t.readRules(r, t.kept); err == nil {
				all = append(all, p)
			}
		}
	}
	return all
}

// Ruled reads the rules that an audit's new events name, as far as the workspace
// keeps them.
func (o *Open) Ruled(events []event.Event) []*policy.Policy {
	return o.Workspace.ruled(events, func(event.Rules) bool { return false })
}

// A finder returns the bytes of a file beside a text by their digest, nil if it does not
// have them.
type finder func(r event.Rules, file, sum string) []byte

// kept finds a file among the earlier rules of a text.
func (t *Texts) kept(r event.Rules, _, sum string) []byte {
	data, err := durable.ReadFile(t.disk, name("policies", r.ID, r.Edition, earlier, sum), maxRules)
	if err != nil || digest(data) != sum {
		return nil
	}
	return data
}

// anywhere finds a file in the workspace, among those that come with the program,
// or in what git has of the workspace.
func (t *Texts) anywhere(r event.Rules, file, sum string) []byte {
	if data := t.kept(r, file, sum); data != nil {
		return data
	}
	if data, err := durable.ReadFile(t.disk, name("policies", r.ID, r.Edition, file), maxRules); err == nil && digest(data) == sum {
		return data
	}
	if slices.Contains(library.Builtin(), r.ID) {
		if p, err := library.Load(r.ID); err == nil && file == policy.GuideFile && digest(p.GuideYAML) == sum {
			return p.GuideYAML
		}
	}
	g := t.around.stored()
	if g == nil {
		return nil
	}
	versions, err := g.versions(name("policies", r.ID, r.Edition), path.Ext(file))
	if err != nil {
		return nil
	}
	contents, err := g.contents(versions)
	if err != nil {
		return nil
	}
	for _, v := range versions {
		if data := contents[v.blob]; data != nil && digest(data) == sum {
			return data
		}
	}
	return nil
}

// readRules reads a text with the files beside it that have the digests.
func (t *Texts) readRules(r event.Rules, find finder) (*policy.Policy, error) {
	text, err := durable.ReadFile(t.disk, name("policies", r.ID, r.Edition, policy.TextFile), maxRules)
	if err != nil {
		return nil, err
	}
	all := files{policy.TextFile: text}
	for file, sum := range map[string]string{policy.GuideFile: r.Guide, policy.AssessFile: r.Assess, policy.ClausesFile: r.Clauses} {
		if sum == "" {
			continue
		}
		if all[file] = find(r, file, sum); all[file] == nil {
			return nil, fmt.Errorf("the %s %.12s of %s is not at hand", file, sum, r.ID)
		}
	}
	p, err := texts.Read(all, r.ID)
	if err == nil && p.Edition != r.Edition {
		err = fmt.Errorf("%s holds another text, edition %.12s", t.around.path("policies", r.ID, r.Edition), p.Edition)
	}
	return p, err
}

// files are files by their names.
type files map[string][]byte

// Open implements fs.FS for those who can read files whole.
func (f files) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile implements fs.ReadFileFS.
func (f files) ReadFile(name string) ([]byte, error) {
	data, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

// RulesPlan is what taking other rules would do to an audit.
type RulesPlan struct {
	Faults  []*checklist.RulesFault // what differs from the rules that stand, none for a guide that is offered
	Unknown []string                // the policies whose rules at the beginning are not known
	Changes []event.Change          // none if nothing differs
	Next    *policy.Policy          // with the guide that is offered, nil if the rules are those of the workspace
	Effect  *checklist.Effect       // nil if the earlier rules are not known
	Missing error                   // why they are not

	was []*policy.Policy // with the rules that stand until then
}

// Offer is a text that an audit asks, with other rules beside it than those that
// the audit is judged by.
type Offer struct {
	*policy.Policy
	Newer bool // it is a newer guide that comes with the program; else it is what the workspace has
}

// String names the rules in a few words.
func (o Offer) String() string {
	if o.Newer {
		return fmt.Sprintf("the guide of %s of %s, which comes with this program", o.ID, o.GuideDay)
	}
	return "the rules of " + o.ID + " that the workspace has, which this audit has not adopted"
}

// Command is what adopts it.
func (o Offer) Command() string {
	if o.Newer {
		return "clausewalk policy adopt " + o.ID
	}
	return "clausewalk policy adopt"
}

// Offered returns what the audit may be judged by instead: what the workspace has,
// where another audit took it, and a newer guide that comes with the program.
func Offered(w *Workspace, a *checklist.Audit) (all []Offer) {
	for _, e := range a.Editions() {
		now, ok := a.Policy(e.ID)
		if !ok {
			continue
		}
		if there, err := w.edition(e); err == nil && len(checklist.TakeText(a, there)) > 0 {
			all = append(all, Offer{there, false})
		}
		guide := library.Newer(now)
		if guide == nil {
			continue
		}
		next := files{policy.TextFile: now.Markdown, policy.GuideFile: guide}
		if now.AssessYAML != nil {
			next[policy.AssessFile] = now.AssessYAML
		}
		if now.ClausesJSON != nil {
			next[policy.ClausesFile] = now.ClausesJSON
		}
		// A guide to clauses that a person has merged or split is none to offer.
		if p, err := texts.Read(next, e.ID); err == nil && p.Edition == e.Edition {
			all = append(slices.DeleteFunc(all, func(o Offer) bool { return o.ID == p.ID && bytes.Equal(o.GuideYAML, guide) }), Offer{p, true})
		}
	}
	return all
}

// PlanRules returns what taking the rules of the workspace as they are would do to an
// audit at a moment. It writes nothing.
func PlanRules(w *Workspace, a *checklist.Audit, at time.Time) *RulesPlan {
	p := &RulesPlan{Faults: checklist.RulesFaults(a), Unknown: checklist.RulesUnknown(a), Changes: checklist.TakeRules(a)}
	if len(p.Changes) == 0 {
		return p
	}
	was, ruled, err := asTaken(w, a)
	p.was = ruled
	if err != nil {
		p.Missing = err
		return p
	}
	effect := checklist.EffectOf(was, a, at)
	p.Effect = &effect
	return p
}

// Lines says what the plan changes, a line for each clause.
func (p *RulesPlan) Lines() []string {
	switch {
	case p.Effect != nil:
		return p.Effect.Lines()
	case p.Missing != nil:
		return []string{"what that changes cannot be told: " + p.Missing.Error()}
	}
	return nil
}

// PlanGuide returns what taking the guide and the other rules beside a text would do to
// an audit that asks the text. It writes nothing.
func PlanGuide(a *checklist.Audit, next *policy.Policy, at time.Time) (*RulesPlan, error) {
	next, err := listed(next)
	if err != nil {
		return nil, err
	}
	then := a.Refold(nil)
	then.Know(next)
	p := &RulesPlan{Next: next, Changes: checklist.TakeText(a, next)}
	if len(p.Changes) == 0 {
		return p, nil
	}
	if then, err = then.Supposing(p.Changes...); err != nil {
		return nil, err
	}
	effect := checklist.EffectOf(a, then, at)
	p.Effect = &effect
	if now, ok := a.Policy(next.ID); ok {
		p.was = []*policy.Policy{now}
	}
	return p, nil
}

// Keep keeps the rules of a plan on disk, and those that were there before. The audit
// takes them by the plan's Changes.
func Keep(w *Workspace, p *RulesPlan) error {
	for _, was := range p.was {
		dir := name("policies", was.ID, was.Edition)
		for _, content := range [][]byte{was.GuideYAML, was.AssessYAML, was.ClausesJSON} {
			if content == nil {
				continue
			}
			if err := w.keepEarlier(dir, content); err != nil {
				return err
			}
		}
	}
	if p.Next == nil {
		return nil
	}
	return w.addBeside(p.Next)
}

// asTaken returns the audit under the rules that stand, and the texts with them.
func asTaken(w *Workspace, a *checklist.Audit) (*checklist.Audit, []*policy.Policy, error) {
	head, known := checklist.TakenRules(a, "")
	if !known {
		head = checklist.FrameOf(a, "")
	}
	var policies, ruled []*policy.Policy
	for _, e := range head.Policies {
		text, err := w.edition(checklist.Edition{ID: e.ID, Edition: e.Edition})
		if err != nil {
			return nil, nil, err
		}
		policies = append(policies, text)
		if _, asked := a.Policy(e.ID); !asked {
			continue
		}
		rules, known := checklist.TakenRules(a, e.ID)
		if !known {
			return nil, nil, fmt.Errorf("it is not known by which rules of %s the audit was judged", e.ID)
		}
		p, err := w.readRules(rules.Policies[0], w.anywhere)
		if err != nil {
			return nil, nil, err
		}
		ruled = append(ruled, p)
	}
	was, err := checklist.AsTaken(a, head, policies, ruled)
	return was, ruled, err
}
