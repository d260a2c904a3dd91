package report

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/repository"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// SinceHelp says what --since takes, for report and diff.
const SinceHelp = "a `date` (2026-03-31, yesterday, tue) or moment, sign-off for the last one or sign-off:1 for the first, another audit's id (photobook-2.3), a commit, tag or branch (v2.3), or an event's id from log --json"

// Earlier returns the state that --since names: a sign-off, another audit of the
// workspace, the audit itself at a moment or just after an event, or as a commit
// has it.
func Earlier(r *cli.Run, s *session.Session, since string) (*reports.Earlier, error) {
	if since == "" {
		return nil, nil
	}
	if nth, is := strings.CutPrefix(since, "sign-off"); is && (nth == "" || nth[0] == ':') {
		return signed(s.Audit, nth)
	}
	audits, err := s.Workspace.Audits()
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(audits, func(h checklist.Head) bool { return h.ID == since && h.ID != s.Head.ID }) {
		noteTwo(r, s, since, "the audit")
		old, err := r.OpenIn(s.Workspace, session.Options{Audit: since, Look: true})
		if err != nil {
			return nil, err
		}
		return &reports.Earlier{Name: since + ", release " + old.Head.Release, At: old.LastChange(), Audit: old.Audit}, nil
	}
	if t, err := cli.ParseMoment(since, cli.StartOfDay); err == nil {
		noteTwo(r, s, since, "the date")
		return &reports.Earlier{Name: since, At: t, Audit: cli.Until(s.Audit, t)}, nil
	}
	for _, e := range s.Log(event.Ref{}) {
		if e.ID == since {
			then := s.Refold(func(o event.Event) bool { return o.Clock <= e.Clock })
			return &reports.Earlier{Name: "the event " + since, At: e.Time, Audit: then}, nil
		}
	}
	return committed(r, s, since)
}

// lately returns the audit as it was when a day began that is named by a word such
// as yesterday, nil for other words.
func lately(r *cli.Run, s *session.Session, word string) *reports.Earlier {
	day := event.PastDay(word, r.Now())
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil
	}
	return &reports.Earlier{Name: day, At: t, Audit: cli.Until(s.Audit, t)}
}

// noteTwo tells how to name a commit that is called as something else is.
func noteTwo(r *cli.Run, s *session.Session, since, taken string) {
	c, err := s.Workspace.CommitOf(since)
	if c != nil {
		defer c.Repository.Close()
	}
	var both *repository.AmbiguousError
	if c != nil || errors.As(err, &both) {
		r.Note("%q is read as %s; git has a commit by that name too: --since refs/tags/%s or --since refs/heads/%s", since, taken, since, since)
	}
}

// committed returns the audit as a commit has it, by whatever git calls that, or as
// of a day such as tue where git has nothing of that name. Where the commit has no
// such audit, its newest is meant.
func committed(r *cli.Run, s *session.Session, rev string) (*reports.Earlier, error) {
	c, err := s.Workspace.CommitOf(rev)
	var unknown *repository.UnknownError
	if c == nil && (err == nil || errors.As(err, &unknown)) {
		if then := lately(r, s, rev); then != nil {
			return then, nil
		}
	}
	switch {
	case errors.As(err, &unknown):
		why := ""
		if unknown.Why != "" {
			why = ": " + unknown.Why
		}
		return nil, cli.Usage(cmp.Or(cli.Nearest(rev, unknown.Known, ""), sinceHint+", or a tag"), "%q is not a date, an audit, a commit, a tag or a branch%s", rev, why)
	case err != nil:
		return nil, err
	case c == nil:
		return nil, cli.Usage(sinceHint+"; tags need a git repository", "%q is not a date or an audit", rev)
	}
	defer c.Repository.Close()
	w, err := workspace.At(c)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, cli.Usage("git log --oneline -- "+workspace.Dir+" lists the commits that have one", "%s has no audit: commit %.10s has no %s", rev, c.ID, workspace.Dir)
	}
	if err != nil {
		return nil, err
	}
	heads, err := w.Audits()
	if err != nil {
		return nil, err
	}
	id := s.Head.ID
	if !slices.ContainsFunc(heads, func(h checklist.Head) bool { return h.ID == id }) {
		id = "" // The newest.
	}
	old, err := r.OpenIn(w, session.Options{Audit: id, Look: true})
	if err != nil {
		return nil, err
	}
	then := reports.Earlier{Name: rev, At: c.Time, Audit: old.Audit}
	if id == "" {
		then.Name += ", release " + old.Head.Release
	}
	if last := old.LastChange(); last.After(then.At) {
		then.At = last // The clock that made the commit was behind.
	}
	return &then, nil
}

const sinceHint = "write 2026-03-31, yesterday, tue, 2026-03-31T14:00:00Z, sign-off for the last one, or another audit's id"

// signed returns the state of a sign-off: of the last one, or with ":2" of the second.
func signed(a *checklist.Audit, nth string) (*reports.Earlier, error) {
	all := checklist.SignOffs(a)
	if len(all) == 0 {
		return nil, cli.Usage("clausewalk sign signs it; --since also takes a date", "nobody has signed this audit yet")
	}
	n := len(all)
	if nth != "" {
		var err error
		if n, err = strconv.Atoi(strings.TrimPrefix(nth, ":")); err != nil || n < 1 || n > len(all) {
			return nil, cli.Usage("clausewalk report lists them", "there is no sign-off %q: the audit has %d", strings.TrimPrefix(nth, ":"), len(all))
		}
	}
	last := all[n-1]
	return &reports.Earlier{Name: "the sign-off by " + last.Signer() + " on " + last.At.UTC().Format(time.DateOnly), At: last.At, Audit: checklist.AsSigned(a, last)}, nil
}
