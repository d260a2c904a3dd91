package postgres

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Error is what a server, or the way to it, said, in words that hold no password.
type Error struct {
	What, Hint string // the hint may be empty
	Every      bool   // any other app would meet it too
	Err        error
}

// Error says what went wrong.
func (e *Error) Error() string { return e.What }

// Unwrap returns the error below.
func (e *Error) Unwrap() error { return e.Err }

// Every tells whether an error would meet any other app too.
func Every(err error) bool {
	var told *Error
	return errors.As(err, &told) && told.Every || errors.As(err, new(*OlderSchema)) || errors.As(err, new(*NewerSchema))
}

// said are the states of SQL that a person can do something about, each with the
// hint. A class is named by its first two signs. What the server says itself
// stands before the hint.
var said = []struct {
	state, what, hint string
	every             bool
}{
	{"53100", "the disk of the server is full", "nothing of this app was kept; free some space there and publish again", true},
	{"53300", "the server has no connection left", "publish again later, or raise max_connections", true},
	{"53", "the server has run out of something", "nothing of this app was kept; publish again later", true},
	{"54000", "the server has run out of something", "nothing of this app was kept", false},
	{"57014", "the server broke it off", "nothing of this app was kept; statement_timeout of the role may be too short", false},
	{"57P01", "the server ended the connection", "nothing of this app was kept; publish again", true},
	{"57P03", "the server takes no connections now", "publish again later", true},
	{"25P03", "the server ended the connection", "nothing of this app was kept; publish again", true},
	{"25006", "the server is for reading only", "name the primary: target_session_attrs=read-write finds it among several hosts", true},
	{"55P03", "another publisher or a migration holds what this one waits for", "nothing of this app was kept; publish again", false},
	{"40", "other publishers were in the way each time", "nothing of this app was kept; publish again", false},
	{"42501", "the role may not do this", "docs/portfolio.md has the grants of a role that publishes", true},
	{"3F000", "the database has no tables of clausewalk", "clausewalk publish --migrate --to ADDRESS makes them", true},
	{"42P01", "the database has no tables of clausewalk", "clausewalk publish --migrate --to ADDRESS makes them", true},
	{"3D000", "there is no such database", "createdb makes it", true},
	{"28", "the server does not let this role in", "a password belongs into ~/.pgpass or PGPASSWORD, never into the address", true},
}

// explain makes an *Error of what pgx returns. Errors that did not come from a
// server, nor from the way to it, stay what they are.
func explain(err error) error {
	var known *Error
	var pg *pgconn.PgError
	var connecting *pgconn.ConnectError
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &pg):
		for _, one := range said {
			if strings.HasPrefix(pg.Code, one.state) {
				return &Error{one.what + ": " + pg.Message, one.hint, one.every, err}
			}
		}
		return &Error{"the server says: " + pg.Message + " (" + pg.Code + ")", "nothing of this app was kept", false, err}
	case errors.As(err, &connecting):
		return &Error{"the server cannot be reached: " + lastLine(errors.Unwrap(connecting)), "PGHOST, PGPORT and PGSERVICE say where it is, if the address does not", true, err}
	case broke(err):
		return &Error{"the connection to the server broke", "publish again: what was kept already stays, and nothing is half done", true, err}
	}
	return err
}

// broke tells whether an error is that of a connection.
func broke(err error) bool {
	var network net.Error
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.As(err, &network)
}

// lastLine returns what was said of the last address that was tried.
func lastLine(err error) string {
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// unreadable says that the address, or a file that libpq reads, cannot be
// understood. It repeats nothing of the address, in which a password may stand
// where a port should; a file is named.
func unreadable(err error) error {
	what := "the settings of the connection cannot be read"
	var file *fs.PathError
	if errors.As(err, &file) {
		what += ": " + file.Error()
	}
	return &Error{what, "postgres://user@host/database?sslmode=verify-full, or the service file and the variables that begin with PG", true, nil}
}

// again tells whether a transaction may well be kept at the next try.
func again(err error) bool {
	var pg *pgconn.PgError
	// The last is said to one of two migrations that make the same thing at once.
	return errors.As(err, &pg) && slices.Contains([]string{"40001", "40P01", "23505"}, pg.Code)
}
