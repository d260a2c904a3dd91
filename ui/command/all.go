package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/command/sources"
)

// withAll gives a command the flag --all, which asks for one line an audit over
// trees of folders. Gate says that the line tells of the gate, and the exit code
// whether all of them hold.
func withAll(r *cli.Run, cmd *cobra.Command, gate bool) *cobra.Command {
	one := cmd.RunE
	all := cmd.Flags().Bool("all", false, "one line per audit, for all workspaces and git repositories below the folders, worst first")
	wanted := sources.Wanted{Gates: gate}
	wanted.Flags(cmd)
	cmd.Use += " [--all FOLDER...]"
	cmd.Args = cli.Words(0, -1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *all:
			return listAll(r, cmd, args, &wanted)
		case wanted.Given():
			return cli.Usage("clausewalk "+cmd.Name()+" --all --repos FILE", "--repos and --fetch are for many audits, and need --all")
		case len(args) > 0:
			return cli.Usage("clausewalk "+cmd.Name()+" --all FOLDER... takes folders", "%s: unexpected %q", cmd.CommandPath(), args[0])
		}
		return one(cmd, args)
	}
	return cmd
}

// oneOfMany is an audit among those of many workspaces, or why it could not be
// read.
type oneOfMany struct {
	Folder string        `json:"folder"`
	State  reports.State `json:"state,omitempty"` // empty for what cannot be read
	auditJSON
	Clauses  int    `json:"clauses"` // in scope
	Answered int    `json:"answered"`
	Gaps     int    `json:"gaps"`
	Holds    bool   `json:"holds"`         // the gate does
	Why      string `json:"why,omitempty"` // it does not
	Error    string `json:"error,omitempty"`
}

func oneOf(l portfolio.Line) oneOfMany {
	editions := []checklist.Edition{}
	for _, p := range l.Policies {
		editions = append(editions, checklist.Edition{ID: p.ID, Edition: p.Edition})
	}
	return oneOfMany{
		l.Repository, l.State, auditJSON{l.Audit, l.App, l.Release, editions},
		l.Counts.Clauses, l.Counts.Answered, l.Counts.Gaps, l.Holds, l.Why, l.Error,
	}
}

// total counts all audits together.
type total struct {
	Audits     int `json:"audits"`
	Unreadable int `json:"unreadable"`
	Complete   int `json:"complete"`
	Hold       int `json:"hold"` // their gate does
	Clauses    int `json:"clauses"`
	Answered   int `json:"answered"`
	Gaps       int `json:"gaps"`
}

func listAll(r *cli.Run, cmd *cobra.Command, folders []string, wanted *sources.Wanted) error {
	var only error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if name := f.Name; !slices.Contains([]string{"all", "json", "repos", "fetch"}, name) && cmd.InheritedFlags().Lookup(name) == nil {
			only = cmp.Or(only, cli.Usage("leave out one of them", "--%s is for one audit, and --all is for many", name))
		}
	})
	if only != nil {
		return only
	}
	if r.Workspace != "" || r.Audit != "" {
		return cli.Usage("name the folders after --all", "--all cannot be combined with --workspace or --audit")
	}
	if len(folders) == 0 && !wanted.Given() {
		folders = []string{"."}
	}
	from, err := wanted.Of(r, folders)
	if err != nil {
		return err
	}
	book := portfolio.NewBook(r.Moment(), 0)
	if err := book.Read(cmd.Context(), from); err != nil {
		return err
	}
	if len(book.Lines) == 0 {
		return sources.NoAudit(append(folders, wanted.Files()...))
	}
	if err := showAll(r, book, cli.AsJSON(cmd), wanted.Gates); err != nil {
		return err
	}
	return judgeAll(book.Total, wanted.Gates)
}

func showAll(r *cli.Run, book *portfolio.Book, asJSON, gate bool) error {
	sum := book.Total
	if asJSON {
		all := make([]oneOfMany, len(book.Lines))
		for n, l := range book.Lines {
			all[n] = oneOf(l)
		}
		return r.JSON(struct {
			Format int         `json:"format"`
			Audits []oneOfMany `json:"audits"`
			Total  total       `json:"total"`
		}{cli.JSONFormat, all, total{sum.Apps, sum.Unreadable, sum.Complete, sum.Hold, sum.Clauses, sum.Answered, sum.Gaps}})
	}
	t := r.Table("")
	for _, l := range book.Lines {
		t.Row(l.Repository, l.Audit, strings.TrimSpace(l.App+" "+l.Release), string(l.State), lineWords(l, gate))
	}
	t.Flush()
	complete := fmt.Sprintf("%d complete", sum.Complete)
	if gate {
		complete = fmt.Sprintf("the gate holds in %d", sum.Hold)
	}
	r.Printf("total: %s, %s, %d unreadable; %d of %s answered, %s\n", reports.Count(sum.Apps, "audit"), complete, sum.Unreadable,
		sum.Answered, reports.Count(sum.Clauses, "clause"), reports.Count(sum.Gaps, "gap"))
	return nil
}

// lineWords says where an audit stands, or why its gate does not hold.
func lineWords(l portfolio.Line, gate bool) string {
	switch {
	case l.Error != "":
		return "cannot be read: " + l.Error
	case gate:
		return cmp.Or(l.Why, "the gate holds")
	}
	said := cli.Headline(l.Counts.Coverage().Progress)
	if l.State == reports.OtherRules {
		said += ", by changed rules that nobody has adopted"
	}
	return said
}

// judgeAll fails where an audit could not be read, and where the gates were asked
// for and one of them does not hold.
func judgeAll(sum portfolio.Total, gate bool) error {
	if err := sources.Unreadable(sum); err != nil || !gate || sum.Hold == sum.Apps {
		return err
	}
	return &cli.Fault{
		Err:  fmt.Errorf("the gate does not hold in %d of %s", sum.Apps-sum.Hold, reports.Count(sum.Apps, "audit")),
		Hint: "clausewalk check --workspace FOLDER names each problem", Code: cli.ExitGate,
	}
}
