package report

import (
	"slices"
	"time"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// earlier returns the state that report --since names: another audit of the
// workspace, the last sign-off, or the audit itself at a moment.
func earlier(r *cli.Run, s *session.Session, since string) (*reports.Earlier, error) {
	if since == "" {
		return nil, nil
	}
	if since == "sign-off" {
		return lastSigned(s.Audit)
	}
	audits, err := s.Workspace.Audits()
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(audits, func(h checklist.Head) bool { return h.ID == since && h.ID != s.Head.ID }) {
		old, err := r.OpenIn(s.Workspace, session.Options{Audit: since, Look: true})
		if err != nil {
			return nil, err
		}
		return &reports.Earlier{Name: since + ", release " + old.Head.Release, At: old.LastChange(), Audit: old.Audit}, nil
	}
	t, err := cli.ParseMoment(since, cli.StartOfDay)
	if err != nil {
		return nil, cli.Usage("write it as 2026-03-31, as 2026-03-31T14:00:00Z, as sign-off for the last one, or name another audit", "%q is no date and no audit", since)
	}
	return &reports.Earlier{Name: since, At: t, Audit: cli.Until(s.Audit, t)}, nil
}

func lastSigned(a *checklist.Audit) (*reports.Earlier, error) {
	all := a.SignOffs()
	if len(all) == 0 {
		return nil, cli.Usage("clausewalk sign signs it; --since takes a date too", "nobody has signed this audit yet")
	}
	last := all[len(all)-1]
	return &reports.Earlier{Name: "the sign-off by " + last.Signer() + " on " + last.At.UTC().Format(time.DateOnly), At: last.At, Audit: a.AsSigned(last)}, nil
}
