package submission

import (
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
)

func newCommand(r *cli.Run) *cobra.Command {
	var permissions []string
	var policyID string
	cmd := &cobra.Command{
		Use:   "new --permission LIST",
		Short: "Start a submission with some of the permissions in scope",
		Long: `Start a submission with some of the permissions in scope. From then on, items
are asked for these permissions only.`,
		Example: `  clausewalk submission new --permission instagram_business_basic,instagram_business_content_publish
  clausewalk submission new --permission instagram_business_basic --policy instagram-app-review`,
		Args: cli.Words(0, 0),
		RunE: func(*cobra.Command, []string) error { return begin(r, policyID, names(permissions)) },
	}
	cmd.Flags().StringArrayVar(&permissions, "permission", nil, "the `permissions`, separated by commas")
	cmd.Flags().StringVar(&policyID, "policy", "", "the `policy` that prepares the review, if there are several")
	return cmd
}

func begin(r *cli.Run, policyID string, permissions []string) error {
	if len(permissions) == 0 {
		return cli.Usage("--permission names some of those that clausewalk scope lists", "submission new: name at least one permission")
	}
	s, err := r.Write()
	if err != nil {
		return err
	}
	change, id, err := clauses.BeginSubmission(s, policyID, permissions)
	if err != nil {
		return err
	}
	step, err := cli.Do(s, workspace.Allow{}, change)
	if err != nil {
		return err
	}
	one, err := checklist.FindSubmission(s.Audit, id)
	if err != nil {
		return err
	}
	r.Printf("%d\n", one.Number)
	r.Tell("%s: %s  %s\n", one.Name(), one.InWords(), cli.Saved(step))
	if left := s.LeftOut(one.Policy); len(left) > 0 {
		r.Note("not asked until a later submission: %s", strings.Join(left, ", "))
	}
	return nil
}
