// Package postgrestest starts a PostgreSQL server of their own for tests, in a
// temporary folder and on its own socket, wherever an initdb is found. The server
// ends with the tests, even where they are killed.
package postgrestest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Variable names another server, by an address whose role may make databases and
// roles.
const Variable = "CLAUSEWALK_TEST_POSTGRES"

// errNone says that there is no server for tests on this machine.
var errNone = errors.New("no initdb on the PATH or in /usr/lib/postgresql, and " + Variable + " names no server")

// server is the one that all tests of a package share. It is started for the first
// that asks.
var server struct {
	sync.Once
	address string
	stop    func()
	err     error
}

// Run runs the tests of a package, ends the server that they have asked for, and
// returns their exit code.
func Run(m interface{ Run() int }) int {
	defer func() {
		if server.stop != nil {
			server.stop()
		}
	}()
	return m.Run()
}

// find finds or starts the server.
func find() {
	if server.address = os.Getenv(Variable); server.address != "" {
		return
	}
	var dir string
	if dir, server.stop, server.err = start(); server.err == nil {
		server.address = "postgres://clausewalk@/postgres?host=" + url.QueryEscape(dir)
	}
}

// Database makes an empty database for a test and returns its address. The test is
// skipped where there is no server.
func Database(t testing.TB) string {
	t.Helper()
	server.Do(find)
	if server.address == "" {
		t.Skipf("skipped: there is no PostgreSQL to test with: %v", server.err)
	}
	name := "clausewalk_" + strings.ToLower(rand.Text()[:10])
	Exec(t, server.address, "CREATE DATABASE "+name)
	if os.Getenv(Variable) != "" { // The server of our own goes with all that it has.
		t.Cleanup(func() { Exec(t, server.address, "DROP DATABASE "+name+" WITH (FORCE)") })
	}
	u, err := url.Parse(server.address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// Exec runs statements on a connection of their own.
func Exec(t testing.TB, address, statements string) {
	t.Helper()
	if _, err := Connect(t, address).PgConn().Exec(context.Background(), statements).ReadAll(); err != nil {
		t.Fatalf("%s: %v", statements, err)
	}
}

// Connect returns a connection that ends with the test.
func Connect(t testing.TB, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// Dump returns all that a database holds of clausewalk, a line each row, for
// comparing.
func Dump(t testing.TB, address string, tables ...string) string {
	t.Helper()
	conn := Connect(t, address)
	var all strings.Builder
	for _, table := range tables {
		found, err := conn.Query(context.Background(), "SELECT to_json(t)::text FROM clausewalk."+table+" t ORDER BY 1")
		if err != nil {
			t.Fatal(err)
		}
		lines, err := pgx.CollectRows(found, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			fmt.Fprintf(&all, "%s %s\n", table, line)
		}
	}
	return all.String()
}
