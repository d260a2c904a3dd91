package workspace_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
)

// collecting is an open audit of an app with some files in it.
func collecting(t *testing.T) (o *workspace.Open, root string) {
	t.Helper()
	root = t.TempDir()
	w := create(t, root)
	newAudit(t, w, "Photobook", "2.4")
	write(t, filepath.Join(root, "job.go"), "one\ntwo\nthree\n")
	write(t, filepath.Join(root, "docs", "runbook.md"), "delete it\n")
	write(t, filepath.Join(root, "docs", "job.go"), "other\n")
	return open(t, w, "ana"), root
}

func TestCollectTellsFilesLinksPlacesAndPermissionsApart(t *testing.T) {
	o, root := collecting(t)
	docs := filepath.Join(root, "docs")
	for _, c := range []struct {
		dir, spec string
		kind      event.EvidenceKind
		target    string
	}{
		{root, "docs/runbook.md", event.FileEvidence, "runbook.md"},
		{docs, "runbook.md", event.FileEvidence, "runbook.md"},
		{docs, "  runbook.md\n", event.FileEvidence, "runbook.md"},
		{root, filepath.Join(docs, "runbook.md"), event.FileEvidence, "runbook.md"},
		{root, "file:docs/runbook.md", event.FileEvidence, "runbook.md"},
		{root, "job.go", event.FileEvidence, "job.go"},
		{root, "https://x.y/z?a=b#c", event.LinkEvidence, "https://x.y/z?a=b#c"},
		{root, "HTTP://x.y", event.LinkEvidence, "HTTP://x.y"},
		{root, "link:https://x.y:8080/z", event.LinkEvidence, "https://x.y:8080/z"},
		{root, "job.go:2", event.PlaceEvidence, "job.go:2"},
		{root, "job.go:2-3", event.PlaceEvidence, "job.go:2-3"},
		{root, "place:job.go", event.PlaceEvidence, "job.go"},
		{root, "place:job.go:1", event.PlaceEvidence, "job.go:1"},
		{docs, "runbook.md:1", event.PlaceEvidence, "docs/runbook.md:1"},
		{docs, "job.go:2", event.PlaceEvidence, "job.go:2"}, // from the repository's top, where there is one
		{root, "permission:docs/runbook.md", event.PermissionEvidence, "runbook.md"},
		{root, "permission:https://x.y", event.PermissionEvidence, "https://x.y"},
	} {
		e, err := o.Collect(c.dir, c.spec, workspace.Allow{})
		if err != nil || e.Kind != c.kind || e.Target() != c.target {
			t.Errorf("%q in %s: %+v %v, want the %s %s", c.spec, c.dir, e, err, c.kind, c.target)
		}
		if err := o.Vault.Verify(e); err != nil {
			t.Errorf("%q is not kept: %v", c.spec, err)
		}
	}
}

func TestCollectRefusesWhatCannotBeShownLaterAndSaysWhy(t *testing.T) {
	o, root := collecting(t)
	for _, c := range []struct{ spec, want string }{
		{"", "no file is named"},
		{"file:", "no file is named"},
		{"permission: ", "no file is named"},
		{"docs", "is a folder: zip it"},
		{"none.txt", "none.txt"},
		{"none.go:7", "none.go"},
		{"job.go:9", "the file has 3 lines"},
		{"job.go:0", "lines are counted from 1"},
		{"job.go:3-2", "the last line comes before the first"},
		{"place:../job.go", "it is outside"},
		{"ftp://x.y", "is not http or https"},
		{"file:///etc/passwd", "is not http or https"},
		{"link:ftp://x.y", "is not http or https"},
		{"link:javascript:alert(1)", "is not http or https"},
		{"javascript:alert(1)", "javascript:alert(1)"},
		{"javascript://x.y/%0aalert(1)", "is not http or https"},
		{"permission:javascript://x.y", "is not http or https"},
		{"data:text/html,x", "data:text"},
		{"https://", "names no host"},
		{"https:///path", "names no host"},
		{"https://x.y/\x1b[31m", "invalid control character"},
		{"link:x.y/z", "is not http or https"},
	} {
		if e, err := o.Collect(root, c.spec, workspace.Allow{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %+v %v, want …%s", c.spec, e, err, c.want)
		}
	}
	if _, err := os.Stat(o.Vault.Dir); err == nil {
		t.Error("something was kept")
	}
}

func TestCollectRefusesPasswordsInLinksAndDoesNotRepeatThem(t *testing.T) {
	o, root := collecting(t)
	for _, spec := range []string{
		"https://ana:hunter2@x.y/z", "link:https://ana:hunter2@x.y", "permission:https://:hunter2@x.y", "https://hunter2@x.y",
		"https://ana:hunter2%zz@x.y", "https://ana:hunter2@x.y:port/", "https://ana:hunter2@x y/", "ftp://ana:hunter2@x.y", "link:ana:hunter2@x.y", "https://ana:hunter2/@x.y:a",
	} {
		e, err := o.Collect(root, spec, workspace.Allow{})
		if err == nil {
			t.Errorf("%s: %+v", spec, e)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error repeats the password: %v", err)
		}
	}
}

func TestFileWhoseNameLooksLikeAPlaceIsAFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("this system has no such file name")
	}
	o, root := collecting(t)
	write(t, filepath.Join(root, "a:1"), "x")
	write(t, filepath.Join(root, "job.go:2"), "x")
	for spec, name := range map[string]string{"a:1": "a:1", "job.go:2": "job.go:2", "file:a:1": "a:1"} {
		if e, err := o.Collect(root, spec, workspace.Allow{}); err != nil || e.Kind != event.FileEvidence || e.Name != name {
			t.Errorf("%s: %+v %v", spec, e, err)
		}
	}
	if e, err := o.Collect(root, "place:job.go:2", workspace.Allow{}); err != nil || e.Kind != event.PlaceEvidence {
		t.Errorf("%+v %v", e, err)
	}
}

func TestLinesOfAPlaceAreKeptAsTheyWereCited(t *testing.T) {
	o, root := collecting(t)
	const cited = "func Remove() {\n\tpurge()\n}"
	job := write(t, filepath.Join(root, "job.go"), "package job\n\n"+cited+"\n")
	e, err := o.Collect(root, "job.go:3-5", workspace.Allow{})
	if err != nil || e.Size != int64(len(cited)) || o.Vault.Verify(e) != nil {
		t.Fatalf("%+v %v", e, err)
	}
	if c := o.Content(e); string(c.Data) != cited || c.Now != nil {
		t.Errorf("%+v", c)
	}
	write(t, job, "package job\n\nfunc Remove() {\n\tlater()\n}\n")
	e.Fault = "has changed"
	if c := o.Content(e); string(c.Data) != cited || !strings.Contains(string(c.Now), "later()") {
		t.Errorf("after a change %+v", c)
	}
	kept, err := o.Vault.Find(e.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(kept, 0o644); err != nil {
		t.Fatal(err)
	}
	write(t, kept, "func Remove() { all() }")
	if c := o.Content(e); c.Data != nil || o.Vault.Verify(e) == nil {
		t.Errorf("altered lines are shown: %+v", c)
	}
}

func TestLinesWithASecretAreKeptOnlyWhereThatIsAllowed(t *testing.T) {
	o, root := collecting(t)
	write(t, filepath.Join(root, "job.go"), "package job\n\nconst key = \"AKIA"+"IOSFODNN7ABCDEFG\"\n")
	e, err := o.Collect(root, "job.go:3", workspace.Allow{})
	if err != nil || e.Size != 0 || e.Secrets == "" || len(o.Vault.Digests()) != 0 {
		t.Errorf("%+v %v, and the vault holds %q", e, err, o.Vault.Digests())
	}
	if e, err = o.Collect(root, "job.go:3", workspace.Allow{Secrets: true}); err != nil || e.Size == 0 || e.Secrets == "" {
		t.Errorf("allowed: %+v %v", e, err)
	}
}
