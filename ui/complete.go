package ui

import (
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/reports"
)

// pathsMsg brings the paths that a typed beginning may go on to.
type pathsMsg struct {
	box   *lineBox
	typed string
	paths []string
}

// completePath looks for the files that the typed path may become.
func completePath(m *Model, b *lineBox) tea.Cmd {
	dir, typed := m.opt.Dir, b.inputs[0].Value()
	return func() tea.Msg { return pathsMsg{b, typed, pathsFrom(dir, typed)} }
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

// completed goes on with the typed path as far as all that was found agree.
func (m *Model) completed(msg pathsMsg) {
	b := msg.box
	if m.dialog != dialog(b) || b.inputs[0].Value() != msg.typed {
		return
	}
	if len(msg.paths) == 0 {
		b.fault = "no file begins like that"
		return
	}
	common := msg.paths[0]
	for _, p := range msg.paths[1:] {
		for !strings.HasPrefix(p, common) {
			_, size := utf8.DecodeLastRuneInString(common)
			common = common[:len(common)-size]
		}
	}
	b.inputs[0].SetValue(common)
	b.inputs[0].CursorEnd()
	if len(msg.paths) > 1 {
		names := make([]string, len(msg.paths))
		for n, p := range msg.paths {
			names[n] = reports.Line(strings.TrimPrefix(p, filepath.Dir(common)+string(filepath.Separator)))
		}
		b.found = strings.Join(names, "  ")
	}
}
