package command

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
)

func (c *cli) policyAdoptCommand() *cobra.Command {
	var id, dated string
	var preview, yes bool
	cmd := withJSON(&cobra.Command{
		Use:   "adopt NEW",
		Short: "Go over to another edition of a policy, and keep the answers",
		Long: `Go over to another edition of a policy that the audit asks. NEW is a file, an
address, a policy's id, or id@edition. Clauses are matched by their words: those that say
the same keep their answers, under other labels too; those that were reworded
keep them to be confirmed again; the answers of those that were split or merged
are offered to the new ones; those of the others stay in the report's appendix.

It is one step: clausewalk undo takes it back. The older edition stays where it is.`,
		Example: `  clausewalk policy adopt policy-of-today.html --preview
  clausewalk policy adopt our-terms@9f2c61 --yes`,
		Args: words(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			open := c.write
			if preview {
				open = c.peek
			}
			o, err := open()
			if err != nil {
				return err
			}
			next, err := c.editionNamed(o, args[0], id, dated)
			if err != nil {
				return err
			}
			plan, err := o.Workspace.PlanAdoption(o.Audit, next)
			if err != nil {
				return usage("", "%w", err)
			}
			if preview && asJSON(cmd) {
				return c.json(planOf(o.Audit, plan, c.Now()))
			}
			if preview {
				c.showPlan(plan)
				return nil
			}
			if plan.Doubt != "" && !yes {
				return failed("look at it with --preview; --yes adopts it all the same", "these look like no two editions of %s: %s", next.ID, plan.Doubt)
			}
			if err := o.Workspace.Pin(plan); err != nil {
				return err
			}
			step, err := record(o, plan.Change)
			if err != nil {
				return err
			}
			for _, lost := range plan.Lost {
				c.note("%s", lost)
			}
			if asJSON(cmd) {
				return c.json(planOf(o.Audit, plan, c.Now()))
			}
			c.tell("%s: edition %s adopted  %s\n%s\n", next.ID, next.ShortEdition(), saved(step), o.Fates(c.Now()))
			return nil
		},
	})
	cmd.Flags().StringVar(&id, "id", "", "the `id` of the policy that the file is an edition of, where the audit asks several")
	cmd.Flags().StringVar(&dated, "dated", "", "the `date` of the edition")
	cmd.Flags().BoolVar(&preview, "preview", false, "show what would become of each clause and its answer, and change nothing")
	cmd.Flags().BoolVar(&yes, "yes", false, "adopt it even where the texts look like no two editions of one policy")
	return cmd
}

// planOf describes an adoption: the comparison, and what becomes of the answers.
func planOf(a *checklist.Audit, plan *workspace.Plan, at time.Time) any {
	now, _ := a.Policy(plan.Next.ID)
	old := *now
	old.Edition = plan.Change.Value.(checklist.Adoption).From // It may be adopted by now.
	fate := plan.Then.Fates(at)
	return struct {
		comparisonJSON
		Answers map[string]int `json:"answers"`
		Lost    []string       `json:"lost"` // what was written for the older text and has no place any more
	}{comparisonOf(&old, plan.Next, plan.Comparison), map[string]int{
		"kept": fate.Kept, "confirm": fate.Confirm, "offered": fate.Offered, "archived": fate.Archived, "open": fate.Open,
	}, append([]string{}, plan.Lost...)}
}

// editionNamed finds the edition that a person wants to adopt.
func (c *cli) editionNamed(o *workspace.Open, name, id, dated string) (*policy.Policy, error) {
	var ids []string
	for _, p := range o.Policies {
		ids = append(ids, p.ID)
	}
	if info, err := os.Stat(c.resolve(name)); name == "-" || isAddress(name) || err == nil && !info.IsDir() {
		if id == "" {
			id = ids[0]
			if len(ids) > 1 {
				return nil, usage("--id "+alternatives(ids), "the audit asks several policies: of which is %s an edition?", name)
			}
		}
		now, ok := o.Policy(id)
		if !ok {
			return nil, usage(nearest(id, ids, ""), "the audit asks no policy %q", id)
		}
		return c.readPolicy(id, name, now.Title, now.Source, dated)
	}
	known, err := c.policies()
	if err != nil {
		return nil, err
	}
	named, edition, _ := strings.Cut(name, "@")
	if !slices.Contains(ids, named) {
		return nil, usage(nearest(named, ids, ""), "the audit asks no policy %q, and there is no such file", name)
	}
	var found []*policy.Policy
	var editions []string
	for _, k := range known {
		if now, _ := o.Policy(named); k.ID == named && strings.HasPrefix(k.Edition, edition) && (k.Edition != now.Edition || len(o.Disputes()) > 0) {
			found, editions = append(found, k.Policy), append(editions, k.ID+"@"+k.ShortEdition())
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return nil, usage(oneOf(editions), "%s has several editions", named)
	}
	return nil, usage("give a file, or add one with clausewalk policy add", "there is no other edition %q", name)
}

// showPlan prints what would become of each clause and of its answer.
func (c *cli) showPlan(plan *workspace.Plan) {
	if plan.Doubt != "" {
		c.note("these look like no two editions of one policy: %s", plan.Doubt)
	}
	c.printf("%s, edition %s\n", plan.Next.Title, plan.Next.ShortEdition())
	c.showComparison(plan.Comparison)
	c.printf("\n%s\n", plan.Then.Fates(c.Now()))
	list := func(name string, i checklist.Item) {
		c.printf("  %s  %s: %s\n", plan.Then.Name(i.Ref), i.VerdictWords(), name)
	}
	for _, i := range plan.Then.Items(c.Now()) {
		if i.Reworded != nil {
			list("to confirm again", i)
		}
	}
	for _, old := range plan.Then.Archive(c.Now()) {
		if old.Touched() {
			list(offeredWords(plan.Then, old), old.Item)
		}
	}
	for _, lost := range plan.Lost {
		c.printf("  %s\n", lost)
	}
	c.tell("a preview: nothing was changed\n")
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

func (c *cli) takeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "take LABEL [NUMBER]",
		Short: "Take an older answer that a clause is offered",
		Long: `Take an older answer that a clause is offered, since an edition was adopted or a
list came to repeat its section: verdict, reason, evidence and gap. clausewalk
status lists what is offered.`,
		Example: `  clausewalk take A.12
  clausewalk take A.12 2`,
		Args:              words(1, 2),
		ValidArgsFunction: c.completeClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			number := 1
			if len(args) == 2 {
				var err error
				if number, err = strconv.Atoi(args[1]); err != nil {
					return usage("clausewalk take A.12 2", "%q is no number", args[1])
				}
			}
			o, err := c.write()
			if err != nil {
				return err
			}
			ref, err := clause(o.Audit, args[0])
			if err != nil {
				return err
			}
			offers := o.Item(ref, c.Now()).Offered
			if len(args) == 1 && len(offers) > 1 {
				return usage(fmt.Sprintf("clausewalk take %s NUMBER, from 1 to %d", o.Name(ref), len(offers)), "%s is offered several answers", o.Name(ref))
			}
			changes, err := o.Take(ref, number, c.Now())
			if err != nil {
				return usage("clausewalk status lists what is offered", "%w", err)
			}
			step, err := record(o, changes...)
			if err != nil {
				return err
			}
			c.tell("%s %s, as %s  %s\n", o.Name(ref), o.Item(ref, c.Now()).VerdictWords(), offers[number-1].Ref, saved(step))
			return nil
		},
	}
}
