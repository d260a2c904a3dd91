package scan

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/mod/modfile"
	"howett.net/plist"

	"clausewalk/policy/pattern"
	"clausewalk/policy/yamlfile"
)

// manifest is what a manifest or a lockfile names.
type manifest struct {
	packages []string // that the app depends on, permissions and domains included
	names    []string // of the app itself
}

// readers read manifests, by the file's name in lower case.
var readers = map[string]func([]byte) manifest{
	"go.mod": goMod, "package.json": packageJSON, "composer.json": composerJSON, "package-lock.json": packageLock, "composer.lock": composerLock,
	"app.json": expoJSON, "manifest.json": webManifest, "pyproject.toml": tomlFile, "cargo.toml": tomlFile, "pipfile": tomlFile, "poetry.lock": tomlLock, "cargo.lock": tomlLock, "uv.lock": tomlLock,
	"requirements.txt": requirements, "podfile": byPattern(`(?m)^\s*pod\s+['"]([^'"]+)`), "podfile.lock": byPattern(`(?m)^\s+-\s+"?([A-Za-z0-9_+/-]+)`),
	"gemfile": byPattern(`(?m)^\s*gem\s+['"]([^'"]+)`), "gemfile.lock": byPattern(`(?m)^ {4}([a-z0-9_.-]+) \(`), "yarn.lock": byPattern(`(?m)^"?(@?[a-z0-9._/-]+)@`),
	"pnpm-lock.yaml": byPattern(`(?m)^ {2}'?/?(@?[a-z0-9._-]+(?:/[a-z0-9._-]+)?)@`), "build.gradle": byPattern(`['"]([\w.-]+:[\w.-]+)(?::[^'"]*)?['"]`), "build.gradle.kts": byPattern(`['"]([\w.-]+:[\w.-]+)(?::[^'"]*)?['"]`),
	"pubspec.yaml": pubspec, "androidmanifest.xml": androidManifest, "info.plist": infoPlist, "privacyinfo.xcprivacy": infoPlist, "cname": byLine,
}

var requirementsName = pattern.New(`(?i)^requirements[\w.-]*\.(?:txt|in)$`)

func readerOf(base string) func([]byte) manifest {
	base = strings.ToLower(base)
	if requirementsName.MatchString(base) {
		return requirements
	}
	return readers[base]
}

func isManifest(base string) bool { return readerOf(base) != nil }

// readManifest reads a manifest; one that cannot be read names nothing.
func readManifest(file string, data []byte) (m manifest) {
	read := readerOf(path.Base(file))
	if read == nil {
		return m
	}
	defer func() {
		if recover() != nil { // Some readers panic at files that are not well formed.
			m = manifest{}
		}
	}()
	m = read(data)
	m.packages = slices.DeleteFunc(m.packages, func(s string) bool { return s == "" })
	slices.Sort(m.packages)
	m.packages = slices.Compact(m.packages)
	return m
}

func keysOf[V any](all ...map[string]V) (keys []string) {
	for _, one := range all {
		for k := range one {
			keys = append(keys, k)
		}
	}
	return keys
}

func goMod(data []byte) (m manifest) {
	f, err := modfile.ParseLax("go.mod", data, nil)
	if err != nil {
		return m
	}
	for _, r := range f.Require {
		m.packages = append(m.packages, r.Mod.Path)
	}
	if f.Module != nil {
		m.names = []string{f.Module.Mod.Path}
	}
	return m
}

func packageJSON(data []byte) (m manifest) {
	var p struct {
		Name         string         `json:"name"`
		DisplayName  string         `json:"displayName"`
		ProductName  string         `json:"productName"`
		Dependencies map[string]any `json:"dependencies"`
		Optional     map[string]any `json:"optionalDependencies"`
	}
	if json.Unmarshal(data, &p) != nil {
		return m
	}
	return manifest{keysOf(p.Dependencies, p.Optional), []string{p.Name, p.DisplayName, p.ProductName}}
}

func composerJSON(data []byte) (m manifest) {
	var p struct {
		Name    string         `json:"name"`
		Require map[string]any `json:"require"`
	}
	if json.Unmarshal(data, &p) != nil {
		return m
	}
	return manifest{keysOf(p.Require), []string{p.Name}}
}

func packageLock(data []byte) (m manifest) {
	var p struct {
		Packages map[string]struct {
			Dev bool `json:"dev"`
		} `json:"packages"`
		Dependencies map[string]any `json:"dependencies"`
	}
	if json.Unmarshal(data, &p) != nil {
		return m
	}
	m.packages = keysOf(p.Dependencies)
	for name, one := range p.Packages {
		if _, after, found := strings.Cut(name, "node_modules/"); found && !one.Dev {
			m.packages = append(m.packages, after)
		}
	}
	return m
}

func composerLock(data []byte) (m manifest) {
	var p struct {
		Packages []struct {
			Name string `json:"name"`
		} `json:"packages"`
	}
	if json.Unmarshal(data, &p) != nil {
		return m
	}
	for _, one := range p.Packages {
		m.packages = append(m.packages, one.Name)
	}
	return m
}

func expoJSON(data []byte) (m manifest) {
	var p struct {
		Name string `json:"name"`
		Expo struct {
			Name string `json:"name"`
			Slug string `json:"slug"`
		} `json:"expo"`
	}
	if json.Unmarshal(data, &p) != nil {
		return m
	}
	m.names = []string{p.Name, p.Expo.Name, p.Expo.Slug}
	return m
}

func webManifest(data []byte) (m manifest) {
	var p struct {
		Name  string `json:"name"`
		Short string `json:"short_name"`
	}
	if json.Unmarshal(data, &p) != nil {
		return m
	}
	m.names = []string{p.Name, p.Short}
	return m
}

// named matches the name that a requirement begins with.
var named = pattern.New(`^\s*([A-Za-z0-9][A-Za-z0-9._-]*)`)

func requirement(line string) string {
	if found := named.FindStringSubmatch(line); found != nil {
		return found[1]
	}
	return ""
}

func requirements(data []byte) (m manifest) {
	for line := range strings.Lines(string(data)) {
		m.packages = append(m.packages, requirement(line))
	}
	return m
}

func tomlFile(data []byte) (m manifest) {
	var p struct {
		Project struct {
			Name         string              `toml:"name"`
			Dependencies []string            `toml:"dependencies"`
			Optional     map[string][]string `toml:"optional-dependencies"`
		} `toml:"project"`
		Tool struct {
			Poetry struct {
				Name         string         `toml:"name"`
				Dependencies map[string]any `toml:"dependencies"`
			} `toml:"poetry"`
		} `toml:"tool"`
		Package struct {
			Name string `toml:"name"`
		} `toml:"package"`
		Dependencies map[string]any `toml:"dependencies"`
		Packages     map[string]any `toml:"packages"`
	}
	if toml.Unmarshal(data, &p) != nil {
		return m
	}
	m.packages = keysOf(p.Tool.Poetry.Dependencies, p.Dependencies, p.Packages)
	for _, line := range p.Project.Dependencies {
		m.packages = append(m.packages, requirement(line))
	}
	for _, all := range p.Project.Optional {
		for _, line := range all {
			m.packages = append(m.packages, requirement(line))
		}
	}
	m.names = []string{p.Project.Name, p.Tool.Poetry.Name, p.Package.Name}
	return m
}

func tomlLock(data []byte) (m manifest) {
	var p struct {
		Package []struct {
			Name string `toml:"name"`
		} `toml:"package"`
	}
	if toml.Unmarshal(data, &p) != nil {
		return m
	}
	for _, one := range p.Package {
		m.packages = append(m.packages, one.Name)
	}
	return m
}

func byPattern(expression string) func([]byte) manifest {
	names := pattern.New(expression)
	return func(data []byte) (m manifest) {
		for _, found := range names.FindAllSubmatch(data, -1) {
			m.packages = append(m.packages, string(found[1]))
		}
		return m
	}
}

func byLine(data []byte) (m manifest) {
	m.names = strings.Fields(string(data))
	return m
}

func pubspec(data []byte) (m manifest) {
	var p struct {
		Name         string         `yaml:"name"`
		Dependencies map[string]any `yaml:"dependencies"`
	}
	if yamlfile.Check(data) != nil || yaml.Unmarshal(data, &p) != nil {
		return m
	}
	return manifest{keysOf(p.Dependencies), []string{p.Name}}
}

func androidManifest(data []byte) (m manifest) {
	for dec := xml.NewDecoder(bytes.NewReader(data)); ; {
		t, err := dec.Token()
		if err != nil {
			return m
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch start.Name.Local + " " + a.Name.Local {
			case "manifest package", "application label":
				m.names = append(m.names, a.Value)
			case "uses-permission name":
				m.packages = append(m.packages, a.Value)
			}
		}
	}
}

func infoPlist(data []byte) (m manifest) {
	var p struct {
		Name    string   `plist:"CFBundleName"`
		Display string   `plist:"CFBundleDisplayName"`
		ID      string   `plist:"CFBundleIdentifier"`
		Domains []string `plist:"NSPrivacyTrackingDomains"`
		Schemes []string `plist:"LSApplicationQueriesSchemes"`
	}
	if _, err := plist.Unmarshal(data, &p); err != nil {
		return m
	}
	return manifest{append(p.Domains, p.Schemes...), []string{p.Name, p.Display, p.ID}}
}
