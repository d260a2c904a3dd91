package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func rendered(t *testing.T, name, source string, r Report) []byte {
	t.Helper()
	render, err := Template(name, source)
	if err != nil {
		t.Fatal(err)
	}
	out, err := render(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// houseStyle is the template that the documentation shows.
func houseStyle(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile("../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```gotemplate\n(.*?)```").FindSubmatch(doc)
	if m == nil {
		t.Fatal("docs/templates.md shows no template")
	}
	return string(m[1])
}

func TestTemplateOfTheDocumentationWorks(t *testing.T) {
	golden(t, "template.md", rendered(t, "house.md", houseStyle(t), Build(half(t).Audit, Options{})))
}

func TestNoTextChangesTheStructureOfATemplate(t *testing.T) {
	source := houseStyle(t)
	n := 0
	tame, _ := strangers(t, func() string { n++; return fmt.Sprintf("plain words %d", n) })
	want := shape(rendered(t, "house.md.tmpl", source, Build(tame.Audit, Options{})))
	for turn := 0; turn < len(hostile); turn += 4 {
		n = turn
		b, _ := strangers(t, func() string {
			n++
			if s := hostile[n%len(hostile)]; Line(s) != "" {
				return strings.ToValidUTF8(s, "\ufffd") + fmt.Sprint(n)
			}
			return fmt.Sprint("nothing ", n)
		})
		out := rendered(t, "house.md.tmpl", source, Build(b.Audit, Options{}))
		if diff := cmp.Diff(want, shape(out)); diff != "" {
			t.Fatalf("turn %d: the texts change the structure:\n%s\n%s", turn, diff, out)
		}
		if bad := drives(out); bad != "" {
			t.Fatalf("turn %d: %s", turn, bad)
		}
	}
}

func TestTemplateEscapesForWhatItsNameSays(t *testing.T) {
	app := "=<b>*\"x\"*</b>,\x1b[31m"
	r := Build(newBookOf(t, app, "1", builtin(t)).Audit, Options{})
	for name, want := range map[string]string{
		"a.md": inline(app), "a.tmpl": inline(app), "a.HTML.tmpl": htmlText(app), "a.txt": Visible(app),
	} {
		// However deep it stands.
		source := `{{define "x"}}{{range .}}{{.}}{{else}}{{end}}{{end}}{{with .Audit}}{{if .App}}{{$app := .App}}{{$app}}{{end}}{{end}}`
		if got := string(rendered(t, name, source, r)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if got := string(rendered(t, name, `{{.Audit.App | html}}{{html .Audit.App}}`, r)); got != htmlText(app)+htmlText(app) {
			t.Errorf("%s: what names its escaper is %q", name, got)
		}
		if got := string(rendered(t, name, `{{html .Audit.App | print}}`, r)); strings.Contains(got, "<b>") {
			t.Errorf("%s: what goes on behind its escaper is %q", name, got)
		}
	}
	row, err := csv.NewReader(bytes.NewReader(rendered(t, "a.csv", "{{.Audit.App}},{{.Audit.Release}}", r))).Read()
	if err != nil || len(row) != 2 || row[0] != plain(app) {
		t.Errorf("the row is %q: %v", row, err)
	}
	var text string
	if err := json.Unmarshal(rendered(t, "a.json", "{{.Audit.App}}", r), &text); err != nil || text != app {
		t.Errorf("the text is %q: %v", text, err)
	}
}

func TestTemplateReachesWhoAndWhen(t *testing.T) {
	source := `{{range .Policies}}{{range .Sections}}{{range .Clauses}}{{range .Evidence}}{{.Kind}} {{.By.Name}} {{.At}}, {{end}}{{end}}{{end}}{{end}}{{range .SignOffs}}{{.Name}} {{.By.Name}} {{.At}}, {{end}}{{range .History}}{{.By.Name}} {{.Value}}, {{end}}`
	out := string(rendered(t, "house.txt", source, Build(half(t).Audit, Options{})))
	for _, want := range []string{"file Ana Ruiz 2026-05-04T09:02:00Z, ", "Carla Mendes Ana Ruiz 2026-11-21T09:19:00Z, ", "Ben Okafor No gambling., "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
}

func TestErrorsOfATemplateNameFileAndLine(t *testing.T) {
	r := Build(newBook(t, builtin(t)).Audit, Options{})
	for source, want := range map[string]string{
		"a\n{{.Audit.App":                 "house.md:2:",
		"a\n{{nothing .Audit}}":           `house.md:2: function "nothing" not defined`,
		"a\n\n{{.Audit.Ap}}":              "house.md:3:",
		"a\n{{.Coverage.mett}}":           "house.md:2:",
		"{{template \"gone\" .}}":         "house.md:1:",
		"a\n{{(clause .Policies).State}}": "house.md:2:",
	} {
		render, err := Template("house.md", source)
		if err == nil {
			_, err = render(r)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", source, err, want)
		}
	}
}
