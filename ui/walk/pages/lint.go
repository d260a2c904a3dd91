package pages

import (
	"github.com/charmbracelet/x/ansi"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/session"
	"clausewalk/ui/walk/layer"
	"clausewalk/ui/walk/style"
)

// Lint tells what will not convince a reader, in lines of at most w cells. Which
// files are kept is asked from the disk, away from the screen.
func Lint(s *style.Styles, of *session.Session, w int) layer.Result {
	t := NewText("What will not convince a reader (clausewalk lint prints it)", nil)
	vault := of.Vault
	return layer.Result{Open: t, Cmd: layer.Later(t, func() func() layer.Result {
		kept := vault.Digests()
		return func() layer.Result {
			t.Set(findings(s, checklist.Lint(of.Audit, of.Now(), kept), w))
			return layer.Result{}
		}
	})}
}

func findings(s *style.Styles, all []checklist.Finding, w int) []string {
	var out []string
	for _, f := range all {
		name := "audit"
		if f.Ref.Label != "" {
			name = reports.Line(f.Ref.Label)
		}
		out = append(out, style.Hang(s.Strong.Render(style.Fit(name, max(6, ansi.StringWidth(name))))+"  ", reports.Line(f.Message), w)...)
		for _, l := range style.Hang("        ", reports.Line(f.Mend), w) {
			out = append(out, s.Dim.Render(l))
		}
	}
	if len(out) == 0 {
		return []string{"nothing found"}
	}
	return out
}
