package reports

import (
	"fmt"

	"clausewalk/checklist"
)

func (p *page) outOfScope() {
	out := p.Flagged(checklist.OutOfScope)
	p.heading(fmt.Sprintf("Appendix: out of scope (%d)", len(out)))
	if len(out) == 0 {
		p.line("None.")
		return
	}
	p.line("What puts each clause out stands behind it. What was answered is kept and not counted.\n")
	for _, c := range out {
		p.line("- **%s** %s: %s", inline(p.Name(c.Ref)), inline(c.Title), c.why(checklist.OutOfScope))
		if c.Touched() || c.Overrule != nil || len(c.Parts) > 0 {
			p.answer(c, "  ")
		}
	}
}

func (p *page) unplaced() {
	if len(p.Unplaced) == 0 {
		return
	}
	p.heading(fmt.Sprintf("Appendix: without a place (%d)", len(p.Unplaced)))
	p.line("Entered about clauses or questions that these editions do not have. Kept and not counted.\n")
	for _, e := range p.Unplaced {
		back := ""
		if e.Withdrawn {
			back = "; taken back since"
		}
		where := e.Field.Policy
		if e.Field.Clause != "" {
			where = e.Field.Ref().String()
		}
		p.line("- **%s** %s: %s (%s%s)", inline(where), inline(fieldName(e.Field)), e.words(), inline(e.stamp()), back)
	}
}

func (p *page) signOffs() {
	p.heading(fmt.Sprintf("Appendix: sign-offs (%d)", len(p.SignOffs)))
	if len(p.SignOffs) == 0 {
		p.line("Nobody has signed this audit.")
		return
	}
	for _, s := range p.SignOffs {
		who := s.Name
		if s.Role != "" {
			who += ", " + s.Role
		}
		p.line("- **Signed:** %s (entered by %s)", inline(who), inline(Stamp{s.By, s.At}.stamp()))
		if s.Statement != "" {
			p.line("  - Statement: %s", block(s.Statement, "    "))
		}
		p.line("  - Changed since: %s", Count(s.Changes, "value"))
		p.line("  - State that was signed:%s", own(inline(s.State), "    "))
	}
	if len(p.Changes) == 0 {
		return
	}
	p.line("\nChanged since the last one:\n")
	for _, d := range p.Changes {
		p.change(d)
	}
}

func (p *page) files() {
	p.heading(fmt.Sprintf("Appendix: evidence manifest (%d)", len(p.Files)))
	if len(p.Files) == 0 {
		p.line("No evidence with a digest.")
		return
	}
	p.line("SHA-256 of each file, and of the lines of each place in the code.\n")
	for _, f := range p.Files {
		p.line("- %s", inline(f.SHA256))
		for _, name := range f.Names {
			p.line("  - %s", inline(name))
		}
		if f.Size > 0 {
			p.line("  - %s", size(f.Size))
		}
		labels := make([]string, len(f.Refs))
		for i, ref := range f.Refs {
			labels[i] = inline(p.Name(ref))
		}
		p.line("  - for %s", list(labels))
	}
}

func (p *page) digests() {
	p.heading("Appendix: digests")
	for _, one := range p.Policies {
		p.line("- Edition of %s (SHA-256 of the words):%s", inline(one.ID), own(inline(one.Edition), "  "))
	}
	p.line("- Journal, %s (SHA-256 of the sorted ids and sums):%s", verbEntries(p.Events), own(p.Journal, "  "))
	p.line("- State (SHA-256 of the values that stand):%s", own(p.Standing, "  "))
	if p.Tool != "" {
		p.line("- Written by %s", inline(p.Tool))
	}
}

func verbEntries(n int) string {
	return fmt.Sprintf("%d %s", n, verb(n, "entry", "entries"))
}
