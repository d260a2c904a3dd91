package sources

import (
	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
)

// Folder returns the source of what is below one folder.
func Folder(r *cli.Run, folder string) portfolio.Source {
	return folders{run: r, names: []string{folder}}
}
