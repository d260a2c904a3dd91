package library

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path"
	"path/filepath"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

var update = flag.Bool("update", false, "write what is prepared of guides and texts anew")

// TestPreparedGuidesAreWhatTheYAMLSays holds */guide.json against the
// guide that people edit.
func TestPreparedGuidesAreWhatTheYAMLSays(t *testing.T) {
	for _, id := range with(policy.GuideFile) {
		source, err := files.ReadFile(path.Join(id, policy.GuideFile))
		if err != nil {
			t.Fatal(err)
		}
		var want guide.File
		if err := yaml.NewDecoder(bytes.NewReader(source), yaml.Strict()).Decode(&want); err != nil {
			t.Fatal(err)
		}
		if *update {
			data, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(id, preparedGuide), data, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, ok := guideOf(id, source)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s/%s is not what %s says; go test ./policy/library -run Prepared -update writes it anew (-want +got):\n%s", id, preparedGuide, policy.GuideFile, diff)
		}
	}
}

// TestPreparedTextsAreWhatReadingMakesOfThem holds */policy.json against the
// text.
func TestPreparedTextsAreWhatReadingMakesOfThem(t *testing.T) {
	for _, id := range Builtin() {
		source, err := files.ReadFile(path.Join(id, policy.TextFile))
		if err != nil {
			t.Fatal(err)
		}
		want, err := reading.Parse(id, source)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			want.Markdown = nil
			data, err := jsonv2.Marshal(want, jsonv2.OmitZeroStructFields(true))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(id, preparedText), data, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got := new(policy.Policy)
		ok := prepared(id, policy.TextFile, source, preparedText, got)
		got.Markdown = source
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(policy.Policy{})); !ok || diff != "" {
			t.Errorf("%s/%s is not what %s says; go test ./policy/library -run Prepared -update writes it anew (-want +got):\n%s", id, preparedText, policy.TextFile, diff)
		}
	}
}

// TestWhatIsPreparedIsForTheBuiltInBytesAlone holds that one letter more is read.
func TestWhatIsPreparedIsForTheBuiltInBytesAlone(t *testing.T) {
	for _, id := range Builtin() {
		source, err := files.ReadFile(path.Join(id, policy.TextFile))
		if err != nil {
			t.Fatal(err)
		}
		p, err := parse(id, append(source, "\n\nYour app must ask again.\n"...))
		if err != nil {
			t.Fatal(err)
		}
		if own, err := Load(id); err != nil || p.Edition == own.Edition {
			t.Errorf("%s: a text with more words is taken for the built-in one, %v", id, err)
		}
	}
}

// TestBuiltInGuidesAreCheckedLikeAnyOther reads them under a name that nothing
// is prepared for.
func TestBuiltInGuidesAreCheckedLikeAnyOther(t *testing.T) {
	for _, id := range Builtin() {
		source, err := files.ReadFile(path.Join(id, policy.TextFile))
		if err != nil {
			t.Fatal(err)
		}
		ourWords, err := files.ReadFile(path.Join(id, policy.GuideFile))
		if err != nil {
			t.Fatal(err)
		}
		p, err := reading.Parse("other", source)
		if err != nil {
			t.Fatal(err)
		}
		if err := guide.Join(p, policy.GuideFile, ourWords); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
