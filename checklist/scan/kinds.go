package scan

import (
	"bytes"
	"path"
	"strings"

	"clausewalk/policy/pattern"
)

// A FileKind says what a file of the repository is. Only the app's own files are
// searched; the others are counted.
type FileKind string

// The kinds of file.
const (
	Own       FileKind = "own"
	Vendored  FileKind = "vendored"
	Generated FileKind = "generated"
	Minified  FileKind = "minified"
	Test      FileKind = "test"
	Example   FileKind = "example"
	Docs      FileKind = "documentation" // texts for people, translations included
	Binary    FileKind = "binary"
	Large     FileKind = "large"
	Unread    FileKind = "unread" // links, pipes, and what could not be opened
)

// FileKinds lists every kind.
func FileKinds() []FileKind {
	return []FileKind{Own, Vendored, Generated, Minified, Test, Example, Docs, Binary, Large, Unread}
}

// folders have files of one kind, by the folder's name.
var folders = map[string]FileKind{
	"node_modules": Vendored, "vendor": Vendored, "vendors": Vendored, "bower_components": Vendored, "third_party": Vendored, "third-party": Vendored,
	"thirdparty": Vendored, "pods": Vendored, "carthage": Vendored, ".yarn": Vendored, "site-packages": Vendored, "dist-packages": Vendored,
	"dist": Generated, "build": Generated, ".next": Generated, ".nuxt": Generated, "__generated__": Generated, "generated": Generated, "__pycache__": Generated,
	"test": Test, "tests": Test, "__tests__": Test, "spec": Test, "specs": Test, "testdata": Test, "fixtures": Test, "__mocks__": Test, "mocks": Test, "cypress": Test, "e2e": Test, "androidtest": Test,
	"example": Example, "examples": Example, "sample": Example, "samples": Example, "demo": Example, "demos": Example,
	"docusaurus": Docs, "docs": Docs, "doc": Docs, "documentation": Docs, "locales": Docs, "locale": Docs, "i18n": Docs, "translations": Docs, "lang": Docs,
}

var (
	testName      = pattern.New(`(?i)(?:[._-]tests?|[._-]spec|[._-]mock)\.[a-z]+$|^test_.*\.py$|(?:Test|Tests|Spec)\.(?:java|kt|swift|cs|php)$`)
	generatedName = pattern.New(`(?i)\.pb\.go$|_pb2\.py$|\.g\.dart$|\.freezed\.dart$|\.generated\.|\.designer\.cs$|\.snap$|\.map$`)
	minifiedName  = pattern.New(`(?i)[.-]min\.(?:js|css|mjs)$|\.bundle\.js$`)
	exampleName   = pattern.New(`(?i)\.(?:example|sample|dist|template)$`)
	docsName      = pattern.New(`(?i)\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|po|pot|strings|xliff|svg|tex)$|^(?:changelog|readme|license|licence|authors|contributing|copying|notice)(?:$|\.)|^messages[._-][a-z_]+\.|^values-[a-z]+$`)
	generatedMark = pattern.New(`(?i)code generated .* do not edit|@generated\b|this file (?:is|was) (?:auto-?generated|automatically generated)|do not edit (?:this file )?(?:by hand|manually)`)
)

// kindByPath tells what a file is by its path; it is Own for any that the path does not
// tell. Its rules are in one place because the first that fits decides.
func kindByPath(file string) FileKind {
	parts := strings.Split(file, "/")
	base := parts[len(parts)-1]
	if isManifest(base) && !strings.Contains(file, "node_modules/") && !strings.Contains(file, "vendor/") {
		for _, part := range parts[:len(parts)-1] {
			if s := folders[strings.ToLower(part)]; s != "" {
				return s
			}
		}
		return Own
	}
	for n, part := range parts[:len(parts)-1] {
		part = strings.ToLower(part)
		if part == "plugins" && n > 0 && (parts[n-1] == "public" || parts[n-1] == "assets" || parts[n-1] == "static") {
			return Vendored
		}
		if strings.HasPrefix(part, "values-") && n > 0 {
			return Docs // Android keeps translations there.
		}
		if s := folders[part]; s != "" && (part != "build" || n == 0) {
			return s
		}
	}
	switch {
	case minifiedName.MatchString(base):
		return Minified
	case generatedName.MatchString(base):
		return Generated
	case testName.MatchString(base):
		return Test
	case exampleName.MatchString(base):
		return Example
	case docsName.MatchString(base):
		return Docs
	}
	return Own
}

// kindByContent tells what a file is that is Own by its path.
func kindByContent(file string, data []byte) FileKind {
	head := data[:min(len(data), 8000)]
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		return Binary
	case isManifest(path.Base(file)):
		return Own
	case generatedMark.Match(data[:min(len(data), 2000)]):
		return Generated
	case len(data) > 5000 && len(data)/(1+bytes.Count(data, []byte("\n"))) > 500:
		return Minified
	}
	return Own
}
