package command

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

func (c *cli) listCommand() *cobra.Command {
	return c.withAll(withJSON(&cobra.Command{
		Use:   "list",
		Short: "List the audits of the workspace, newest first",
		Example: `  clausewalk list
  clausewalk list --all ../apps ../services --json`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.list(asJSON(cmd)) },
	}))
}

type listedJSON struct {
	auditJSON
	Clauses  int    `json:"clauses"` // in scope
	Answered int    `json:"answered"`
	Gaps     int    `json:"gaps"`
	Error    string `json:"error,omitempty"` // why the audit could not be read
}

// list prints every audit, those that cannot be read too, and then fails with
// the first fault.
func (c *cli) list(asJSON bool) error {
	w, err := c.find()
	if err != nil {
		return err
	}
	heads, err := w.Audits()
	if err != nil {
		return err
	}
	var fault error
	listed := struct {
		Format int          `json:"format"`
		Audits []listedJSON `json:"audits"`
	}{jsonFormat, []listedJSON{}}
	t := c.table("")
	for _, h := range heads {
		one := listedJSON{auditJSON: auditJSON{h.ID, h.App, h.Release, h.Policies}}
		o, err := w.Open(h.ID, checklist.Hand{})
		state := "cannot be read"
		if err != nil {
			one.Error = err.Error()
			if fault == nil {
				fault = err
			}
		} else {
			one.Policies = o.Editions()
			o.Look()
			if !c.past.IsZero() {
				o.Audit = o.AsOf(c.past)
			}
			items := o.Items(c.moment())
			p := checklist.Tally(items)
			one.Clauses, one.Answered, one.Gaps = p.Clauses, p.Answered, p.Gaps
			state = headline(items)
		}
		var asked []string
		for _, e := range h.Policies {
			asked = append(asked, e.ID)
		}
		t.row(h.ID, h.App+" "+h.Release, strings.Join(asked, ", "), state)
		listed.Audits = append(listed.Audits, one)
	}
	if asJSON {
		if err := c.json(listed); err != nil {
			return err
		}
		return fault
	}
	t.flush()
	return fault
}
