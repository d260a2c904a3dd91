package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/editions"
	"clausewalk/policy/library"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// checkOptions are what policy check was told.
type checkOptions struct {
	id, text     string // either may be empty: every policy that is asked, and the page at its address
	private, yes bool
}

func checkCommand(r *cli.Run) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [ID] [FILE|URL]",
		Short: "Check whether a policy's text has changed since it was pinned",
		Long: `Check whether the policy's current text still says what the pinned edition
says, which answers would go stale if it does not, and how old the text and the
guide are. Without FILE or URL it fetches the page at the policy's address,
because you asked for it here. Many pages need a login: save those in a browser
and name the file. Without ID it checks every policy in the audit.

The exit code is 0 if no word of any clause has changed, 3 if one has, and 1 if
it could not tell: the page cannot be read, or looks like a different document.
It also notes versions that have ended since the guide was written.`,
		Example: `  clausewalk policy check
  clausewalk policy check meta-developer-policies saved-page.html`,
		Args: cli.Words(0, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, arg := range args {
				switch {
				case o.text == "" && isText(r, arg):
					o.text = arg
				case o.id == "":
					o.id = arg
				default:
					return cli.Usage("clausewalk policy check [ID] [FILE|URL]", "there is no file %q", arg)
				}
			}
			return check(r, o)
		},
	}
	cmd.Flags().BoolVar(&o.private, "allow-private", false, "fetch the policy's address from this machine and from private networks too")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "compare it even if it looks like a different document")
	return cmd
}

// check holds one policy, or all that are asked, against the text of today.
func check(r *cli.Run, o checkOptions) error {
	known, err := Known(r)
	if err != nil {
		return err
	}
	s, err := r.Peek()
	if errors.Is(err, workspace.ErrNone) {
		s, err = nil, nil
	}
	if err != nil {
		return err
	}
	asked := []*policy.Policy{known[0].Policy}
	switch {
	case o.id != "":
		if asked[0], err = Pick(known, o.id); err != nil {
			return err
		}
	case o.text == "" && s != nil:
		asked = nil
		for _, p := range s.Policies {
			text, _ := s.Policy(p.ID) // As it stands, with no section laid out for a list.
			asked = append(asked, text)
		}
	}
	return checkAll(r, s, asked, o)
}

// checkAll checks each policy, and tells of all before it says what came of it.
func checkAll(r *cli.Run, s *session.Session, asked []*policy.Policy, o checkOptions) error {
	var changed []string
	var failed error
	judged := 0
	asks := func(id string) bool { return s != nil && session.Asks(s, id) }
	for _, p := range asked {
		tellAge(r, p, asks)
		if o.text == "" && !isAddress(p.Source) {
			continue
		}
		judged++
		differs, err := checkOne(r, s, p, o)
		switch {
		case err != nil && len(asked) > 1:
			r.Note("%s", err)
			failed = cli.Failed("clausewalk policy check ID FILE checks a page that was saved in a browser", "not every policy could be judged")
		case err != nil:
			return err
		case differs:
			changed = append(changed, p.ID)
		}
	}
	switch {
	case len(changed) > 0:
		have := " has changed"
		if len(changed) > 1 {
			have = " have changed"
		}
		return &cli.Fault{Err: errors.New(strings.Join(changed, ", ") + have), Hint: "clausewalk policy adopt FILE --preview shows what it does to the answers", Code: cli.ExitGate}
	case judged == 0:
		return cli.Usage("clausewalk policy check ID FILE, or an address", "check needs the text of today")
	}
	return failed
}

// tellAge says how old a policy's text and guide are, what the guide says of
// whether it is in force, and what has ended that it rests on.
func tellAge(r *cli.Run, p *policy.Policy, asks func(id string) bool) {
	for _, news := range policy.EndsNews(p.Ends(), r.Now()) {
		r.Note("%s", news)
	}
	said := p.ID + ": "
	switch {
	case p.Dated != "":
		said += "text of " + p.Dated
	default:
		said += "the text has no date"
	}
	if p.GuideDay != "" {
		said += ", guide of " + p.GuideDay
		if day, err := time.Parse(time.DateOnly, p.GuideDay); err == nil && !r.Now().Before(day) {
			said += fmt.Sprintf(", %s old", reports.Count(int(r.Now().Sub(day).Hours()/24), "day"))
		}
	}
	r.Wrapped("", said+".")
	if words := library.InForce(p, asks); words != "" {
		r.Wrapped("  In our words: ", words)
	}
}

// checkOne holds a policy against the text of today, and tells whether a clause
// says something else.
func checkOne(r *cli.Run, s *session.Session, pinned *policy.Policy, o checkOptions) (bool, error) {
	text := o.text
	about := headed{title: pinned.Title, source: pinned.Source}
	if text == "" {
		text, about.public = pinned.Source, !o.private
		r.Note("%s: fetching %s", pinned.ID, text)
	}
	today, err := read(r, pinned.ID, text, about)
	if err != nil && o.text == "" {
		return false, cli.Failed("save the page in a browser, then: clausewalk policy check "+pinned.ID+" FILE", "%w", err)
	}
	if err != nil {
		return false, cli.Failed("", "%w", err) // It could not be judged.
	}
	if today.Edition == pinned.Edition {
		r.Tell("%s says what it said\n", pinned.ID)
		return false, nil
	}
	// What a person has changed about the reading is changed in both.
	same, _, _, err := library.Inherit(pinned, today)
	if err != nil {
		return false, err
	}
	found := editions.Compare(pinned, same)
	if found.Doubt != "" && !o.yes {
		return false, cli.Failed("look at the page: it may be there no more; --yes compares it all the same", "%s: %s", pinned.ID, found.Doubt)
	}
	count := found.Count()
	if count[editions.Kept]+count[editions.Moved] == len(found.Changes)-contexts(found) {
		r.Tell("%s: no clause has changed%s\n", pinned.ID, elsewhere(count[editions.Moved]))
		return false, nil
	}
	showComparison(r, found)
	return true, tellStale(r, s, pinned, today)
}

// contexts counts the changes of what is not asked.
func contexts(found editions.Comparison) int {
	return len(slices.DeleteFunc(slices.Clone(found.Changes), func(one editions.Change) bool { return !one.Context }))
}

// elsewhere says that clauses have other labels, which changes no word of them.
func elsewhere(moved int) string {
	if moved == 0 {
		return ""
	}
	return fmt.Sprintf("; %s under another label", reports.Count(moved, "clause"))
}

// tellStale names the answers of the audit that would go stale, where it asks the
// edition.
func tellStale(r *cli.Run, s *session.Session, pinned, today *policy.Policy) error {
	if s == nil {
		return nil
	}
	if now, asked := s.Policy(pinned.ID); !asked || now.Edition != pinned.Edition {
		return nil
	}
	plan, err := s.Workspace.PlanAdoption(s.Audit, today)
	if err != nil {
		return err
	}
	r.Printf("\nIf %s adopted it\n", s.Head.ID)
	tellFitted(r, plan.Guide)
	showFates(r, plan)
	return nil
}
