package sources

import (
	"context"

	"clausewalk/reports/portfolio"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui/command/cli"
)

// database is what apps have published at an address.
type database string

// Rows reads the newest audit of each app.
func (d database) Rows(ctx context.Context, row func(portfolio.Row) error) error {
	db, err := postgres.Open(ctx, string(d))
	if err != nil {
		return cli.Database(err)
	}
	defer db.Close()
	return cli.Database(db.Rows(ctx, row))
}
