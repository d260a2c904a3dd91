package command_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"clausewalk/ui/command"
)

// bareApps makes a folder with n bare repositories, each with the made-up app of
// the demo: 53 clauses, 124 events, 20 files of evidence.
func bareApps(b *testing.B, n int) string {
	b.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		b.Skip("there is no git")
	}
	dir := b.TempDir()
	app, one := filepath.Join(dir, "app"), filepath.Join(dir, "app.git")
	env := command.System()
	env.Dir, env.Stdout, env.Stderr, env.Terminal = dir, io.Discard, io.Discard, false
	command.Run([]string{"demo", "--in", app}, env) // Without a terminal it starts nothing, and fails.
	for _, args := range [][]string{
		{"init", "-q", app}, {"-C", app, "add", "-A"}, {"-C", app, "commit", "-q", "-m", "one"}, {"clone", "-q", "--bare", app, one}, {"-C", one, "gc", "-q"},
	} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			b.Fatalf("git %v: %s", args, out)
		}
	}
	apps := filepath.Join(dir, "apps")
	for i := range n {
		if err := os.CopyFS(filepath.Join(apps, fmt.Sprintf("app-%04d.git", i)), os.DirFS(one)); err != nil {
			b.Fatal(err)
		}
	}
	return apps
}

// BenchmarkAllOfBareRepositories reads every audit of many bare repositories.
func BenchmarkAllOfBareRepositories(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 100 {
				b.Skip("it takes long to make them")
			}
			apps := bareApps(b, n)
			for b.Loop() {
				env := command.System()
				env.Dir, env.Stdout, env.Stderr = apps, io.Discard, os.Stderr
				if code := command.Run([]string{"list", "--all", apps}, env); code != 0 {
					b.Fatalf("exit code %d", code)
				}
			}
		})
	}
}
