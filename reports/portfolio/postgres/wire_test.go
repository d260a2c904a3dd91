package postgres_test

import (
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

// wire is a way to a server that ends after so many bytes were sent to it, or came
// back from it.
type wire struct {
	to, from atomic.Int64 // how many bytes may still pass
	address  string
}

// newWire returns a way to the server of an address, through a socket of its own.
func newWire(t *testing.T, address string) *wire {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the socket is one of Unix")
	}
	is, err := pgconn.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	network, server := pgconn.NetworkAddress(is.Host, is.Port)
	dir, err := os.MkdirTemp("", "wire") // A socket's path is short.
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Skipf("skipped: %v", err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = ""
	w := &wire{address: with(t, u.String(), "host", dir, "port", "5432", "sslmode", "disable")}
	go func() {
		for {
			here, err := listener.Accept()
			if err != nil {
				return
			}
			there, err := net.Dial(network, server)
			if err != nil {
				_ = here.Close()
				return
			}
			go pass(here, there, &w.to)
			go pass(there, here, &w.from)
		}
	}()
	return w
}

// pass hands on what comes until no more may pass, and then ends both ends.
func pass(from, to net.Conn, left *atomic.Int64) {
	defer from.Close()
	defer to.Close()
	some := make([]byte, 4096)
	for {
		n, err := from.Read(some)
		room := left.Add(-int64(n)) + int64(n)
		_, wrong := to.Write(some[:max(0, min(int64(n), room))])
		if err != nil || wrong != nil || room <= int64(n) {
			return
		}
	}
}

// TestAWireThatIsCutAnywhereLeavesAllOrNothing cuts the connection after more and
// more bytes, on the way there and on the way back: what the server has got to its
// end is kept although nobody was told, and then publishing again changes nothing.
func TestAWireThatIsCutAnywhereLeavesAllOrNothing(t *testing.T) {
	address, db := open(t)
	w := newWire(t, address)
	const plenty = 1 << 40
	repository := "github.com/acme/photobook"
	old, next := publication(1, repository, "old", 5), publication(2, repository, "next", 1)
	states := map[string]string{}
	for _, p := range []postgres.Publication{next, old} {
		p.Force = true
		publish(t, db, p)
		states[p.Commit] = commits(t, address)
	}
	var kept, lost, told int
	for _, way := range []*atomic.Int64{&w.to, &w.from} {
		for after := int64(64); ; after += after / 3 {
			old.Force = true
			publish(t, db, old)
			w.to.Store(plenty)
			w.from.Store(plenty)
			way.Store(after)
			out, err := attempt(w.address, next)
			switch got := commits(t, address); {
			case got == states["old"] && err != nil:
				lost++
			case got == states["next"] && err == nil && out.Kept:
				told++
			case got == states["next"]:
				kept++
				if out := publish(t, db, next); !out.Same {
					t.Errorf("after %d bytes it was kept, and publishing again says %+v", after, out)
				}
			default:
				t.Fatalf("after %d bytes, %v: %s", after, err, got)
			}
			var known *postgres.Error
			if err != nil && (!errors.As(err, &known) || !known.Every || known.Hint == "") {
				t.Errorf("after %d bytes: %v", after, err)
			}
			if err == nil {
				break
			}
		}
	}
	if lost == 0 || told != 2 {
		t.Errorf("%d lost, %d kept and not told, %d told", lost, kept, told)
	}
}

// attempt publishes on a connection of its own.
func attempt(address string, p postgres.Publication) (out postgres.Outcome, err error) {
	db, err := postgres.Open(ctx, address)
	if err != nil {
		return out, err
	}
	defer db.Close()
	return db.Publish(ctx, p)
}

// commits returns what the tables hold and of which commit, without moments.
func commits(t *testing.T, address string) string {
	t.Helper()
	var all string
	err := postgrestest.Connect(t, address).QueryRow(ctx, `SELECT concat_ws(' ', p.commit, p.content, a.commit, a.answered,
		(SELECT md5(string_agg(c::text, '' ORDER BY place)) FROM clausewalk.clause c), (SELECT md5(string_agg(g::text, '' ORDER BY place)) FROM clausewalk.gap g),
		(SELECT string_agg(d::text, '') FROM clausewalk.daily d)) FROM clausewalk.app p JOIN clausewalk.audit a USING (repository)`).Scan(&all)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAMigrationWaitsForThePublishersAtWork holds a publisher in the middle of its
// transaction until a migration has begun to wait for it.
func TestAMigrationWaitsForThePublishersAtWork(t *testing.T) {
	address, db := open(t)
	repository := "github.com/acme/photobook"
	publish(t, db, publication(1, repository, "c1", 5))
	migrated := make(chan error, 1)
	p := publication(2, repository, "c2", 1)
	p.Order = func(string) postgres.Order {
		go func() {
			_, _, err := connect(t, address).Migrate(ctx)
			migrated <- err
		}()
		waitFor(t, address, 1)
		return postgres.Before
	}
	if out := publish(t, connect(t, address), p); !out.Kept {
		t.Errorf("%+v", out)
	}
	if err := <-migrated; err != nil {
		t.Error(err)
	}
}
