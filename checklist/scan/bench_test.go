package scan

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
)

// BenchmarkAGibibyteOfSource scans 100,000 files with a gibibyte between them, and
// again when nothing has changed. On two cores the first takes at most a minute and
// 300 MiB, the second two seconds. With -apps the files are copies of those of the
// apps; without, of a made-up one, of which every tenth has something to find. It
// needs that much room where temporary files are.
func BenchmarkAGibibyteOfSource(b *testing.B) {
	if testing.Short() {
		b.Skip("it writes a gibibyte")
	}
	dir := b.TempDir()
	files := gibibyte(b, dir, sources(b))
	disk, rules := durable.Root(dir), builtinRules(b)
	peak := func(b *testing.B) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if r := New(rules).Run(context.Background(), disk, files, &Cache{}, nil); len(r.Hits) == 0 {
				b.Fatal("nothing was found")
			}
		}
		peak(b)
	})
	cache := &Cache{}
	New(rules).Run(context.Background(), disk, files, cache, nil)
	if err := cache.Write(disk, "scan.json"); err != nil {
		b.Fatal(err)
	}
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			known := ReadCache(disk, "scan.json", "")
			if r := New(rules).Run(context.Background(), disk, files, known, nil); r.Looked != 0 {
				b.Fatalf("%d files were read again", r.Looked)
			}
		}
		peak(b)
	})
}

// sources are the files that the tree is made of, by path.
func sources(b *testing.B) map[string][]byte {
	b.Helper()
	all := map[string][]byte{}
	if *apps != "" {
		err := fs.WalkDir(os.DirFS(*apps), ".", func(path string, d fs.DirEntry, err error) error {
			info, infoErr := d.Info()
			if err != nil || infoErr != nil || !d.Type().IsRegular() || info.Size() > maxSource || strings.Contains(path, "/.git/") {
				return err
			}
			data, err := os.ReadFile(filepath.Join(*apps, path))
			if bytes.IndexByte(data, 0) < 0 && len(data) > 0 {
				all[path] = data
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return all
	}
	plain := strings.Repeat("export const total = (a, b) => a + b; // adds two numbers of an account\n", 100)
	for n := range 100 {
		content := plain
		if n%10 == 0 {
			content += "export const scope = 'instagram_business_basic';\nfetch(`https://graph.facebook.com/v19.0/${id}/media_publish`);\n"
		}
		all[fmt.Sprintf("app/src/%d/file.ts", n)] = []byte(content)
	}
	return all
}

// gibibyte writes copies of files, each a little different and those of code longer
// where they are short, until there are 100,000 with a gibibyte between them. It
// returns their paths.
func gibibyte(b *testing.B, dir string, of map[string][]byte) (files []string) {
	b.Helper()
	const many, size = 100_000, 1 << 30
	paths := make([]string, 0, len(of))
	for path := range of {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for n, total := 0, 0; n < many; n++ {
		path := paths[n%len(paths)]
		data := bytes.Clone(of[path])
		code := slices.Contains([]string{".ts", ".tsx", ".js", ".php", ".java", ".kt", ".go"}, filepath.Ext(path))
		for want := (size - total) / (many - n); code && len(data) < want && 2*len(data) < maxSource; {
			data = append(append(data, '\n'), data...)
		}
		if code {
			data = fmt.Appendf(data, "\n// copy %d\n", n)
		}
		total += len(data)
		name := fmt.Sprintf("c%d/%s", n/len(paths), path)
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			b.Fatal(err)
		}
		files = append(files, name)
	}
	slices.Sort(files)
	return files
}
