package sources

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"clausewalk/checklist/repository"
	"clausewalk/checklist/workspace"
	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// Wanted says which audits are meant, beside the folders that are named.
type Wanted struct {
	Gates bool // judge each as command check does, with what git's history says of it
	repos []string
	fetch bool
}

// Flags gives a command the flags --repos and --fetch.
func (w *Wanted) Flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&w.repos, "repos", nil, "a `file` with one repository per line, as an address or a folder; what was fetched before is read")
	cmd.Flags().BoolVar(&w.fetch, "fetch", false, "fetch the repositories in --repos: from the newest commit, the audits and what they cite")
}

// Given tells whether a flag was.
func (w *Wanted) Given() bool { return len(w.repos) > 0 || w.fetch }

// Files returns the files of repositories that were named.
func (w *Wanted) Files() []string { return w.repos }

// Of returns what names and the flags stand for. A name is a folder, which stands
// for all workspaces and git repositories below it, a pattern of folders such as
// 'apps/*-service', or the address of a database in which apps were published. What
// is none of these is an error.
func (w *Wanted) Of(r *cli.Run, names []string) (portfolio.Source, error) {
	var all joined
	var local []string
	for _, name := range names {
		if !postgres.IsAddress(name) {
			local = append(local, name)
			continue
		}
		if !r.Past.IsZero() && r.Past.Before(r.Now()) {
			return nil, cli.Usage("--at works with a later day, and shows how it will stand then", "a database has apps as they were last published, not as they stood at %s", r.At)
		}
		all = append(all, database(name))
	}
	on, err := below(r, w, local, rows(r, w.Gates))
	if err != nil {
		return nil, err
	}
	if len(on.names)+len(on.addresses) > 0 {
		all = append(all, on)
	}
	return all, nil
}

// Each makes something of every workspace that names and the flags stand for,
// several at once, and hands it on, one after another. The names are those of Of,
// but for databases. An error of each ends it.
func Each[T any](ctx context.Context, r *cli.Run, w *Wanted, names []string, made func(Found) []T, each func(T) error) error {
	on, err := below(r, w, names, made)
	if err != nil {
		return err
	}
	return on.Rows(ctx, each)
}

// below returns what names and the flags stand for on this machine.
func below[T any](r *cli.Run, w *Wanted, names []string, made func(Found) []T) (on folders[T], err error) {
	if w.fetch && len(w.repos) == 0 {
		return on, cli.Usage("other clones are updated with git fetch", "--fetch needs repositories to fetch: --repos FILE")
	}
	on = folders[T]{run: r, fetch: w.fetch, made: made}
	for _, name := range names {
		found, err := matching(r, name)
		if err != nil {
			return on, err
		}
		on.names = append(on.names, found...)
	}
	for _, file := range w.repos {
		addresses, err := addresses(r, file)
		if err != nil {
			return on, err
		}
		on.addresses = append(on.addresses, addresses...)
	}
	return on, nil
}

// addresses reads a file of repositories. Folders are meant from the file's own.
func addresses(r *cli.Run, file string) ([]string, error) {
	all, err := r.List(file)
	if err != nil {
		return nil, cli.Usage("", "--repos: %w", err)
	}
	for n, line := range all {
		if !isAddress(line) && !filepath.IsAbs(line) {
			all[n] = filepath.Join(filepath.Dir(file), filepath.FromSlash(line))
		}
	}
	if len(all) == 0 {
		return nil, cli.Usage("it needs one address or folder per line", "%s lists no repository", file)
	}
	return all, nil
}

// isAddress tells an address from the path of a folder: https://…, or host:path
// as ssh has it.
func isAddress(line string) bool {
	host, _, colon := strings.Cut(line, ":")
	return strings.Contains(line, "://") || colon && len(host) > 1 && !strings.ContainsAny(host, `/\`)
}

// listed is made of what a line of a file of repositories names.
func (f folders[T]) listed(line string) []T {
	from := portfolio.Origin{Repository: repository.Shown(line)}
	dir, err := f.kept(line)
	if err != nil {
		return f.broken(from, err)
	}
	switch {
	case f.fetch:
		if err := repository.Fetch(context.Background(), dir, line); err != nil {
			return f.broken(from, fmt.Errorf("it cannot be fetched: %w", err))
		}
	case !repository.IsBare(dir):
		return f.broken(from, errors.New("it has not been fetched: --fetch fetches it"))
	}
	return f.inGit(inGit{dir: dir, typed: from.Repository, named: true, address: line})
}

// kept returns the folder in which the repository of an address is kept, in the
// place that the system has for what can be had again.
func (f folders[T]) kept(address string) (string, error) {
	cache := f.run.Getenv("XDG_CACHE_HOME")
	if !filepath.IsAbs(cache) {
		var err error
		if cache, err = os.UserCacheDir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(cache, "clausewalk", "repositories", fmt.Sprintf("%x.git", sha256.Sum256([]byte(address)))), nil
}

// bring fetches of a repository's files the audits, and then what these cite.
func (f folders[T]) bring(g inGit, c *repository.Commit, below []string) error {
	if !f.fetch || g.address == "" {
		return nil
	}
	var ids []string
	for _, dir := range below {
		lacking, err := c.Lacking(path.Join(dir, workspace.Dir))
		if err != nil {
			return err
		}
		ids = append(ids, lacking...)
	}
	if err := c.Repository.Bring(context.Background(), g.address, ids); err != nil {
		return err
	}
	ids = nil
	for _, dir := range below {
		lacking, err := c.Below(dir).LackingFiles(f.cited(c.Below(dir)))
		if err != nil {
			return err
		}
		ids = append(ids, lacking...)
	}
	return c.Repository.Bring(context.Background(), g.address, ids)
}

// cited returns the files of the app that the audits of a workspace cite. What
// cannot be opened is told of when it is read.
func (f folders[T]) cited(c *repository.Commit) (files []string) {
	w, err := workspace.At(c)
	if err != nil {
		return nil
	}
	heads, _ := w.Audits()
	for _, h := range heads {
		s, err := f.run.OpenIn(w, session.Options{Audit: h.ID})
		if err != nil {
			continue
		}
		for _, ref := range s.Refs() {
			for _, e := range s.Pieces(ref) {
				if e.Path != "" {
					files = append(files, path.Clean(e.Path))
				}
			}
		}
	}
	return files
}
