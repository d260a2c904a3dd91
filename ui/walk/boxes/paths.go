package boxes

import (
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"clausewalk/reports"
	"clausewalk/ui/walk/layer"
)

// completePath returns what tab does with a path below dir: it goes on as far as
// all files agree that begin as typed.
func (f *Form) completePath(dir string) func() layer.Result {
	return func() layer.Result {
		typed := f.inputs[0].Value()
		return layer.Result{Cmd: layer.Later(f, func() func() layer.Result {
			paths := pathsFrom(dir, typed)
			return func() layer.Result {
				if f.left || f.inputs[0].Value() != typed {
					return layer.Result{}
				}
				return f.complete(paths)
			}
		})}
	}
}

// pathsFrom returns the paths below dir, or absolute ones, that begin as typed.
// A folder ends in a slash; a hidden file is found when its dot is typed.
func pathsFrom(dir, typed string) []string {
	folder, begin := filepath.Split(typed)
	from := folder
	if !filepath.IsAbs(from) {
		from = filepath.Join(dir, from)
	}
	if info, err := os.Stat(from); err != nil || !info.IsDir() {
		return nil // To open a pipe would wait.
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return nil
	}
	var paths []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, begin) || begin == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if info, err := os.Stat(filepath.Join(from, name)); err == nil && info.IsDir() {
			name += string(filepath.Separator)
		}
		paths = append(paths, folder+name)
	}
	return paths
}

func (f *Form) complete(paths []string) layer.Result {
	if len(paths) == 0 {
		f.fault = "no file name starts like that"
		return layer.Result{}
	}
	common := paths[0]
	for _, p := range paths[1:] {
		for !strings.HasPrefix(p, common) {
			_, size := utf8.DecodeLastRuneInString(common)
			common = common[:len(common)-size]
		}
	}
	r := f.SetValue(common)
	if len(paths) > 1 {
		names := make([]string, len(paths))
		for n, p := range paths {
			names[n] = reports.Line(strings.TrimPrefix(p, filepath.Dir(common)+string(filepath.Separator)))
		}
		f.found = strings.Join(names, "  ")
	}
	return r
}
