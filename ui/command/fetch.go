package command

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"

	"clausewalk/checklist/workspace"
)

// isAddress tells whether a name is an address to fetch.
func isAddress(name string) bool {
	u, err := url.Parse(name)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// fetch gets the text at an address that a person has given, with a file's name
// whose ending tells what it is. Nothing of the audit goes out with it.
func fetch(address string) (name string, content []byte, err error) {
	got, err := workspace.Fetcher{Time: workspace.FetchTime, Private: true}.Get(context.Background(), address)
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("%s: %w", address, err)
	case got.Status != http.StatusOK:
		return "", nil, fmt.Errorf("%s answers %d %s", address, got.Status, http.StatusText(got.Status))
	case got.Cut:
		return "", nil, fmt.Errorf("%s: more than the %d MB that are fetched", address, workspace.FetchSize>>20)
	}
	switch media, _, _ := mime.ParseMediaType(got.Media); media {
	case "text/html", "application/xhtml+xml":
		return "page.html", got.Body, nil
	case "text/plain":
		return "page.txt", got.Body, nil
	}
	return "page.md", got.Body, nil
}
