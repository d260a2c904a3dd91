package sources

import (
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	"clausewalk/reports/portfolio"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/uitest"
)

func TestOneFolderIsReadWithoutWhatIsBelow(t *testing.T) {
	top := t.TempDir()
	uitest.NewAudit(t, top, "instagram-platform")
	uitest.NewAudit(t, filepath.Join(top, "services", "album"), "instagram-platform")
	run := cli.NewRun(cli.Env{Dir: top, Stdout: io.Discard, Stderr: io.Discard, Now: time.Now, Getenv: func(string) string { return "" }})
	rows := func(folder string) (all []portfolio.Row) {
		err := Folder(run, folder).Rows(context.Background(), func(r portfolio.Row) error {
			all = append(all, r)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := rows(top); len(all) != 1 || all[0].Folder != top || all[0].Error != "" {
		t.Errorf("%+v", all)
	}
	if all := rows(filepath.Join(top, "services")); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}
