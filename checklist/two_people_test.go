package checklist

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

// A team of two makes a scheduler with automatic replies and does nothing that
// is forbidden. Ana writes the program and answers mail; Ben plans the product
// and signs the contracts. Neither is a lawyer, and they have none in the house.
const theirApp = "stores-content: yes; writes: publish, comment, message; reads-followers: no; reads-insights: no; " +
	"shows-third-parties: yes; uses-marks: yes; login: instagram-login; " +
	"permissions: instagram_business_basic, instagram_business_content_publish, instagram_business_manage_comments, instagram_business_manage_messages"

var theirRoles = map[string][]string{"Ana": {"engineering", "support"}, "Ben": {"product", "legal"}}

// notTheirs are clauses to which such a team answers not applicable, each with
// what it says.
var notTheirs = map[string]string{
	"instagram-platform/A.16":  "each screen with content adds planning or an answer; none only shows or backs up",
	"instagram-platform/A.18":  "follower_count is never read from the profile of a sender; test profile_fields_test.go",
	"instagram-app-review/M.3": "the feature is not requested",
	"instagram-app-review/R.7": "people log in",
}

func TestALawfulTeamOfTwoPassesEveryClause(t *testing.T) {
	platform, review := builtinPolicy(t, "instagram-platform"), builtinPolicy(t, "instagram-app-review")
	team := map[string]*person{}
	for name := range theirRoles {
		team[name] = personOn(t, name, platform, review)
	}
	ana, ben := team["Ana"], team["Ben"]
	ben.does(t, answersTo(t, platform, theirApp)...)
	ben.does(t, event.SetFact(review.ID, "other-businesses", event.FactAnswer{Values: []string{"yes"}}))
	agree(t, ana, ben)

	for _, i := range ana.Items(day) {
		if i.Has(OutOfScope) {
			continue
		}
		who := ""
		for _, name := range []string{"Ana", "Ben"} {
			if slices.ContainsFunc(i.Clause.Guide.Roles, func(role string) bool { return slices.Contains(theirRoles[name], role) }) {
				who = name
			}
		}
		if who == "" {
			t.Errorf("%s is for %v, and nobody in the team is", i.Ref, i.Clause.Guide.Roles)
			continue
		}
		changes := []event.Change{event.SetVerdict(i.Ref, event.Met), event.SetReason(i.Ref, "how it is done is written down, and the log of last week shows it")}
		if why := notTheirs[i.Ref.Policy+"/"+i.Ref.Label]; why != "" {
			changes = []event.Change{event.SetVerdict(i.Ref, event.NotApplicable), event.SetReason(i.Ref, why)}
		} else {
			changes = append(changes, event.AddEvidence(i.Ref, theirEvidence(i.Clause.Guide.Needs)))
		}
		team[who].does(t, changes...)
	}
	agree(t, ana, ben)
	for _, i := range ben.Items(day) {
		if i.Has(OutOfScope) {
			continue
		}
		if !i.Answered() || i.IsGap() || len(i.Flags) > 0 {
			t.Errorf("%s is %s: %v %q", i.Ref, i.Verdict, i.Flags, i.Why)
		}
	}
}

// theirEvidence is something that two people can have themselves, of the kind
// that a clause needs.
func theirEvidence(needs string) event.Evidence {
	switch needs {
	case "link":
		return event.Evidence{Kind: event.LinkEvidence, URL: "https://photobook.example/privacy"}
	case "permission": // A dated copy of the brand guideline that allows it.
		return event.Evidence{Kind: event.PermissionEvidence, URL: "https://about.meta.com/brand", Details: event.Details{Person: "Instagram's brand guidelines", Given: "2026-11-02"}}
	}
	return event.Evidence{Kind: event.FileEvidence, Name: "log.txt", Size: 3, Media: "text/plain", SHA256: strings.Repeat("a", 64)}
}

// lawyersWork are the clauses whose guide sends people to a lawyer with what
// they cannot settle themselves. Nowhere is one part of the question.
var lawyersWork = map[string]bool{"instagram-platform/A.36": true, "instagram-platform/C.11": true}

func TestNoQuestionTakesALawyerForGranted(t *testing.T) {
	lawyer := regexp.MustCompile(`(?i)\b(counsel|lawyers?|attorney)\b`)
	for _, id := range []string{"instagram-platform", "instagram-app-review"} {
		for _, c := range builtinPolicy(t, id).Clauses() {
			for _, q := range c.Guide.Ask() {
				if lawyer.MatchString(q) {
					t.Errorf("%s %s asks for a lawyer: %s", id, c.Label, q)
				}
			}
			if lawyer.MatchString(c.Guide.Good) && !lawyersWork[id+"/"+c.Label] {
				t.Errorf("%s %s is good only with a lawyer: %s", id, c.Label, c.Guide.Good)
			}
		}
	}
}
