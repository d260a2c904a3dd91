// Package delete removes what an owner asks us to remove.
package delete

import (
	"context"
	"fmt"
	"time"
)

// Store is a place that holds copies of posts.
type Store interface {
	Name() string
	Remove(ctx context.Context, owner string) error
}

// Request is what somebody has asked for.
type Request struct {
	Owner   string
	Arrived time.Time
}

// Limit is how long a removal may take.
const Limit = 24 * time.Hour

// Run removes the owner's content from every store. It returns when the last
// of them is done, or has failed.
func Run(ctx context.Context, r Request, stores []Store, log func(string)) error {
	for _, s := range stores {
		if err := s.Remove(ctx, r.Owner); err != nil {
			return fmt.Errorf("remove %s from %s: %w", r.Owner, s.Name(), err)
		}
		log(fmt.Sprintf("%s removed from %s after %s", r.Owner, s.Name(), time.Since(r.Arrived)))
	}
	if time.Since(r.Arrived) > Limit {
		return fmt.Errorf("removing %s took longer than %s", r.Owner, Limit)
	}
	return nil
}
