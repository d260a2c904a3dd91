package reports

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/checklist/event"
)

// published returns a published schema that is kept beside the checkout. A test
// goes without where it is not.
func published(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	file, err := os.ReadFile("../../shared/schemas/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("%s is not here, so nothing is held against it", name)
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("published.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("published.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// obeys holds a document against a schema, if there is one.
func obeys(t *testing.T, schema *jsonschema.Schema, doc []byte) {
	t.Helper()
	if schema == nil {
		return
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v", err)
	}
}

// oddities are audits as nobody wants to see them, and one as teams have it.
func oddities(t *testing.T) map[string]*book {
	n := 0
	strange, _ := strangers(t, func() string {
		n++
		return strings.ToValidUTF8(hostile[n%len(hostile)], "\ufffd") + "x"
	})
	return map[string]*book{"half": half(t), "empty": newBook(t, builtin(t)), "strange": strange}
}

func TestSARIFIsSoundAndHasEveryFinding(t *testing.T) {
	schema := published(t, "sarif-2.1.0.json")
	for name, b := range oddities(t) {
		r := Build(b.Audit, Options{Tool: "clausewalk 0.1.0"})
		out := SARIF(r)
		if !bytes.Equal(out, SARIF(r)) {
			t.Errorf("%s: not the same bytes twice", name)
		}
		obeys(t, schema, out)
		if bad := drives(bytes.ReplaceAll(out, []byte("\t"), nil)); bad != "" {
			t.Errorf("%s: %s", name, bad)
		}
		doc, err := sarif.FromBytes(out)
		if err != nil {
			t.Fatal(err)
		}
		run := doc.Runs[0]
		run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en", "en", []string{"\n"} // Without them the library is not content with what it reads.
		if err := doc.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		clauses := r.Clauses(func(Clause) bool { return true })
		if len(run.Tool.Driver.Rules) != len(clauses) {
			t.Errorf("%s: %d rules for %d clauses", name, len(run.Tool.Driver.Rules), len(clauses))
		}
		want, got := map[string]bool{}, map[string]bool{}
		for _, c := range clauses {
			if c.IsGap() || c.Words == "stale" || c.Words == "in conflict" || c.Code() == unsupportedCode {
				want[c.Ref.String()] = true
			}
		}
		for _, one := range run.Results {
			got[*one.RuleID] = true
			if rule := run.Tool.Driver.Rules[one.RuleIndex]; *rule.ID != *one.RuleID {
				t.Errorf("%s: the rule of %s is %s", name, *one.RuleID, *rule.ID)
			}
			if len(one.Locations) == 0 {
				t.Errorf("%s: %s is nowhere", name, *one.RuleID)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) != len(run.Results) {
			t.Errorf("%s: %d results: %s", name, len(run.Results), diff)
		}
		if run.Properties.Properties["state"] != string(r.State) {
			t.Errorf("%s: the state is %v", name, run.Properties.Properties["state"])
		}
	}
}

func TestSARIFPointsAtTheCode(t *testing.T) {
	for _, path := range []string{"internal/delete/job.go", "C:/x y.go", "a:b/c", "//evil.example/x", "a#b?c%d", "日本.go", "../up"} {
		b := newBook(t, builtin(t))
		b.answer(ana, "A.12", event.NotMet, "The CDN keeps copies.")
		b.do(ana, event.AddEvidence(b.ref("A.12"), event.Evidence{Kind: event.PlaceEvidence, Path: path, From: 40, To: 71, SHA256: digest(1)}),
			event.AddEvidence(b.ref("A.12"), event.Evidence{Kind: event.PlaceEvidence, Path: path, SHA256: digest(2)}))
		var doc sarifLog
		if err := json.Unmarshal(SARIF(Build(b.Audit, Options{})), &doc); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range doc.Runs[0].Results[0].Locations {
			u, err := url.Parse(l.Physical.Artifact.URI)
			if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" {
				t.Errorf("%q is written as %q: %v", path, l.Physical.Artifact.URI, err)
				continue
			}
			if !strings.HasSuffix(u.Path, path) {
				t.Errorf("%q is read as %q", path, u.Path)
			}
			got = append(got, fmt.Sprint(l.Physical.Region))
		}
		if diff := cmp.Diff([]string{"&{40 71}", "&{1 0}"}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNoTextIsALinkInAMessageOfSARIF(t *testing.T) {
	if got, want := sarifWords("see [x](https://evil.example) \\ [y]"), `see \[x\](https://evil.example) \\ \[y\]`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := sarifWords("a[0] = \\n"); got != "a[0] = \\n" {
		t.Errorf("%q has changed", got)
	}
}

// TestMicrosoftsValidatorHasNothingToSay has Microsoft's own program judge what
// code scanning is to take.
func TestMicrosoftsValidatorHasNothingToSay(t *testing.T) {
	tool := os.Getenv("SARIF_MULTITOOL")
	if tool == "" {
		t.Skip("SARIF_MULTITOOL names no Sarif.Multitool, so nothing of Microsoft's has looked at the SARIF")
	}
	args := []string{"validate"}
	dir := t.TempDir()
	for name, b := range oddities(t) {
		for n, version := range []string{"clausewalk 0.1.0", "clausewalk (devel)", ""} {
			file := filepath.Join(dir, fmt.Sprint(name, n, ".sarif"))
			if err := os.WriteFile(file, SARIF(Build(b.Audit, Options{Tool: version, Below: "apps/photo"})), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
	}
	cmd := exec.Command(tool, append(args, "--rule-kind", "Sarif;Gh;Ghas;Ado", "--output", filepath.Join(t.TempDir(), "judged.sarif"), "--log", "ForceOverwrite")...)
	cmd.Env = append(cmd.Environ(), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), ": error ") || strings.Contains(string(out), ": warning ") || !strings.Contains(string(out), "9 files scanned") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestSARIFHasNoMoreThanCodeScanningTakes(t *testing.T) {
	all := make([]sarifResult, maxResults+3)
	for n := range all {
		all[n] = sarifResult{Index: n, Level: "note"}
	}
	all[maxResults+1].Level = "error"
	if some, more := worst(all); len(some) != maxResults || more != 3 || some[0].Level != "error" || some[1].Index != 0 {
		t.Errorf("%d results, the first of which is %+v, and %d more", len(some), some[0], more)
	}
	b := newBook(t, builtin(t))
	b.answer(ana, "A.12", event.NotMet, strings.Repeat("long ", 1000))
	var doc sarifLog
	if err := json.Unmarshal(SARIF(Build(b.Audit, Options{})), &doc); err != nil {
		t.Fatal(err)
	}
	if n := utf8.RuneCountInString(doc.Runs[0].Results[0].Message.Text); n > maxSARIFWords {
		t.Errorf("a message of %d characters", n)
	}
}

func TestSARIFNamesFilesFromTheTopOfTheRepository(t *testing.T) {
	b := newBook(t, builtin(t))
	b.answer(ana, "A.12", event.NotMet, "The CDN keeps copies.")
	b.answer(ana, "A.13", event.NotMet, "Nobody is asked.")
	b.do(ana, event.AddEvidence(b.ref("A.12"), event.Evidence{Kind: event.PlaceEvidence, Path: "cdn/job.go", From: 40, To: 71, SHA256: digest(1)}))
	out := string(SARIF(Build(b.Audit, Options{Below: "apps/photo"})))
	for _, want := range []string{`"uri": "apps/photo/cdn/job.go"`, `"uri": "apps/photo/.clausewalk/audits/`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s", want)
		}
	}
}
