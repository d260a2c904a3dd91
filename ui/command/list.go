package command

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func listCommand(r *cli.Run) *cobra.Command {
	return withAll(r, cli.WithJSON(&cobra.Command{
		Use:   "list",
		Short: "List the audits in the workspace, newest first",
		Example: `  clausewalk list
  clausewalk list --all ../apps ../services --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return list(r, cli.AsJSON(cmd)) },
	}), false)
}

// listed is an audit in a list, or why it could not be read.
type listed struct {
	auditJSON
	Clauses  int    `json:"clauses"` // in scope
	Answered int    `json:"answered"`
	Gaps     int    `json:"gaps"`
	Error    string `json:"error,omitempty"` // why the audit could not be read

	said  string
	state reports.State // empty for what cannot be read
	err   error
}

// listAudit tells of one audit, as it stands at the moment that was asked for.
func listAudit(r *cli.Run, w *workspace.Workspace, h checklist.Head) listed {
	one := listed{auditJSON: auditJSON{h.ID, h.App, h.Release, h.Policies}}
	s, err := r.OpenIn(w, session.Options{Audit: h.ID, Look: true})
	if err != nil {
		one.Error, one.err, one.said = err.Error(), err, "cannot be read"
		return one
	}
	items := s.Items()
	p := checklist.Tally(items)
	one.Policies, one.Clauses, one.Answered, one.Gaps = s.Editions(), p.Clauses, p.Answered, p.Gaps
	one.said, one.state = cli.Headline(p), reports.Judge(s.Audit, items)
	if one.state == reports.OtherRules {
		one.said += ", by changed rules that nobody has adopted"
	}
	return one
}

// list prints every audit, those that cannot be read too, and then fails with
// the first fault.
func list(r *cli.Run, asJSON bool) error {
	w, err := r.Find()
	if err != nil {
		return err
	}
	heads, err := w.Audits()
	if err != nil {
		return err
	}
	var fault error
	all := []listed{}
	t := r.Table("")
	for _, h := range heads {
		one := listAudit(r, w, h)
		if fault == nil {
			fault = one.err
		}
		var asked []string
		for _, e := range h.Policies {
			asked = append(asked, e.ID)
		}
		t.Row(h.ID, h.App+" "+h.Release, strings.Join(asked, ", "), one.said)
		all = append(all, one)
	}
	if !asJSON {
		t.Flush()
		return fault
	}
	if err := r.JSON(struct {
		Format int      `json:"format"`
		Audits []listed `json:"audits"`
	}{cli.JSONFormat, all}); err != nil {
		return err
	}
	return fault
}
