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
)

// withAll gives a command the flag --all, which asks for one line an audit over
// trees of folders.
func (c *cli) withAll(cmd *cobra.Command) *cobra.Command {
	one := cmd.RunE
	all := cmd.Flags().Bool("all", false, "one line an audit over all workspaces below the folders, worst first")
	cmd.Use += " [--all FOLDER...]"
	cmd.Args = words(0, -1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case *all:
			return c.listAll(args, asJSON(cmd))
		case len(args) > 0:
			return usage("clausewalk "+cmd.Name()+" --all FOLDER... takes folders", "%s: %q is too much", cmd.CommandPath(), args[0])
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
	listedJSON
	said string
}

// statesWorstFirst orders audits; what cannot be read comes before all of them.
var statesWorstFirst = []reports.State{"", reports.NotAssessed, reports.Open, reports.Gaps, reports.Unsupported, reports.Complete}

func (c *cli) listAll(folders []string, inJSON bool) error {
	if c.workspace != "" || c.audit != "" {
		return usage("name the folders behind --all", "--all goes with neither --workspace nor --audit")
	}
	if len(folders) == 0 {
		folders = []string{"."}
	}
	var all []oneOfMany
	var seen []string
	var cache library.Cache
	for _, folder := range folders {
		if info, err := os.Stat(c.resolve(folder)); err != nil || !info.IsDir() {
			return usage("", "there is no folder %q", folder)
		}
		broken := func(path string, err error) { all = append(all, unreadable(c.typed(folder, path), err)) }
		workspaces(c.resolve(folder), broken, func(root string) {
			if slices.Contains(seen, root) {
				return
			}
			seen = append(seen, root)
			all = append(all, c.auditsOf(root, c.typed(folder, root), &cache)...)
		})
	}
	if len(all) == 0 {
		return failed("start one with: clausewalk new --app NAME --release RELEASE", "no audit below %s", alternatives(folders))
	}
	slices.SortStableFunc(all, func(a, b oneOfMany) int {
		return cmp.Or(
			slices.Index(statesWorstFirst, a.State)-slices.Index(statesWorstFirst, b.State),
			b.Gaps-a.Gaps, (b.Clauses-b.Answered)-(a.Clauses-a.Answered), cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.ID, b.ID))
	})
	return c.showAll(all, inJSON)
}

// typed writes a path below a folder as the person named the folder.
func (c *cli) typed(folder, path string) string {
	below, err := filepath.Rel(c.resolve(folder), path)
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
	return oneOfMany{Folder: folder, listedJSON: listedJSON{auditJSON: auditJSON{Policies: []checklist.Edition{}}, Error: err.Error()}, said: "cannot be read: " + err.Error()}
}

func (c *cli) auditsOf(root, folder string, cache *library.Cache) (all []oneOfMany) {
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
		var one oneOfMany
		editions := h.Policies
		if o, err := w.Open(h.ID, checklist.Hand{}); err != nil {
			one = unreadable(folder, err)
		} else {
			editions = o.Editions()
			o.Look()
			if !c.past.IsZero() {
				o.Audit = o.AsOf(c.past)
			}
			items := o.Items(c.moment())
			p := checklist.Tally(items)
			one = oneOfMany{Folder: folder, State: reports.Judge(items), said: headline(items)}
			one.Clauses, one.Answered, one.Gaps = p.Clauses, p.Answered, p.Gaps
		}
		one.auditJSON = auditJSON{h.ID, h.App, h.Release, editions}
		all = append(all, one)
	}
	return all
}

func (c *cli) showAll(all []oneOfMany, inJSON bool) error {
	var total struct {
		Audits     int `json:"audits"`
		Unreadable int `json:"unreadable"`
		Complete   int `json:"complete"`
		Clauses    int `json:"clauses"`
		Answered   int `json:"answered"`
		Gaps       int `json:"gaps"`
	}
	t := c.table("")
	for _, one := range all {
		switch one.State {
		case "":
			total.Unreadable++
		case reports.Complete:
			total.Complete++
		}
		total.Audits++
		total.Clauses, total.Answered, total.Gaps = total.Clauses+one.Clauses, total.Answered+one.Answered, total.Gaps+one.Gaps
		t.row(one.Folder, one.ID, one.App+" "+one.Release, string(one.State), one.said)
	}
	if inJSON {
		if err := c.json(struct {
			Format int         `json:"format"`
			Audits []oneOfMany `json:"audits"`
			Total  any         `json:"total"`
		}{jsonFormat, all, total}); err != nil {
			return err
		}
	} else {
		t.flush()
		c.printf("total: %s, %d complete, %d unreadable; %d of %s answered, %s\n", reports.Count(total.Audits, "audit"), total.Complete, total.Unreadable,
			total.Answered, reports.Count(total.Clauses, "clause"), reports.Count(total.Gaps, "gap"))
	}
	if total.Unreadable > 0 {
		return failed("clausewalk verify --workspace FOLDER says what is wrong", "%d of %s cannot be read", total.Unreadable, reports.Count(total.Audits, "audit"))
	}
	return nil
}
