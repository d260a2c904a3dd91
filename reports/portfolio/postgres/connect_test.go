package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	_ "clausewalk/checklist/durable/quicktest"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Run(m)) }

var ctx = context.Background()

// open makes a database with the tables and returns its address and a connection.
func open(t testing.TB) (string, *postgres.DB) {
	t.Helper()
	address := postgrestest.Database(t)
	db := connect(t, address)
	if _, _, err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	return address, db
}

func connect(t testing.TB, address string) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(ctx, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

func database(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(u.Path, "/")
}

// says holds that an error is told in words of ours with a hint.
func says(t *testing.T, err error, what, hint string) {
	t.Helper()
	var told *postgres.Error
	if !errors.As(err, &told) || !strings.Contains(told.What, what) || !strings.Contains(told.Hint, hint) {
		t.Errorf("%v, want %q and the hint %q; it is %#v", err, what, hint, told)
	}
}

// with returns the address with settings more.
func with(t *testing.T, address string, settings ...string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	for n := 0; n < len(settings); n += 2 {
		q.Set(settings[n], settings[n+1])
	}
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u.String()
}

func TestAPasswordIsNeitherTakenFromTheAddressNorTold(t *testing.T) {
	const secret = "s3cretw0rd"
	for _, address := range []string{
		"postgres://ana:" + secret + "@localhost/db", "postgres://ana:a/" + secret + "@localhost/db", "postgresql://ana:%20" + secret + "@localhost",
		"postgres://ana@localhost/db?password=" + secret, "postgres://localhost/db?sslmode=require&PASSWORD=" + secret, "postgres://localhost/?sslpassword=" + secret,
		"postgres://a@b:" + secret + "@localhost/db",
	} {
		if _, err := postgres.Open(ctx, address); !errors.Is(err, postgres.ErrPassword) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"host=localhost password=" + secret, secret, "https://localhost", "postgres://localhost/?p%61ssword=" + secret} {
		if _, err := postgres.Open(ctx, address); !errors.Is(err, postgres.ErrAddress) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", address, err)
		}
	}
	t.Setenv("PGPASSWORD", secret)
	for _, address := range []string{"postgres://localhost:" + secret, "postgres://localhost/?sslmode=" + secret, "postgres://127.0.0.1:1/db?sslmode=disable", "postgres:///db?service=none"} {
		_, err := postgres.Open(ctx, address)
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", address, err)
		}
	}
	_, err := postgres.Open(ctx, "postgres://ana@127.0.0.1:1/db?sslmode=disable")
	says(t, err, "the server cannot be reached: 127.0.0.1:1", "PGHOST")
	t.Setenv("PGSERVICEFILE", filepath.Join(t.TempDir(), "none.conf"))
	_, err = postgres.Open(ctx, "postgres:///?service=reports")
	says(t, err, "the settings of the connection cannot be read", "service file")
}

func TestTheConnectionFollowsLibpq(t *testing.T) {
	address := postgrestest.Database(t)
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	service := filepath.Join(t.TempDir(), "services.conf")
	text := fmt.Sprintf("[reports]\nhost=%s\nport=%d\nuser=%s\ndbname=%s\n", config.Host, config.Port, config.User, config.Database)
	if err := os.WriteFile(service, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, env := range [][]string{
		{"PGHOST", config.Host, "PGPORT", fmt.Sprint(config.Port), "PGUSER", config.User, "PGDATABASE", config.Database},
		{"PGSERVICEFILE", service, "PGSERVICE", "reports"},
	} {
		t.Run(env[0], func(t *testing.T) {
			for n := 0; n < len(env); n += 2 {
				t.Setenv(env[n], env[n+1])
			}
			if _, _, err := connect(t, "postgres://").Migrate(ctx); err != nil {
				t.Error(err)
			}
		})
	}
}
