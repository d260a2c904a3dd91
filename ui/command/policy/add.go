package policy

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/guide"
	"clausewalk/policy/library"
	"clausewalk/policy/reading"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// addOptions are what policy add was told.
type addOptions struct {
	id            string
	text          headed
	guide, assess string // files beside the text, empty for none
	preview       bool
}

func addCommand(r *cli.Run) *cobra.Command {
	var o addOptions
	cmd := &cobra.Command{
		Use:   "add FILE|URL|-",
		Short: "Add a policy, or an edition of one, to the workspace",
		Long: `Read a policy from Markdown, plain text, a saved page or a catalog of controls
(CSV, OSCAL, OWASP ASVS, OpenSSF baseline) and keep it in the workspace, so
that new --policy can ask it. An address is fetched only because you gave it.
With --convert, a program installed here first turns a word processor's file or
a PDF into text. Corrections and guides written for an older edition (--assess
and --guide) carry over to clauses with the same words. Some guides come with
clausewalk for texts we may not ship; they are recognised by the words of the
clauses, and you are told how many clauses they fit. --preview shows what was
understood and what was not, and keeps nothing.`,
		Example: `  clausewalk policy add telegram.md --source https://core.telegram.org/api/terms --preview
  clausewalk policy add terms.html --id our-terms --title "Our terms" --dated 2026-05-01`,
		Args: cli.Words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return add(r, args[0], o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.id, "id", "", "the policy's `id` (default: from the file's name)")
	f.StringVar(&o.text.title, "title", "", "the policy's `title` (default: from the text)")
	f.StringVar(&o.text.source, "source", "", "the `address` the text is from")
	f.StringVar(&o.text.dated, "dated", "", "the `date` of the edition")
	f.StringVar(&o.guide, "guide", "", "a `file` with a guide to it")
	f.StringVar(&o.assess, "assess", "", "a `file` of corrections to what is a clause: merges, splits, labels")
	f.BoolVar(&o.text.convert, "convert", false, "convert a .docx, .odt or .pdf file with pandoc, LibreOffice or pdftotext, if installed")
	f.BoolVar(&o.preview, "preview", false, "show what was understood, and keep nothing")
	return cmd
}

func add(r *cli.Run, name string, o addOptions) error {
	p, err := toAdd(r, name, o)
	if err != nil {
		return err
	}
	if o.preview {
		preview(r, p)
		return nil
	}
	dir, err := r.Folder()
	if err != nil {
		return err
	}
	w, err := r.FindOrCreate(dir)
	if err != nil {
		return err
	}
	if err := keepBeside(r, w, p); err != nil {
		return err
	}
	r.Tell("%s: %s, %s\n", p.ID, p.Title, editionWords(p))
	TellRead(r, p)
	return nil
}

// TellRead tells how well a policy was read, and where to see what is not asked.
func TellRead(r *cli.Run, p *policy.Policy) {
	m := p.Measure()
	for _, sentence := range m.Sentences() {
		r.Note("%s: %s", p.ID, sentence)
	}
	if m.Unread() {
		r.Note("parts of %s are not asked: clausewalk policy show %[1]s --outline shows how each part was read, and policy assess %[1]s corrects it", p.ID)
	}
}

// toAdd reads a policy with what is written beside it, in the files that are
// named or for an older edition.
func toAdd(r *cli.Run, name string, o addOptions) (*policy.Policy, error) {
	named := o.id != ""
	if !named {
		o.id = idOf(name)
	}
	if !validID.MatchString(o.id) {
		return nil, cli.Usage("--id our-terms", "%q is not an id: use lower-case letters, digits, dots and hyphens", o.id)
	}
	if o.text.source == "" && isAddress(name) {
		o.text.source = name
	}
	p, err := read(r, o.id, name, o.text)
	if err != nil {
		return nil, err
	}
	if w := library.Recognised(p); w != nil {
		if !named {
			o.id = w.ID
		}
		if p, err = knownText(w, p, o); err != nil {
			return nil, err
		}
	}
	for _, beside := range []struct {
		flag, file string
		read       func(*policy.Policy, string, []byte) error
	}{{"--assess", o.assess, editions.Assess}, {"--guide", o.guide, guide.Join}} {
		if beside.file == "" {
			continue
		}
		text, err := r.Named(beside.file, reading.MaxSize, false)
		if err != nil {
			return nil, cli.Usage("", "%s: %w", beside.flag, err)
		}
		if err := beside.read(p, beside.file, text); err != nil {
			return nil, err
		}
	}
	return inherit(r, p)
}

// editionWords names an edition, with the day of its text and how much an audit asks
// of it.
func editionWords(p *policy.Policy) string {
	words := "edition " + p.ShortEdition() + ", " + countAsked(p)
	if p.Dated != "" {
		words += ", dated " + p.Dated
	}
	return words
}

// countAsked counts what an audit asks of a policy.
func countAsked(p *policy.Policy) string {
	words := reports.Count(len(p.Clauses()), "clause")
	asked := p.Parted(func(string) bool { return false })
	if parts := len(asked.Clauses()) - len(p.Clauses()); parts > 0 {
		words += fmt.Sprintf(" and %d of their parts", parts)
	}
	return words
}

// knownText returns a text that a guide knows under its title, and with the
// address at which people find it, unless the person says otherwise.
func knownText(w *library.Wanted, p *policy.Policy, o addOptions) (*policy.Policy, error) {
	dated := cmp.Or(o.text.dated, p.Dated)
	if w.Same(p) {
		dated = cmp.Or(dated, w.Dated)
	}
	source, err := reading.WithHead(o.id, p.Markdown, cmp.Or(o.text.title, w.Title), cmp.Or(o.text.source, p.Source, w.Source), dated)
	if err != nil {
		return nil, err
	}
	return reading.Parse(o.id, source)
}

// labelsStay refuses a reading of an edition by which the answers of an audit
// would be at other clauses.
func labelsStay(w *workspace.Workspace, p *policy.Policy) error {
	heads, err := w.Audits()
	if err != nil {
		return err
	}
	known, err := w.Editions()
	if err != nil {
		return err
	}
	of := func(p *policy.Policy) []string { return labels(p.Clauses()) }
	for _, k := range known {
		if k.ID != p.ID || k.Edition != p.Edition || slices.Equal(of(k), of(p)) {
			continue
		}
		for _, h := range heads {
			if slices.Contains(append(h.Policies, editionsOf(w, h)...), checklist.Edition{ID: p.ID, Edition: p.Edition}) {
				return cli.Failed("add it before the audit begins, or with the next edition", "the audit %s asks this edition, and its clauses would change", h.ID)
			}
		}
	}
	return nil
}

// inherit gives an edition what was written for one that is known already, that
// of the audit in use before others.
func inherit(r *cli.Run, p *policy.Policy) (*policy.Policy, error) {
	known, err := Known(r)
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		if k.ID == p.ID && k.Edition == p.Edition && p.AssessYAML == nil && p.GuideYAML == nil {
			return p, again(k.Policy, p)
		}
	}
	// What is known of this very edition goes before what is known of another.
	slices.SortStableFunc(known, func(a, b *Edition) int {
		switch same := p.Edition; {
		case (a.Edition == same) == (b.Edition == same):
			return 0
		case a.Edition == same:
			return -1
		}
		return 1
	})
	for _, k := range known {
		if k.ID != p.ID || k.AssessYAML == nil && k.GuideYAML == nil {
			continue
		}
		return inheritFrom(r, k.Policy, p)
	}
	return inheritFrom(r, nil, p)
}

// inheritFrom gives an edition what was written for an older one, which may be
// nil, and the guide that comes with the program for it.
func inheritFrom(r *cli.Run, old, p *policy.Policy) (*policy.Policy, error) {
	next, fitted, lost, err := library.Inherit(old, p)
	if err != nil {
		return nil, err
	}
	for _, one := range lost {
		r.Note("%s", one)
	}
	tellFitted(r, fitted)
	return next, nil
}

// tellFitted tells how a guide that came without its text fits the one that a
// person has brought.
func tellFitted(r *cli.Run, fitted *editions.Fitted) {
	if fitted == nil {
		return
	}
	r.Tell("%s\n", fitted)
	for _, one := range fitted.Sentences() {
		r.Tell("  %s\n", one)
	}
}

// again gives an edition that is added anew what stands beside it already.
func again(pinned, p *policy.Policy) error {
	if pinned.AssessYAML != nil {
		if err := editions.Assess(p, policy.AssessFile, pinned.AssessYAML); err != nil {
			return err
		}
	}
	if pinned.GuideYAML != nil {
		return guide.Join(p, policy.GuideFile, pinned.GuideYAML)
	}
	return nil
}

// preview lists what was understood of a policy, node by node, and then
// what a person should look at.
func preview(r *cli.Run, p *policy.Policy) {
	r.Printf("%s, %s\n", p.Title, editionWords(p))
	for _, s := range p.Sections {
		r.Printf("\n%s\n", s.Heading())
		for _, one := range s.Nodes() {
			kind := "clause"
			if !one.Asked {
				kind = "context"
			}
			r.Printf("  %s  line %d  %s  %s\n", kind, one.FirstLine, one.Label, one.Title())
			for _, skipped := range s.Skipped {
				if skipped.After == one.Label {
					r.Printf("  missing  %s\n", skipped.Note())
				}
			}
		}
	}
	r.Printf("\nTo look at\n")
	for _, sentence := range p.Measure().Sentences() {
		r.Wrapped("  ", sentence)
	}
	for _, remark := range p.Remarks {
		r.Printf("  line %d  %s\n", remark.Line, fmt.Sprint(remark.Text))
	}
}
