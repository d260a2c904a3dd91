package scan

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
)

// BenchmarkScan scans ten thousand files of ten kibibytes, of which one in a hundred
// holds what a rule looks for; again, when nothing has changed.
func BenchmarkScan(b *testing.B) {
	dir := b.TempDir()
	plain := strings.Repeat("export const total = (a, b) => a + b; // adds two numbers\n", 180)
	var files []string
	for n := range 10_000 {
		name := fmt.Sprintf("src/%d/file%d.ts", n%100, n)
		content := plain
		if n%100 == 0 {
			content += "export const scope = 'instagram_business_basic';\n"
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			b.Fatal(err)
		}
		files = append(files, name)
	}
	disk, s := durable.Root(dir), New(builtinRules(b))
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if r := s.Run(context.Background(), disk, files, nil, nil); len(r.Hits) == 0 {
				b.Fatal("nothing was found")
			}
		}
	})
	cache := &Cache{}
	s.Run(context.Background(), disk, files, cache, nil)
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			if r := s.Run(context.Background(), disk, files, cache, nil); r.Looked != 0 {
				b.Fatalf("%d files were read again", r.Looked)
			}
		}
	})
}
