package workspace

import (
	"os/exec"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
)

func TestARepositoryHasOneNameWhicheverWayItIsReached(t *testing.T) {
	for address, want := range map[string]string{
		"git@github.com:acme/photobook.git":                            "github.com/acme/photobook",
		"https://github.com/acme/photobook":                            "github.com/acme/photobook",
		"https://x-access-token:ghs_s3cret@GitHub.com/acme/photobook/": "github.com/acme/photobook",
		"ssh://git@git.example.org:2222/acme/photobook.git":            "git.example.org/acme/photobook",
		"git.example.org:acme/photobook":                               "git.example.org/acme/photobook",
		"file:///srv/git/photobook.git":                                "/srv/git/photobook",
		"/srv/git/photobook.git/":                                      "/srv/git/photobook",
		"../photobook":                                                 "../photobook",
		"./a:b":                                                        "./a:b",
		"https://":                                                     "",
		"https://user:pass word@host/%zz":                              "",
		"":                                                             "",
	} {
		if got := RepositoryName(address); got != want {
			t.Errorf("%s is called %q, want %q", address, got, want)
		}
	}
}

func TestWhichCommitComesFromWhichIsKnownWhereBothAre(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("skipped: there is no git")
	}
	w := on(durable.Root(t.TempDir()))
	if _, _, err := w.CheckedOut(); err == nil || !strings.Contains(err.Error(), "nothing was committed there yet") {
		t.Errorf("%v", err)
	}
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=Ana", "-c", "user.email=ana@photobook.example"}, args...)...)
		cmd.Dir = w.Root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	commit := func(words string) string {
		t.Helper()
		git("commit", "-q", "--allow-empty", "-m", words)
		id, at, err := w.CheckedOut()
		if err != nil || at.IsZero() {
			t.Fatal(err)
		}
		return id
	}
	git("init", "-q")
	first, second := commit("one"), commit("two")
	git("reset", "-q", "--hard", first)
	other := commit("three")
	for _, c := range []struct {
		later, earlier string
		follows        bool
	}{
		{second, first, true}, {first, second, false}, {other, second, false}, {first, first, true},
		{first, "0123456789012345678901234567890123456789", false}, {first, "--all", false}, {"HEAD", first, false},
	} {
		if follows := w.Follows(c.later, c.earlier); follows != c.follows {
			t.Errorf("%s after %s: %v", c.later, c.earlier, follows)
		}
	}
	git("remote", "add", "origin", "git@github.com:acme/photobook.git")
	if name := w.Origin(); name != "github.com/acme/photobook" {
		t.Errorf("it was cloned from %q", name)
	}
}
