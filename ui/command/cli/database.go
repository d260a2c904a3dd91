package cli

import (
	"errors"

	"clausewalk/reports/portfolio/postgres"
)

// Database gives an error of a database its hint. Others stay what they are.
func Database(err error) error {
	var known *postgres.Error
	switch {
	case errors.Is(err, postgres.ErrPassword):
		return Usage("put it in PGPASSWORD or ~/.pgpass; if it was in a script, change it", "%w", err)
	case errors.Is(err, postgres.ErrAddress):
		return Usage("postgres:// takes everything from the service file and the variables that start with PG", "%w", err)
	case errors.As(err, new(*postgres.OlderSchema)):
		return Failed("clausewalk publish --migrate --to ADDRESS, by the role that owns the tables", "%w", err)
	case errors.As(err, new(*postgres.NewerSchema)):
		return Failed("update clausewalk", "%w", err)
	case errors.Is(err, postgres.ErrNotRenamed):
		return Usage("--renamed-from takes the repository's old name in the database", "%w", err)
	case errors.As(err, &known):
		return Failed(known.Hint, "%w", err)
	}
	return err
}
