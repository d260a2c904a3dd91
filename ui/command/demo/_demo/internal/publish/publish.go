// Package publish puts the preview of a book on the shop's account.
package publish

import (
	"errors"
	"time"
)

// Approval is what the shop has agreed to: one picture, one text, one time.
type Approval struct {
	Book string
	By   string
	For  time.Time
}

// ErrNotApproved says that nobody has agreed to this preview.
var ErrNotApproved = errors.New("the preview was not approved")

// Preview publishes one preview. There is no way to publish two at once.
func Preview(book string, a *Approval, post func(string) error, log func(string, ...any)) error {
	if a == nil || a.Book != book {
		return ErrNotApproved
	}
	log("publish", book, a.By, a.For)
	return post(book)
}

// Schedule keeps an approved preview until its time. A scheduled preview
// cannot be called back yet.
func Schedule(a Approval, at func(time.Time, func())) {
	at(a.For, func() {})
}
