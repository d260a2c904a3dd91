package command

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/ui/command/cli"
)

// grown makes an audit of a policy with n clauses in a folder, and returns what
// runs commands there, with the folder.
func grown(b *testing.B, n int) (dir string, run func(args ...string) string) {
	b.Helper()
	dir = b.TempDir()
	var text strings.Builder
	text.WriteString("# Large\n")
	for c := range n {
		if c%100 == 0 {
			fmt.Fprintf(&text, "\n## %d. Part %d\n\n", c/100+1, c/100+1)
		}
		fmt.Fprintf(&text, "%d. Clause %d asks for a deletion log that somebody reads, and names who keeps copies of what people posted.\n", c%100+1, c)
	}
	if err := os.WriteFile(filepath.Join(dir, "large.md"), []byte(text.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	run = func(args ...string) string {
		var out, errs bytes.Buffer
		if code := Run(args, Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Dir: dir, Getenv: os.Getenv, Now: time.Now, NewID: cli.NewID}); code != 0 {
			b.Fatalf("%s: exit code %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	run("policy", "add", "large.md", "--id", "large")
	run("new", "--app", "Large", "--release", "1", "--policy", "large")
	return dir, run
}

// BenchmarkImport takes a sheet in which every clause is answered.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{1_000, 4_000, 16_000} {
		b.Run(fmt.Sprintf("clauses=%d", n), func(b *testing.B) {
			dir, run := grown(b, n)
			for at := range b.N {
				b.StopTimer()
				var sheet strings.Builder
				sheet.WriteString("label,verdict,reason\n")
				for c := range n {
					fmt.Fprintf(&sheet, "%d.%d,partly,\"The log of week %d was read, and not by two people.\"\n", c/100+1, c%100+1, at)
				}
				if err := os.WriteFile(filepath.Join(dir, "sheet.csv"), []byte(sheet.String()), 0o644); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				run("import", "sheet.csv", "--replace")
			}
		})
	}
}

// BenchmarkDiff compares with a day on which nothing was entered, where reasons
// were given and taken back many times.
func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{500, 2_000, 8_000} {
		b.Run(fmt.Sprintf("undone=%d", n), func(b *testing.B) {
			dir, run := grown(b, 100)
			ws, err := workspace.Find(dir)
			if err != nil {
				b.Fatal(err)
			}
			o, err := ws.Open("", checklist.Hand{Writer: "ana", Person: event.Person{Name: "Ana"}, Now: time.Now, NewID: cli.NewID})
			if err != nil {
				b.Fatal(err)
			}
			var all []event.Event
			for c := range n {
				step, err := o.Step(o.Hand, event.SetReason(o.Refs()[c%100], fmt.Sprintf("The log of week %d was read by two people.", c)))
				if err == nil {
					err = o.Apply(step...)
				}
				if err != nil {
					b.Fatal(err)
				}
				undo := o.Withdraw(o.Hand, step)
				if err := o.Apply(undo); err != nil {
					b.Fatal(err)
				}
				all = append(append(all, step...), undo)
			}
			if err := o.Journal.Append(all); err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for range b.N {
				run("diff", "--since", "2000-01-01")
			}
		})
	}
}
