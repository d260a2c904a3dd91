package command

import (
	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// unknowable is what no look at the files can tell.
const unknowable = "verify cannot know whether an answer is true, whether a name is right, or whether lines were removed before anybody read them or git had them"

func verifyCommand(r *cli.Run) *cobra.Command {
	return cli.WithJSON(&cobra.Command{
		Use:   "verify",
		Short: "Check every journal line, pinned text, sign-off and evidence file",
		Long: `verify checks the audit from the ground up: that every journal line is as it
was written and follows the one before, that no line saved here is missing,
that the pinned policies and the evidence files are unchanged, and that each
signed state can be reproduced. It prints everything that is wrong at once,
changes nothing, and exits with 1 if anything is.`,
		Example: `  clausewalk verify
  clausewalk verify --workspace ~/src/photobook --json`,
		Args: cli.Words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return verify(r, cli.AsJSON(cmd)) },
	})
}

func verify(r *cli.Run, asJSON bool) error {
	w, err := r.Find()
	if err != nil {
		return err
	}
	head, faults, notes := workspace.Verify(w, r.Audit, r.Now())
	if asJSON {
		if err := r.JSON(struct {
			Format int      `json:"format"`
			Audit  string   `json:"audit"`
			Faults []string `json:"faults"`
			Notes  []string `json:"notes"`
		}{cli.JSONFormat, head.ID, words(faults), words(notes)}); err != nil {
			return err
		}
	} else {
		for _, f := range faults {
			r.Printf("%s\n", f)
		}
		for _, n := range notes {
			r.Printf("note: %s\n", n)
		}
	}
	_, _ = r.Peek() // It tells what waits to be saved; whether the audit opens was just said.
	if len(faults) > 0 {
		return cli.Failed("git log shows who changed the files; restore them from a backup or git", "%s in audit %s", reports.Count(len(faults), "fault"), head.ID)
	}
	if !asJSON {
		r.Tell("%s: every journal, pinned text, sign-off and evidence file is as it was written\n", head.ID)
		r.Tell("%s\n", unknowable)
	}
	return nil
}

func words(errs []error) []string {
	all := []string{}
	for _, err := range errs {
		all = append(all, err.Error())
	}
	return all
}
