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
)

// defaultPolicy is what an audit asks when nobody says otherwise.
const defaultPolicy = "instagram-platform"

func (c *cli) newCommand() *cobra.Command {
	var app, release, from string
	policies := []string{defaultPolicy}
	cmd := &cobra.Command{
		Use:   "new --app NAME --release RELEASE",
		Short: "Start an audit, and print its id",
		Long: `Start an audit and print its id. It is kept in .clausewalk in the current
folder, or in the one above that has it already. On a terminal it asks for what
is not given.

--policy may be given more than once: the audit then asks several policies in one
walk, each with its own progress.

--from takes over what an older audit of the workspace says of clauses with the
same text: answers, reasons, gaps, evidence, facts, and what the platform
decided. Each answer counts only when somebody confirms it.`,
		Example: `  clausewalk new --app Photobook --release 2.4 --policy instagram-platform --policy instagram-app-review
  clausewalk new --app Photobook --release 2.5 --from photobook-2.4`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if (app == "" || release == "") && c.Terminal {
				given := cmd.Flags().Changed
				return c.askNew(app, release, from, policies, given("policy"), given("from"))
			}
			dir, err := c.folder()
			if err != nil {
				return err
			}
			return c.beginFrom(dir, from, app, release, policies)
		},
	}
	cmd.Flags().StringVar(&app, "app", "", "the app's `name`")
	cmd.Flags().StringVar(&release, "release", "", "the `release` that is audited")
	cmd.Flags().StringVar(&from, "from", "", "the `audit` whose answers are taken over, to be confirmed")
	cmd.Flags().StringArrayVar(&policies, "policy", policies, "the `id` of a policy to ask, or id@edition; again for more")
	return cmd
}

// beginFrom starts an audit, prints its id, and takes over what an older one
// says where one is named.
func (c *cli) beginFrom(dir, from, app, release string, policies []string) error {
	if strings.TrimSpace(app) == "" || strings.TrimSpace(release) == "" {
		return usage("clausewalk new --app NAME --release RELEASE", "an audit needs the app's name and release")
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
}

// askNew asks for what a new audit needs and was not given. The defaults are
// those of the newest audit, whose answers are offered.
func (c *cli) askNew(app, release, from string, policies []string, policiesGiven, fromGiven bool) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	var heads []checklist.Head
	if w, err := workspace.Find(dir); err == nil {
		if heads, err = w.Audits(); err != nil {
			return err
		}
	} else if !errors.Is(err, workspace.ErrNone) {
		return err
	}
	name, next := filepath.Base(dir), "1.0"
	if len(heads) > 0 {
		last := heads[0]
		name, next = last.App, ""
		if !policiesGiven {
			policies = nil
			for _, p := range last.Policies {
				policies = append(policies, p.ID)
			}
		}
		if !fromGiven {
			from = last.ID
		}
	}
	for _, one := range []struct {
		question string
		value    *string
		other    string
	}{{"App", &app, name}, {"Release", &release, next}} {
		if *one.value == "" {
			if *one.value, err = c.ask(one.question, one.other); err != nil {
				return err
			}
		}
	}
	if !policiesGiven {
		if policies, err = c.askPolicies(policies); err != nil {
			return err
		}
	}
	if !fromGiven && from != "" {
		if from, err = c.ask("Take over the answers of (none for none)", from); err != nil {
			return err
		}
		if strings.EqualFold(from, "none") {
			from = ""
		}
	}
	return c.beginFrom(dir, from, app, release, policies)
}

// askPolicies asks which policies an audit asks.
func (c *cli) askPolicies(otherwise []string) ([]string, error) {
	known, err := c.policies()
	if err != nil {
		return nil, err
	}
	var ids []string
	c.printf("Policies:\n")
	for _, k := range known {
		if !slices.Contains(ids, k.ID) {
			ids = append(ids, k.ID)
			c.printf("  %-24s %s\n", k.ID, k.Title)
		}
	}
	said, err := c.ask("Which are asked (several with commas)", strings.Join(otherwise, ", "))
	if err != nil {
		return nil, err
	}
	named := strings.FieldsFunc(said, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	for _, id := range named {
		if _, err := pick(known, id); err != nil {
			return nil, err
		}
	}
	return named, nil
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
	return w.NewAudit(strings.TrimSpace(app), strings.TrimSpace(release), asked, c.Now())
}

func (c *cli) findOrCreate(dir string) (*workspace.Workspace, error) {
	w, err := workspace.Find(dir)
	if errors.Is(err, workspace.ErrNone) {
		return workspace.Create(dir)
	}
	return w, err
}
