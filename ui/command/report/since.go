package report

import (
	"time"

	"clausewalk/checklist"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// earlier returns the state that report --since names.
func earlier(a *checklist.Audit, since string) (*reports.Earlier, error) {
	if since == "" {
		return nil, nil
	}
	if since != "sign-off" {
		t, err := cli.ParseMoment(since, cli.StartOfDay)
		if err != nil {
			return nil, cli.Usage("write it as 2026-03-31, as 2026-03-31T14:00:00Z, or as sign-off for the last one", "%q is no date", since)
		}
		return &reports.Earlier{Name: since, At: t, Audit: cli.Until(a, t)}, nil
	}
	all := a.SignOffs()
	if len(all) == 0 {
		return nil, cli.Usage("clausewalk sign signs it; --since takes a date too", "nobody has signed this audit yet")
	}
	last := all[len(all)-1]
	return &reports.Earlier{Name: "the sign-off by " + last.Name + " on " + last.At.UTC().Format(time.DateOnly), At: last.At, Audit: a.AsSigned(last)}, nil
}
