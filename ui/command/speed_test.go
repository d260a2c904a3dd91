package command

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"clausewalk/ui/command/cli"
)

// BenchmarkStatus is all that status does in an audit of 53 clauses, but for
// starting the process.
func BenchmarkStatus(b *testing.B) { benchmark(b, "status") }

// BenchmarkCheck is all that check does there.
func BenchmarkCheck(b *testing.B) { benchmark(b, "check") }

func benchmark(b *testing.B, args ...string) {
	dir := b.TempDir()
	run := func(args ...string) {
		var out bytes.Buffer
		Run(args, Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Dir: dir, Getenv: os.Getenv, Now: time.Now, NewID: cli.NewID})
		if out.Len() == 0 {
			b.Fatal("nothing was printed")
		}
	}
	run("new", "--app", "Photobook", "--release", "2.4")
	for _, label := range []string{"A.1", "A.2", "A.3", "A.4", "A.12"} {
		run("answer", label, "partly", "--reason", "The purge log is read by two people, not by three.")
	}
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		run(args...)
	}
}
