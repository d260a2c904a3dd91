package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"clausewalk/checklist/event"
)

// The bounds of what is fetched because a person asked for it.
const (
	FetchTime = 10 * time.Second // for all of one address
	FetchSize = 10 << 20         // bytes that are read of a body
	redirects = 5
	atOnce    = 4
)

// Fetcher gets what is at http and https addresses. It sends nothing of the
// audit along and keeps no cookies.
type Fetcher struct {
	Time    time.Duration // for all of one address
	Private bool          // addresses of this machine and of private networks may be asked too
}

// Fetched is what an address has answered.
type Fetched struct {
	Status int
	Media  string // the content type as it was sent
	Body   []byte // at most FetchSize bytes
	Cut    bool   // there was more
}

// A PrivateError says that an address leads into a private network, where a
// link from somebody else's workspace has no business.
type PrivateError struct{ Address string }

// Error names the address that was to be dialled.
func (e *PrivateError) Error() string { return e.Address + " is a private address" }

// Get fetches one address.
func (f Fetcher) Get(ctx context.Context, address string) (Fetched, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, f.Time, fmt.Errorf("no answer within %s", f.Time))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Fetched{}, err
	}
	request.Header.Set("User-Agent", "clausewalk")
	// The address is looked at when it is dialled: a name may mean another one
	// by then, and a redirect leads anywhere. So no proxy stands between.
	dialer := net.Dialer{ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		if port, err := netip.ParseAddrPort(address); !f.Private && (err != nil || !public(port.Addr())) {
			return &PrivateError{address}
		}
		return nil
	}}
	transport := &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true}
	client := http.Client{Transport: transport, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		switch {
		case len(via) > redirects:
			return fmt.Errorf("more than %d redirects", redirects)
		case next.URL.Scheme != "http" && next.URL.Scheme != "https":
			return fmt.Errorf("it redirects to a %s address", next.URL.Scheme)
		case via[0].URL.Scheme == "https" && next.URL.Scheme != "https":
			return errors.New("it redirects to an address without encryption")
		}
		return nil
	}}
	response, err := client.Do(request)
	if err != nil {
		return Fetched{}, cause(ctx, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, FetchSize+1))
	if err != nil {
		return Fetched{}, cause(ctx, err)
	}
	got := Fetched{Status: response.StatusCode, Media: response.Header.Get("Content-Type"), Body: body}
	if got.Cut = len(body) > FetchSize; got.Cut {
		got.Body = body[:FetchSize]
	}
	return got, nil
}

// cause returns what went wrong without the address, which the reader has.
func cause(ctx context.Context, err error) error {
	var private *PrivateError
	var where *url.Error
	switch {
	case errors.As(err, &private):
		return private
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &where):
		return where.Err
	}
	return err
}

// unreached are the spaces that the public internet does not reach beside those
// that netip knows, from IANA's registries of special-purpose addresses: this
// network, what carriers give to their customers, protocol assignments,
// benchmarks, the reserved end, and translation that stays local.
var unreached = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b:1::/48"),
}

// translated is where a network without IPv4 reaches IPv4 addresses, RFC 6052:
// the address stands in the last four bytes.
var translated = netip.MustParsePrefix("64:ff9b::/96")

func public(a netip.Addr) bool {
	a = a.Unmap()
	if translated.Contains(a) {
		all := a.As16()
		a = netip.AddrFrom4([4]byte(all[12:]))
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(unreached, func(p netip.Prefix) bool { return p.Contains(a) })
}

// LookOnline fetches links, several at once, and returns a check of each. Done is called
// after each of them, from several goroutines; it may be nil. Links that were not
// reached before the context ended are left out.
func (f Fetcher) LookOnline(ctx context.Context, links []string, done func()) map[string]event.Check {
	seen := make([]*event.Check, len(links))
	var group errgroup.Group
	group.SetLimit(atOnce)
	for n, link := range links {
		group.Go(func() error {
			if ctx.Err() != nil {
				return nil
			}
			c := f.check(ctx, link)
			seen[n] = &c
			if done != nil {
				done()
			}
			return nil
		})
	}
	_ = group.Wait() // What fails is a check like any other.
	checks := map[string]event.Check{}
	for n, link := range links {
		if seen[n] != nil {
			checks[link] = *seen[n]
		}
	}
	return checks
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func (f Fetcher) check(ctx context.Context, link string) event.Check {
	got, err := f.Get(ctx, link)
	if err != nil {
		return event.Check{Outcome: oneLine(err.Error())}
	}
	c := event.Check{
		Outcome: fmt.Sprintf("%d %s", got.Status, http.StatusText(got.Status)),
		Holds:   got.Status >= 200 && got.Status < 300, SHA256: digest(got.Body),
	}
	if got.Cut {
		c.Outcome += fmt.Sprintf(", of which the first %d MiB were read", FetchSize>>20)
	}
	return c
}
