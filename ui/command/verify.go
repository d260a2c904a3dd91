package command

import (
	"github.com/spf13/cobra"

	"clausewalk/reports"
)

// unknowable is what no look at the files can tell.
const unknowable = "verify cannot know whether an answer is true, whether a name is right, or whether lines were removed that nobody had read and git never had"

func (c *cli) verifyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check every journal line, pinned text, sign-off and evidence file",
		Long: `verify checks the audit from the ground up: that every line of every journal is
as it was written and follows the one before, that no line that was saved here
is missing, that the pinned policies and the evidence files are unchanged, and
that each signed state can be made again. It prints all that is wrong at once,
changes nothing, and exits with 1 when anything is.`,
		Example: `  clausewalk verify
  clausewalk verify --workspace ~/src/photobook --json`,
		Args: words(0, 0),
		RunE: func(*cobra.Command, []string) error {
			w, err := c.find()
			if err != nil {
				return err
			}
			head, faults, notes := w.Verify(c.audit, c.Now())
			if asJSON {
				said := struct {
					Format int      `json:"format"`
					Audit  string   `json:"audit"`
					Faults []string `json:"faults"`
					Notes  []string `json:"notes"`
				}{1, head.ID, []string{}, []string{}}
				for _, n := range notes {
					said.Notes = append(said.Notes, n.Error())
				}
				for _, f := range faults {
					said.Faults = append(said.Faults, f.Error())
				}
				if err := c.json(said); err != nil {
					return err
				}
			} else {
				for _, f := range faults {
					c.printf("%s\n", f)
				}
				for _, n := range notes {
					c.printf("note: %s\n", n)
				}
			}
			if len(faults) > 0 {
				return failed("git log shows who changed the files; a backup or git brings them back", "%s in audit %s", reports.Count(len(faults), "fault"), head.ID)
			}
			if !asJSON {
				c.tell("%s: every journal, pinned text, sign-off and evidence file is as it was written\n", head.ID)
				c.tell("%s\n", unknowable)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
