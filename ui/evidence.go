package ui

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/vault"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
)

// evidenceMsg brings what was collected for a clause, or why it was not.
type evidenceMsg struct {
	refs    []checklist.Ref
	piece   checklist.Evidence
	ignored string // why git is not going to commit it, if it is not
	err     error
}

func (m *Model) openEvidence() tea.Cmd {
	refs := m.targets()
	m.openLines(&lineBox{
		title: "Evidence for " + named(refs),
		hint:  "a file's path, an http(s) link, a place as path:12-40; permission:PATH or permission:LINK for a written permission; statement:NAME: words; run:COMMAND for what a command prints; tab completes a path",
		tab:   completePath,
		accept: func(m *Model, b *lineBox) tea.Cmd {
			spec := unquote(b.value(0))
			if spec == "" {
				return m.closeDialog()
			}
			if spec != b.warned {
				b.allow = workspace.Allow{} // It was other evidence that was warned of.
			}
			allow := b.allow
			allow.Progress = func(copied, total int64) { b.copied.Store(&progress{copied, total}) }
			audit, dir := m.audit, m.opt.Dir
			return tea.Batch(m.busy(b), func() tea.Msg {
				piece, err := audit.Collect(dir, spec, allow)
				if found := checklist.SecretsIn(checklist.AddEvidence(refs[0], piece)); found != "" && !allow.Secrets && err == nil {
					err = &workspace.SecretError{Path: "it", Found: found}
				}
				ignored := ""
				if err == nil {
					if i, ok := audit.IgnoredFile(piece); ok {
						ignored = i.String()
					}
				}
				return evidenceMsg{refs, piece, ignored, err}
			})
		},
	}, "")
	return nil
}

// warned tells whether the error is one that a person may overrule, and allows
// just that.
func warned(err error, allow *workspace.Allow) bool {
	var large *vault.LargeError
	var secret *workspace.SecretError
	var outside *workspace.OutsideError
	switch {
	case errors.As(err, &outside):
		allow.Outside = true
	case errors.As(err, &large):
		allow.Large = true
	case errors.As(err, &secret):
		allow.Secrets = true
	default:
		return false
	}
	return true
}

// unquote takes off what a terminal or a file manager puts around a path that
// is dropped or pasted: quotes, backslashes before blanks, file://.
func unquote(s string) string {
	switch {
	case len(s) >= 2 && (s[0] == '\'' || s[0] == '"') && s[len(s)-1] == s[0]:
		return unquote(s[1 : len(s)-1])
	case strings.HasPrefix(s, "file://"):
		u, err := url.Parse(s)
		if err != nil {
			return strings.TrimPrefix(s, "file://")
		}
		return filepath.FromSlash(u.Path)
	case filepath.Separator == '/':
		return escaped.ReplaceAllString(s, "$1")
	}
	return s
}

// escaped is a sign behind the backslash that a shell wants there.
var escaped = regexp.MustCompile(`\\([^\pL\pN])`)

func (m *Model) collected(msg evidenceMsg) tea.Cmd {
	b, open := m.dialog.(*lineBox)
	if msg.err != nil {
		if fault := reports.Line(msg.err.Error()); open && b.busy {
			b.busy, b.fault = false, fault
			var command *workspace.RunError
			if warned(msg.err, &b.allow) {
				b.warned = unquote(b.value(0))
				b.fault += "; enter again keeps it all the same"
			} else if errors.As(msg.err, &command) {
				b.warned, b.allow.Run = unquote(b.value(0)), true
				b.fault += "; enter again runs it, in the folder of the app"
			}
		} else {
			m.note = fault
		}
		return nil
	}
	if open && b.busy {
		m.dialog = nil
	}
	changed, cmd := m.change(eachOf(msg.refs, func(r checklist.Ref) checklist.Change { return checklist.AddEvidence(r, msg.piece) })...)
	m.unmark()
	m.note = fmt.Sprintf("%s: added %s %s", named(msg.refs), msg.piece.Kind, reports.Line(msg.piece.Target()))
	if !changed {
		m.note = fmt.Sprintf("%s has %s already", named(msg.refs), reports.Line(msg.piece.Target()))
	}
	if msg.ignored != "" {
		m.note += "; " + reports.Line(msg.ignored)
	}
	return cmd
}

// picker chooses among a clause's pieces of evidence.
type picker struct {
	ref checklist.Ref
	at  int
}

func (p *picker) mode() mode                           { return pickMode }
func (p *picker) box() bool                            { return true }
func (p *picker) input(_ *Model, _ tea.KeyMsg) tea.Cmd { return nil }
func (m *Model) openRemove() tea.Cmd                   { m.dialog = &picker{ref: m.item().Ref}; return nil }

func pick(by int) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd {
		p := m.dialog.(*picker)
		p.at = min(max(0, p.at+by), len(m.item().Evidence)-1)
		return nil
	}
}

func (m *Model) removePicked() tea.Cmd {
	p := m.dialog.(*picker)
	m.dialog = nil
	pieces := m.items[m.index[p.ref]].Evidence
	if p.at >= len(pieces) {
		return nil
	}
	_, cmd := m.change(checklist.RemoveEvidence(p.ref, pieces[p.at].ID))
	m.note = "removed " + reports.Line(pieces[p.at].Target()) + "; u brings it back"
	return cmd
}

func (p *picker) view(m *Model, w, _ int) []string {
	out := []string{m.style.accent.Render("Remove which? y removes it")}
	for n, e := range m.items[m.index[p.ref]].Evidence {
		sign := "  "
		if n == p.at {
			sign = m.style.marks.cursor + " "
		}
		out = append(out, sign+cut(fmt.Sprintf("%d %s %s", n+1, e.Kind, reports.Line(e.Target())), w-2))
	}
	return out
}
