package command

import (
	"clausewalk/checklist/durable"
	"clausewalk/policy/pattern"
)

// maxManifest is how much of a manifest is read to find a version in it, in bytes.
const maxManifest = 1 << 20

// manifests are the files in which an app says its version, and how. The first one
// that is there and says one counts.
var manifests = []struct {
	file    string
	version *pattern.Pattern
}{
	{"package.json", pattern.New(`"version"\s*:\s*"([\w.+-]{1,40})"`)},
	{"pyproject.toml", tomlVersion},
	{"Cargo.toml", tomlVersion},
	{"pubspec.yaml", pattern.New(`(?m)^version:\s*([\w.-]{1,40})`)},
	{"app/build.gradle", gradleVersion},
	{"app/build.gradle.kts", gradleVersion},
	{"Info.plist", pattern.New(`<key>CFBundleShortVersionString</key>\s*<string>([\w.+-]{1,40})</string>`)},
}

var (
	tomlVersion   = pattern.New(`(?m)^version\s*=\s*"([\w.+-]{1,40})"`)
	gradleVersion = pattern.New(`versionName\s*=?\s*["']([\w.+-]{1,40})["']`)
)

// released returns the version that the app in a folder says it has, for a person to
// confirm, and otherwise where none does. A package that is not published says 0.0.0.
func released(dir, otherwise string) string {
	app := durable.Root(dir) // No link leads out of it.
	for _, m := range manifests {
		text, err := durable.ReadFile(app, m.file, maxManifest)
		if err != nil {
			continue
		}
		if found := m.version.FindSubmatch(text); found != nil && string(found[1]) != "0.0.0" {
			return string(found[1])
		}
	}
	return otherwise
}
