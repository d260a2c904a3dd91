package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
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

func TestATemplateNeitherHangsNorFillsTheMemory(t *testing.T) {
	r := Build(half(t).Audit, Options{})
	var doubling strings.Builder
	doubling.WriteString(`{{$x := "0123456789"}}`)
	for range 60 {
		doubling.WriteString(`{{$x = printf "%s%s" $x $x}}`)
	}
	var calls strings.Builder
	for n := range 60 {
		fmt.Fprintf(&calls, `{{define "t%d"}}{{template "t%d"}}{{template "t%[2]d"}}{{end}}`, n, n+1)
	}
	calls.WriteString(`{{define "t60"}}{{end}}{{template "t0"}}`)
	for name, source := range map[string]string{
		"a loop without end":          `{{range 9000000000}}{{end}}`,
		"loops in loops":              `{{range 100000}}{{range 100000}}{{end}}{{end}}`,
		"calls that double":           calls.String(),
		"a call of itself":            `{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`,
		"a text that doubles":         doubling.String(),
		"more than anybody will read": `{{$x := printf "%900000d" 1}}{{range 200}}{{text $x}}{{end}}`,
	} {
		render, err := Template("house.md", "one\n"+source)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err = render(r); err == nil {
			t.Errorf("%s: it comes to an end", name)
		} else if !strings.Contains(err.Error(), "house.md:2:") {
			t.Errorf("%s: the error does not say where: %v", name, err)
		}
	}
	render, err := Template("house.md", `{{$x := printf "%900000d" 1}}`+strings.Repeat("{{text $x}}", 200))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := render(r); err == nil || !strings.Contains(err.Error(), "house.md: the template writes more than") {
		t.Errorf("what no loop writes has no end: %v", err)
	}
	if _, err := Template("house.md", strings.Repeat("x", MaxTemplate+1)); err == nil || !strings.Contains(err.Error(), "house.md") {
		t.Errorf("a template without end is read: %v", err)
	}
}

// TestTemplatesReachNoMethodThatDoesAnything lists every method that a template
// can call on what it is given. A new one has to be looked at: it must neither
// read nor write nor run anything.
func TestTemplatesReachNoMethodThatDoesAnything(t *testing.T) {
	harmless := map[string]bool{}
	value := []string{"Empty", "InWords", "Refuse", "Texts"} // what every value of an event can be asked
	for of, more := range map[string][]string{
		"event.Check": {"String"}, "event.Evidence": {"Doubt", "FaultAt", "Key", "Or", "Described", "Target"}, "event.FactAnswer": {"Fits", "Holds", "MarshalJSON", "String", "UnmarshalJSON"},
		"event.Overrule": nil, "event.Same": nil, "event.ToPaste": nil, "event.Submission": {"When"}, "reports.jsonSubmission": {"When"}, "event.Response": nil, "reports.jsonResponse": nil, "event.Suggestion": {"Evidence", "Keys", "Proposed"}, "reports.jsonSuggestion": {"Evidence", "Keys", "Proposed"},
		"event.Verdict": {"IsGap", "NeedsReason", "String"}, "event.Place": {"Evidence"}, "event.SignOff": {"InFull", "Signer"}, "event.Outcome": {"SameDecision", "String"},
		"reports.jsonOutcome": {"SameDecision", "String"}, "reports.jsonEvidence": {"Doubt", "FaultAt", "Key", "Or", "Described", "Target"}, "reports.jsonCheck": {"String"}, "reports.jsonOverrule": nil, "event.Details": {"Or"}, "reports.jsonSignOff": {"InFull", "Signer"},
	} {
		for _, method := range append(more, value...) {
			harmless[of+"."+method] = true
		}
	}
	for _, name := range []string{
		"event.Check.String", "event.Evidence.Doubt", "event.Evidence.Kept", "event.Evidence.Key", "event.Evidence.Described", "event.Evidence.Target",
		"event.SubmissionState.String", "event.Film.Known", "event.Film.Lines", "event.Film.String", "event.Rules.Known", "event.Bound.Counted", "event.Bound.Gate", "event.Bound.Over", "checklist.Changed.Count", "checklist.Changed.InWords",
		"event.FactAnswer.MarshalJSON", "event.FactAnswer.String", "event.FactAnswer.UnmarshalJSON",
		"event.Field.Name", "event.Field.Ref", "event.Kind.Spec", "event.Ref.String", "reports.jsonEntry.Name", "reports.jsonPast.Name", "reports.jsonChange.Name", "event.Outcome.String", "event.Person.String", "event.Result.String",
		"reports.jsonEntry.Ref", "reports.jsonPast.Ref", "reports.jsonChange.Ref", "reports.jsonOutcome.String",
		"reports.jsonEvidence.Doubt", "reports.jsonEvidence.Kept", "reports.jsonEvidence.Key", "reports.jsonEvidence.Described", "reports.jsonEvidence.Target", "reports.jsonCheck.String",
	} {
		harmless[name] = true
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type)
	walk = func(one reflect.Type) {
		if seen[one] || one.PkgPath() == "time" {
			return
		}
		seen[one] = true
		for _, of := range []reflect.Type{one, reflect.PointerTo(one)} {
			for n := range of.NumMethod() {
				if name := strings.TrimPrefix(of.String(), "*") + "." + of.Method(n).Name; one.Kind() != reflect.Interface && !harmless[name] {
					t.Errorf("a template can call %s", name)
				}
			}
		}
		switch one.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
			walk(one.Elem())
		case reflect.Struct:
			for n := range one.NumField() {
				if one.Field(n).IsExported() || one.Field(n).Anonymous {
					walk(one.Field(n).Type)
				}
			}
		case reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Interface:
			t.Errorf("a template is given a %s", one)
		}
	}
	walk(reflect.TypeFor[jsonReport]())
}
