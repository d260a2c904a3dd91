package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
)

// folder returns the folder that the command is about.
func (c *cli) folder() (string, error) {
	dir := c.resolve(c.workspace)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", usage("", "there is no folder %q", c.workspace)
	}
	return dir, nil
}

// resolve reads a path as the person typed it, from the current folder.
func (c *cli) resolve(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Dir, path)
}

// find returns the workspace of the folder.
func (c *cli) find() (*workspace.Workspace, error) {
	dir, err := c.folder()
	if err != nil {
		return nil, err
	}
	return workspace.Find(dir)
}

// person returns who is at the keyboard.
func (c *cli) person(dir string) checklist.Person {
	if c.as != "" {
		return workspace.ParsePerson(c.as)
	}
	return workspace.Identity(dir)
}

// read opens the audit for reading and looks at its evidence: nothing is
// created.
func (c *cli) read() (*workspace.Open, error) {
	o, err := c.peek()
	if err == nil {
		o.Look()
	}
	return o, err
}

// peek opens the audit for reading what was entered alone.
func (c *cli) peek() (*workspace.Open, error) {
	w, err := c.find()
	if err != nil {
		return nil, err
	}
	o, err := c.open(w, checklist.Hand{})
	if err == nil && !c.past.IsZero() {
		o.Audit = o.AsOf(c.past)
	}
	return o, err
}

// moment returns the time that decides what has run out.
func (c *cli) moment() time.Time {
	if c.past.IsZero() {
		return c.Now()
	}
	return c.past
}

// write opens the audit for changes.
func (c *cli) write() (*workspace.Open, error) {
	if !c.past.IsZero() {
		return nil, usage("leave out --at", "a change is made now, not at %s", c.at)
	}
	w, err := c.find()
	if err != nil {
		return nil, err
	}
	// Who it is comes from git, a program of its own: the audit is read meanwhile.
	who := sync.OnceValue(func() checklist.Person { return c.person(w.Root) })
	go who()
	writer, err := w.KnownWriter()
	if err == nil && writer == "" {
		writer, err = w.Writer(who())
	}
	if err != nil {
		return nil, err
	}
	o, err := c.open(w, checklist.Hand{Writer: writer, Now: c.Now, NewID: c.NewID})
	if err != nil {
		return nil, err
	}
	o.Hand.Person = who()
	return o, nil
}

func (c *cli) open(w *workspace.Workspace, hand checklist.Hand) (*workspace.Open, error) {
	o, err := w.Open(c.audit, hand)
	if err != nil {
		return nil, err
	}
	for _, cut := range o.Cuts {
		c.note("%s", cut)
	}
	return o, nil
}

// record makes the changes as one step. What the audit refuses before anything
// is written was wrong in the command.
func record(o *workspace.Open, changes ...checklist.Change) ([]checklist.Event, error) {
	if err := allowed(o, changes...); err != nil {
		return nil, err
	}
	return o.Do(changes...)
}

// meant refuses words with likely secrets, unless they are meant.
func meant(allow workspace.Allow, changes ...checklist.Change) error {
	if found := checklist.SecretsIn(changes...); found != "" && !allow.Secrets {
		return failed(secretHint, "this looks like a secret, %s", found)
	}
	return nil
}

const secretHint = "take it out, since the workspace and the report are read by others; --allow-secrets keeps it all the same"

func allowed(o *workspace.Open, changes ...checklist.Change) error {
	if _, err := o.Step(o.Hand, changes...); err != nil {
		return usage("", "%w", err)
	}
	return nil
}

// clause finds the clause that a person names.
func clause(a *checklist.Audit, label string) (checklist.Ref, error) {
	ref, err := a.Find(label)
	var unknown *checklist.UnknownError
	if !errors.As(err, &unknown) {
		return ref, err
	}
	hint := around(a, label)
	if hint == "" {
		hint = nearest(label, unknown.Known, "clausewalk policy show "+a.Head.Policies[0].ID+" lists every clause")
	}
	return ref, usage(hint, "%w", err)
}

// around names the clauses beside a number that the source does not print.
func around(a *checklist.Audit, label string) string {
	if _, rest, ok := strings.Cut(label, "/"); ok {
		label = rest
	}
	for _, p := range a.Policies {
		gap, ok := p.Gap(label)
		if !ok {
			continue
		}
		all := p.Clauses()
		for i, clause := range all {
			if clause.Label != gap.After {
				continue
			}
			if i+1 < len(all) {
				return "the clauses around it are " + gap.After + " and " + all[i+1].Label
			}
			return "the clause before it is " + gap.After
		}
	}
	return ""
}

// completeClause offers the labels of the audit for the first word of a
// command, and the given words for the second.
func (c *cli) completeClause(then ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var offered []cobra.Completion
		switch len(args) {
		case 0:
			if o, err := c.peek(); err == nil {
				for _, ref := range o.Refs() {
					offered = append(offered, offer(o.Name(ref), o.Item(ref, c.Now()).Clause.Title()))
				}
			}
		case 1:
			offered = append(offered, then...)
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}
