package session

import (
	"slices"

	"clausewalk/policy"
	"clausewalk/policy/library"
)

// Standing is what is known of whether a policy is in force, in our words.
type Standing struct {
	Policy string `json:"policy"`
	Words  string `json:"words"`
}

// String names the policy, and says whose words they are.
func (s Standing) String() string { return s.Policy + ", in our words: " + s.Words }

// InForce says of each policy that the audit asks what is known of whether it is
// in force, and nothing of those of which nothing is known.
func InForce(s *Session) []Standing { return InForceAmong(s.Policies) }

// InForceAmong is InForce for policies that one audit asks, or may come to ask.
func InForceAmong(policies []*policy.Policy) (all []Standing) {
	among := func(id string) bool {
		return slices.ContainsFunc(policies, func(p *policy.Policy) bool { return p.ID == id })
	}
	for _, p := range policies {
		if words := library.InForce(p, among); words != "" {
			all = append(all, Standing{p.ID, words})
		}
	}
	return all
}

// Asks tells whether the audit asks a policy.
func Asks(s *Session, id string) bool {
	_, asked := s.Policy(id)
	return asked
}
