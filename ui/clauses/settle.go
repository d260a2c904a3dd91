package clauses

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
)

// Disputed tells whether the clauses that the keys are for are in conflict, and
// why an answer cannot go to all of them where one of several is.
func Disputed(l *List) (disputed bool, why string) {
	refs := l.Targets()
	for _, ref := range refs {
		if !l.Of(ref).Has(checklist.Conflict) {
			continue
		}
		if len(refs) > 1 {
			return true, reports.Line(ref.Label) + " is in conflict: settle it on its own first"
		}
		return true, ""
	}
	return false, ""
}

// TakeVersion settles a conflict as one of its sides has it, as one step, and
// says so.
func TakeVersion(l *List, ref event.Ref, v checklist.Version) (string, error) {
	if _, err := l.Change(v.Take()...); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s is settled with %s's answer; "+Key("undo")+" brings the conflict back", reports.Line(ref.Label), reports.Line(v.Name())), nil
}

// VersionOf returns the side that a person means, by its number from 1 or by the
// name, the address or the writer of who said it.
func VersionOf(all []checklist.Version, said string) (checklist.Version, error) {
	if n, err := strconv.Atoi(said); err == nil && n >= 1 && n <= len(all) {
		return all[n-1], nil
	}
	said = strings.ToLower(strings.TrimSpace(said))
	begins := func(name string) bool { return said != "" && strings.HasPrefix(strings.ToLower(name), said) }
	var found, wrote []checklist.Version // Several people may write on one clone.
	for _, v := range all {
		if begins(v.By.Name) || begins(v.By.Email) {
			found = append(found, v)
		}
		if begins(v.Writer) {
			wrote = append(wrote, v)
		}
	}
	if len(found) == 0 {
		found = wrote
	}
	switch len(found) {
	case 0:
		return checklist.Version{}, errNoVersion
	case 1:
		return found[0], nil
	}
	return checklist.Version{}, errManyVersions
}

var (
	errNoVersion    = errors.New("nobody with that name is in the conflict")
	errManyVersions = errors.New("that could be several sides of the conflict: give its number")
)
