package library

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"clausewalk/policy"
	"clausewalk/policy/policytest"
)

func TestLoadKnowsTheBuiltinPoliciesAndNoOthers(t *testing.T) {
	for _, id := range Builtin() {
		p, err := Load(id)
		if err != nil || p.ID != id || p.GuideYAML == nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	for _, id := range []string{"", "nothing", "../library", "instagram-platform/.."} {
		if _, err := Load(id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestReadSaysWhichPolicyCannotBeRead(t *testing.T) {
	text := &fstest.MapFile{Data: []byte(policytest.SmallPolicy)}
	for _, c := range []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"no text", fstest.MapFS{}, "policy x: "},
		{"no clause", fstest.MapFS{policy.TextFile: {Data: []byte("# T\n")}}, "policy x: no clause"},
		{"guide is a folder", fstest.MapFS{policy.TextFile: text, policy.GuideFile + "/a": text}, "policy x: "},
		{"broken guide", fstest.MapFS{policy.TextFile: text, policy.GuideFile: {Data: []byte("format: 2")}}, "x/guide.yaml:1:9: "},
	} {
		if _, err := Read(c.files, "x"); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s…", c.name, err, c.want)
		}
	}
}
