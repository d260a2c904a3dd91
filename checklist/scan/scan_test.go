package scan

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/policy/signals"
)

func rulesOf(t testing.TB, text string) []*signals.Rule {
	t.Helper()
	f, err := signals.Read("signals.yaml", []byte("format: 1\nsignals:\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	var all []*signals.Rule
	for n := range f.Signals {
		all = append(all, &f.Signals[n])
	}
	return all
}

const someRules = `
  - {id: scope, clauses: [A.1], level: finding, in: string, names: [instagram_basic], words: w, source: s}
  - {id: pods, clauses: [A.1], level: finding, in: identifier, match: 'pods_\w+', hints: [pods_], words: w, source: s}
  - {id: any, clauses: [A.1], level: question, in: code, match: 'x_(?:one|two)', hints: [x_], not: ['harmless'], with: instagram, words: w, source: s}
  - {id: package, clauses: [A.1], level: finding, in: dependency, names: [instagrapi, posthog-js, 'com.adjust.sdk:adjust-android'], words: w, source: s}
  - {id: name, clauses: [A.1], level: finding, in: name, match: '(?i)insta', words: w, source: s}
  - {id: icon, clauses: [A.1], level: question, in: path, match: '(?i)insta[^/]*\.png$', words: w, source: s}
`

// app is a folder with files.
func app(t testing.TB, files map[string]string) (durable.Disk, []string) {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return durable.Root(dir), names
}

func found(r Result) string {
	var all []string
	for _, h := range r.Hits {
		all = append(all, fmt.Sprintf("%s %s:%d %s", h.Rule, h.Path, h.Line, h.Text))
	}
	return strings.Join(all, "\n")
}

func TestStringsNamesAndCommentsAreToldApart(t *testing.T) {
	disk, files := app(t, map[string]string{
		"a.ts":              "// instagram_basic\nconst s = \"a,instagram_basic,instagram_basic_more\"; pods_util();\n/* pods_other */ const q = 'pods_third';\n",
		"b.py":              "# instagram_basic\n\nx = 'instagram_basic'  # instagram_basic\r\ny = 1\r\n",
		"c.rb":              "# instagram\nx_one\n", // The comment does not make it a file about it.
		"d.rb":              "instagram = 1\nx_one\nx_two # harmless\n",
		"e.go":              "package e\n\nvar _ = `\ninstagram_basic`\n",
		"f.weird":           "instagram_basic\n",
		"res/Instalogo.png": "\x89PNG\x00",
	})
	got := found(New(rulesOf(t, someRules)).Run(context.Background(), disk, files, nil, nil))
	want := `scope a.ts:2 instagram_basic
pods a.ts:2 pods_util
scope b.py:3 instagram_basic
any d.rb:2 x_one
scope e.go:4 instagram_basic
scope f.weird:1 instagram_basic`
	if got != want {
		t.Errorf("found\n%s\nwant\n%s", got, want)
	}
}

func TestManifestsAreReadAndNotSearched(t *testing.T) {
	disk, files := app(t, map[string]string{
		"package.json":        `{"name": "instamaker", "description": "posthog-js", "dependencies": {"posthog-js": "1"}, "devDependencies": {"instagrapi": "1"}}`,
		"composer.json":       `{"require": {"x/y": "1", "instagrapi": "2"}}`,
		"requirements.txt":    "# instagrapi\ninstagrapi>=1\n",
		"pyproject.toml":      "[project]\nname = 'x'\ndependencies = ['instagrapi[extra]>1']\n",
		"go.mod":              "module x\n\nrequire instagrapi v1.0.0\n",
		"app/build.gradle":    "implementation 'com.adjust.sdk:adjust-android:4.1'\n// posthog-js\n",
		"pubspec.yaml":        "name: insta_app\ndependencies:\n  posthog-js: 1\n",
		"poetry.lock":         "[[package]]\nname = \"instagrapi\"\n",
		"Podfile":             "pod 'posthog-js'\n",
		"AndroidManifest.xml": `<manifest xmlns:android="a" package="com.instashare"><application android:label="x"/></manifest>`,
		"Info.plist":          `<?xml version="1.0"?><plist version="1.0"><dict><key>CFBundleName</key><string>InstaX</string></dict></plist>`,
		"Cargo.toml":          "not toml [", "app.json": "{", "pnpm-lock.yaml": "packages:\n\n  posthog-js@1.0.0:\n",
		"package-lock.json": `{"packages": {"node_modules/posthog-js": {}, "node_modules/instagrapi": {"dev": true}}}`,
		"composer.lock":     `{"packages": [{"name": "instagrapi"}]}`, "yarn.lock": "posthog-js@^1:\n",
	})
	r := New(rulesOf(t, someRules)).Run(context.Background(), disk, files, nil, nil)
	var got []string
	for _, h := range r.Hits {
		got = append(got, h.Path+" "+h.Text)
	}
	want := "AndroidManifest.xml com.instashare, Info.plist InstaX, Podfile posthog-js, app/build.gradle com.adjust.sdk:adjust-android, composer.json instagrapi, composer.lock instagrapi, " +
		"go.mod instagrapi, package-lock.json posthog-js, package.json posthog-js, package.json instamaker, pnpm-lock.yaml posthog-js, poetry.lock instagrapi, pubspec.yaml posthog-js, pubspec.yaml insta_app, pyproject.toml instagrapi, requirements.txt instagrapi, yarn.lock posthog-js"
	if strings.Join(got, ", ") != want {
		t.Errorf("found %s", strings.Join(got, ", "))
	}
}

func TestWhatIsNotTheAppsOwnIsToldApart(t *testing.T) {
	long := strings.Repeat("var instagram_basic;", 500)
	for file, want := range map[string]FileKind{
		"node_modules/a/i.js": Vendored, "vendor/a.php": Vendored, "ios/Pods/A/a.m": Vendored, "dist/a.js": Generated, "a.pb.go": Generated,
		"a_test.go": Test, "src/a.spec.ts": Test, "spec/a.rb": Test, "FooTest.java": Test, "examples/a.js": Example, ".env.example": Example,
		"README.md": Docs, "locales/de.json": Docs, "res/values-de/strings.xml": Docs, "a.min.js": Minified, "src/api.ts": Own, "src/build/api.ts": Own, "latest.ts": Own, "contest.py": Own,
		"package.json": Own, "requirements.txt": Own,
	} {
		if got := kindByPath(file); got != want {
			t.Errorf("%s is %s, want %s", file, got, want)
		}
	}
	for content, want := range map[string]FileKind{long: Minified, "a\x00b": Binary, "// Code generated by x. DO NOT EDIT.\n": Generated, "x\n": Own} {
		if got := kindByContent("a.js", []byte(content)); got != want {
			t.Errorf("%.20q is %s, want %s", content, got, want)
		}
	}
}

func TestLinksPipesAndHugeFilesAreCountedAndPassedOver(t *testing.T) {
	disk, files := app(t, map[string]string{"a.ts": "'instagram_basic'", "huge.ts": strings.Repeat("x\n", maxSource)})
	if err := os.Symlink("a.ts", filepath.Join(disk.Path(), "link.ts")); err != nil {
		t.Skip(err)
	}
	r := New(rulesOf(t, someRules)).Run(context.Background(), disk, append(files, "link.ts", "gone.ts"), nil, nil)
	if r.Files[Large] != 1 || r.Files[Unread] != 2 || len(r.Hits) != 1 {
		t.Errorf("%v, %d hits", r.Files, len(r.Hits))
	}
}

func TestASecondScanReadsOnlyWhatChanged(t *testing.T) {
	disk, files := app(t, map[string]string{"a.ts": "'instagram_basic'", "b.ts": "1", ".local/x": ""})
	s := New(rulesOf(t, someRules))
	first := s.Run(context.Background(), disk, files, ReadCache(disk, ".local/scan.json", "r"), nil)
	cache := ReadCache(disk, ".local/scan.json", "r")
	s.Run(context.Background(), disk, files, cache, nil)
	if err := cache.Write(disk, ".local/scan.json"); err != nil {
		t.Fatal(err)
	}
	again := s.Run(context.Background(), disk, files, ReadCache(disk, ".local/scan.json", "r"), nil)
	if again.Looked != 0 || found(again) != found(first) || first.Looked != 3 {
		t.Errorf("%d, then %d were read; found %s, then %s", first.Looked, again.Looked, found(first), found(again))
	}
	if other := ReadCache(disk, ".local/scan.json", "other rules"); len(other.Files) != 0 {
		t.Error("a cache of other rules is used")
	}
}

func TestTheAutomatonFindsEveryWordWhateverItsCase(t *testing.T) {
	words := []string{"he", "she", "his", "hers", "a+b"}
	a := newAutomaton(words)
	for text, want := range map[string]string{"uSHErs": "he she hers", "hi": "", "A+Bhis": "his a+b", "": ""} {
		var got []string
		for n, ends := range a.in([]byte(text), len(words)) {
			for _, at := range ends {
				if !strings.EqualFold(text[at+1-len(words[n]):at+1], words[n]) {
					t.Errorf("%s: %s does not end at %d", text, words[n], at)
				}
			}
			if len(ends) > 0 {
				got = append(got, words[n])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestWhatStandsNearAWordIsReadOnceAndWhole(t *testing.T) {
	text := "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n"
	at := func(letters string) (all []int) {
		for _, l := range letters {
			all = append(all, strings.IndexRune(text, l))
		}
		return all
	}
	for letters, want := range map[string]string{
		"a": "a\nb\nc\n", "f": "d\ne\nf\ng\nh\n", "k": "i\nj\nk\n", "ef": "c\nd\ne\nf\ng\nh\n", "bj": "a\nb\nc\nd\n|h\ni\nj\nk\n",
	} {
		got := string(bytes.Join(near([]byte(text), at(letters)), []byte("|")))
		if got != want {
			t.Errorf("near %s: %q", letters, got)
		}
	}
}
