package library

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

var update = flag.Bool("update", false, "write the prepared guides anew")

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
			if err := os.WriteFile(filepath.Join(id, preparedFile), data, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, ok := prepared(id, source)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s/%s is not what %s says; go test ./policy/library -run Prepared -update writes it anew (-want +got):\n%s", id, preparedFile, policy.GuideFile, diff)
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
