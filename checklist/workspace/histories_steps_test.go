package workspace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// gentle are the steps that remove nothing for good, those that people do most
// often several times; rough are the others.
var (
	gentle = []string{
		"answer", "answer", "answer", "answer", "answer in a walk", "answer in a walk", "undo", "sign", "sign",
		"answer and commit", "answer and commit", "answer and commit", "answer and commit", "answer and commit", "answer and commit",
		"add between answers", "add between answers", "add", "add one", "commit", "commit", "commit what was added", "amend",
		"branch", "topic", "topic", "topic", "topic", "topic", "switch", "switch", "switch", "merge", "merge", "merge", "squash", "squash", "squash",
		"rebase", "rebase", "cherry-pick", "cherry-pick", "cherry-pick",
		"answer and stash", "answer and stash", "stash", "stash -u", "pop", "pop", "pop", "apply", "apply",
		"push", "push", "pull", "pull", "pull --rebase",
		"clone", "shallow clone", "copy", "worktree", "soft reset", "mixed reset", "verify",
	}
	rough = []string{
		"revert", "revert", "hard reset", "hard reset", "clean", "clean -x", "drop", "merge ours", "remove", "restore", "take over", "force push",
		"reset to a branch", "detach", "delete branch", "expire",
	}
)

// steps are what people do. An error says that git has refused.
var steps = map[string]func(w *world, p *place, a, b int) error{
	"answer": func(w *world, p *place, a, b int) error { w.answer(p, a, b); return nil },
	"answer in a walk": func(w *world, p *place, a, b int) error {
		if p.walk == nil {
			p.walk = w.open(p)
		}
		changes, args := answers(a, b)
		w.say("# in a walk that is still open:")
		w.program(p, "answer "+args)
		done, err := p.walk.Do(changes...)
		if err != nil { // It says so, and nothing is acknowledged.
			p.walk = nil
			return nil
		}
		w.keep(p, done)
		return nil
	},
	"answer and commit": func(w *world, p *place, a, b int) error {
		w.answer(p, a, b)
		return w.commit(p)
	},
	"answer and stash": func(w *world, p *place, a, b int) error { return w.stash(p, a, b) },
	"undo": func(w *world, p *place, _, _ int) error {
		o := w.open(p)
		if last := o.LastStep(o.Hand.Writer); len(last) > 0 {
			w.program(p, "undo")
			undo := []event.Event{o.Withdraw(o.Hand, last)}
			if err := o.Journal.Append(undo); err != nil {
				w.t.Fatalf("%s: %v", p.name, err)
			}
			w.keep(p, undo)
		}
		return nil
	},
	"sign": func(w *world, p *place, _, _ int) error {
		o := w.open(p)
		if sign, err := checklist.Sign(o.Audit, checklist.Vouch{By: o.Hand.Person, At: o.Hand.Now(), Name: p.person.Name}); err == nil {
			w.program(p, "sign")
			w.do(p, o, sign)
		}
		return nil
	},
	"verify": func(w *world, p *place, _, _ int) error { w.verify(p); return nil },

	"add between answers": func(w *world, p *place, a, b int) error {
		w.answer(p, a, b)
		w.run(p.name, "add", "-A")
		w.answer(p, a+1, b)
		return w.plain(p, "commit", "-q", "-m", w.title())
	},
	"add": func(w *world, p *place, _, _ int) error { return w.plain(p, "add", "-A") },
	"add one": func(w *world, p *place, a, _ int) error {
		files := w.journals(p)
		if len(files) == 0 {
			return nil
		}
		return w.plain(p, "add", pick(files, a))
	},
	"commit":                func(w *world, p *place, _, _ int) error { return w.commit(p) },
	"commit what was added": func(w *world, p *place, _, _ int) error { return w.plain(p, "commit", "-q", "-m", w.title()) },
	"amend": func(w *world, p *place, _, _ int) error {
		if len(strings.Fields(w.ask(p.name, "log", "-1", "--format=%P"))) > 1 {
			return w.commit(p) // A rebase leaves out what was amended to a merge.
		}
		w.run(p.name, "add", "-A")
		return w.plain(p, "commit", "-q", "--amend", "--allow-empty", "-m", w.title())
	},
	"branch": func(w *world, p *place, _, _ int) error { return w.branch(p) },
	"topic": func(w *world, p *place, a, b int) error {
		from := p.on
		if err := w.branch(p); err != nil {
			return err
		}
		w.answer(p, a, b)
		if err := w.commit(p); err != nil {
			return err
		}
		return w.turn(p, from)
	},
	"switch": func(w *world, p *place, a, _ int) error { return w.turn(p, pick(p.repo.branches, a)) },
	"merge": func(w *world, p *place, a, b int) error {
		return w.plain(p, "merge", "-q", []string{"--no-edit", "--no-ff"}[b%2], w.other(p, a))
	},
	"merge ours": func(w *world, p *place, a, _ int) error {
		return w.plain(p, "merge", "-q", "-s", "ours", "--no-edit", w.other(p, a))
	},
	"squash": func(w *world, p *place, a, _ int) error {
		return w.then(p, w.plain(p, "merge", "-q", "--squash", w.other(p, a)))
	},
	"rebase": func(w *world, p *place, a, b int) error {
		return w.plain(p, append([]string{"rebase", "-q", w.other(p, a)}, []string{"--autostash"}[:b%2]...)...)
	},
	"cherry-pick": func(w *world, p *place, a, b int) error {
		return w.plain(p, "cherry-pick", "--allow-empty", w.other(p, a)+back(b/4))
	},
	"revert":   func(w *world, p *place, _, b int) error { return w.plain(p, "revert", "--no-edit", "HEAD"+back(b/3)) },
	"stash":    func(w *world, p *place, _, _ int) error { return w.plain(p, "stash", "-q") },
	"stash -u": func(w *world, p *place, _, _ int) error { return w.plain(p, "stash", "-q", "-u") },
	"pop": func(w *world, p *place, a, b int) error {
		return w.unstash(p, a, b, append([]string{"pop", "-q"}, []string{"--index"}[:b%2]...)...)
	},
	"apply": func(w *world, p *place, a, b int) error {
		return w.unstash(p, a, b, "apply", "-q", fmt.Sprintf("stash@{%d}", a/6))
	},
	"drop":       func(w *world, p *place, a, b int) error { return w.unstash(p, a, b, "drop", "-q") },
	"soft reset": func(w *world, p *place, a, _ int) error { return w.plain(p, "reset", "-q", "--soft", "HEAD"+back(a/3)) },
	"mixed reset": func(w *world, p *place, a, _ int) error {
		return w.plain(p, "reset", "-q", "--mixed", "HEAD"+back(a/3))
	},
	"hard reset": func(w *world, p *place, a, _ int) error { return w.plain(p, "reset", "-q", "--hard", "HEAD"+back(a/3)) },
	"reset to a branch": func(w *world, p *place, a, b int) error {
		return w.plain(p, "reset", "-q", []string{"--soft", "--mixed", "--hard"}[b%3], w.other(p, a))
	},
	"detach": func(w *world, p *place, a, b int) error {
		return w.plain(p, "switch", "-q", "--detach", w.other(p, a)+back(b/4))
	},
	"clean": func(w *world, p *place, _, _ int) error { return w.plain(p, "clean", "-q", "-f", "-d") },
	"clean -x": func(w *world, p *place, _, _ int) error {
		for n := range w.saved {
			if w.saved[n].by == p {
				w.saved[n].by = nil
			}
		}
		return w.plain(p, "clean", "-q", "-f", "-d", "-x")
	},
	"delete branch": func(w *world, p *place, a, _ int) error {
		name := pick(p.repo.branches, a)
		if len(p.repo.branches) == 1 {
			return nil
		}
		if err := w.plain(p, "branch", "-q", "-D", name); err != nil {
			return err
		}
		p.repo.branches = slices.DeleteFunc(p.repo.branches, func(b string) bool { return b == name })
		return nil
	},
	"expire": func(w *world, p *place, _, _ int) error {
		return w.plain(p, "reflog", "expire", "--expire=now", "--all")
	},
	"remove": func(w *world, p *place, a, _ int) error {
		files := w.journals(p)
		if len(files) == 0 {
			return nil
		}
		return w.then(p, w.plain(p, "rm", "-q", "-f", pick(files, a)))
	},
	"restore": func(w *world, p *place, a, _ int) error {
		return w.plain(p, "restore", "--source", w.other(p, a), "--", ":/")
	},
	"take over": func(w *world, p *place, a, _ int) error {
		return w.plain(p, "checkout", "-q", w.other(p, a), "--", ":/")
	},

	"push":       func(w *world, p *place, a, _ int) error { return w.push(p, a) },
	"force push": func(w *world, p *place, a, _ int) error { return w.push(p, a, "--force") },
	"pull": func(w *world, p *place, a, _ int) error {
		return w.plain(p, "pull", "-q", "--no-rebase", "--no-edit", "origin", pick(w.hub, a))
	},
	"pull --rebase": func(w *world, p *place, a, _ int) error {
		return w.plain(p, "pull", "-q", "--rebase", "origin", pick(w.hub, a))
	},
	"clone":         func(w *world, p *place, _, _ int) error { return w.clone(p) },
	"shallow clone": func(w *world, p *place, _, _ int) error { return w.clone(p, "--depth", "1", "--no-single-branch") },
	"copy": func(w *world, p *place, _, _ int) error {
		if len(w.places) >= maxPlaces || p.of != "" { // A copied worktree is the same worktree for git.
			return nil
		}
		name := fmt.Sprintf("copy-%d", len(w.places))
		w.say("cp -r %s %s", p.name, name)
		if err := os.CopyFS(filepath.Join(w.dir, name), os.DirFS(filepath.Join(w.dir, p.name))); err != nil {
			w.t.Fatal(err)
		}
		w.copied = true
		w.settles(name, p.person, &repo{slices.Clone(p.repo.branches)})
		return nil
	},
	"worktree": func(w *world, p *place, a, _ int) error {
		if len(w.places) >= maxPlaces {
			return nil
		}
		name := fmt.Sprintf("tree-%d", len(w.places))
		if err := w.plain(p, "worktree", "add", "-q", "-b", name, "../"+name, w.other(p, a)); err != nil {
			return err
		}
		p.repo.branches = append(p.repo.branches, name)
		of := p.of
		if of == "" {
			of = p.name
		}
		w.settles(name, p.person, p.repo).of = of
		return nil
	},
}

// maxPlaces bounds how many folders a history has.
const maxPlaces = 5

func pick[T any](from []T, n int) T { return from[n%len(from)] }

func back(n int) string { return strings.Repeat("~", n%3) }

// plain runs git in a place.
func (w *world) plain(p *place, args ...string) error {
	_, err := w.git(p.name, args...)
	return err
}

// branch begins a branch, and turn goes over to one.
func (w *world) branch(p *place) error {
	w.made++
	name := fmt.Sprint("b", w.made)
	if err := w.plain(p, "switch", "-q", "-c", name); err != nil {
		return err
	}
	p.on, p.repo.branches = name, append(p.repo.branches, name)
	return nil
}

func (w *world) turn(p *place, to string) error {
	err := w.plain(p, "switch", "-q", to)
	if err == nil {
		p.on = to
	}
	return err
}

// unstash does something with a stash of this place, or of another one; where
// there is none, it makes one.
func (w *world) unstash(p *place, a, b int, how ...string) error {
	for _, p := range append([]*place{p}, w.places...) {
		if _, err := os.Stat(filepath.Join(w.dir, p.name, ".git", "refs", "stash")); err == nil {
			w.at = p
			return w.plain(p, append([]string{"stash"}, how...)...)
		}
	}
	return w.stash(p, a, b)
}

func (w *world) stash(p *place, a, b int) error {
	w.answer(p, a, b)
	if b%3 == 0 {
		w.run(p.name, "add", "-A")
	}
	return w.plain(p, "stash", "-q", "-u")
}

// then commits what a step has left in the index.
func (w *world) then(p *place, err error) error {
	if err != nil {
		return err
	}
	return w.plain(p, "commit", "-q", "-m", w.title())
}

func (w *world) title() string { w.made++; return fmt.Sprint("c", w.made) }

func (w *world) commit(p *place) error {
	w.run(p.name, "add", "-A")
	return w.plain(p, "commit", "-q", "-m", w.title())
}

// other names a branch, of this clone or as it was fetched, and rather not the
// one that was made or switched to last.
func (w *world) other(p *place, n int) string {
	var all []string
	for _, b := range p.repo.branches {
		if b != p.on {
			all = append(all, b)
		}
	}
	for _, b := range w.hub {
		all = append(all, "origin/"+b)
	}
	return pick(all, n)
}

func (w *world) push(p *place, a int, how ...string) error {
	name := pick(p.repo.branches, a)
	if err := w.plain(p, append([]string{"push", "-q", "origin", name}, how...)...); err != nil {
		return err
	}
	if !slices.Contains(w.hub, name) {
		w.hub = append(w.hub, name)
	}
	return nil
}

func (w *world) clone(p *place, how ...string) error {
	if len(w.places) >= maxPlaces {
		return nil
	}
	name := fmt.Sprintf("%s-%d", strings.ToLower(p.person.Name), len(w.places)+1)
	w.run(".", append(append([]string{"clone", "-q"}, how...), "file://"+filepath.Join(w.dir, "hub"), name)...)
	w.settles(name, p.person, &repo{branches: []string{"main"}})
	return nil
}

// journals returns the journal files of a place, below its folder.
func (w *world) journals(p *place) []string {
	files, err := filepath.Glob(filepath.Join(w.root(p), workspace.Dir, "audits", "*", "journal", "*.jsonl"))
	if err != nil {
		w.t.Fatal(err)
	}
	for n, f := range files {
		if files[n], err = filepath.Rel(filepath.Join(w.dir, p.name), f); err != nil {
			w.t.Fatal(err)
		}
	}
	return files
}

// answers are what an answer changes, and the same as arguments of the program.
func answers(a, b int) (changes []event.Change, args string) {
	ref := event.Ref{Policy: "rules", Label: fmt.Sprint("A.", a%4+1)}
	if b%2 == 0 {
		return []event.Change{event.SetVerdict(ref, event.Met)}, ref.Label + " met"
	}
	reason := fmt.Sprintf("The CDN keeps copies for %d hours.", b)
	return []event.Change{event.SetVerdict(ref, event.NotMet), event.SetReason(ref, reason)}, ref.Label + " not-met --reason '" + reason + "'"
}

// program notes for the script what the program is asked in a place.
func (w *world) program(p *place, args string) {
	w.say("(cd %s/%s && clausewalk %s --as %s)", p.name, w.app, args, p.person)
}

func (w *world) answer(p *place, a, b int) {
	o := w.open(p)
	changes, args := answers(a, b)
	w.program(p, "answer "+args)
	w.do(p, o, changes...)
}

func (w *world) do(p *place, o *workspace.Open, changes ...event.Change) {
	done, err := o.Do(changes...)
	if err != nil {
		w.t.Fatalf("%s: %v", p.name, err)
	}
	w.keep(p, done)
}
