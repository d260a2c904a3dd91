package command

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"
)

// The bounds of a fetch.
const (
	fetchTime      = 10 * time.Second
	fetchSize      = 10 << 20
	fetchRedirects = 5
)

// isAddress tells whether a name is an address to fetch.
func isAddress(name string) bool {
	u, err := url.Parse(name)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// fetch gets the text at an address that a person has given, with a file's name
// whose ending tells what it is. Nothing of the audit goes out with it.
func fetch(address string) (name string, content []byte, err error) {
	client := http.Client{Timeout: fetchTime, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		switch {
		case len(via) > fetchRedirects:
			return fmt.Errorf("more than %d redirects", fetchRedirects)
		case via[0].URL.Scheme == "https" && next.URL.Scheme != "https":
			return errors.New("it redirects to an address without encryption")
		}
		return nil
	}}
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return "", nil, err
	}
	request.Header.Set("User-Agent", "clausewalk")
	request.Header.Set("Accept", "text/html, text/markdown, text/plain")
	response, err := client.Do(request)
	if err != nil {
		return "", nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", nil, fmt.Errorf("%s answers %s", address, response.Status)
	}
	content, err = io.ReadAll(io.LimitReader(response.Body, fetchSize+1))
	if err != nil {
		return "", nil, err
	}
	if len(content) > fetchSize {
		return "", nil, fmt.Errorf("%s: more than the %d MB that are fetched", address, fetchSize>>20)
	}
	switch media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); media {
	case "text/html", "application/xhtml+xml":
		return "page.html", content, nil
	case "text/plain":
		return "page.txt", content, nil
	}
	return "page.md", content, nil
}
