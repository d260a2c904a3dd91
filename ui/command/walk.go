package command

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui"
)

func (c *cli) walkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "clausewalk [FOLDER]",
		Short: "Walk through every clause of a platform policy, and keep the answers",
		Long: `clausewalk walks a team through every clause of a platform policy in the
terminal, keeps their answers and their evidence, and prints the audit report.

Without a command it opens the walk on the audit of the folder, or of the one
above that has one, or offers to start one.`,
		Example: `  clausewalk demo
  clausewalk ~/src/photobook`,
		Args: words(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if c.workspace != "" {
					return usage("leave out one of them", "both %q and --workspace %q name a folder", args[0], c.workspace)
				}
				c.workspace = args[0]
				if info, err := os.Stat(c.resolve(args[0])); err != nil || !info.IsDir() {
					return usage(nearest(args[0], commandNames(cmd), "clausewalk --help lists the commands"), "%q is neither a command nor a folder", args[0])
				}
			}
			if !c.Terminal && !c.plain() {
				return c.withoutScreen()
			}
			return c.walk()
		},
	}
}

// withoutScreen starts nothing. It tells where the audit stands and how to go
// on, and fails: a script that meant to do something has not done it.
func (c *cli) withoutScreen() error {
	o, err := c.peek()
	if errors.Is(err, workspace.ErrNone) {
		return usage("", "there is no terminal, so nothing is started: %w", err)
	}
	if err != nil {
		return err
	}
	c.status(o)
	return usage("answer without a screen: clausewalk answer LABEL VERDICT --reason TEXT, or clausewalk --accessible", "there is no terminal to walk on")
}

func (c *cli) walk() error {
	o, err := c.write()
	started := false
	if errors.Is(err, workspace.ErrNone) {
		started = true
		if err = c.start(); err == nil {
			o, err = c.write()
		}
	}
	if err != nil {
		return err
	}
	return c.show(o, started)
}

// show opens the walk, and tells at its end where one stands.
func (c *cli) show(o *workspace.Open, started bool) error {
	drafts, err := o.Drafts.All()
	if err != nil {
		c.note("%s", err)
	}
	dir, err := c.folder()
	if err != nil {
		return err
	}
	if err := c.out.Flush(); err != nil {
		return err
	}
	run := ui.Run
	if c.plain() {
		run = ui.RunPlain
	}
	err = run(ui.Options{
		Audit: o, Drafts: drafts, LeftAt: o.LeftAt(), Dir: dir, AskScope: started, Overview: true, Editor: cmp.Or(c.Getenv("VISUAL"), c.Getenv("EDITOR")),
		ASCII: c.ascii, Theme: c.colours(), Mouse: c.mouse, NoClipboard: c.noClipboard(),
		Opener: c.Opener, WriteReport: c.writeReport(o, reportFormats, reports.Pack), WritePacket: c.writeReport(o, packetFormats, reports.ReviewPack),
		Tool: tool(), In: c.Stdin, Out: c.Stdout,
	})
	if err != nil && !errors.Is(err, ui.ErrInterrupted) {
		return err
	}
	c.tell("%s: %s. Come back with: %s\n", o.Head.App+" "+o.Head.Release, headline(o.Items(c.Now())), c.comeBack())
	return err
}

// plain tells whether the walk is to be line by line: because somebody asked for
// it, or because the terminal cannot move its cursor.
func (c *cli) plain() bool {
	asked := c.Getenv("ACCESSIBLE")
	return c.accessible || asked != "" && asked != "0" || c.Terminal && c.Getenv("TERM") == "dumb"
}

// noClipboard tells whether the terminal is one of those that are known to take
// no OSC 52: the Linux console and Apple's Terminal.
func (c *cli) noClipboard() bool {
	return c.Getenv("TERM") == "linux" || c.Getenv("TERM_PROGRAM") == "Apple_Terminal"
}

// colours returns the theme of the walk. NO_COLOR is for all themes.
func (c *cli) colours() ui.Theme {
	if c.Getenv("NO_COLOR") != "" {
		return ui.Mono
	}
	return ui.Theme(c.theme)
}

// comeBack is the command that opens the same walk again.
func (c *cli) comeBack() string {
	words := []string{"clausewalk"}
	if c.workspace != "" {
		words = append(words, quoted(c.workspace))
	}
	if c.audit != "" {
		words = append(words, "--audit", quoted(c.audit))
	}
	if c.as != "" {
		words = append(words, "--as", quoted(c.as))
	}
	return strings.Join(words, " ")
}

var plain = regexp.MustCompile(`^[\pL\pN_./:@%+,-]+$`)

// quoted writes a word as a shell reads it.
func quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// start asks for what a new audit needs. Breaking off starts nothing.
func (c *cli) start() error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	who := c.person(dir)
	claimed := who.Name
	if who.Email != "" {
		claimed = strings.TrimSpace(who.Name + " <" + who.Email + ">")
	}
	c.printf("There is no audit in %s yet. This starts one; ctrl+c starts nothing.\n\n", dir)
	answers := []string{filepath.Base(dir), "1.0", claimed}
	for i, question := range []string{"App", "Release", "Who answers (as claimed)"} {
		if answers[i], err = c.ask(question, answers[i]); err != nil {
			return err
		}
	}
	if answers[2] != claimed {
		c.as = answers[2]
	}
	policies, err := c.askPolicies([]string{defaultPolicy})
	if err != nil {
		return err
	}
	_, err = c.begin(dir, answers[0], answers[1], policies, c.person(dir))
	return err
}

// ask asks one question. An empty line takes the default.
func (c *cli) ask(question, otherwise string) (string, error) {
	c.printf("%s [%s]: ", question, otherwise)
	if err := c.out.Flush(); err != nil {
		return "", err
	}
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	type reply struct {
		line string
		err  error
	}
	replies := make(chan reply, 1)
	go func() {
		line, err := readLine(c.Stdin)
		replies <- reply{line, err}
	}()
	select {
	case r := <-replies:
		if r.err == nil {
			if r.line = strings.TrimSpace(r.line); r.line == "" {
				r.line = otherwise
			}
			return r.line, nil
		}
	case <-interrupted.Done():
		// The program ends now, and the reader with it.
	}
	c.printf("\n")
	return "", &fault{errors.New("nothing was started"), "", exitInterrupted}
}

// readLine reads up to the end of a line and not a byte further: what follows
// belongs to the walk.
func readLine(r io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); ; {
		n, err := r.Read(b)
		if n == 1 && b[0] == '\n' {
			return strings.ToValidUTF8(string(line), "\uFFFD"), nil
		}
		line = append(line, b[:n]...)
		if err != nil {
			return "", err
		}
	}
}
