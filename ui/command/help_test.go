package command

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"clausewalk/ui/command/cli"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestHelp holds the help of every command, so that a review sees it change.
func TestHelp(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for _, path := range commandPaths(rootCommand(cli.NewRun(Env{Stdout: io.Discard}))) {
		out, errs, code := run(t, t.TempDir(), append(path, "--help")...)
		if code != cli.ExitFine || errs != "" {
			t.Fatalf("%v --help: code %d, stderr %q", path, code, errs)
		}
		all.WriteString("$ clausewalk " + strings.Join(append(path, "--help"), " ") + "\n" + out + "\n")
	}
	golden := filepath.Join("testdata", "help.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), all.String()); diff != "" {
		t.Errorf("the help has changed; go test -update writes it anew:\n%s", diff)
	}
}

// commandPaths returns the words of every command that people see, cobra's
// completions aside.
func commandPaths(cmd *cobra.Command) [][]string {
	paths := [][]string{strings.Fields(cmd.CommandPath())[1:]}
	for _, sub := range cmd.Commands() {
		if sub.Name() != "completion" && !sub.Hidden {
			paths = append(paths, commandPaths(sub)...)
		}
	}
	return paths
}

// TestEveryCommandSaysHow holds that no command is without two examples.
func TestEveryCommandSaysHow(t *testing.T) {
	t.Parallel()
	var check func(cmd *cobra.Command)
	check = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			check(sub)
		}
		name := strings.TrimPrefix(cmd.CommandPath(), "clausewalk ")
		if cmd.HasSubCommands() && cmd.HasParent() || cmd.Hidden || strings.HasPrefix(name, "completion") || name == "help" || name == "version" {
			return
		}
		if lines := strings.Split(cmd.Example, "\n"); len(lines) != 2 {
			t.Errorf("%s has %d lines of examples, want 2", name, len(lines))
		}
	}
	check(rootCommand(cli.NewRun(Env{Stdout: io.Discard})))
}

// run runs the program in a folder without a terminal.
func run(t *testing.T, dir string, args ...string) (out, errs string, code int) {
	t.Helper()
	return runWith(t, Env{Stdin: strings.NewReader(""), Dir: dir}, args...)
}

// runWith fills what is missing in the environment, and runs the program.
func runWith(t *testing.T, env Env, args ...string) (out, errs string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env.Stdout, env.Stderr = &stdout, &stderr
	env.Getenv = func(string) string { return "" }
	if env.Now == nil {
		env.Now = func() time.Time { return time.Date(2026, 11, 24, 14, 2, 11, 0, time.UTC) }
	}
	env.NewID = cli.NewID
	code = Run(args, env)
	return stdout.String(), stderr.String(), code
}
