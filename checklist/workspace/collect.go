package workspace

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/vault"
	"clausewalk/policy/pattern"
)

var scheme = pattern.New(`^[A-Za-z][A-Za-z0-9+.-]*://`)

// Allow is what a person has said may be kept although it is rarely meant.
type Allow struct {
	Large   bool          // a file above vault.LargeFile
	Secrets bool          // a file with likely secrets
	Outside bool          // a file that is reached through a link out of the repository
	Run     bool          // the command of "run:COMMAND", or one that somebody else has recorded
	RunTime time.Duration // how long it may run, 0 for RunTime

	Progress func(copied, total int64) // told while a file is copied; may be nil
}

// A SecretError says that a file is likely to hold secrets.
type SecretError struct{ Path, Found string }

// Error says what was found and where, and does not repeat it.
func (e *SecretError) Error() string {
	return fmt.Sprintf("evidence: %s looks as if it held a secret: %s", e.Path, e.Found)
}

// maxScanned is how much of a file is searched for secrets, in bytes.
const maxScanned = 8 << 20

func scan(path string) (found string, err error) {
	f, err := durable.Named(path)
	if err != nil {
		return "", nil // The vault says what is wrong with it.
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxScanned))
	return checklist.SecretsInFile(path, data), err
}

// Collect turns what a person names into evidence: an http or https address is
// a link, path:12 or path:12-40 a place in the app's repository, any other path
// a file, which is copied into the vault. A leading "file:", "link:", "place:"
// or "permission:" says which is meant; "statement:NAME: words" is what somebody
// says, and "run:COMMAND" what a command prints, which is run now. Before all of
// them "policy:" or "practice:" says what the piece shows. Files are looked for in
// dir. The error says what could not be read and why.
func (o *Open) Collect(dir, spec string, allow Allow) (event.Evidence, error) {
	spec = strings.TrimSpace(spec)
	if shows, rest, ok := CutShows(spec); ok {
		e, err := o.Collect(dir, rest, allow)
		e.Shows = shows
		return e, err
	}
	kind, rest, found := strings.Cut(spec, ":")
	if !found || strings.HasPrefix(rest, "//") {
		kind, rest = "", spec
	}
	switch event.EvidenceKind(kind) {
	case event.LinkEvidence:
		return link(rest)
	case event.PlaceEvidence:
		return o.place(dir, rest, allow)
	case event.FileEvidence:
		return o.file(dir, rest, allow)
	case event.StatementEvidence:
		who, words, _ := strings.Cut(rest, ": ")
		return Statement(who, words)
	case runSpec:
		return o.output(strings.TrimSpace(rest), allow)
	case event.PermissionEvidence:
		var e event.Evidence
		var err error
		if scheme.MatchString(rest) {
			e, err = link(rest)
		} else {
			e, err = o.file(dir, rest, allow)
		}
		e.Kind = event.PermissionEvidence
		return e, err
	}
	if scheme.MatchString(spec) {
		return link(spec)
	}
	if _, from, _, err := vault.SplitPlace(spec); err != nil || from > 0 {
		if _, realErr := durable.Real(resolve(dir, spec)); realErr != nil { // A file may be called a:1.
			return o.place(dir, spec, allow)
		}
	}
	return o.file(dir, spec, allow)
}

// CutShows takes off what stands before a piece of evidence to say what it shows,
// "policy:" or "practice:", and tells whether that is there.
func CutShows(spec string) (shows, rest string, ok bool) {
	shows, rest, ok = strings.Cut(spec, ":")
	if !ok || shows != event.ShowsPolicy && shows != event.ShowsPractice {
		return "", spec, false
	}
	return shows, strings.TrimSpace(rest), true
}

// Statement makes evidence of a named person's words.
func Statement(who, words string) (event.Evidence, error) {
	e := event.Evidence{Kind: event.StatementEvidence, Statement: strings.TrimSpace(words)}
	e.Person = strings.TrimSpace(who)
	switch {
	case e.Statement == "":
		return e, errors.New("evidence: a statement needs its words, as in statement:Ana Ruiz: we delete by hand")
	case e.Person == "":
		return e, errors.New("evidence: a statement needs the name of the person who made it")
	case strings.Contains(e.Person, ": "):
		return e, fmt.Errorf("evidence: the name %q holds a colon", e.Person)
	}
	return e, nil
}

func resolve(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

func (o *Open) file(dir, path string, allow Allow) (event.Evidence, error) {
	if strings.TrimSpace(path) == "" {
		return event.Evidence{}, errors.New("evidence: no file is named")
	}
	if !allow.Outside {
		err := LeadsOut(dir, resolve(dir, path))
		if app := o.Workspace.Root; err == nil && within(app, resolve(dir, path)) {
			err = StaysIn(cmp.Or(repository.Top(app), app), resolve(dir, path))
		}
		if err != nil {
			return event.Evidence{}, fmt.Errorf("evidence: %w", err)
		}
	}
	found, err := scan(resolve(dir, path))
	switch {
	case err != nil:
		return event.Evidence{}, err
	case found != "" && !allow.Secrets:
		return event.Evidence{}, &SecretError{resolve(dir, path), found}
	}
	kept := o.Vault
	kept.Progress = allow.Progress
	e, err := kept.AddFile(resolve(dir, path), allow.Large)
	if err == nil {
		e.Secrets = found
		o.inspected.look(o, e)
		o.inspected.keep(o)
	}
	return e, err
}

// place reads a place from the repository's top, or from dir where the top has
// no such file.
func (o *Open) place(dir, spec string, allow Allow) (event.Evidence, error) {
	e, err := vault.ReadPlace(o.Workspace.Root, spec)
	if errors.Is(err, fs.ErrNotExist) && !filepath.IsAbs(spec) {
		if below, belowErr := vault.ReadPlace(o.Workspace.Root, filepath.Join(dir, spec)); !errors.Is(belowErr, fs.ErrNotExist) {
			e, err = below, belowErr
		}
	}
	if err != nil {
		return e, err
	}
	e.Commit = commit(o.Workspace.Root)
	return o.keepLines(e, allow)
}

func link(address string) (event.Evidence, error) {
	u, err := url.Parse(address)
	shown := address
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		shown = "…" + address[at:] // A password may stand before it.
	}
	switch {
	case err != nil && shown != address:
		return event.Evidence{}, fmt.Errorf("link %q is not an address", shown)
	case err != nil:
		return event.Evidence{}, fmt.Errorf("link %q: %w", address, errors.Unwrap(err))
	case u.User != nil:
		return event.Evidence{}, fmt.Errorf("link to %s holds a user name or password: take it out", u.Host)
	case u.Scheme != "http" && u.Scheme != "https":
		return event.Evidence{}, fmt.Errorf("link %q is not http or https", shown)
	case u.Host == "":
		return event.Evidence{}, fmt.Errorf("link %q names no host", shown)
	case strings.ContainsFunc(address, unicode.IsSpace):
		return event.Evidence{}, fmt.Errorf("link %q holds a space: give one address at a time", shown)
	}
	return event.Evidence{Kind: event.LinkEvidence, URL: address}, nil
}
