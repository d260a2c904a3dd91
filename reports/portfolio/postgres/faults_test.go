package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

func TestTwoPublishersOfOneAppTakeTurns(t *testing.T) {
	address, _ := open(t)
	for name, order := range map[string]bool{"the older first": true, "the newer first": false} {
		t.Run(name, func(t *testing.T) {
			repository := "github.com/acme/" + name
			older, newer := publication(1, repository, "older", 5), publication(2, repository, "newer", 1)
			first, second := newer, older
			if order {
				first, second = older, newer
			}
			// The first holds the app until the second has begun to wait for it.
			holder := postgrestest.Connect(t, address)
			tx, err := holder.Begin(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(ctx, "INSERT INTO clausewalk.app (repository) VALUES ($1)", repository); err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			for n, p := range []postgres.Publication{first, second} {
				all.Go(func() {
					if _, err := connect(t, address).Publish(ctx, p); err != nil {
						t.Error(err)
					}
				})
				waitFor(t, address, n+1)
			}
			if err := tx.Rollback(ctx); err != nil {
				t.Fatal(err)
			}
			all.Wait()
			if got := postgrestest.Dump(t, address, "audit"); !strings.Contains(got, `"repository":"`+repository+`"`) ||
				strings.Count(got, `"`+repository+`","audit":"photobook-2.4","commit":"newer"`) != 1 {
				t.Error(got)
			}
		})
	}
}

// waitFor waits until so many connections of the database wait for another.
func waitFor(t *testing.T, address string, want int) {
	t.Helper()
	conn := postgrestest.Connect(t, address)
	for n := 0; n < want; {
		if err := conn.QueryRow(ctx, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			return
		}
	}
}

func TestManyPublishersAtOnceLeaveTheNewest(t *testing.T) {
	address, _ := open(t)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			db := connect(t, address)
			for m := range 4 {
				age := n*4 + m
				if _, err := db.Publish(ctx, publication(uint64(age), "github.com/acme/photobook", fmt.Sprint("c", age), age)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	var got string
	var clauses int
	conn := postgrestest.Connect(t, address)
	err := conn.QueryRow(ctx, "SELECT p.commit || ' ' || a.commit, (SELECT count(*) FROM clausewalk.clause) FROM clausewalk.app p JOIN clausewalk.audit a USING (repository)").Scan(&got, &clauses)
	if err != nil || got != "c0 c0" || clauses != 20 {
		t.Errorf("%q, %d clauses, %v", got, clauses, err)
	}
}

// TestAConnectionThatBreaksAnywhereLeavesNothingHalfDone ends the server's process
// behind the connection at each of its statements in turn.
func TestAConnectionThatBreaksAnywhereLeavesNothingHalfDone(t *testing.T) {
	address, db := open(t)
	old, next := publication(1, "github.com/acme/photobook", "old", 5), publication(2, "github.com/acme/photobook", "next", 1)
	publish(t, db, old)
	before := postgrestest.Dump(t, address, tables...)
	broken := 0
	for _, table := range []string{"clausewalk.app", "clausewalk.audit", "clausewalk.clause", "clausewalk.gap", "clausewalk.daily"} {
		postgrestest.Exec(t, address, `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
			CREATE TRIGGER die AFTER INSERT OR UPDATE ON `+table+` FOR EACH STATEMENT EXECUTE FUNCTION die()`)
		_, err := connect(t, address).Publish(ctx, next)
		says(t, err, "the server ended the connection", "publish again")
		postgrestest.Exec(t, address, "DROP FUNCTION die CASCADE")
		if postgrestest.Dump(t, address, tables...) != before {
			t.Errorf("%s: something was kept", table)
		}
		broken++
	}
	if out := publish(t, connect(t, address), next); !out.Kept || broken != 5 {
		t.Errorf("%+v", out)
	}
}

func TestAPublisherThatIsStoppedHoldsNobodyForEver(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	p := publication(2, "github.com/acme/photobook", "c2", 1)
	ctx, cancel := context.WithCancel(ctx)
	p.Order = func(string) postgres.Order { cancel(); return postgres.Before }
	if _, err := db.Publish(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	p.Order = func(string) postgres.Order { return postgres.Before }
	if out := publish(t, connect(t, address), p); !out.Kept {
		t.Errorf("%+v", out)
	}
}

func TestAServerThatBreaksOffSaysWhy(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	before := postgrestest.Dump(t, address, tables...)
	slow := `CREATE FUNCTION odd() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN %s; RETURN NULL; END$$;
		CREATE TRIGGER odd AFTER INSERT ON clausewalk.clause FOR EACH STATEMENT EXECUTE FUNCTION odd()`
	for _, c := range []struct {
		does, what, hint string
		every            bool
	}{
		{"PERFORM pg_sleep(9)", "the server broke it off: canceling statement due to statement timeout", "statement_timeout", false},
		{"RAISE 'could not extend file' USING ERRCODE = '53100'", "the disk of the server is full: could not extend file", "free some space", true},
		{"RAISE 'out of memory' USING ERRCODE = '53200'", "the server has run out of something: out of memory", "nothing of this app was kept", true},
		{"RAISE 'odd' USING ERRCODE = 'XX000'", "the server says: odd (XX000)", "nothing of this app was kept", false},
		{"RAISE 'could not serialize' USING ERRCODE = '40001'", "other publishers were in the way each time", "publish again", false},
	} {
		postgrestest.Exec(t, address, fmt.Sprintf(slow, c.does))
		_, err := connect(t, with(t, address, "options", "-c statement_timeout=200ms")).Publish(ctx, publication(2, "github.com/acme/photobook", "c2", 1))
		says(t, err, c.what, c.hint)
		if postgres.Every(err) != c.every {
			t.Errorf("%v: other apps would meet it too: %v", err, !c.every)
		}
		postgrestest.Exec(t, address, "DROP FUNCTION odd CASCADE")
		if postgrestest.Dump(t, address, tables...) != before {
			t.Errorf("%s: something was kept", c.what)
		}
	}
}

func TestAServerWithoutRoomTakesNothing(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	before := postgrestest.Dump(t, address, tables...)
	postgrestest.Exec(t, address, "ALTER DATABASE "+database(t, address)+" CONNECTION LIMIT 0; CREATE ROLE someone_"+database(t, address)+" LOGIN")
	t.Cleanup(func() {
		postgrestest.Exec(t, address, "DROP OWNED BY someone_"+database(t, address)+"; DROP ROLE someone_"+database(t, address))
	})
	_, err := postgres.Open(ctx, with(t, address, "user", "someone_"+database(t, address)))
	says(t, err, "the server has no connection left", "max_connections")
	readOnly := connect(t, with(t, address, "default_transaction_read_only", "on"))
	_, err = readOnly.Publish(ctx, publication(2, "github.com/acme/photobook", "c2", 1))
	says(t, err, "the server is for reading only", "primary")
	if postgrestest.Dump(t, address, tables...) != before {
		t.Error("something was kept")
	}
}

func TestADatabaseWithoutTablesIsSaid(t *testing.T) {
	address := postgrestest.Database(t)
	db := connect(t, address)
	_, err := db.Publish(ctx, publication(1, "github.com/acme/photobook", "c1", 1))
	says(t, err, "the database has no tables of clausewalk", "--migrate")
	_, err = db.Published(ctx)
	says(t, err, "the database has no tables of clausewalk", "--migrate")
	err = db.Expect(ctx, nil)
	says(t, err, "the database has no tables of clausewalk", "--migrate")
	says(t, db.Rows(ctx, nil), "the database has no tables of clausewalk", "--migrate")
	_, err = postgres.Open(ctx, strings.Replace(address, database(t, address), "clausewalk_nowhere", 1))
	says(t, err, "there is no such database", "createdb")
}

func TestAMigrationIsWaitedForAndToldOf(t *testing.T) {
	address, db := open(t)
	conn := postgrestest.Connect(t, address)
	tx, err := conn.Begin(ctx) // as a migration does
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, "SELECT version FROM clausewalk.schema_version FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := db.Publish(ctx, publication(1, "github.com/acme/photobook", "c1", 1))
		done <- err
	}()
	waitFor(t, address, 1)
	if _, err := tx.Exec(ctx, "UPDATE clausewalk.schema_version SET version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err == nil || !strings.Contains(err.Error(), "a newer clausewalk has made version 99 of the tables") {
		t.Errorf("%v", err)
	}
	if _, _, err := db.Migrate(ctx); err == nil || !strings.Contains(err.Error(), "version 99") {
		t.Errorf("%v", err)
	}
	postgrestest.Exec(t, address, "UPDATE clausewalk.schema_version SET version = 1")
	_, err = db.Publish(ctx, publication(1, "github.com/acme/photobook", "c1", 1))
	var older *postgres.OlderSchema
	if !errors.As(err, &older) || !strings.Contains(err.Error(), "the database has version 1 of the tables, and this program writes version 2") {
		t.Errorf("%v", err)
	}
	if got := postgrestest.Dump(t, address, "app"); got != "" {
		t.Error(got)
	}
}

func TestMigrationsMayRunAgainAndAtOnce(t *testing.T) {
	address := postgrestest.Database(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, to, err := connect(t, address).Migrate(ctx); err != nil || to != 2 {
				t.Errorf("%d %v", to, err)
			}
		})
	}
	all.Wait()
	db := connect(t, address)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 1))
	before := postgrestest.Dump(t, address, tables...)
	postgrestest.Exec(t, address, "UPDATE clausewalk.schema_version SET version = 0") // As one that was cut short where nothing undoes its statements.
	if from, to, err := db.Migrate(ctx); err != nil || from != 0 || to != 2 || postgrestest.Dump(t, address, tables...) != before {
		t.Errorf("%d %d %v", from, to, err)
	}
}
