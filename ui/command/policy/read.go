package policy

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/policy/pattern"
	"clausewalk/policy/reading"
	"clausewalk/ui/command/cli"
)

// isText tells whether a name is that of a text to read, not of a policy that is
// known: a file, an address, or standard input.
func isText(r *cli.Run, name string) bool {
	info, err := os.Stat(r.Resolve(name))
	return name == "-" || isAddress(name) || err == nil && !info.IsDir()
}

// isAddress tells whether a name is an address to fetch.
func isAddress(name string) bool {
	u, err := url.Parse(name)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// fetch gets the text at an address, with a file's name whose ending tells what it
// is. Nothing of the audit goes out with it. Private networks are asked where a
// person has given the address.
func fetch(address string, private bool) (name string, content []byte, err error) {
	got, err := workspace.Fetcher{Time: workspace.FetchTime, Private: private}.Get(context.Background(), address)
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("%s: %w", address, err)
	case got.Status != http.StatusOK:
		return "", nil, fmt.Errorf("%s answers %d %s", address, got.Status, http.StatusText(got.Status))
	case got.Cut:
		return "", nil, fmt.Errorf("%s: more than the limit of %d MB", address, workspace.FetchSize>>20)
	}
	switch media, _, _ := mime.ParseMediaType(got.Media); media {
	case "text/html", "application/xhtml+xml":
		return "page.html", got.Body, nil
	case "text/plain":
		return "page.txt", got.Body, nil
	}
	return "page.md", got.Body, nil
}

var (
	validID = pattern.New(`^[a-z0-9][a-z0-9.-]*$`)
	notID   = pattern.New(`[^a-z0-9]+`)
)

// idOf makes an id of a file's name.
func idOf(name string) string {
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return strings.Trim(notID.ReplaceAllString(strings.ToLower(base), "-"), "-")
}

// headed is what a person says of a text: what stands at its head, and that it
// has to be converted first.
type headed struct {
	title, source, dated string
	convert              bool
	public               bool // the address is not from the person, and must not lead into a private network
}

// read reads a policy from a file or an address, or from standard input for "-".
func read(r *cli.Run, id, name string, about headed) (*policy.Policy, error) {
	source, kind, err := textOf(r, name, about.public)
	if err != nil {
		return nil, err
	}
	hint := ""
	switch {
	case about.convert:
		if source, kind, err = converted(r, kind, source); err != nil {
			return nil, err
		}
	case len(convertersOf(kind)) > 0:
		hint = "--convert lets an installed program convert it to text"
	}
	if len(source) > reading.MaxSize {
		return nil, cli.Usage("", "%s: more than the limit of %d MB", name, reading.MaxSize>>20)
	}
	source, err = reading.ToMarkdown(kind, source)
	if err == nil {
		source, err = reading.WithHead(id, source, about.title, about.source, about.dated)
	}
	if err != nil {
		return nil, cli.Usage(hint, "%s: %w", name, err)
	}
	p, err := reading.Parse(id, source)
	if err != nil {
		return nil, cli.Usage("", "%s: %w", name, err)
	}
	return p, nil
}

// textOf returns the text behind a name, one byte more than is read at most, and
// a file's name whose ending tells what it is.
func textOf(r *cli.Run, name string, public bool) (source []byte, kind string, err error) {
	in, kind := r.Stdin, name
	switch {
	case isAddress(name):
		file, content, err := fetch(name, !public)
		if err != nil {
			return nil, "", cli.Failed("", "policy: %w", err)
		}
		in, kind = bytes.NewReader(content), file
	case name != "-":
		file, err := r.OpenNamed(name, false)
		if err != nil {
			return nil, "", cli.Usage("", "policy: %w", err)
		}
		defer file.Close()
		in = file
	}
	source, err = io.ReadAll(io.LimitReader(in, reading.MaxSize+1))
	if err != nil {
		return nil, "", cli.Usage("", "policy: %w", err)
	}
	return source, kind, nil
}
