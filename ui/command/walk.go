package command

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/ui"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/portfolio"
	"clausewalk/ui/command/report"
	"clausewalk/ui/command/submission"
	"clausewalk/ui/plain"
	"clausewalk/ui/session"
	"clausewalk/ui/walk"
)

func walkCommand(r *cli.Run) *cobra.Command {
	return &cobra.Command{
		Use:   "clausewalk [FOLDER]",
		Short: "Walk through every clause of a platform policy, and keep the answers",
		Long: `clausewalk walks a team through every clause of a platform policy in the
terminal, keeps their answers and their evidence, and prints the audit report.

Without a command it opens the audit in this folder, or in the nearest folder
above that has one, or offers to start one.`,
		Example: `  clausewalk demo
  clausewalk ~/src/photobook`,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cli.Words(0, 1)(cmd, args); err != nil {
				return cmp.Or(noCommand(r, cmd, args), err)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				if err := inFolder(r, cmd, args[0]); err != nil {
					return err
				}
			}
			if !r.Terminal && !isPlain(r) {
				return withoutScreen(r)
			}
			return startAndWalk(r)
		},
	}
}

// inFolder makes the folder that is named the one of the run.
func inFolder(r *cli.Run, cmd *cobra.Command, name string) error {
	if r.Workspace != "" {
		return cli.Usage("leave out one of them", "both %q and --workspace %q name a folder", name, r.Workspace)
	}
	r.Workspace = name
	return noCommand(r, cmd, []string{name})
}

// noCommand refuses a first word behind the program's name that is neither a command
// nor a folder.
func noCommand(r *cli.Run, cmd *cobra.Command, args []string) error {
	if cmd.HasParent() || len(args) == 0 {
		return nil
	}
	if info, err := os.Stat(r.Resolve(args[0])); err == nil && info.IsDir() {
		return nil
	}
	return cli.Usage(meant(args[0], cmd, "clausewalk --help lists the commands"), "%q is neither a command nor a folder", args[0])
}

// withoutScreen starts nothing. It tells where the audit stands and how to go
// on, and fails: a script that meant to do something has not done it.
func withoutScreen(r *cli.Run) error {
	s, err := r.Read()
	if errors.Is(err, workspace.ErrNone) {
		return cli.Usage("", "there is no terminal, so nothing was started: %w", err)
	}
	if err != nil {
		return err
	}
	printStatus(r, s)
	return cli.Usage("answer without a screen: clausewalk answer LABEL VERDICT --reason TEXT, or clausewalk --accessible", "the walk needs a terminal")
}

// startAndWalk opens the walk, on an audit that is started now where there is
// none.
func startAndWalk(r *cli.Run) error {
	s, err := openToWalk(r)
	none := errors.Is(err, workspace.ErrNone)
	if none && r.Rev == "" {
		if err = start(r); err == nil {
			s, err = openToWalk(r)
		}
	}
	if err != nil {
		return err
	}
	return show(r, s, ui.Options{AskScope: none})
}

// walkThrough opens the walk through an audit of a folder, or of a commit.
func walkThrough(r *cli.Run, in portfolio.Place) error {
	workspace, id, rev := r.Workspace, r.Audit, r.Rev
	defer func() { r.Workspace, r.Audit, r.Rev = workspace, id, rev }()
	r.Workspace, r.Audit, r.Rev = in.Folder, in.Audit, in.Rev
	s, err := openToWalk(r)
	if err != nil {
		return err
	}
	defer s.Workspace.Close()
	return show(r, s, ui.Options{})
}

// portfolioCommand is the list of many apps, which leads into the walk.
func portfolioCommand(r *cli.Run) *cobra.Command {
	return portfolio.Command(r, portfolio.Screen{
		Plain: func() bool { return isPlain(r) },
		Theme: func() ui.Theme { return colours(r) },
		Walk:  func(in portfolio.Place) error { return walkThrough(r, in) },
	})
}

// openToWalk opens the audit with a clock that goes on. The screen looks at the
// evidence by itself, and shows something meanwhile. What a commit has, or the audit
// had at another moment, is opened for reading.
func openToWalk(r *cli.Run) (*session.Session, error) {
	if err := r.Settle(); err != nil {
		return nil, err
	}
	o := session.Options{Write: true, Now: r.Clock, Look: isPlain(r)}
	w, err := r.Find()
	if err != nil {
		return nil, err
	}
	if w.Commit() != nil || !r.Past.IsZero() {
		o.Write = false
		return r.OpenFound(w, o)
	}
	return r.Open(o)
}

// show opens the walk, and tells at its end where one stands.
func show(r *cli.Run, s *session.Session, from ui.Options) error {
	if _, err := s.Drafts(); err != nil {
		r.Note("%s", err)
	}
	dir, err := r.Folder()
	if err != nil {
		return err
	}
	if err := r.Out.Flush(); err != nil {
		return err
	}
	from.Welcome = cmp.Or(from.Welcome, session.ReadOnly(s))
	run := walk.Run
	if isPlain(r) {
		run = plain.Run
	}
	err = run(ui.Options{
		Session: s, Dir: dir, AskScope: from.AskScope, Welcome: from.Welcome, Overview: true, Editor: cmp.Or(r.Getenv("VISUAL"), r.Getenv("EDITOR")),
		ASCII: r.ASCII, Theme: colours(r), Mouse: r.Mouse, Settings: r.Settings, Clock: r.Clock, NoClipboard: r.NoClipboard(), Links: knowsLinks(r.Getenv),
		Opener: r.Opener, WriteReport: report.Writer(r, s), WritePacket: report.PacketWriter(r, s), WriteHandedIn: submission.Writer(r, s),
		Tool: cli.Tool(), In: r.Stdin, Out: r.Stdout,
	})
	if err != nil && !errors.Is(err, ui.ErrInterrupted) {
		return err
	}
	r.Tell("%s: %s.\nCome back with: %s\nThe report: %s\n", s.Head.App+" "+s.Head.Release, cli.Headline(checklist.Tally(s.Items())), comeBack(r), toReport(r))
	return err
}

// isPlain tells whether the walk is to be line by line: because somebody asked for
// it, or because the terminal cannot move its cursor.
func isPlain(r *cli.Run) bool {
	asked := r.Getenv("ACCESSIBLE")
	return r.Accessible || asked != "" && asked != "0" || r.Terminal && r.Getenv("TERM") == "dumb"
}

// colours returns the theme of the walk. NO_COLOR is for all themes.
func colours(r *cli.Run) ui.Theme {
	if r.Getenv("NO_COLOR") != "" {
		return ui.Mono
	}
	return ui.Theme(r.Theme)
}

// called is what runs the program again.
func called(r *cli.Run) string { return cmp.Or(r.Called, "clausewalk") }

// comeBack is the command that opens the same walk again.
func comeBack(r *cli.Run) string {
	words := []string{called(r)}
	if r.Workspace != "" {
		words = append(words, cli.Quoted(r.Workspace))
	}
	if r.Audit != "" {
		words = append(words, "--audit", cli.Quoted(r.Audit))
	}
	if r.Rev != "" {
		words = append(words, "--rev", cli.Quoted(r.Rev))
	}
	if r.At != "" {
		words = append(words, "--at", cli.Quoted(r.At))
	}
	if r.As != "" {
		words = append(words, "--as", cli.Quoted(r.As))
	}
	return strings.Join(words, " ")
}

// toReport is the command that writes the report of the same audit.
func toReport(r *cli.Run) string {
	words := called(r) + " report -o audit.html"
	if r.Workspace != "" {
		words += " --workspace " + cli.Quoted(r.Workspace)
	}
	if r.Audit != "" {
		words += " --audit " + cli.Quoted(r.Audit)
	}
	if r.At != "" {
		words += " --at " + cli.Quoted(r.At)
	}
	return words
}

// start asks for what a new audit needs. Breaking off starts nothing.
func start(r *cli.Run) error {
	dir, err := r.Folder()
	if err != nil {
		return err
	}
	who := r.Person(dir)
	claimed := who.Name
	if who.Email != "" {
		claimed = strings.TrimSpace(who.Name + " <" + who.Email + ">")
	}
	r.Printf("There is no audit in %s yet. This starts one; ctrl+c cancels.\n\n", dir)
	answers := []string{filepath.Base(dir), released(dir, "1.0"), claimed}
	for i, question := range []string{"App", "Release", "Your name, as reports will show it"} {
		if answers[i], err = r.Ask(question, answers[i]); err != nil {
			return err
		}
	}
	named := answers[2] != claimed
	if named {
		r.As = answers[2]
		r.Tell("Kept for this folder; --as names somebody else.\n")
	}
	policies, err := askPolicies(r, []string{defaultPolicy})
	if err != nil {
		return err
	}
	if _, err = (newAudit{app: answers[0], release: answers[1], policies: policies, chosen: true}).begin(r, dir); err != nil || !named {
		return err
	}
	w, err := r.Find()
	if err != nil {
		return err
	}
	return workspace.KeepPerson(w, workspace.ParsePerson(r.As))
}
