package command_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"clausewalk/reports/portfolio/postgres/postgrestest"
	"clausewalk/ui/command"
)

// site is a folder in which apps are pushed to repositories and published from
// clones of them.
type site struct {
	*testing.T
	dir, address string
}

func newSite(t *testing.T) site {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the steps are for a Unix shell")
	}
	s := site{t, t.TempDir(), postgrestest.Database(t)}
	if out, code := s.publish(".", "--migrate"); code != 0 || out != "the tables are at version 2 now\n" {
		t.Fatalf("%d %s", code, out)
	}
	return s
}

// publish runs clausewalk publish in a folder.
func (s site) publish(folder string, args ...string) (string, int) {
	s.Helper()
	return s.run(folder, append([]string{"publish", "--to", s.address}, args...)...)
}

// run runs clausewalk in a folder, in this process.
func (s site) run(folder string, args ...string) (string, int) {
	s.Helper()
	var said strings.Builder
	env := command.System()
	env.Stdin, env.Stdout, env.Stderr, env.Dir, env.Terminal = strings.NewReader(""), &said, &said, filepath.Join(s.dir, folder), false
	code := command.Run(args, env)
	return said.String(), code
}

// says holds that publish exits with a code and says something.
func (s site) says(folder, want string, code int, args ...string) {
	s.Helper()
	if out, got := s.publish(folder, args...); got != code || !strings.Contains(out, want) {
		s.Errorf("publish %v in %s: exit code %d, %q", args, folder, got, out)
	}
}

// sh runs lines of a shell in a folder.
func (s site) sh(folder, lines string) string {
	s.Helper()
	cmd := exec.Command("bash", "-e", "-c", lines)
	cmd.Dir = filepath.Join(s.dir, folder)
	if err := os.MkdirAll(cmd.Dir, 0o755); err != nil {
		s.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "CLAUSEWALK_DATABASE="+s.address)
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.Fatalf("%s: %v\n%s", lines, err, out)
	}
	return string(out)
}

// app makes a repository with an audit, and a clone to work in.
func (s site) app(name string) {
	s.Helper()
	s.sh(".", "git init -q --bare -b main git/"+name+".git && git clone -q $PWD/git/"+name+".git "+name+" 2>/dev/null")
	s.sh(name, "clausewalk new --app "+name+" --release 1.0 --quiet && clausewalk answer A.12 not-met --reason 'the CDN keeps copies' --quiet && git add -A && git commit -qm one && git push -q origin HEAD:main")
}

// ci publishes the head of a repository as the documented job does, in a fresh
// clone, and returns what the step says.
func (s site) ci(name string) string {
	s.Helper()
	var flow workflow
	if err := yaml.Unmarshal([]byte(documented(s.T, "Publishing for the organisation")), &flow); err != nil {
		s.Fatal(err)
	}
	s.sh(".", "rm -rf job && git clone -q $PWD/git/"+name+".git job")
	out := ""
	for _, step := range flow.Jobs["publish"].Steps {
		switch {
		case step.Name == "Gate":
			s.sh("job", step.Run+" || test $? = 3")
		case step.Run != "":
			out += s.sh("job", step.Run)
		}
	}
	return out
}

// apps returns a line for each app in the database.
func (s site) apps(columns string) string {
	s.Helper()
	found, err := postgrestest.Connect(s.T, s.address).Query(s.Context(), "SELECT concat_ws(' ', "+columns+") FROM clausewalk.app_today ORDER BY 1")
	var all []string
	for err == nil && found.Next() {
		var line string
		err = found.Scan(&line)
		all = append(all, strings.ReplaceAll(line, s.dir+"/git/", ""))
	}
	if err != nil {
		s.Fatal(err)
	}
	return strings.Join(all, "\n")
}

func TestThreeAppsArePublishedByTheDocumentedJob(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"photobook", "poster", "shop"} {
		s.app(name)
		if out := s.ci(name); !strings.Contains(out, "published ") || !strings.Contains(out, "1 audit; "+name+" 1.0 has 1 of 5") {
			t.Errorf("%s", out)
		}
	}
	if got := s.apps("repository, app, gaps"); got != "photobook photobook 1\nposter poster 1\nshop shop 1" {
		t.Error(got)
	}
	if out := s.ci("shop"); !strings.Contains(out, "nothing changed") {
		t.Error(out)
	}

	// An amended commit is pushed by force: the old one is in no clone any more.
	s.sh("shop", "clausewalk answer A.13 not-met --reason 'nobody asks' --quiet && git add -A && GIT_COMMITTER_DATE=@$(( $(date +%s) + 60 )) git commit -q --amend -m better && git push -qf origin HEAD:main")
	if out := s.ci("shop"); !strings.Contains(out, "published ") {
		t.Error(out)
	}
	// The branch is put back to where it was.
	s.sh("shop", "git commit -q --allow-empty -m two && git push -q origin HEAD:main")
	s.ci("shop")
	s.sh("shop", "git reset -q --hard HEAD~1 && git push -qf origin HEAD:main")
	if out := s.ci("shop"); !strings.Contains(out, "not published: ") || !strings.Contains(out, "is older") || !strings.Contains(out, "publish --force") {
		t.Error(out)
	}
	s.says("job", "published ", 0, "--force")

	// A repository gets another name.
	s.sh(".", "mv git/photobook.git git/albums.git")
	if out := s.ci("albums"); !strings.Contains(out, "photobook has published the same audit") {
		t.Error(out)
	}
	s.says("job", "took over what was published as", 0, "--renamed-from", s.dir+"/git/photobook")
	s.says("job", "nothing changed", 0, "--renamed-from", s.dir+"/git/photobook")
	s.says("job", "it has published none of these audits", 2, "--renamed-from", s.dir+"/git/shop")
	if got := s.apps("repository, app, gaps"); got != "albums photobook 1\nposter poster 1\nshop shop 2" {
		t.Error(got)
	}
	if out, code := s.run(".", "portfolio", s.address, "--clause", "A.13"); code != 0 || !strings.Contains(out, "shop 1.0             not met") || !strings.Contains(out, "poster 1.0           unanswered") {
		t.Errorf("%d %s", code, out)
	}
	if out, code := s.run(".", "list", "--all", s.address, "poster"); code != 0 || !strings.Contains(out, "total: 4 audits") {
		t.Errorf("%d %s", code, out)
	}
}

func TestManyAppsArePublishedFromOneFolder(t *testing.T) {
	s := newSite(t)
	s.app("photobook")
	s.sh("photobook", "mkdir -p services/album && cp -r .clausewalk services/album && git add -A && git commit -qm two")
	s.sh(".", "mkdir loose bare && clausewalk new --app Loose --release 1 --workspace loose --quiet; mkdir noname && cp -r photobook/. noname && cd noname && git remote remove origin")
	out, code := s.publish(".", "--all", "--no-words", "loose", "photobook", "noname/.clausewalk/..")
	for _, want := range []string{"loose: ", "nothing was committed there yet", `it has no remote "origin" to name the app: git remote add origin ADDRESS names it, or publish it alone with --repository NAME`, "git/photobook at ", "git/photobook:services/album at ",
		"total: 2 apps published, 0 unchanged, 0 older than what is published, 3 failed", "3 of 5 apps could not be published"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	s.says(".", "total: 0 apps published, 2 unchanged, 0 older than what is published, 0 failed", 0, "--all", "--no-words", "photobook")
	s.sh("photobook", "git reset -q --hard HEAD~1")
	s.sh("photobook", "git clean -qfdx")
	s.says(".", "total: 0 apps published, 0 unchanged, 1 older than what is published, 0 failed", 0, "--all", "--no-words", "photobook")
	s.says(".", "no audit below bare", 1, "--all", "bare")
	if all := postgrestest.Dump(t, s.address, "gap"); strings.Contains(all, "the CDN keeps") || !strings.Contains(all, "A.12") {
		t.Error(all)
	}
}

func TestWhatIsNotCommittedIsNotPublished(t *testing.T) {
	s := newSite(t)
	s.app("photobook")
	s.says("photobook", "published ", 0)
	s.sh("photobook", "clausewalk answer A.13 not-met --reason 'nobody asks' --quiet")
	s.says("photobook", "1 file of .clausewalk changed since the commit, and only commits are published", 1)
	if got := s.apps("gaps"); got != "1" {
		t.Error(got)
	}
	s.sh("photobook", "git add -A && git commit -qm two && git remote remove origin")
	s.says("photobook", `this clone has no remote "origin" to name the app`, 2)
	s.says("photobook", "published github.com/acme/photobook at ", 0, "--repository", "github.com/acme/photobook")
}

// TestWhatACommitHoldsIsPublished holds that neither the folder nor what is changed
// in it counts.
func TestWhatACommitHoldsIsPublished(t *testing.T) {
	s := newSite(t)
	s.app("photobook")
	s.sh("photobook", "printf 'one\\n' > job.go && clausewalk evidence add A.12 job.go:1 --quiet && git add -A && git commit -qm two && git tag v1 && printf 'two\\n' > job.go")
	s.says("photobook", "published ", 0) // The line that is cited has changed in the folder alone.
	if got := s.apps("gaps, stale"); got != "1 0" {
		t.Error(got)
	}
	s.sh("photobook", "git checkout -q job.go && clausewalk answer A.13 not-met --reason 'nobody asks' --quiet && git add -A && git commit -qm three && clausewalk answer A.15 not-met --reason 'on paper' --quiet")
	s.says("photobook", "hint: git add .clausewalk and git commit, or --rev HEAD, which publishes what was committed", 1)
	s.says("photobook", "1 audit; photobook 1.0 has 2 of ", 0, "--rev", "HEAD")
	s.says("photobook", "is older", 0, "--rev", "v1")
	s.says("photobook", "nothing changed", 0, "--rev", "main")
	s.says("photobook", `has no commit, tag or branch "v9"`, 2, "--rev", "v9")
	s.says("photobook", "published ", 0, "--rev", "v1", "--force")
	if got := s.apps("gaps"); got != "1" {
		t.Error(got)
	}
}

func TestBareRepositoriesArePublished(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"photobook", "shop"} {
		s.app(name)
		s.sh("mirrors", "git clone -q --mirror "+s.dir+"/git/"+name+".git")
	}
	s.sh("mirrors", "cp -r shop.git broken.git && find broken.git -name '*.pack' -o -path '*/objects/??/*' | xargs rm -f && git init -q --bare empty.git")
	s.says("mirrors/shop.git", "published "+s.dir+"/git/shop at ", 0)
	out, code := s.publish(".", "--all", "mirrors")
	for _, want := range []string{"published " + s.dir + "/git/photobook at ", "mirrors/broken.git: ", "mirrors/empty.git: ",
		"total: 1 app published, 1 unchanged, 0 older than what is published, 2 failed"} {
		if !strings.Contains(out, want) || code != 1 {
			t.Errorf("exit code %d, %q is not in\n%s", code, want, out)
		}
	}

	// A tag of all of them.
	s.sh("shop", "clausewalk answer A.13 not-met --reason 'nobody asks' --quiet && git add -A && git commit -qm two && git tag v2 && git push -q origin HEAD:main v2")
	s.sh("mirrors", "rm -r broken.git empty.git && git -C shop.git fetch -q")
	out, code = s.publish(".", "--all", "mirrors", "shop", "--rev", "v2")
	if code != 1 || !strings.Contains(out, "total: 1 app published, 1 unchanged, ") || !strings.Contains(out, `mirrors/photobook.git has no commit, tag or branch "v2"`) {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if got := s.apps("app, gaps"); got != "photobook 1\nshop 2" {
		t.Error(got)
	}
}

// TestListedRepositoriesAreFetchedAndPublished plays the job that has no checkout of
// any app.
func TestListedRepositoriesAreFetchedAndPublished(t *testing.T) {
	s := newSite(t)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(s.dir, "cache"))
	for _, name := range []string{"photobook", "shop"} {
		s.app(name)
		s.sh("git/"+name+".git", "git config uploadpack.allowFilter true && git config uploadpack.allowAnySHA1InWant true")
	}
	s.sh(".", "printf 'file://%s\\n' $PWD/git/photobook.git $PWD/git/shop.git $PWD/git/gone.git > apps.txt")
	s.says(".", "--repos and --fetch are about many apps, and go with --all", 2, "--repos", "apps.txt")
	s.says(".", "it has not been fetched: --fetch fetches it", 1, "--all", "--repos", "apps.txt")
	s.says(".", "total: 2 apps published, 0 unchanged, 0 older than what is published, 1 failed", 1, "--all", "--repos", "apps.txt", "--fetch")
	s.sh("shop", "clausewalk answer A.13 not-met --reason 'nobody asks' --quiet && git add -A && git commit -qm two && git push -q origin HEAD:main")
	s.says(".", "total: 1 app published, 1 unchanged, 0 older than what is published, 1 failed", 1, "--all", "--repos", "apps.txt", "--fetch")
	if got := s.apps("repository, app, gaps"); got != "photobook photobook 1\nshop shop 2" {
		t.Error(got)
	}
}

// TestAFullServerEndsAll has the server's disk be full from the second app on.
func TestAFullServerEndsAll(t *testing.T) {
	s := newSite(t)
	for _, name := range []string{"photobook", "poster", "shop"} {
		s.app(name)
	}
	s.says("photobook", "published ", 0)
	postgrestest.Exec(t, s.address, `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END$$;
		CREATE TRIGGER no_room BEFORE INSERT ON clausewalk.gap FOR EACH STATEMENT EXECUTE FUNCTION no_room()`)
	out, code := s.publish(".", "--all", "photobook", "poster", "shop")
	for _, want := range []string{"clausewalk: the disk of the server is full: could not extend file", "hint: nothing of this app was kept; free some space there and publish again"} {
		if code != 1 || !strings.Contains(out, want) || strings.Contains(out, "published s") {
			t.Errorf("exit code %d, %q is not in\n%s", code, want, out)
		}
	}
	if got := s.apps("app"); got != "photobook" {
		t.Error(got)
	}
	postgrestest.Exec(t, s.address, "DROP FUNCTION no_room CASCADE")
	s.says(".", "total: 2 apps published, 1 unchanged, 0 older than what is published, 0 failed", 0, "--all", "photobook", "poster", "shop")
}

func TestWhatCameOfAPublicationIsToldToPrograms(t *testing.T) {
	s := newSite(t)
	s.app("photobook")
	told := func(args ...string) (apps []string) {
		t.Helper()
		out, _ := s.publish(".", append(args, "--json", "--quiet")...)
		out, _, _ = strings.Cut(out, "\n}\n")
		all, err := schemas()
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(out + "}"))
		if err == nil {
			err = all["publish"].Validate(value)
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, app := range value.(map[string]any)["apps"].([]any) {
			app := app.(map[string]any)
			apps = append(apps, fmt.Sprint(app["outcome"], " ", strings.TrimPrefix(fmt.Sprint(app["repository"]), s.dir+"/git/")))
		}
		slices.Sort(apps) // Several are read at once.
		return apps
	}
	for _, c := range []struct {
		before string
		args   []string
		want   string
	}{
		{"", []string{"--workspace", "photobook"}, "[published photobook]"},
		{"", []string{"--all", "photobook"}, "[unchanged photobook]"},
		{"cp -r photobook noname && git -C noname remote remove origin", []string{"--all", "photobook", "noname"}, "[failed <nil> unchanged photobook]"},
		{"git -C photobook commit -q --allow-empty -m two", []string{"--all", "photobook"}, "[published photobook]"},
		{"git -C photobook reset -q --hard HEAD~1", []string{"--workspace", "photobook"}, "[older photobook]"},
		{"git -C photobook remote set-url origin $PWD/git/album", []string{"--workspace", "photobook"}, "[published album]"},
		{"", []string{"--workspace", "photobook", "--renamed-from", s.dir + "/git/photobook"}, "[published album]"},
	} {
		s.sh(".", c.before)
		if got := fmt.Sprint(told(c.args...)); got != c.want {
			t.Errorf("%q %v: %s", c.before, c.args, got)
		}
	}
	s.says(".", "--migrate and --expect can only be combined with --to", 2, "--migrate", "--json")
}

func TestPublishSaysWhatToDoAboutADatabase(t *testing.T) {
	s := newSite(t)
	s.says(".", "the tables are at version 2 already", 0, "--migrate")
	if err := os.WriteFile(filepath.Join(s.dir, "apps.txt"), []byte("\ufeff# all\r\ngithub.com/acme/photobook\tweb team\n\ngithub.com/acme/shop\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.says(".", "2 apps expected to publish", 0, "--expect", "apps.txt") // Notepad begins it with a mark.
	if got := postgrestest.Dump(t, s.address, "never_published"); !strings.Contains(got, `{"repository":"github.com/acme/photobook","team":"web team"}`) {
		t.Error(got)
	}
	s.says(".", "--expect: ", 2, "--expect", "none.txt")
	postgrestest.Exec(t, s.address, "UPDATE clausewalk.schema_version SET version = 1")
	s.says(".", "hint: clausewalk publish --migrate --to ADDRESS", 1, "--expect", "apps.txt")
	postgrestest.Exec(t, s.address, "UPDATE clausewalk.schema_version SET version = 99")
	s.says(".", "hint: update clausewalk", 1, "--expect", "apps.txt")
	postgrestest.Exec(t, s.address, "DROP SCHEMA clausewalk CASCADE")
	s.says(".", "clausewalk: the database has no tables of clausewalk", 1, "--all", ".")
}
