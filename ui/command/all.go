package command

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
	"clausewalk/checklist/workspace"
	"clausewalk/policy/library"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// withAll gives a command the flag --all, which asks for one line an audit over
// trees of folders.
func withAll(r *cli.Run, cmd *cobra.Command) *cobra.Command {
	one := cmd.RunE
	all := cmd.Flags().Bool("all", false, "one line an audit over all workspaces below the folders, worst first")
	cmd.Use += " [--all FOLDER...]"
	cmd.Args = cli.Words(0, -1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *all:
			return listAll(r, args, cli.AsJSON(cmd))
		case len(args) > 0:
			return cli.Usage("clausewalk "+cmd.Name()+" --all FOLDER... takes folders", "%s: %q is too much", cmd.CommandPath(), args[0])
		}
		return one(cmd, args)
	}
	return cmd
}

// oneOfMany is an audit among those of many workspaces, or what could not be
// read.
type oneOfMany struct {
	Folder string        `json:"folder"`
	State  reports.State `json:"state,omitempty"` // empty for what cannot be read
	listed
}

// statesWorstFirst orders audits; what cannot be read comes before all of them.
var statesWorstFirst = []reports.State{"", reports.OtherRules, reports.NotAssessed, reports.Open, reports.Gaps, reports.Unsupported, reports.Complete}

func listAll(r *cli.Run, folders []string, asJSON bool) error {
	if r.Workspace != "" || r.Audit != "" {
		return cli.Usage("name the folders behind --all", "--all goes with neither --workspace nor --audit")
	}
	if len(folders) == 0 {
		folders = []string{"."}
	}
	all, err := auditsBelow(r, folders)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return cli.Failed("start one with: clausewalk new --app NAME --release RELEASE", "no audit below %s", cli.Alternatives(folders))
	}
	slices.SortStableFunc(all, func(a, b oneOfMany) int {
		return cmp.Or(
			slices.Index(statesWorstFirst, a.State)-slices.Index(statesWorstFirst, b.State),
			b.Gaps-a.Gaps, (b.Clauses-b.Answered)-(a.Clauses-a.Answered), cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.ID, b.ID))
	})
	return showAll(r, all, asJSON)
}

// auditsBelow returns every audit of every workspace below the folders.
func auditsBelow(r *cli.Run, folders []string) ([]oneOfMany, error) {
	var all []oneOfMany
	var seen []string
	var cache library.Cache
	for _, folder := range folders {
		if info, err := os.Stat(r.Resolve(folder)); err != nil || !info.IsDir() {
			return nil, cli.Usage("", "there is no folder %q", folder)
		}
		broken := func(path string, err error) { all = append(all, unreadable(typed(r, folder, path), err)) }
		workspaces(r.Resolve(folder), broken, func(root string) {
			if slices.Contains(seen, root) {
				return
			}
			seen = append(seen, root)
			all = append(all, auditsOf(r, root, typed(r, folder, root), &cache)...)
		})
	}
	return all, nil
}

// typed writes a path below a folder as the person named the folder.
func typed(r *cli.Run, folder, path string) string {
	below, err := filepath.Rel(r.Resolve(folder), path)
	if err != nil {
		return path
	}
	return filepath.Join(folder, below)
}

// workspaces finds every workspace below a folder. Links are not followed, and
// what only tools fill is passed over.
func workspaces(top string, broken func(path string, err error), found func(root string)) {
	// The function below returns no error but those that skip a folder.
	_ = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			broken(path, err)
			return fs.SkipDir
		case !d.IsDir():
			return nil
		case d.Name() == workspace.Dir:
			found(filepath.Dir(path))
			return fs.SkipDir
		case path != top && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		}
		return nil
	})
}

func unreadable(folder string, err error) oneOfMany {
	return oneOfMany{Folder: folder, listed: listed{auditJSON: auditJSON{Policies: []checklist.Edition{}}, Error: err.Error(), said: "cannot be read: " + err.Error()}}
}

func auditsOf(r *cli.Run, root, folder string, cache *library.Cache) (all []oneOfMany) {
	w, err := workspace.Find(root)
	if errors.Is(err, workspace.ErrNone) || err == nil && w.Root != root {
		err = errors.New(workspace.Dir + " holds no workspace.json")
	}
	var heads []checklist.Head
	if err == nil {
		heads, err = w.Audits()
	}
	if err != nil {
		return []oneOfMany{unreadable(folder, err)}
	}
	w.Policies = cache
	for _, h := range heads {
		one := oneOfMany{Folder: folder, listed: listAudit(r, w, h)}
		if one.State = one.state; one.err != nil {
			one.said = "cannot be read: " + one.Error
		}
		all = append(all, one)
	}
	return all
}

// total counts all audits together.
type total struct {
	Audits     int `json:"audits"`
	Unreadable int `json:"unreadable"`
	Complete   int `json:"complete"`
	Clauses    int `json:"clauses"`
	Answered   int `json:"answered"`
	Gaps       int `json:"gaps"`
}

func totalOf(all []oneOfMany) (t total) {
	for _, one := range all {
		switch one.State {
		case "":
			t.Unreadable++
		case reports.Complete:
			t.Complete++
		}
		t.Audits++
		t.Clauses, t.Answered, t.Gaps = t.Clauses+one.Clauses, t.Answered+one.Answered, t.Gaps+one.Gaps
	}
	return t
}

func showAll(r *cli.Run, all []oneOfMany, asJSON bool) error {
	sum := totalOf(all)
	if asJSON {
		if err := r.JSON(struct {
			Format int         `json:"format"`
			Audits []oneOfMany `json:"audits"`
			Total  total       `json:"total"`
		}{cli.JSONFormat, all, sum}); err != nil {
			return err
		}
	} else {
		t := r.Table("")
		for _, one := range all {
			t.Row(one.Folder, one.ID, one.App+" "+one.Release, string(one.State), one.said)
		}
		t.Flush()
		r.Printf("total: %s, %d complete, %d unreadable; %d of %s answered, %s\n", reports.Count(sum.Audits, "audit"), sum.Complete, sum.Unreadable,
			sum.Answered, reports.Count(sum.Clauses, "clause"), reports.Count(sum.Gaps, "gap"))
	}
	if sum.Unreadable > 0 {
		return cli.Failed("clausewalk verify --workspace FOLDER says what is wrong", "%d of %s cannot be read", sum.Unreadable, reports.Count(sum.Audits, "audit"))
	}
	return nil
}
