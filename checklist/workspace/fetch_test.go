package workspace

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/event"
)

// patient is a fetcher that may ask this machine.
var patient = Fetcher{Time: time.Minute, Private: true}

func serve(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

func lookAt(t *testing.T, f Fetcher, address string) event.Check {
	t.Helper()
	return f.LookOnline(context.Background(), []string{address}, nil)[address]
}

func TestAPrivateAddressIsRefusedUnlessItIsAllowed(t *testing.T) {
	asked := false
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { asked = true; w.Write([]byte("hello")) })
	_, err := Fetcher{Time: time.Minute}.Get(context.Background(), address)
	var private *PrivateError
	if !errors.As(err, &private) || asked {
		t.Errorf("asked: %t, %v", asked, err)
	}
	if c := lookAt(t, patient, address); !c.Holds || c.Outcome != "200 OK" || c.SHA256 != digest([]byte("hello")) {
		t.Errorf("%+v", c)
	}
	for _, address := range []string{"127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "fe80::1", "fc00::1", "0.0.0.0", "::", "224.0.0.1", "100.64.0.1", "::ffff:127.0.0.1", "0.1.2.3", "198.18.0.1", "240.0.0.1", "255.255.255.255", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808"} {
		if public(netip.MustParseAddr(address)) {
			t.Errorf("%s passes as public", address)
		}
	}
	for _, address := range []string{"93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"} {
		if !public(netip.MustParseAddr(address)) {
			t.Errorf("%s passes as private", address)
		}
	}
}

func TestWhatALinkAnswersIsTold(t *testing.T) {
	page := "first"
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gone":
			http.NotFound(w, r)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/away":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/never":
			<-r.Context().Done()
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write([]byte(strings.Repeat("x", 1<<16))); err != nil {
					return
				}
			}
		default:
			w.Write([]byte(page))
		}
	})
	for path, want := range map[string]string{"/gone": "404 Not Found", "/round": "more than 5 redirects", "/away": "it redirects to a file address"} {
		if c := lookAt(t, patient, address+path); c.Holds || c.Outcome != want {
			t.Errorf("%s: %+v, want %q", path, c, want)
		}
	}
	// The shortest of patience makes no test wait.
	if c := lookAt(t, Fetcher{Time: time.Millisecond, Private: true}, address+"/never"); c.Holds || c.Outcome != "no answer within 1ms" {
		t.Errorf("never: %+v", c)
	}
	if c := lookAt(t, patient, address+"/endless"); !c.Holds || c.Outcome != "200 OK, of which the first 10 MiB were read" {
		t.Errorf("endless: %+v", c)
	}
	before := lookAt(t, patient, address)
	before.At = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	page = "second"
	if c := Compared(event.Evidence{Checked: before}, lookAt(t, patient, address)); !c.Holds || c.Outcome != "200 OK, not the same as on 2026-11-01" {
		t.Errorf("changed: %+v", c)
	}
}

func TestARedirectToAPrivateAddressIsRefused(t *testing.T) {
	// The first address cannot be public in a test, so the guard is tried on
	// the transport that a redirect uses too: nothing is asked at all.
	inner := false
	private := serve(t, func(http.ResponseWriter, *http.Request) { inner = true })
	outer := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, private, http.StatusFound) })
	if c := lookAt(t, Fetcher{Time: time.Minute}, outer); c.Holds || inner || !strings.Contains(c.Outcome, "is a private address") {
		t.Errorf("%+v, asked: %t", c, inner)
	}
}

func TestManyLinksAreLookedAtAndAllAreTold(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(r.URL.Path)) })
	var links []string
	for _, path := range strings.Split(strings.Repeat("abcdefghij", 3), "") {
		links = append(links, address+"/"+path)
	}
	if got := patient.LookOnline(context.Background(), links, nil); len(got) != 10 {
		t.Errorf("%d answers", len(got))
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if got := patient.LookOnline(ended, links, nil); len(got) != 0 {
		t.Errorf("%d answers after the end", len(got))
	}
}
