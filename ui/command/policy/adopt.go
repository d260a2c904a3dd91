package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// adoptOptions are what policy adopt was told.
type adoptOptions struct {
	id, dated            string
	preview, yes, asJSON bool
}

func adoptCommand(r *cli.Run) *cobra.Command {
	var o adoptOptions
	cmd := cli.WithJSON(&cobra.Command{
		Use:   "adopt [NEW]",
		Short: "Switch to another edition of a policy, or to changed rules",
		Long: `Switch to another edition of a policy in the audit. NEW is a file, an address,
a policy's id, or id@edition. Clauses are matched by their words. Clauses that
say the same keep their answers, even under a new label; reworded ones keep
theirs to be confirmed again; answers to clauses that were split or merged are
offered to the new ones; the rest stay in the report's appendix.

Without NEW it adopts the rules as they are in the workspace: guide.yaml,
assess.yaml, and what audit.json says. If somebody has changed them since the
audit began, the gate stays closed until a person adopts the change or restores
the files.

It is one step, and clausewalk undo reverses it. The older edition stays where
it is.`,
		Example: `  clausewalk policy adopt policy-of-today.html --preview
  clausewalk policy adopt --preview`,
		Args: cli.Words(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.asJSON = cli.AsJSON(cmd)
			if len(args) == 0 {
				return adoptRules(r, o)
			}
			return adopt(r, args[0], o)
		},
	})
	cmd.Flags().StringVar(&o.id, "id", "", "the `id` of the policy the file is an edition of, if the audit asks several")
	cmd.Flags().StringVar(&o.dated, "dated", "", "the `date` of the edition")
	cmd.Flags().BoolVar(&o.preview, "preview", false, "show what would happen to each clause and its answer, and change nothing")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "adopt it even if the texts do not look like two editions of one policy")
	return cmd
}

func adopt(r *cli.Run, name string, o adoptOptions) error {
	open := r.Write
	if o.preview {
		open = r.Peek
	}
	s, err := open()
	if err != nil {
		return err
	}
	if rules := rulesNamed(r, s, name); rules != nil {
		return takePlan(r, s, rules, o)
	}
	next, err := editionNamed(r, s, name, o)
	if err != nil {
		return err
	}
	plan, err := workspace.PlanAdoption(s.Workspace, s.Audit, next)
	if err != nil {
		return cli.Usage("", "%w", err)
	}
	if o.preview && o.asJSON {
		return r.JSON(planOf(s.Audit, plan, r.Now()))
	}
	if o.preview {
		showPlan(r, plan)
		return nil
	}
	if plan.Doubt != "" && !o.yes {
		return cli.Failed("look at it with --preview; --yes adopts it anyway", "these do not look like two editions of %s: %s", next.ID, plan.Doubt)
	}
	if err := workspace.Pin(s.Workspace, plan); err != nil {
		return err
	}
	s.Know(plan.Next)
	step, err := cli.Do(s, workspace.Allow{}, plan.Change)
	if err != nil {
		return err
	}
	for _, lost := range plan.Lost {
		r.Note("%s", lost)
	}
	if o.asJSON {
		return r.JSON(planOf(s.Audit, plan, r.Now()))
	}
	tellFitted(r, plan.Guide)
	r.Tell("%s: edition %s adopted  %s\n%s\n", next.ID, next.ShortEdition(), cli.Saved(step), checklist.Fates(s.Audit, r.Now()))
	return nil
}

// planOf describes an adoption: the comparison, and what becomes of the answers.
func planOf(a *checklist.Audit, plan *workspace.Plan, at time.Time) any {
	now, _ := a.Policy(plan.Next.ID)
	old := *now
	old.Edition = plan.Change.Value.(event.Adoption).From // It may be adopted by now.
	fate := checklist.Fates(plan.Then, at)
	return struct {
		comparisonJSON
		Answers map[string]int `json:"answers"`
		Lost    []string       `json:"lost"` // what was written for the older text and has no place any more
	}{comparisonOf(&old, plan.Next, plan.Comparison), map[string]int{
		"kept": fate.Kept, "confirm": fate.Confirm, "offered": fate.Offered, "archived": fate.Archived, "open": fate.Open,
	}, append([]string{}, plan.Lost...)}
}

// editionNamed finds the edition that a person wants to adopt.
func editionNamed(r *cli.Run, s *session.Session, name string, o adoptOptions) (*policy.Policy, error) {
	var ids []string
	for _, p := range s.Policies {
		ids = append(ids, p.ID)
	}
	if isText(r, name) {
		if o.id == "" {
			o.id = ids[0]
			if len(ids) > 1 {
				return nil, cli.Usage("--id "+cli.Alternatives(ids), "the audit asks several policies: of which is %s an edition?", name)
			}
		}
		now, ok := s.Policy(o.id)
		if !ok {
			return nil, cli.Usage(cli.Nearest(o.id, ids, ""), "the audit asks no policy %q", o.id)
		}
		return read(r, o.id, name, headed{title: now.Title, source: now.Source, dated: o.dated})
	}
	id, edition, _ := strings.Cut(name, "@")
	if !slices.Contains(ids, id) {
		return nil, cli.Usage(cli.Nearest(id, ids, ""), "the audit asks no policy %q, and there is no such file", name)
	}
	return otherEdition(r, s, name, id, edition)
}

// otherEdition finds the one known edition of a policy, whose digits begin as
// given, that is not in force. Where adoptions are in conflict any will do.
func otherEdition(r *cli.Run, s *session.Session, name, id, edition string) (*policy.Policy, error) {
	known, err := Known(r)
	if err != nil {
		return nil, err
	}
	now, _ := s.Policy(id)
	var found []*policy.Policy
	var editions []string
	for _, k := range known {
		if k.ID == id && strings.HasPrefix(k.Edition, edition) && (k.Edition != now.Edition || len(checklist.Disputes(s.Audit)) > 0) {
			found, editions = append(found, k.Policy), append(editions, k.ID+"@"+k.ShortEdition())
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, cli.Usage(cli.OneOf(editions), "%s has several editions", id)
	}
	return nil, cli.Usage("name a file, or add one with clausewalk policy add", "there is no other edition %q", name)
}

// showPlan prints what would become of each clause and of its answer.
func showPlan(r *cli.Run, plan *workspace.Plan) {
	if plan.Doubt != "" {
		r.Note("these do not look like two editions of one policy: %s", plan.Doubt)
	}
	r.Printf("%s, edition %s\n", plan.Next.Title, plan.Next.ShortEdition())
	tellFitted(r, plan.Guide)
	showComparison(r, plan.Comparison)
	showFates(r, plan)
	r.Tell("a preview: nothing was changed\n")
}

// showFates prints what would become of the answers.
func showFates(r *cli.Run, plan *workspace.Plan) {
	r.Printf("\n%s\n", checklist.Fates(plan.Then, r.Now()))
	eachFate(r, plan, func(name string, i checklist.Item) {
		r.Printf("  %s  %s: %s\n", plan.Then.Name(i.Ref), i.VerdictWords(), name)
	})
	for _, lost := range plan.Lost {
		r.Printf("  %s\n", lost)
	}
}

// eachFate goes through the answers that would not stay as they are.
func eachFate(r *cli.Run, plan *workspace.Plan, list func(name string, i checklist.Item)) {
	for _, i := range plan.Then.Items(r.Now()) {
		if i.Reworded != nil {
			list("to confirm again", i)
		}
	}
	for _, old := range checklist.Archive(plan.Then, r.Now()) {
		if old.Touched() {
			list(offeredWords(plan.Then, old), old.Item)
		}
	}
}

// offeredWords says what has become of an archived answer.
func offeredWords(a *checklist.Audit, old checklist.Archived) string {
	var to []string
	for _, ref := range old.Offered {
		to = append(to, a.Name(ref))
	}
	if len(to) == 0 {
		return "archived"
	}
	return "offered to " + strings.Join(to, ", ")
}
