package policy

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
)

var update = flag.Bool("update", false, "write the prepared guides anew")

// TestPreparedGuidesAreWhatTheYAMLSays holds library/*/guide.json against the
// guide that people edit.
func TestPreparedGuidesAreWhatTheYAMLSays(t *testing.T) {
	for _, id := range Builtin() {
		source, err := library.ReadFile(path.Join("library", id, GuideFile))
		if err != nil {
			t.Fatal(err)
		}
		var want guideFile
		if err := yaml.NewDecoder(bytes.NewReader(source), yaml.Strict()).Decode(&want); err != nil {
			t.Fatal(err)
		}
		if *update {
			data, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join("library", id, preparedFile), data, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, ok := prepared(id, source)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("library/%s/%s is not what %s says; go test ./policy -run Prepared -update writes it anew (-want +got):\n%s", id, preparedFile, GuideFile, diff)
		}
	}
}

// TestBuiltInGuidesAreCheckedLikeAnyOther reads them under a name that nothing
// is prepared for.
func TestBuiltInGuidesAreCheckedLikeAnyOther(t *testing.T) {
	for _, id := range Builtin() {
		source, err := library.ReadFile(path.Join("library", id, TextFile))
		if err != nil {
			t.Fatal(err)
		}
		guide, err := library.ReadFile(path.Join("library", id, GuideFile))
		if err != nil {
			t.Fatal(err)
		}
		p, err := Parse("other", source)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Join(GuideFile, guide); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}
