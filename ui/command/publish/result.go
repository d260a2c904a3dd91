package publish

import (
	"time"

	"clausewalk/reports"
	"clausewalk/reports/portfolio/postgres"
	"clausewalk/ui/command/cli"
)

// outcome is what came of an app.
type outcome string

const (
	published outcome = "published"
	unchanged outcome = "unchanged"
	older     outcome = "older" // than what is published
	notRead   outcome = "failed"
)

// result tells what came of one app, for people and for programs.
type result struct {
	Place      string    `json:"place,omitempty"` // where it was read, among many
	Repository string    `json:"repository,omitempty"`
	Commit     string    `json:"commit,omitempty"`
	Committed  time.Time `json:"committed,omitzero"`
	Outcome    outcome   `json:"outcome"`
	TookOver   string    `json:"tookOver,omitempty"` // the older name whose rows are this app's now
	Newer      *newer    `json:"newer,omitempty"`    // what is published and was not replaced
	Also       string    `json:"also,omitempty"`     // another repository that has published the same audit
	Audits     []audited `json:"audits,omitempty"`   // that were read, the newest first
	Error      string    `json:"error,omitempty"`
}

// newer is a commit that an older one does not take the place of.
type newer struct {
	Commit    string    `json:"commit"`
	Committed time.Time `json:"committed"`
}

// audited is where an audit stands that was published.
type audited struct {
	Audit    string        `json:"audit"`
	App      string        `json:"app"`
	Release  string        `json:"release"`
	State    reports.State `json:"state"`
	Holds    bool          `json:"holds"` // the gate does
	Clauses  int           `json:"clauses"`
	Answered int           `json:"answered"`
	Gaps     int           `json:"gaps"`
}

// total counts what came of all apps.
type total struct {
	Published int `json:"published"`
	Unchanged int `json:"unchanged"`
	Older     int `json:"older"`
	Failed    int `json:"failed"`
}

func (t *total) add(r result) {
	switch r.Outcome {
	case published:
		t.Published++
	case unchanged:
		t.Unchanged++
	case older:
		t.Older++
	default:
		t.Failed++
	}
}

func (t total) apps() int { return t.Published + t.Unchanged + t.Older + t.Failed }

// resultOf tells what came of a publication.
func resultOf(p postgres.Publication, out postgres.Outcome) result {
	one := result{Repository: p.Repository, Commit: p.Commit, Committed: p.Committed, Outcome: published, Also: out.Also}
	if out.Moved {
		one.TookOver = p.RenamedFrom
	}
	switch {
	case !out.Kept:
		one.Outcome, one.Newer = older, &newer{out.Newer, out.Committed}
	case out.Same:
		one.Outcome = unchanged
	}
	for _, a := range p.Audits {
		one.Audits = append(one.Audits, audited{a.Audit, a.App, a.Release, a.State, a.Holds, a.Counts.Clauses, a.Counts.Answered, a.Counts.Gaps})
	}
	return one
}

// failed tells of an app that could not be read or published.
func failed(a app) result {
	return result{Repository: a.publication.Repository, Commit: a.publication.Commit, Outcome: notRead, Error: a.err.Error()}
}

// say tells a person what came of an app. Among many, what needs nobody is counted
// alone.
func say(r *cli.Run, one result) {
	if one.TookOver != "" {
		r.Tell("took over what was published as %s\n", one.TookOver)
	}
	switch one.Outcome {
	case notRead:
		r.Printf("%s: %s\n", one.Place, one.Error)
	case older:
		r.Printf("not published: %s is published at %.10s of %s, and %.10s of %s is older\n", one.Repository,
			one.Newer.Commit, cli.When(one.Newer.Committed), one.Commit, cli.When(one.Committed))
		if one.Place == "" {
			r.Note("after a force-push that went back, publish --force puts this commit in its place")
		}
	case unchanged:
		if one.Place == "" {
			r.Tell("nothing changed: %s is published at %.10s\n", one.Repository, one.Commit)
		}
	case published:
		newest := one.Audits[0]
		r.Tell("published %s at %.10s: %s; %s %s has %d of %s answered, %s\n", one.Repository, one.Commit, reports.Count(len(one.Audits), "audit"),
			newest.App, newest.Release, newest.Answered, reports.Count(newest.Clauses, "clause"), reports.Count(newest.Gaps, "gap"))
	}
	if one.Also != "" {
		r.Note("%s has published the same audit; if it is this repository under an older name: publish --renamed-from %[1]s", one.Also)
	}
}

// print writes results for programs.
func print(r *cli.Run, all []result, sum total) error {
	if all == nil {
		all = []result{}
	}
	return r.JSON(struct {
		Format int      `json:"format"`
		Apps   []result `json:"apps"`
		Total  total    `json:"total"`
	}{cli.JSONFormat, all, sum})
}
