package command

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
	"clausewalk/reports"
)

func (c *cli) policyAddCommand() *cobra.Command {
	var id, title, source, dated, ourWords, assess string
	var preview bool
	cmd := &cobra.Command{
		Use:   "add FILE|URL|-",
		Short: "Add a policy, or an edition of one, to the workspace",
		Long: `Read a policy from Markdown, plain text or a saved page and keep it in the
workspace, for new --policy to ask. An address is fetched because it is given,
and for no other reason. What was written for an older edition, --assess and
--guide, goes to the clauses with the same words. --preview shows what was understood of it
and what was not, and keeps nothing.`,
		Example: `  clausewalk policy add telegram.md --source https://core.telegram.org/api/terms --preview
  clausewalk policy add terms.html --id our-terms --title "Our terms" --dated 2026-05-01`,
		Args: words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if id == "" {
				id = idOf(args[0])
			}
			if !policyID.MatchString(id) {
				return usage("--id our-terms", "%q is no id: lower-case letters, digits, dots and hyphens", id)
			}
			if source == "" && isAddress(args[0]) {
				source = args[0]
			}
			p, err := c.readPolicy(id, args[0], title, source, dated)
			if err != nil {
				return err
			}
			for _, beside := range []struct {
				flag, file string
				read       func(*policy.Policy, string, []byte) error
			}{{"--assess", assess, editions.Assess}, {"--guide", ourWords, guide.Join}} {
				if beside.file == "" {
					continue
				}
				text, err := os.ReadFile(c.resolve(beside.file))
				if err != nil {
					return usage("", "%s: %w", beside.flag, err)
				}
				if err := beside.read(p, beside.file, text); err != nil {
					return err
				}
			}
			p, err = c.inherit(p)
			if err != nil {
				return err
			}
			if preview {
				c.previewPolicy(p)
				return nil
			}
			dir, err := c.folder()
			if err != nil {
				return err
			}
			w, err := c.findOrCreate(dir)
			if err != nil {
				return err
			}
			if err := c.labelsStay(w, p); err != nil {
				return err
			}
			if err := w.AddPolicy(p); err != nil {
				return err
			}
			c.tell("%s: %s, edition %s, %s\n", p.ID, p.Title, p.ShortEdition(), reports.Count(len(p.Clauses()), "clause"))
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&id, "id", "", "the policy's `id` (default: from the file's name)")
	f.StringVar(&title, "title", "", "the policy's `title` (default: from the text)")
	f.StringVar(&source, "source", "", "the `address` that the text is from")
	f.StringVar(&dated, "dated", "", "the `date` of the edition")
	f.StringVar(&ourWords, "guide", "", "a `file` with a guide to it")
	f.StringVar(&assess, "assess", "", "a `file` that changes what is assessed, and merges, splits or labels clauses")
	f.BoolVar(&preview, "preview", false, "show what was understood, and keep nothing")
	return cmd
}

// labelsStay refuses a reading of an edition by which the answers of an audit
// would be at other clauses.
func (c *cli) labelsStay(w *workspace.Workspace, p *policy.Policy) error {
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
				return failed("add it before the audit begins, or with the next edition", "the audit %s asks this edition, and its clauses would be others", h.ID)
			}
		}
	}
	return nil
}

// inherit gives an edition what was written for one that is known already, that
// of the audit in use before others.
func (c *cli) inherit(p *policy.Policy) (*policy.Policy, error) {
	known, err := c.policies()
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		if k.ID == p.ID && k.Edition == p.Edition && p.AssessYAML == nil && p.GuideYAML == nil {
			return p, again(k.Policy, p)
		}
	}
	// What is known of this very edition goes before what is known of another.
	slices.SortStableFunc(known, func(a, b knownPolicy) int {
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
		next, lost, err := editions.Inherit(k.Policy, p)
		if err != nil {
			return nil, err
		}
		for _, one := range lost {
			c.note("%s", one)
		}
		return next, nil
	}
	return p, nil
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

var (
	policyID = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)
	notID    = regexp.MustCompile(`[^a-z0-9]+`)
)

// idOf makes an id of a file's name.
func idOf(name string) string {
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return strings.Trim(notID.ReplaceAllString(strings.ToLower(base), "-"), "-")
}

// readPolicy reads a policy from a file, or from standard input for "-".
func (c *cli) readPolicy(id, name, title, from, dated string) (*policy.Policy, error) {
	in, kind := c.Stdin, name
	switch {
	case isAddress(name):
		file, content, err := fetch(name)
		if err != nil {
			return nil, failed("", "policy: %w", err)
		}
		in, kind = bytes.NewReader(content), file
	case name != "-":
		file, err := os.Open(c.resolve(name))
		if err != nil {
			return nil, usage("", "policy: %w", err)
		}
		defer file.Close()
		in = file
	}
	source, err := io.ReadAll(io.LimitReader(in, reading.MaxSize+1))
	if err != nil {
		return nil, usage("", "policy: %w", err)
	}
	if len(source) > reading.MaxSize {
		return nil, usage("", "%s: more than the %d MB that are read", name, reading.MaxSize>>20)
	}
	source, err = reading.ToMarkdown(kind, source)
	if err == nil {
		source, err = reading.WithHead(id, source, title, from, dated)
	}
	if err != nil {
		return nil, usage("", "%s: %w", name, err)
	}
	p, err := reading.Parse(id, source)
	if err != nil {
		return nil, usage("", "%s: %w", name, err)
	}
	return p, nil
}

// previewPolicy lists what was understood of a policy, node by node, and then
// what a person should look at.
func (c *cli) previewPolicy(p *policy.Policy) {
	c.printf("%s, edition %s, %s\n", p.Title, p.ShortEdition(), reports.Count(len(p.Clauses()), "clause"))
	for _, s := range p.Sections {
		c.printf("\n%s\n", s.Heading())
		for _, one := range s.Nodes() {
			kind := "clause"
			if !one.Asked {
				kind = "context"
			}
			c.printf("  %s  line %d  %s  %s\n", kind, one.FirstLine, one.Label, one.Title())
			for _, gap := range s.Gaps {
				if gap.After == one.Label {
					c.printf("  missing  %s\n", gap.Note())
				}
			}
		}
	}
	if len(p.Remarks) > 0 {
		c.printf("\nTo look at\n")
	}
	for _, r := range p.Remarks {
		c.printf("  line %d  %s\n", r.Line, fmt.Sprint(r.Text))
	}
}
