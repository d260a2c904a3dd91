package portfolio

import "context"

// Source is where rows come from: folders, git repositories or a database.
type Source interface {
	// Rows hands each row to the function, in any order, and keeps none of them:
	// how many there are does not matter to its memory. The calls come one after
	// another. An audit that cannot be read is a row with its error. Rows returns
	// an error where the source itself cannot be read, or the one that the function
	// returned, which ends it, as does the context.
	Rows(ctx context.Context, row func(Row) error) error
}
