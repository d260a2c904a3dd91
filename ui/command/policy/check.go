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
	asJSON       bool
}

func checkCommand(r *cli.Run) *cobra.Command {
	var o checkOptions
	cmd := cli.WithJSON(&cobra.Command{
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
		RunE: func(cmd *cobra.Command, args []string) error {
			o.asJSON = cli.AsJSON(cmd)
			for _, arg := range args {
				switch {
				// A text that is not there cannot be judged, which is no mistake in the command.
				case o.text == "" && (isText(r, arg) || o.id != "" || strings.Contains(arg, "/")):
					o.text = arg
				default:
					o.id = arg
				}
			}
			return check(r, o)
		},
	})
	cmd.Flags().BoolVar(&o.private, "allow-private", false, "fetch the policy's address from this machine and from private networks too")
	cmd.Flags().BoolVar(&o.yes, "yes", false, "compare it even if it looks like a different document")
	return cmd
}

// check compares one policy, or all that are asked, with the text of today.
func check(r *cli.Run, o checkOptions) error {
	known, err := Known(r)
	if err != nil {
		return err
	}
	if _, err := Pick(known, o.text); err == nil && !isText(r, o.text) {
		return cli.Usage("clausewalk policy check [ID] [FILE|URL]", "%q is another policy, and check takes one", o.text)
	}
	// A name with an ending is that of a text, which is not there.
	if _, err := Pick(known, o.id); err != nil && o.text == "" && strings.Contains(o.id, ".") {
		o.id, o.text = "", o.id
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
	var all []checked
	var changed []string
	var failed error
	judged := 0
	for _, p := range asked {
		one := ageOf(r, s, p)
		if !o.asJSON {
			tellAge(r, one)
		}
		if o.text != "" || isAddress(p.Source) {
			judged++
			one.judge(r, s, o)
			if !o.asJSON {
				one.tell(r, s)
			}
		}
		all = append(all, one)
		switch {
		case one.err != nil && len(asked) > 1:
			r.Note("%s", one.err)
			failed = cli.Failed("clausewalk policy check ID FILE checks a page that was saved in a browser", "not every policy could be judged")
		case one.err != nil:
			failed = one.err
		case one.State == hasChanged:
			changed = append(changed, p.ID)
		}
	}
	if o.asJSON {
		if err := r.JSON(checkedJSON(r, all)); err != nil {
			return err
		}
	}
	switch {
	case len(changed) > 0:
		have := " has changed"
		if len(changed) > 1 {
			have = " have changed"
		}
		return &cli.Fault{Err: errors.New(strings.Join(changed, ", ") + have), Hint: "clausewalk policy adopt FILE --preview shows what happens to the answers", Code: cli.ExitGate}
	case judged == 0:
		return cli.Usage("clausewalk policy check ID FILE, or an address", "check needs the current text")
	}
	return failed
}

// checked is a policy that was compared with the text of today.
type checked struct {
	pinned  *policy.Policy
	ended   []string // what has ended that its guide rests on
	inForce string   // what we say of whether it is in force
	days    int      // the age of its guide, below zero where that is not known
	State   string   // what came of it, one of those below
	err     error    // why it could not be judged
	found   editions.Comparison
	plan    *workspace.Plan // what the audit would become with it, nil where it does not ask the edition
}

// What comes of a check, as programs are told.
const (
	notRead    = "not-read"          // it has no address, and no file was named
	notJudged  = "not-judged"        // its page could not be read
	isSame     = "same"              // the whole text
	sameWords  = "no-clause-changed" // the text around them may have
	hasChanged = "changed"
)

// ageOf looks how old a policy's text and guide are.
func ageOf(r *cli.Run, s *session.Session, p *policy.Policy) checked {
	one := checked{pinned: p, ended: policy.EndsNews(p.Ends(), r.Now()), days: -1, State: notRead}
	one.inForce = library.InForce(p, func(id string) bool { return s != nil && session.Asks(s, id) })
	if day, err := time.Parse(time.DateOnly, p.GuideDay); err == nil && !r.Now().Before(day) {
		one.days = int(r.Now().Sub(day).Hours() / 24)
	}
	return one
}

// tellAge says how old a policy's text and guide are, what the guide says of
// whether it is in force, and what has ended that it rests on.
func tellAge(r *cli.Run, one checked) {
	p := one.pinned
	for _, news := range one.ended {
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
		if one.days >= 0 {
			said += fmt.Sprintf(", %s old", reports.Count(one.days, "day"))
		}
	}
	r.Wrapped("", said+".")
	if one.inForce != "" {
		r.Wrapped("  In our words: ", one.inForce)
	}
}

// judge compares the policy with the text of today.
func (c *checked) judge(r *cli.Run, s *session.Session, o checkOptions) {
	pinned := c.pinned
	text := o.text
	about := headed{title: pinned.Title, source: pinned.Source}
	if text == "" {
		text, about.public = pinned.Source, !o.private
		r.Note("%s: fetching %s", pinned.ID, text)
	}
	c.State = notJudged
	today, err := read(r, pinned.ID, text, about)
	switch {
	case err != nil && o.text == "":
		c.err = cli.Failed("save the page in a browser, then: clausewalk policy check "+pinned.ID+" FILE", "%w", err)
	case err != nil:
		c.err = cli.Failed("", "%w", err) // It could not be judged.
	case today.Edition == pinned.Edition:
		c.State = isSame
	default:
		c.err = c.compare(s, today, o.yes)
	}
}

// compare compares it with another text, and finds what would become of the audit's
// answers.
func (c *checked) compare(s *session.Session, today *policy.Policy, yes bool) error {
	// What a person has changed about the reading is changed in both.
	same, _, _, err := library.Inherit(c.pinned, today)
	if err != nil {
		return err
	}
	c.found = editions.Compare(c.pinned, same)
	if c.found.Doubt != "" && !yes {
		return cli.Failed("look at the page: it may be gone; --yes compares it anyway", "%s: %s", c.pinned.ID, c.found.Doubt)
	}
	count := c.found.Count()
	if count[editions.Kept]+count[editions.Moved] == len(c.found.Changes)-contexts(c.found) {
		c.State = sameWords
		return nil
	}
	c.State = hasChanged
	if s == nil {
		return nil
	}
	if now, asked := s.Policy(c.pinned.ID); asked && now.Edition == c.pinned.Edition {
		c.plan, err = workspace.PlanAdoption(s.Workspace, s.Audit, today)
	}
	return err
}

// tell says what came of it.
func (c *checked) tell(r *cli.Run, s *session.Session) {
	switch c.State {
	case isSame:
		r.Tell("%s says what it said\n", c.pinned.ID)
	case sameWords:
		r.Tell("%s: no clause has changed%s\n", c.pinned.ID, elsewhere(c.found.Count()[editions.Moved]))
	case hasChanged:
		showComparison(r, c.found)
	}
	if c.plan != nil {
		r.Printf("\nIf %s adopted it\n", s.Head.ID)
		tellFitted(r, c.plan.Guide)
		showFates(r, c.plan)
	}
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
