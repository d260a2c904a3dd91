package checklist

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"clausewalk/checklist/event"
	"clausewalk/policy"
)

// AcceptReading returns the change by which a person accepts what is not asked of a
// policy, as it was read. There must be something to accept.
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

// acceptedReading returns what somebody has accepted of how a policy was read, with
// its event, and whether that holds: for this text, which was read no worse. It
// takes the policy's measure.
func acceptedReading(a *Audit, p *policy.Policy, m policy.Measure) (r *event.Reading, by *event.Event, holds bool) {
	r, by = value[*event.Reading](a, event.AcceptReading(p.ID, nil).Field)
	if r == nil {
		return nil, nil, false
	}
	return r, by, r.Edition == p.Edition && m.Share() >= r.Share && len(m.Unasked) <= r.Unasked
}

// HowRead tells how well a policy was read, and returns a sentence for each thing that a
// person should know of that, and by whom it was accepted. The policy must be one
// that the audit asks.
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
