package clauses

import (
	"slices"
	"strings"
	"testing"

	"clausewalk/policy"
)

func TestTheFileThatIsMeantComesFirst(t *testing.T) {
	t.Parallel()
	var all []Offer
	for _, file := range strings.Fields("app/reports/.gitignore archiver/profile_registration.py archiver/archive.py docs/deletion-runbook.md README.md src/deep/er/go.go services/media_part.py tests/test_job.py internal/delete/job.go") {
		all = append(all, Offer{Spec: file, Words: file})
	}
	guide := Offer{Spec: "policy:", Words: "policy: the deletion runbook", Bring: "the deletion runbook"}
	all = append([]Offer{guide}, all...)
	for typed, want := range map[string]string{
		"preg": "archiver/profile_registration.py", "read": "README.md", "job": "tests/test_job.py", "deljob": "internal/delete/job.go",
		"media_part.py:12-40": "services/media_part.py", "practice:mpart": "services/media_part.py", "": "policy:", "file:arch": "archiver/archive.py",
	} {
		found := Find(all, typed, "")
		if len(found) == 0 || found[0].Spec != want {
			t.Errorf("%q finds %v first, not %s", typed, found, want)
		}
	}
	if found := Find(all, "policy:", guide.Bring); found[0].Spec != "docs/deletion-runbook.md" {
		t.Errorf("what the guide asks for finds %v", found)
	}
	for _, typed := range []string{"https://example.org/job", "statement:Ana: job", "run:job", "zzz"} {
		if found := Find(all, typed, ""); len(found) > 0 {
			t.Errorf("%q finds %v", typed, found)
		}
	}
	o := Offer{Spec: "a/b.go"}
	for typed, want := range map[string]string{"practice:b:2-3": "practice:a/b.go:2-3", "b": "a/b.go", "policy:file:b:7": "policy:file:a/b.go:7"} {
		if got := o.For(typed); got != want {
			t.Errorf("%q means %q, not %q", typed, got, want)
		}
	}
}

func TestAYesOrNoQuestionOffersBoth(t *testing.T) {
	t.Parallel()
	if c := FactChoices(policy.Fact{Answer: "yes-no"}); !c.Closed || !slices.Equal(c.All, []string{"yes", "no", "unknown"}) {
		t.Errorf("%+v", c)
	}
}
