package command

import (
	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// canCarry tells whether an audit can be opened to take its answers over.
func (c *cli) canCarry(dir, from string) error {
	w, err := workspace.Find(dir)
	if err != nil {
		return err
	}
	_, err = w.Open(from, checklist.Hand{})
	return err
}

// carry takes over what an older audit says, and tells what was left.
func (c *cli) carry(id, from string) error {
	c.audit = id
	o, err := c.write()
	if err != nil {
		return err
	}
	old, err := o.Workspace.Open(from, checklist.Hand{})
	if err != nil {
		return err
	}
	left, err := o.CarryFrom(old)
	if err != nil {
		return err
	}
	waiting := 0
	for _, i := range o.Items(c.Now()) {
		if i.Has(checklist.Stale) {
			waiting++
		}
	}
	c.note("%s of %s to confirm: clausewalk confirm LABEL, or --all", reports.Count(waiting, "answer"), from)
	for _, l := range left {
		c.note("not taken over: %s, %s", old.Name(l.Ref), l.Why)
	}
	return nil
}
