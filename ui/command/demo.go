package command

import (
	"embed"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

//go:embed _demo
var demoApp embed.FS

func (c *cli) demoCommand() *cobra.Command {
	var in string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Open a half-answered example audit in a temporary folder",
		Long: `Open a half-answered audit of a made-up app in a temporary folder. Everything
works as with your own, and nothing of yours is touched: try it here first.`,
		Example: `  clausewalk demo
  clausewalk demo --in /tmp/photobook`,
		Args: words(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := c.demoFolder(in, cmd.Flags().Changed("in"))
			if err != nil {
				return err
			}
			if err := c.makeDemo(dir); err != nil {
				return failed("", "demo: %w", err)
			}
			c.workspace, c.audit = dir, ""
			if c.Terminal {
				o, err := c.write()
				if err != nil {
					return err
				}
				return c.show(o, false)
			}
			o, err := c.peek()
			if err != nil {
				return err
			}
			c.status(o)
			c.tell("\nThe demo is in %s. Walk through it with: %s\n", dir, c.comeBack())
			c.tell("Without a screen: clausewalk answer A.25 met --workspace %s\n", quoted(dir))
			return nil
		},
	}
	cmd.Flags().StringVar(&in, "in", "", "an empty `folder` to put it into (default: a temporary one)")
	return cmd
}

// demoFolder returns the empty folder that the demo is put into.
func (c *cli) demoFolder(in string, given bool) (string, error) {
	if !given {
		return os.MkdirTemp("", "clausewalk-demo-")
	}
	const hint = "name a folder that is empty or not there yet"
	if in == "" {
		return "", usage(hint, "--in names no folder")
	}
	dir := c.resolve(in)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", usage(hint, "demo: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", usage(hint, "demo: %w", err)
	}
	if len(entries) > 0 {
		return "", usage(hint, "the folder %s is not empty", in)
	}
	return dir, nil
}

// makeDemo puts the made-up app into dir, and an audit of it that two people
// have half answered in the days before now.
func (c *cli) makeDemo(dir string) error {
	app, err := fs.Sub(demoApp, "_demo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, app); err != nil {
		return err
	}
	p, err := library.Load(defaultPolicy)
	if err != nil {
		return err
	}
	w, err := workspace.Create(dir)
	if err != nil {
		return err
	}
	ana := checklist.Person{Name: "Ana Ruiz", Email: "ana@photobook.example"}
	ben := checklist.Person{Name: "Ben Okafor", Email: "ben@photobook.example"}
	today := c.Now().UTC().Truncate(24 * time.Hour)
	clock := today.Add(-4*24*time.Hour + 14*time.Hour)
	if _, err := w.NewAudit("Photobook", "2.4", []*policy.Policy{p}, clock); err != nil {
		return err
	}
	open := func(who checklist.Person, writer string) (*demoHand, error) {
		o, err := w.Open("", checklist.Hand{
			Person: who, Writer: writer, NewID: c.NewID,
			Now: func() time.Time { clock = clock.Add(97 * time.Second); return clock },
		})
		return &demoHand{o, dir, p.ID}, err
	}
	anas, err := open(ana, "ana-ruiz-demo")
	if err != nil {
		return err
	}
	bens, err := open(ben, "ben-okafor-demo")
	if err != nil {
		return err
	}
	if err := anas.facts(demoFacts); err != nil {
		return err
	}
	if err := anas.answer(anasAnswers); err != nil {
		return err
	}
	clock = today.Add(-2*24*time.Hour + 10*time.Hour)
	if err := bens.answer(bensAnswers); err != nil {
		return err
	}
	clock = today.Add(-24*time.Hour + 9*time.Hour)
	if err := bens.gaps(today); err != nil {
		return err
	}
	// Neither of the two has seen the other's answer when giving this one.
	if err := anas.Refresh(); err != nil {
		return err
	}
	if err := bens.answer(bensSide); err != nil {
		return err
	}
	return anas.answerUnseen(anasSide)
}

// demoHand is one of the two people at work.
type demoHand struct {
	*workspace.Open
	dir, policy string
}

// demoAnswer is what somebody says of a clause, with what shows it.
type demoAnswer struct {
	label    string
	verdict  checklist.Verdict
	reason   string
	evidence []string
}

func (h *demoHand) ref(label string) checklist.Ref {
	return checklist.Ref{Policy: h.policy, Label: label}
}

func (h *demoHand) facts(facts map[string][]string) error {
	var changes []checklist.Change
	for _, f := range h.Facts() {
		changes = append(changes, checklist.SetFact(h.policy, f.Question.ID, checklist.FactAnswer{Values: facts[f.Question.ID]}))
	}
	_, err := h.Do(changes...)
	return err
}

// answer gives the answers after a look at what the other has entered.
func (h *demoHand) answer(answers []demoAnswer) error {
	if err := h.Refresh(); err != nil {
		return err
	}
	return h.answerUnseen(answers)
}

func (h *demoHand) answerUnseen(answers []demoAnswer) error {
	for _, a := range answers {
		changes := []checklist.Change{checklist.SetReason(h.ref(a.label), a.reason), checklist.SetVerdict(h.ref(a.label), a.verdict)}
		for _, spec := range a.evidence {
			e, err := h.Collect(h.dir, spec, workspace.Allow{})
			if err != nil {
				return err
			}
			changes = append(changes, checklist.AddEvidence(h.ref(a.label), e))
		}
		if _, err := h.Do(changes...); err != nil {
			return err
		}
	}
	return nil
}

// gaps says who closes the two gaps.
func (h *demoHand) gaps(today time.Time) error {
	for _, g := range []struct {
		label, owner, fix string
		days              int
	}{
		{"A.12", "Ben Okafor", "Purge the CDN when an item is deleted, and write its time into the log.", 11},
		{"A.10", "Ana Ruiz", "Rotate the server logs after 30 days, as the privacy policy says.", 24},
	} {
		ref := h.ref(g.label)
		_, err := h.Do(checklist.SetGap(ref, checklist.GapOwner, g.owner), checklist.SetGap(ref, checklist.GapFix, g.fix),
			checklist.SetGap(ref, checklist.GapDue, today.AddDate(0, 0, g.days).Format(time.DateOnly)))
		if err != nil {
			return err
		}
	}
	return nil
}
