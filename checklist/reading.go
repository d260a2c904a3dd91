package checklist

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// AcceptReading returns the change by which a person accepts how well a policy's text
// was read. The error says that there is nothing to accept.
func AcceptReading(a *Audit, policyID, reason string) (event.Change, error) {
	p, ok := a.Policy(policyID)
	if !ok {
		return event.Change{}, &UnknownError{What: "policy", Name: policyID, Known: a.policyIDs()}
	}
	m := p.Measure()
	if !m.Unread() {
		return event.Change{}, errors.New("there is nothing to accept: " + m.Sentences()[0] + ", and every duty")
	}
	return event.AcceptReading(policyID, &event.Reading{Edition: p.Edition, Share: m.Share(), Unasked: len(m.Unasked), Reason: reason}), nil
}

// acceptedReading returns the reading of a policy that somebody has accepted, with its
// event, and whether that still holds: it was of the same text, which is not read worse
// now. M is the policy's measure.
func acceptedReading(a *Audit, p *policy.Policy, m policy.Measure) (r *event.Reading, by *event.Event, holds bool) {
	r, by = value[*event.Reading](a, event.AcceptReading(p.ID, nil).Field)
	if r == nil {
		return nil, nil, false
	}
	return r, by, r.Edition == p.Edition && m.Share() >= r.Share && len(m.Unasked) <= r.Unasked
}

// HowRead returns how well a policy's text was read, and a sentence for each thing that
// a person should know about that, including who accepted it. The audit must ask the
// policy.
func HowRead(a *Audit, policyID string) (policy.Measure, []string) {
	p, _ := a.Policy(policyID)
	m := p.Measure()
	words := m.Sentences()
	r, by, holds := acceptedReading(a, p, m)
	if r == nil {
		return m, words
	}
	said := fmt.Sprintf("accepted by %s on %s: %s", by.Who, by.Time.UTC().Format(time.DateOnly), strings.TrimRight(r.Reason, "."))
	if !holds {
		said = "no longer " + said + " (it was for another edition, or for fewer unasked words)"
	}
	return m, append(words, said)
}
