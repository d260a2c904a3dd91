package command

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

func (c *cli) evidenceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evidence",
		Short: "Add, list, open, verify and remove what shows an answer to be true",
	}
	cmd.AddCommand(c.evidenceAddCommand(), c.evidenceListCommand(), c.evidenceOpenCommand(), c.evidenceVerifyCommand(), c.evidenceRemoveCommand())
	return cmd
}

func (c *cli) evidenceAddCommand() *cobra.Command {
	var said checklist.Details
	var statement, run string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "add LABEL [EVIDENCE]...",
		Short: "Put evidence behind a clause",
		Long: `Put evidence behind a clause: a file, which is copied into the workspace; an
http or https address; or path:12 and path:12-40, lines in the app's repository.
A leading file:, link:, place: or permission: says which is meant. A permission
is a file or an address; --by and --given say who gave it and when. --statement
keeps a person's own words. --run runs a command now, in the folder of the app,
and keeps what it prints with its exit code.

The flags go for all that is added at once. Added again, a piece keeps what is
not said anew. What has run out makes a met stale.

All of it is saved as one step, or none.`,
		Example: `  clausewalk evidence add A.12 deletion-log.txt internal/delete/job.go:40-71
  clausewalk evidence add A.16 permission:letters/display.pdf --by "Meta review" --expires 2027-06-30`,
		Args: words(1, -1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveDefault // Files.
			}
			return c.completeClause()(cmd, args, begun)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && !cmd.Flags().Changed("statement") && !cmd.Flags().Changed("run") {
				return usage("name a file, an address or path:12-40", "no evidence is given for %s", args[0])
			}
			o, ref, err := c.writeClause(args[0])
			if err != nil {
				return err
			}
			var pieces []checklist.Evidence
			if cmd.Flags().Changed("statement") {
				e, err := workspace.Statement(said.Person, statement)
				if err != nil {
					return usage("say whose words they are: --by NAME", "%w", err)
				}
				pieces = append(pieces, e)
			}
			if err := allowed(o, described(ref, said, append(pieces, checklist.Evidence{Kind: checklist.PermissionEvidence})...)...); err != nil {
				return err // Before any file is copied.
			}
			specs := args[1:]
			if cmd.Flags().Changed("run") {
				allow.Run = true
				specs = append(specs, "run:"+run)
			}
			for _, spec := range specs {
				e, err := o.Collect(c.Dir, spec, allow)
				if err != nil {
					return err
				}
				pieces = append(pieces, e)
			}
			changes := described(ref, said, pieces...)
			if err := meant(allow, changes...); err != nil {
				return err
			}
			step, err := record(o, changes...)
			if err != nil {
				return err
			}
			for _, e := range step {
				c.tell("%s %s %s\n", o.Name(ref), e.Subject, checklist.Words(e.Kind, e.Value))
			}
			c.tell("%s evidence: %s, %s\n", o.Name(ref), reports.Count(len(o.Item(ref, c.moment()).Evidence), "piece"), saved(step))
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&said.Caption, "caption", "", "what is to be seen in it, in a few `words`")
	flags.StringVar(&said.Shows, "shows", "", "`policy` (what is meant to be done) or practice (what is done)")
	flags.StringVar(&said.Collected, "collected", "", "the `day` on which it was collected, 2026-03-31")
	flags.StringVar(&said.Expires, "expires", "", "the last `day` on which it shows anything")
	flags.StringVar(&statement, "statement", "", "what the person named by --by says, in their own `words`")
	flags.StringVar(&said.Person, "by", "", "the `name` of who gave the permission or says the words")
	flags.StringVar(&run, "run", "", "run a `command` and keep what it prints")
	flags.DurationVar(&allow.RunTime, "timeout", workspace.RunTime, "how long the command of --run may take")
	flags.StringVar(&said.Given, "given", "", "the `day` of the permission or of the words")
	allowFlags(cmd, &allow)
	return cmd
}

// allowFlags gives a command the flags by which a person lets pass what is
// rarely meant.
func allowFlags(cmd *cobra.Command, allow *workspace.Allow) {
	cmd.Flags().BoolVar(&allow.Large, "large", false, "keep a file of more than 25 MiB")
	cmd.Flags().BoolVar(&allow.Secrets, "allow-secrets", false, "keep what looks like a secret")
}

// described returns the changes that add the pieces with what is said of them.
// Whose words they are, a piece may say itself.
func described(ref checklist.Ref, said checklist.Details, pieces ...checklist.Evidence) []checklist.Change {
	var changes []checklist.Change
	for _, e := range pieces {
		by := cmp.Or(e.Person, said.Person)
		e.Details, e.Person = said, by
		changes = append(changes, checklist.AddEvidence(ref, e))
	}
	return changes
}

// writeClause opens the audit for changes and finds a clause in it.
func (c *cli) writeClause(labelled string) (*workspace.Open, checklist.Ref, error) {
	o, err := c.write()
	if err != nil {
		return nil, checklist.Ref{}, err
	}
	ref, err := clause(o.Audit, labelled)
	return o, ref, err
}

type evidenceJSON struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
	ID     string `json:"id"`
	checklist.Evidence
	By string `json:"by"`
	At string `json:"at"`
}

func (c *cli) evidenceListCommand() *cobra.Command {
	return withJSON(&cobra.Command{
		Use:   "list [LABEL]",
		Short: "List the evidence of a clause, or of all",
		Example: `  clausewalk evidence list A.12
  clausewalk evidence list --json`,
		Args:              words(0, 1),
		ValidArgsFunction: c.completeClause(),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := c.read()
			if err != nil {
				return err
			}
			items := o.Items(c.moment())
			if len(args) == 1 {
				ref, err := clause(o.Audit, args[0])
				if err != nil {
					return err
				}
				items = []checklist.Item{o.Item(ref, c.moment())}
			}
			listed := struct {
				Format   int            `json:"format"`
				Evidence []evidenceJSON `json:"evidence"`
			}{jsonFormat, []evidenceJSON{}}
			t := c.table("")
			for _, i := range items {
				for _, e := range i.Evidence {
					listed.Evidence = append(listed.Evidence, evidenceJSON{i.Ref.Policy, i.Ref.Label, e.ID, e, e.By.String(), stamp(e.At)})
					t.row(o.Name(i.Ref), e.ID, e.Kind, e.Target(), size(e), fmt.Sprintf("%.12s", e.SHA256), e.By, when(e.At))
				}
			}
			if asJSON(cmd) {
				return c.json(listed)
			}
			t.flush()
			return nil
		},
	})
}

// size writes how large a stored file is.
func size(e checklist.Evidence) string {
	switch {
	case e.Name == "":
		return ""
	case e.Size < 1000:
		return fmt.Sprintf("%d B", e.Size)
	case e.Size < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(e.Size)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(e.Size)/1000/1000)
	}
}

func (c *cli) evidenceRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove LABEL ID",
		Short: "Take a piece of evidence from a clause",
		Long: `Take a piece of evidence, named by its id, from a clause. A file stays in the
workspace, since the history refers to it; undo brings the piece back.`,
		Example: `  clausewalk evidence list A.12
  clausewalk evidence remove A.12 3f9a2c1b`,
		Args:              words(2, 2),
		ValidArgsFunction: c.completeClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			o, ref, err := c.writeClause(args[0])
			if err != nil {
				return err
			}
			var known []string
			for _, e := range o.Item(ref, c.moment()).Evidence {
				known = append(known, e.ID)
				if e.ID != args[1] {
					continue
				}
				step, err := record(o, checklist.RemoveEvidence(ref, e.ID))
				if err != nil {
					return err
				}
				c.tell("%s %s %s removed  %s\n", o.Name(ref), e.Kind, e.Target(), saved(step))
				return nil
			}
			return usage(nearest(args[1], known, o.Name(ref)+" has no evidence"), "unknown evidence %q of %s", args[1], o.Name(ref))
		},
	}
}
