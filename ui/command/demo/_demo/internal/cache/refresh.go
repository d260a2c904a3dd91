// Package cache keeps our copies of posts as fresh as Instagram has them.
package cache

import (
	"context"
	"time"
)

// MaxAge is how old a copy may get before it is read again.
const MaxAge = 6 * time.Hour

// Post is a copy of a post.
type Post struct {
	ID   string
	Read time.Time
}

// Refresh reads old copies again and drops those that Instagram no longer has.
func Refresh(ctx context.Context, posts []Post, read func(context.Context, string) (bool, error), drop func(string) error) error {
	for _, p := range posts {
		if time.Since(p.Read) < MaxAge {
			continue
		}
		there, err := read(ctx, p.ID)
		if err != nil {
			return err
		}
		if !there {
			if err := drop(p.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
