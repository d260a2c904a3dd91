// Package sources finds audits in many places. Every command that reads more than
// one workspace is told in the same way where they are, and gets of each audit
// the row that package portfolio makes of it.
package sources

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"clausewalk/reports"
	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
)

// joined are several sources, one after the other.
type joined []portfolio.Source

// Rows implements portfolio.Source.
func (j joined) Rows(ctx context.Context, row func(portfolio.Row) error) error {
	for _, one := range j {
		if err := one.Rows(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

// matching returns the folders that a name stands for, as a person would write
// them.
func matching(r *cli.Run, name string) ([]string, error) {
	isFolder := func(name string) bool {
		info, err := os.Stat(r.Resolve(name))
		return err == nil && info.IsDir()
	}
	if isFolder(name) {
		return []string{name}, nil
	}
	paths, err := filepath.Glob(r.Resolve(name))
	if err != nil {
		return nil, cli.Usage("write it as in 'apps/*-service'", "%q is not a pattern of folders", name)
	}
	if !filepath.IsAbs(name) {
		for n, path := range paths {
			if below, err := filepath.Rel(r.Dir, path); err == nil {
				paths[n] = below
			}
		}
	}
	if paths = slices.DeleteFunc(paths, func(path string) bool { return !isFolder(path) }); len(paths) == 0 {
		return nil, cli.Usage("", "there is no folder %q", name)
	}
	return paths, nil
}

// NoAudit says that the places that were named hold none.
func NoAudit(places []string) error {
	return cli.Failed("start one with: clausewalk new --app NAME --release RELEASE", "no audit below %s", cli.Alternatives(places))
}

// Unreadable fails where an audit could not be read: its line has said why.
func Unreadable(sum portfolio.Total) error {
	if sum.Unreadable == 0 {
		return nil
	}
	return cli.Failed("clausewalk verify --workspace FOLDER says what is wrong", "%d of %s cannot be read", sum.Unreadable, reports.Count(sum.Apps, "audit"))
}
