package command

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

func (c *cli) outcomeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outcome",
		Short: "Keep what the platform really decided",
	}
	cmd.AddCommand(c.outcomeAddCommand(), c.outcomeListCommand(), c.outcomeRemoveCommand())
	return cmd
}

func (c *cli) outcomeAddCommand() *cobra.Command {
	var result, on, permission, release, said string
	var about []string
	var allow workspace.Allow
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Add a decision of the platform",
		Long: `Add what the platform decided about a submission: approved, rejected, or changes
asked for. It stands at the clauses that --clause names, at the items of its
--permission, in the report, and in every later audit that is started --from this
one.`,
		Example: `  clausewalk outcome add --result approved --on 2026-12-01
  clausewalk outcome add --result rejected --on 2026-12-01 --permission instagram_business_basic --clause E.3 --words "Unable to verify use case in app"`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			kind := checklist.Result(strings.ToLower(result))
			if known := resultNames(); !slices.Contains(known, string(kind)) {
				return usage(nearest(result, known, "--result is "+alternatives(known)), "unknown result %q", result)
			}
			o, err := c.write()
			if err != nil {
				return err
			}
			if said, err = c.text(said); err != nil {
				return err
			}
			if on == "" {
				on = c.Now().UTC().Format(time.DateOnly)
			}
			if release == "" {
				release = o.Head.Release
			}
			var refs []checklist.Ref
			for _, name := range about {
				ref, err := clause(o.Audit, o.NameFor(name, permission))
				if err != nil {
					return err
				}
				refs = append(refs, ref)
			}
			made := checklist.Outcome{Result: kind, On: on, Release: release, Permission: permission, Words: said}
			changes := checklist.AddOutcome(o.Hand.NewID(), made, refs...)
			if err := allowed(o, changes...); err != nil {
				return err
			}
			if err := meant(allow, changes...); err != nil {
				return err
			}
			step, err := o.Do(changes...)
			if err != nil {
				return err
			}
			c.tell("%s  %s\n", made, saved(step))
			return nil
		},
	}
	cmd.Flags().StringVar(&result, "result", "", "how it was decided: `"+strings.Join(resultNames(), "|")+"`")
	cmd.Flags().StringVar(&on, "on", "", "the `date` of the decision, as 2026-12-05 (default: today)")
	cmd.Flags().StringVar(&permission, "permission", "", "the `permission` that it is about (default: the whole submission)")
	cmd.Flags().StringArrayVar(&about, "clause", nil, "the `label` of a clause that it is about; again for more")
	cmd.Flags().StringVar(&said, "words", "", "the platform's own words: `text`, @file, or - for standard input")
	cmd.Flags().StringVar(&release, "release", "", "the `release` that was submitted (default: that of the audit)")
	cmd.Flags().BoolVar(&allow.Secrets, "allow-secrets", false, "keep words in which something looks like a secret")
	return cmd
}

type outcomeJSON struct {
	ID string `json:"id"`
	checklist.Outcome
	Clauses []string `json:"clauses"`
	Carried string   `json:"carried"` // the audit that it was taken over from
	By      string   `json:"by"`
	At      string   `json:"at"`
}

func (c *cli) outcomeListCommand() *cobra.Command {
	return withJSON(&cobra.Command{
		Use:   "list",
		Short: "List what the platform decided, oldest first",
		Example: `  clausewalk outcome list
  clausewalk outcome list --json`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := c.peek()
			if err != nil {
				return err
			}
			listed := []outcomeJSON{}
			for _, one := range o.Outcomes() {
				names := []string{}
				for _, ref := range one.Refs {
					names = append(names, o.Name(ref))
				}
				listed = append(listed, outcomeJSON{one.ID, one, names, one.Carried, one.By.String(), stamp(one.At)})
			}
			if asJSON(cmd) {
				return c.json(struct {
					Format   int           `json:"format"`
					Outcomes []outcomeJSON `json:"outcomes"`
				}{jsonFormat, listed})
			}
			for _, one := range listed {
				c.printf("%s\n", one.Outcome)
				about := strings.Join(one.Clauses, ", ")
				if one.Carried != "" {
					about = strings.TrimPrefix(about+", taken over from "+one.Carried, ", ")
				}
				if about != "" {
					c.block("      ", about)
				}
				c.block("      ", one.ID+", entered by "+one.By)
			}
			c.tell("%s\n", reports.Count(len(listed), "decision"))
			return nil
		},
	})
}

func (c *cli) outcomeRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   "Take a decision out again that was entered by mistake",
		Example: "  clausewalk outcome remove 01h7qk3f9q2m8\n  clausewalk outcome list",
		Args:    words(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			o, err := c.write()
			if err != nil {
				return err
			}
			changes, err := o.RemoveOutcome(args[0])
			if err != nil {
				return usage("clausewalk outcome list tells the ids", "%w", err)
			}
			step, err := record(o, changes...)
			if err != nil {
				return err
			}
			c.tell("removed  %s\n", saved(step))
			return nil
		},
	}
}

func resultNames() (all []string) {
	for _, r := range checklist.Results() {
		all = append(all, string(r))
	}
	return all
}
