package evidence

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// addOptions are what evidence add was told.
type addOptions struct {
	said           event.Details
	statement, run *string // nil where none was given
	allow          workspace.Allow
}

func addCommand(r *cli.Run) *cobra.Command {
	var o addOptions
	var statement, run string
	cmd := &cobra.Command{
		Use:   "add LABEL... [EVIDENCE]...",
		Short: "Add evidence to a clause",
		Long: `Add evidence to a clause: a file, which is copied into the workspace; an http
or https address; or path:12 and path:12-40, lines in the app's repository.
Start it with file:, link:, place: or permission: to say which one you mean,
and with policy: or practice: to say what that piece shows; --shows says it for
all of them. A permission is a file or an address; --by and --given say who
gave it and when. --statement records a person's own words. --run runs a
command now, in the app's folder, and keeps its output and exit code.

With several clauses, as in A.12,A.13 or A.12 A.13, each gets all the evidence.

The flags apply to everything added at once. Adding a piece again keeps
whatever you do not repeat. A met answer with expired evidence is stale.

Everything is saved together, or not at all.`,
		Example: `  clausewalk evidence add A.12,A.15 deletion-log.txt internal/delete/job.go:40-71
  clausewalk evidence add A.16 permission:letters/display.pdf --by "Meta review" --expires 2027-06-30`,
		Args: cli.Words(1, -1),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveDefault // Files.
			}
			return r.CompleteClause()(cmd, args, begun)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("statement") {
				o.statement = &statement
			}
			if cmd.Flags().Changed("run") {
				o.run = &run
			}
			return add(r, args, o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.said.Caption, "caption", "", "what it shows, in a few `words`")
	flags.StringVar(&o.said.Shows, "shows", "", "`policy` (what is supposed to be done) or practice (what is done)")
	flags.StringVar(&o.said.Collected, "collected", "", "the `day` it was collected: 2026-03-31, 5 Dec or yesterday")
	flags.StringVar(&o.said.Expires, "expires", "", "the last `day` it is valid")
	flags.StringVar(&statement, "statement", "", "what the person named with --by says, in their own `words`")
	flags.StringVar(&o.said.Person, "by", "", "the `name` of whoever gave the permission or made the statement")
	flags.StringVar(&run, "run", "", "run a `command` and keep its output")
	flags.DurationVar(&o.allow.RunTime, "timeout", workspace.RunTime, "how long the --run command may take")
	flags.StringVar(&o.said.Given, "given", "", "the `day` of the permission or the statement")
	cli.AllowFlags(cmd, &o.allow)
	return cmd
}

func add(r *cli.Run, args []string, o addOptions) error {
	s, err := r.Write()
	if err != nil {
		return err
	}
	refs, specs, err := clausesOf(r, s, args)
	if err != nil {
		return err
	}
	if len(specs) == 0 && o.statement == nil && o.run == nil {
		return cli.Usage("name a file, an address or path:12-40", "no evidence was given for %s", args[0])
	}
	if err := readDays(&o.said, r.Now()); err != nil {
		return err
	}
	pieces, err := collect(r, s, refs[0], specs, o)
	if err != nil {
		return err
	}
	var changes []event.Change
	for _, ref := range refs {
		changes = append(changes, described(ref, o.said, pieces...)...)
	}
	step, err := cli.Do(s, o.allow, changes...)
	if err != nil {
		return err
	}
	for _, e := range step {
		r.Tell("%s %s %s\n", s.Name(e.Ref()), e.Subject, event.Words(e.Kind, e.Value))
	}
	r.NoteStep(s, step)
	noteWeak(r, s, refs[0], pieces)
	for _, ref := range refs {
		r.Tell("%s evidence: %s, %s\n", s.Name(ref), reports.Count(len(s.Item(ref).Evidence), "piece"), cli.Saved(step))
	}
	return nil
}

// readDays puts days as people write them into the journal's form.
func readDays(said *event.Details, today time.Time) error {
	for _, one := range []struct {
		flag string
		day  *string
		read func(words string, today time.Time) (string, error)
	}{{"collected", &said.Collected, event.LastDay}, {"given", &said.Given, event.LastDay}, {"expires", &said.Expires, event.Day}} {
		day, err := one.read(*one.day, today)
		if err != nil {
			return cli.Usage("", "--%s: %w", one.flag, err)
		}
		*one.day = day
	}
	return nil
}

// noteWeak says which of the pieces that were just added to a clause show little.
func noteWeak(r *cli.Run, s *session.Session, ref event.Ref, pieces []event.Evidence) {
	for _, e := range s.Item(ref).Evidence {
		added := func(p event.Evidence) bool { return p.SHA256 == e.SHA256 }
		if e.Path != "" || e.URL != "" || !e.Kept() || !slices.ContainsFunc(pieces, added) {
			continue
		}
		if weak := s.Vault.Inspect(e); weak != "" {
			r.Note("%s %s: it will not convince anybody", e.Target(), weak)
		}
	}
}

// clausesOf takes the arguments apart: the clauses, with commas or blanks between
// them, and what shows them. Of a label that is a file's name too, behind the
// first one, the file is meant.
func clausesOf(r *cli.Run, s *session.Session, args []string) (refs []event.Ref, specs []string, err error) {
	for n, arg := range args {
		if n > 0 {
			if _, err := os.Lstat(r.Resolve(arg)); err == nil {
				return refs, args[n:], nil
			}
		}
		var some []event.Ref
		for label := range strings.SplitSeq(arg, ",") {
			ref, err := cli.Clause(s.Audit, strings.TrimSpace(label))
			switch {
			case err != nil && n > 0:
				return refs, args[n:], nil
			case err != nil:
				return nil, nil, err
			}
			some = append(some, ref)
		}
		refs = append(refs, some...)
	}
	return refs, nil, nil
}

// collect makes the pieces of evidence. What is said of them is looked at before
// any file is copied.
func collect(r *cli.Run, s *session.Session, ref event.Ref, specs []string, o addOptions) ([]event.Evidence, error) {
	var pieces []event.Evidence
	if o.statement != nil {
		e, err := workspace.Statement(o.said.Person, *o.statement)
		if err != nil {
			return nil, cli.Usage("say whose statement it is: --by NAME", "%w", err)
		}
		pieces = append(pieces, e)
	}
	tried := append(slices.Clone(pieces), event.Evidence{Kind: event.PermissionEvidence})
	if err := cli.Check(s, o.allow, described(ref, o.said, tried...)...); err != nil {
		return nil, err
	}
	if o.run != nil {
		o.allow.Run = true
		specs = append(slices.Clone(specs), "run:"+*o.run)
	}
	for _, spec := range specs {
		e, err := r.Collect(s, spec, o.allow)
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, e)
	}
	return pieces, nil
}

// described returns the changes that add the pieces with what is said of them.
// Whose words they are and what they show, a piece may say itself.
func described(ref event.Ref, said event.Details, pieces ...event.Evidence) []event.Change {
	var changes []event.Change
	for _, e := range pieces {
		shows, by := cmp.Or(said.Shows, e.Shows), cmp.Or(e.Person, said.Person)
		e.Details, e.Shows, e.Person = said, shows, by
		changes = append(changes, event.AddEvidence(ref, e))
	}
	return changes
}
