package boxes

import (
	"errors"
	"fmt"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/ui/clauses"
)

// twice makes changes in which something looks like a secret only when they are
// made a second time.
type twice struct {
	again  string // what a person is told to do to keep it
	warned string // what was warned of
}

func (t *twice) change(l *clauses.List, changes ...event.Change) (bool, error) {
	changed, err := l.Change(changes...)
	var secret *checklist.SecretError
	if !errors.As(err, &secret) {
		return changed, err
	}
	var words []string
	for _, c := range changes {
		for _, text := range c.Value.Texts() {
			words = append(words, text.Words)
		}
	}
	if said := strings.Join(words, "\x00"); said != t.warned {
		t.warned = said
		return false, fmt.Errorf("%w%s", err, t.again)
	}
	return l.Change(event.Meant(changes...)...)
}
