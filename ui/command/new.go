package command

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
)

// defaultPolicy is what an audit asks when nobody says otherwise.
const defaultPolicy = "instagram-platform"

func (c *cli) newCommand() *cobra.Command {
	var app, release, from string
	policies := []string{defaultPolicy}
	cmd := &cobra.Command{
		Use:   "new --app NAME --release RELEASE",
		Short: "Start an audit without questions, and print its id",
		Long: `Start an audit and print its id. It is kept in .clausewalk in the current
folder, or in the one above that has it already.

--from takes over what an older audit of the workspace says of clauses with the
same text: answers, reasons, gaps, evidence and facts. Each answer counts only
when somebody confirms it.`,
		Example: `  clausewalk new --app Photobook --release 2.4
  clausewalk new --app Photobook --release 2.5 --from photobook-2.4`,
		Args: words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if strings.TrimSpace(app) == "" || strings.TrimSpace(release) == "" {
				return usage("clausewalk new --app NAME --release RELEASE", "an audit needs the app's name and release")
			}
			dir, err := c.folder()
			if err != nil {
				return err
			}
			if from != "" {
				if err := c.canCarry(dir, from); err != nil {
					return err // Before anything is started.
				}
			}
			head, err := c.begin(dir, app, release, policies, c.person(dir))
			if err != nil {
				return err
			}
			c.printf("%s\n", head.ID)
			if from != "" {
				return c.carry(head.ID, from)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&app, "app", "", "the app's `name`")
	cmd.Flags().StringVar(&release, "release", "", "the `release` that is audited")
	cmd.Flags().StringVar(&from, "from", "", "the `audit` whose answers are taken over, to be confirmed")
	cmd.Flags().StringArrayVar(&policies, "policy", policies, "the `id` of a policy to ask, or id@edition; again for more")
	return cmd
}

// begin starts an audit in the workspace that the folder has or belongs to,
// and makes one in the folder where there is none.
func (c *cli) begin(dir, app, release string, ids []string, who checklist.Person) (checklist.Head, error) {
	var none checklist.Head
	known, err := c.policies()
	if err != nil {
		return none, err
	}
	// A new audit asks the edition that was adopted, else the newest text of ours,
	// whatever the last one asked.
	rank := func(k knownPolicy) int {
		switch {
		case k.adopted:
			return 0
		case k.builtIn:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(known, func(a, b knownPolicy) int { return rank(a) - rank(b) })
	var asked []*policy.Policy
	for _, id := range ids {
		p, err := pick(known, id)
		if err != nil {
			return none, err
		}
		if !slices.Contains(asked, p) {
			asked = append(asked, p)
		}
	}
	w, err := c.findOrCreate(dir)
	if err != nil {
		return none, err
	}
	return w.NewAudit(strings.TrimSpace(app), strings.TrimSpace(release), asked, who, c.Now())
}

func (c *cli) findOrCreate(dir string) (*workspace.Workspace, error) {
	w, err := workspace.Find(dir)
	if errors.Is(err, workspace.ErrNone) {
		return workspace.Create(dir)
	}
	return w, err
}
