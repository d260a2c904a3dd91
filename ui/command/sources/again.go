package sources

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"clausewalk/checklist/workspace"
	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
)

// one is the workspace that a folder of this machine holds, and none below it.
type one struct {
	run    *cli.Run
	folder string
}

// Folder returns the source of the workspace that one folder holds. A folder that
// holds none any more has no row.
func Folder(r *cli.Run, folder string) portfolio.Source { return one{r, folder} }

// Rows implements portfolio.Source.
func (o one) Rows(ctx context.Context, row func(portfolio.Row) error) error {
	if _, err := os.Stat(filepath.Join(o.folder, workspace.Dir)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, r := range (folders[portfolio.Row]{run: o.run, made: rows(o.run, false)}).inFolder(o.folder, o.folder) {
		if err := row(r); err != nil {
			return err
		}
	}
	return ctx.Err()
}
