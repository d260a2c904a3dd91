// Package postgres keeps the rows of many audits in a PostgreSQL database, where
// an organisation reads across all its apps with SQL and dashboards. The answers
// stay in the apps' repositories: a database can be thrown away and filled again
// from them.
//
// An app is what one workspace in one repository holds. It is published in one
// transaction: whoever reads sees it as it was or as it is, and so does a
// publisher that was killed at any point. Publishing what is there already
// changes nothing, and an older commit never takes the place of a newer one.
// Nothing here uses LISTEN, extensions, or functions kept in the database.
//
// The connection follows libpq: service file, PGHOST and the like, password file,
// TLS. It is the one package below ui that talks to a server.
package postgres

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// DB is a connection to the database. It belongs to one goroutine.
type DB struct{ conn *pgx.Conn }

// ErrPassword says that an address holds a password. Whoever lists the processes
// of a machine would read it, and so would the log of a CI job.
var ErrPassword = errors.New("the address holds a password")

// ErrAddress says that an address cannot be read. What it says is not repeated:
// it may be a secret that stands in the wrong place.
var ErrAddress = errors.New("the address is not written as postgres://user@host/database")

// IsAddress tells whether a name is meant as the address of a database.
func IsAddress(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Open connects to the database at an address, postgres://user@host/database. What
// the address leaves out comes from where libpq finds it, all of it for
// "postgres://". An error is ErrPassword, ErrAddress or an *Error, and holds no
// password.
func Open(ctx context.Context, address string) (*DB, error) {
	if err := check(address); err != nil {
		return nil, err
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, unreadable(err)
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "clausewalk"
	}
	if config.ConnectTimeout == 0 || config.ConnectTimeout > connectTimeout {
		config.ConnectTimeout = connectTimeout
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, explain(err)
	}
	return &DB{conn}, nil
}

const connectTimeout = 30 * time.Second

// check refuses what is no address and what holds a password.
func check(address string) error {
	if !IsAddress(address) {
		return ErrAddress
	}
	_, rest, _ := strings.Cut(address, "://")
	// A password may hold any sign, so all that stands before the last @ is looked
	// at: a host has none.
	if at := strings.LastIndex(rest, "@"); at >= 0 && strings.Contains(rest[:at], ":") {
		return ErrPassword
	}
	_, settings, _ := strings.Cut(rest, "?")
	for one := range strings.SplitSeq(settings, "&") {
		name, _, _ := strings.Cut(strings.ToLower(one), "=")
		if strings.Contains(name, "%") {
			return ErrAddress // No setting's name needs it, and it could hide which one it is.
		}
		if strings.Contains(name, "password") || strings.Contains(name, "secret") {
			return ErrPassword
		}
	}
	return nil
}

// Close ends the connection.
func (db *DB) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = db.conn.Close(ctx) // What was kept is kept.
}

// tries is how often a transaction is begun anew that the server gave up because
// of another one, as those do that let none wait for the other.
const tries = 5

// inTransaction runs a function in a transaction, again where the server asks for
// that. The error is an *Error, unless it is the function's own.
func (db *DB) inTransaction(ctx context.Context, do func(pgx.Tx) error) error {
	for n := 1; ; n++ {
		err := pgx.BeginFunc(ctx, db.conn, func(tx pgx.Tx) error {
			// A publisher that was stopped half-way holds what others wait for.
			if _, err := tx.Exec(ctx, "SET LOCAL lock_timeout = '30s'"); err != nil {
				return err
			}
			return do(tx)
		})
		if err == nil || n == tries || !again(err) {
			return explain(err)
		}
	}
}
