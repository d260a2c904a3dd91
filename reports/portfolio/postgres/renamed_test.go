package postgres_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"clausewalk/reports/portfolio/postgres"
	"clausewalk/reports/portfolio/postgres/postgrestest"
)

// renamed is a publication of a repository that had another name.
func renamed(seed uint64, commit string, hours int) postgres.Publication {
	p := publication(seed, "github.com/acme/albums", commit, hours)
	p.Audits[0].Began = "begangithub.com/acme/photobook"
	return p
}

func TestARenamedRepositoryIsOneAppAgain(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	postgrestest.Exec(t, address, "UPDATE clausewalk.daily SET day = '2026-01-05'")
	next := renamed(2, "c2", 1)
	if out := publish(t, db, next); out.Also != "github.com/acme/photobook" {
		t.Errorf("nobody is told that the audit is published under another name: %+v", out)
	}
	next.RenamedFrom = "github.com/acme/photobook"
	if out := publish(t, db, next); !out.Moved {
		t.Errorf("%+v", out)
	}
	all := postgrestest.Dump(t, address, tables...)
	if strings.Contains(all, `"repository":"github.com/acme/photobook"`) || strings.Count(all, "daily {") != 2 || !strings.Contains(all, `"github.com/acme/albums","day":"2026-01-05","until":"`+now.Format(time.DateOnly)+`"`) {
		t.Error(all)
	}
	if out := publish(t, db, next); !out.Same || out.Moved {
		t.Errorf("said again: %+v", out)
	}
}

func TestARenamedRepositoryTakesItsDaysAlong(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	p := renamed(2, "c2", 1)
	p.RenamedFrom = "github.com/acme/photobook"
	if out := publish(t, db, p); !out.Moved || !out.Kept {
		t.Errorf("%+v", out)
	}
	if all := postgrestest.Dump(t, address, tables...); strings.Contains(all, `"repository":"github.com/acme/photobook"`) || strings.Count(all, "daily {") != 1 || !strings.Contains(all, `"commit":"c2"`) {
		t.Error(all)
	}
}

func TestARenamedRepositoryIsNoWayRoundANewerCommit(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	before := postgrestest.Dump(t, address, tables...)
	p := renamed(2, "c0", 9)
	p.RenamedFrom = "github.com/acme/photobook"
	if out := publish(t, db, p); out.Kept || out.Moved || out.Newer != "c1" || postgrestest.Dump(t, address, tables...) != before {
		t.Errorf("%+v", out)
	}
}

func TestAnotherAppIsNotTakenForARenamedOne(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 5))
	before := postgrestest.Dump(t, address, tables...)
	p := publication(2, "github.com/acme/other", "c2", 1)
	p.RenamedFrom = "github.com/acme/photobook"
	if _, err := db.Publish(ctx, p); !errors.Is(err, postgres.ErrNotRenamed) || postgrestest.Dump(t, address, tables...) != before {
		t.Errorf("%v", err)
	}
}
