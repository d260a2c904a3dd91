package command

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	policycmd "clausewalk/ui/command/policy"
	"clausewalk/ui/session"
)

// defaultPolicy is what an audit asks when nobody says otherwise.
const defaultPolicy = "instagram-platform"

// newAudit is what a new audit is made of.
type newAudit struct {
	app, release string
	team         string
	policies     []string // ids, or id@edition
	from         string   // the audit whose answers are taken over, empty for none
	chosen       bool     // the policies were chosen from the list, which says whether they are in force
}

func newCommand(r *cli.Run) *cobra.Command {
	n := newAudit{policies: []string{defaultPolicy}}
	cmd := &cobra.Command{
		Use:   "new --app NAME --release RELEASE",
		Short: "Start an audit and print its id",
		Long: `Start an audit and print its id. It is stored in .clausewalk in the current
folder, or in the nearest folder above that already has one. On a terminal it
asks for whatever you leave out.

Repeat --policy to ask several policies in one walk, each with its own
progress.

--from copies what an older audit in the workspace says about clauses with the
same text: answers, reasons, gaps, evidence, facts, and the platform's
decisions. App and policies are the older audit's unless you name others. If a
new policy replaces an older one, the old answers become suggestions on the
clauses that replace theirs.

Each answer keeps its author, and counts only once somebody confirms it.`,
		Example: `  clausewalk new --app Photobook --release 2.4 --policy instagram-platform --policy instagram-app-review
  clausewalk new --release 2.5 --from photobook-2.4`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := r.Folder()
			if err != nil {
				return err
			}
			given := cmd.Flags().Changed
			if n.from != "" {
				if err := n.inherit(r, dir, given("policy")); err != nil {
					return err
				}
			}
			if (n.app == "" || n.release == "") && r.Terminal {
				if err := n.ask(r, dir, given("policy"), given("from")); err != nil {
					return err
				}
			}
			return n.start(r, dir)
		},
	}
	cmd.Flags().StringVar(&n.app, "app", "", "the app's `name`")
	cmd.Flags().StringVar(&n.release, "release", "", "the `release` to audit")
	cmd.Flags().StringVar(&n.team, "team", "", "the `name` of the team whose app it is, for portfolio; kept in workspace.json")
	cmd.Flags().StringVar(&n.from, "from", "", "the `audit` to copy answers from, to be confirmed")
	cmd.Flags().StringArrayVar(&n.policies, "policy", n.policies, "the `id` of a policy to ask, or id@edition (repeatable)")
	return cmd
}

// start starts the audit, prints its id, and takes over what an older one says
// where one is named.
func (n newAudit) start(r *cli.Run, dir string) error {
	if strings.TrimSpace(n.app) == "" || strings.TrimSpace(n.release) == "" {
		return cli.Usage("clausewalk new --app NAME --release RELEASE", "an audit needs an app name and a release")
	}
	head, err := n.begin(r, dir)
	if err != nil {
		return err
	}
	r.Printf("%s\n", head.ID)
	if n.from == "" {
		return nil
	}
	r.Audit = head.ID
	return carry(r, n.from)
}

// ask asks for what was not given. The defaults are those of the newest audit,
// whose answers are offered.
func (n *newAudit) ask(r *cli.Run, dir string, policiesGiven, fromGiven bool) (err error) {
	app, release, err := n.likeTheLast(dir, policiesGiven || fromGiven, fromGiven)
	if err != nil {
		return err
	}
	if n.app == "" {
		if n.app, err = r.Ask("App", app); err != nil {
			return err
		}
	}
	if n.release == "" {
		if n.release, err = r.Ask("Release", release); err != nil {
			return err
		}
	}
	if !policiesGiven {
		if n.policies, err = askPolicies(r, n.policies); err != nil {
			return err
		}
		n.chosen = true
	}
	if !fromGiven && n.from != "" {
		if n.from, err = r.Ask("Copy the answers from (none for none)", n.from); err != nil {
			return err
		}
		if strings.EqualFold(n.from, "none") {
			n.from = ""
			return nil
		}
		return n.inherit(r, dir, true) // It can be read.
	}
	return nil
}

// likeTheLast takes what is not given from the newest audit of the folder's
// workspace, and returns what app and release are offered.
func (n *newAudit) likeTheLast(dir string, policiesGiven, fromGiven bool) (app, release string, err error) {
	app, release = filepath.Base(dir), released(dir, "1.0")
	w, err := workspace.Find(dir)
	if errors.Is(err, workspace.ErrNone) {
		return app, release, nil
	}
	if err != nil {
		return "", "", err
	}
	heads, err := w.Audits()
	if err != nil || len(heads) == 0 {
		return app, release, err
	}
	last := heads[0]
	if !policiesGiven {
		n.policies = nil
		for _, p := range last.Policies {
			n.policies = append(n.policies, p.ID)
		}
	}
	if !fromGiven {
		n.from = last.ID
	}
	if release = released(dir, ""); release == last.Release {
		release = ""
	}
	return last.App, release, nil
}

// askPolicies asks which policies an audit asks.
func askPolicies(r *cli.Run, otherwise []string) ([]string, error) {
	known, err := policycmd.Known(r)
	if err != nil {
		return nil, err
	}
	var ids []string
	var offered []*policy.Policy
	r.Printf("Policies:\n")
	for _, k := range known {
		if !slices.Contains(ids, k.ID) {
			ids, offered = append(ids, k.ID), append(offered, k.Policy)
			r.Printf("  %-24s %s\n", k.ID, k.Title)
		}
	}
	for _, one := range session.InForceAmong(offered) {
		r.Wrapped("", one.String())
	}
	said, err := r.Ask("Which policies to ask (separated by commas)", strings.Join(otherwise, ", "))
	if err != nil {
		return nil, err
	}
	named := strings.FieldsFunc(said, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	for _, id := range named {
		if _, err := policycmd.Pick(known, id); err != nil {
			return nil, err
		}
	}
	return named, nil
}

// begin starts the audit in the workspace that the folder has or belongs to,
// and makes one in the folder where there is none.
func (n newAudit) begin(r *cli.Run, dir string) (checklist.Head, error) {
	var none checklist.Head
	known, err := policycmd.Known(r)
	if err != nil {
		return none, err
	}
	// A new audit asks the edition that was adopted, else the newest text of ours,
	// whatever the last one asked.
	rank := func(k *policycmd.Edition) int {
		switch {
		case k.Adopted:
			return 0
		case k.BuiltIn:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(known, func(a, b *policycmd.Edition) int { return rank(a) - rank(b) })
	var asked []*policy.Policy
	for _, id := range n.policies {
		p, err := policycmd.Pick(known, id)
		if err != nil {
			return none, err
		}
		if !slices.Contains(asked, p) {
			asked = append(asked, p)
		}
	}
	for _, p := range asked {
		if p.Measure().Unread() {
			policycmd.TellRead(r, p)
		}
	}
	if !n.chosen {
		for _, one := range session.InForceAmong(asked) {
			r.Note("%s", one.String())
		}
	}
	w, err := r.FindOrCreate(dir)
	if err != nil {
		return none, err
	}
	if n.team != "" && n.team != w.Team() {
		if err := w.SetTeam(n.team); err != nil {
			return none, err
		}
	}
	return w.NewAudit(strings.TrimSpace(n.app), strings.TrimSpace(n.release), asked, r.Now())
}

// inherit takes from the audit whose answers are taken over what is not given:
// its app, and the policies that it asks. Whether it can be read is known then,
// before anything is started.
func (n *newAudit) inherit(r *cli.Run, dir string, policiesGiven bool) error {
	w, err := workspace.Find(dir)
	if err != nil {
		return err
	}
	old, err := r.OpenIn(w, session.Options{Audit: n.from})
	if err != nil {
		return err
	}
	if n.app == "" {
		n.app = old.Head.App
	}
	if policiesGiven {
		return nil
	}
	n.policies = nil
	for _, p := range old.Head.Policies {
		n.policies = append(n.policies, p.ID)
	}
	return nil
}

// carry takes over what an older audit says, and tells what was left.
func carry(r *cli.Run, from string) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	old, err := r.OpenIn(s.Workspace, session.Options{Audit: from})
	if err != nil {
		return err
	}
	left, err := s.CarryFrom(old)
	if err != nil {
		return err
	}
	waiting := 0
	for _, i := range s.Items() {
		if i.Has(checklist.Stale) {
			waiting++
		}
	}
	offered := len(checklist.Suggestions(s.Audit))
	switch {
	case waiting > 0:
		r.Note("%s from %s to confirm: clausewalk confirm LABEL, or --all for your own", reports.Count(waiting, "answer"), from)
	case offered == 0:
		r.Note("no answer of %s is taken over", from)
	}
	if offered > 0 {
		r.Note("%s from the answers of %s: clausewalk suggest list", reports.Count(offered, "suggestion"), from)
	}
	for _, line := range leftLines(old.Audit, left) {
		r.Note("not copied: %s", line)
	}
	return nil
}

// leftLines says what was not taken over, clauses and facts, in one line for each
// reason.
func leftLines(old *checklist.Audit, left []checklist.Left) (lines []string) {
	names := map[string][]string{}
	var reasons []string
	for _, l := range left {
		name, why := old.Name(l.Ref), l.Why
		if l.Ref.Label == "" {
			name, why, _ = strings.Cut(l.Why, ": ")
			name = strings.TrimPrefix(name, "the fact ")
		}
		if names[why] == nil {
			reasons = append(reasons, why)
		}
		names[why] = append(names[why], name)
	}
	for _, why := range reasons {
		lines = append(lines, strings.Join(names[why], ", ")+": "+why)
	}
	return lines
}
