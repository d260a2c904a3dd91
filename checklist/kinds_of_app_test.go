package checklist

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/policy/library"
)

// kindsOfApp describes apps as their teams would, by what they answer to the
// scope questions. What is not mentioned is answered no, or none. Keeps are the
// clauses that each must be asked beside those that everybody is asked; drops
// are some that would only waste its time.
var kindsOfApp = []struct {
	kind, facts  string
	keeps, drops string
}{
	{"scheduler: posts for its customers at a set time",
		"writes: publish; login: instagram-login; permissions: instagram_business_basic, instagram_business_content_publish",
		"A.5 A.19 A.22 A.23", "A.13 A.15 A.20 A.21 A.30"},
	{"scheduler that uses Facebook Login and reads no insights, for many businesses",
		"writes: publish; login: facebook-login; permissions: instagram_basic, instagram_content_publish, pages_show_list, business_management",
		"A.19 A.22 A.23", "A.18 A.21"},
	{"scheduler whose team says that it writes nothing",
		"login: instagram-login; permissions: instagram_business_basic, instagram_business_content_publish",
		"A.19 A.22 A.23", ""},
	{"inbox: people answer direct messages",
		"writes: message; login: instagram-login; permissions: instagram_business_basic, instagram_business_manage_messages",
		"A.15 A.18 A.19 A.20 A.22 A.23", "A.13 A.21 A.30"},
	{"inbox whose team says that it stores and writes nothing",
		"login: facebook-login; permissions: instagram_basic, instagram_manage_messages, pages_show_list",
		"A.15 A.18 A.19 A.20 A.22 A.23", ""},
	{"scheduler with an inbox",
		"stores-content: yes; writes: publish, message; login: instagram-login; permissions: instagram_business_basic, instagram_business_content_publish, instagram_business_manage_messages",
		"A.15 A.18 A.19 A.20 A.22 A.23", "A.13"},
	{"comment bot: a rule answers each comment with a private message",
		"writes: comment, message; login: instagram-login; permissions: instagram_business_basic, instagram_business_manage_comments, instagram_business_manage_messages",
		"A.15 A.18 A.19 A.20 A.22 A.23", ""},
	{"bot that sends the link to followers alone",
		"writes: message; reads-followers: yes; login: instagram-login; permissions: instagram_business_basic, instagram_business_manage_messages",
		"A.18 A.20 A.22 A.31", ""},
	{"support desk with the Human Agent feature",
		"writes: message; login: facebook-login; permissions: instagram_basic, instagram_manage_messages, human_agent",
		"A.19 A.20 A.22 A.23 A.25", ""},
	{"comment moderation: hides and deletes",
		"writes: comment, delete; login: facebook-login; permissions: instagram_basic, instagram_manage_comments, pages_read_engagement",
		"A.19 A.20 A.22 A.23", "A.18"},
	{"follower tool: who unfollowed whom, by a private API",
		"reads-followers: yes; login: other",
		"A.5 A.16 A.18 A.19 A.20 A.23 A.34", ""},
	{"fan bot: likes and comments for private persons, by a private API, whose team answers none",
		"login: other",
		"A.5 A.19 A.20 A.22 A.23 A.34", ""},
	{"fan bot whose team answers frankly",
		"writes: comment, like; login: other",
		"A.5 A.19 A.20 A.22 A.23 A.34", ""},
	{"liker by the official API, whose team answers none",
		"login: facebook-login; permissions: instagram_basic, instagram_manage_engagement",
		"A.19 A.20 A.22 A.23", "A.18"},
	{"analytics: shows account holders their own insights",
		"stores-content: yes; reads-insights: yes; reads-followers: yes; login: instagram-login; permissions: instagram_business_basic, instagram_business_manage_insights",
		"A.15 A.18 A.21", "A.19 A.20 A.22 A.23"},
	{"analytics whose team thinks that it reads no insights",
		"login: facebook-login; permissions: instagram_basic, instagram_manage_insights",
		"A.18 A.21", "A.19"},
	{"contests: counts comments and draws a winner",
		"stores-content: yes; runs-promotions: yes; login: instagram-login; permissions: instagram_business_basic, instagram_business_manage_comments",
		"A.15 A.19 A.20 A.22 A.30 A.31", "A.21"},
	{"betting tips: adverts for online gambling",
		"gambling: yes; shows-third-parties: yes; writes: publish; login: instagram-login; permissions: instagram_business_basic, instagram_business_content_publish",
		"A.9 A.19 A.22 A.32", ""},
	{"agency sheet: staff keep customers' passwords, nobody connects an account",
		"",
		"A.5 A.28", "A.19"},
	{"server without login: an own account is scraped",
		"stores-content: yes; login: none",
		"A.5 A.15 A.33 A.34", ""},
	{"creator marketplace: shows creators to brands and writes to them",
		"reads-insights: yes; login: facebook-login; permissions: instagram_basic, instagram_creator_marketplace_discovery, instagram_creator_marketplace_messaging",
		"A.19 A.20 A.21 A.22 A.23 A.26 A.29", ""},
	{"events: reminders for ads, whose team answers none",
		"login: facebook-login; permissions: instagram_basic, instagram_manage_upcoming_events",
		"A.19 A.22 A.23", "A.20"},
	{"shop: tags products in posts",
		"writes: publish, other; login: facebook-login; permissions: instagram_basic, instagram_content_publish, instagram_shopping_tag_products, catalog_management",
		"A.19 A.22 A.23", ""},
	{"shop whose team answers none",
		"login: facebook-login; permissions: instagram_basic, instagram_shopping_tag_products",
		"A.19 A.22 A.23", ""},
	{"collaborations: invites other accounts, with the basic permission alone",
		"writes: other; login: facebook-login; permissions: instagram_basic",
		"A.19 A.20 A.22 A.23", ""},
	{"ads with other people's posts, before the first has run",
		"login: facebook-login; permissions: instagram_basic, ads_management, instagram_branded_content_ads_brand",
		"A.13 A.26 A.27 A.29", "A.21"},
	{"single business: shows its own posts on its website",
		"stores-content: yes; shows-third-parties: yes; login: instagram-login; permissions: instagram_business_basic",
		"A.9 A.15 A.16", "A.18 A.19 A.21 A.22"},
	{"hashtag wall at a fair, with public content",
		"stores-content: yes; login: facebook-login; permissions: instagram_basic, instagram_public_content_access",
		"A.11 A.12 A.15 A.16", "A.19"},
	{"photo app called Photogram, without a logo",
		"uses-marks: yes; login: instagram-login; permissions: instagram_business_basic",
		"A.5 A.24 B.1", ""},
	{"social sign-in: reads who somebody is, and no more",
		"login: instagram-login; permissions: instagram_business_basic",
		"P.2 A.5 A.8", "A.15 A.19"},
	{"app with a permission that Meta brings out tomorrow",
		"login: instagram-login; permissions: instagram_business_basic, instagram_business_manage_dreams",
		"A.13 A.15 A.18 A.19 A.20 A.21 A.22 A.23", "A.9 A.30"},
	{"app with the permission that only a third party has seen",
		"login: facebook-login; permissions: instagram_basic, instagram_manage_contents",
		"A.19 A.20 A.22 A.23", ""},
	{"team that does not know yet",
		"stores-content: unknown; writes: unknown; reads-followers: unknown; reads-insights: unknown; content-in-ads: unknown; runs-promotions: unknown; gambling: unknown; uses-marks: unknown; shows-third-parties: unknown; login: unknown; permissions: unknown",
		"A.9 A.13 A.15 A.18 A.19 A.20 A.21 A.22 A.23 A.30 A.32 B.1", ""},
}

// everybody is asked what forbids or demands something whatever the app does.
const everybody = "P.1 P.2 A.1 A.2 A.3 A.4 A.5 A.6 A.7 A.8 A.10 A.11 A.12 A.16 A.17 A.24 A.25 A.26 A.27 A.28 A.29 A.31 A.33 A.34 A.35 A.36 C.1 C.2 C.3 C.4"

func TestNoKindOfAppLosesAClauseThatConcernsIt(t *testing.T) {
	if len(kindsOfApp) < 25 {
		t.Fatalf("%d kinds of app", len(kindsOfApp))
	}
	for _, app := range kindsOfApp {
		out := outOfScopeFor(t, app.facts)
		for _, label := range strings.Fields(everybody + " " + app.keeps) {
			if why, gone := out[label]; gone {
				t.Errorf("%s: %s is out of scope: %s", app.kind, label, why)
			}
		}
		for _, label := range strings.Fields(app.drops) {
			if _, gone := out[label]; !gone {
				t.Errorf("%s: %s is asked for nothing", app.kind, label)
			}
		}
	}
}

// writePermissions are those with which something can be created, changed or
// deleted on Instagram, as Meta's pages had them on 2026-11-26: the pages of
// publishing, comments, messages, likes (22 April 2026), upcoming events,
// product tags, partnership ads (30 March 2026) and creator marketplace messages
// (22 September 2026), all in excerpts. instagram_manage_contents is known from
// a third party.
var writePermissions = []string{
	"instagram_content_publish", "instagram_business_content_publish",
	"instagram_manage_comments", "instagram_business_manage_comments",
	"instagram_manage_messages", "instagram_business_manage_messages", "human_agent",
	"instagram_manage_engagement", "instagram_manage_contents",
	"instagram_manage_upcoming_events", "instagram_shopping_tag_products",
	"instagram_branded_content_brand", "instagram_branded_content_creator", "instagram_branded_content_ads_brand",
	"instagram_creator_marketplace_messaging",
}

func TestEveryWritePermissionKeepsTheClausesAboutWriting(t *testing.T) {
	for _, permission := range writePermissions {
		out := outOfScopeFor(t, "login: facebook-login; permissions: "+permission)
		for _, label := range []string{"A.19", "A.22", "A.23"} {
			if why, gone := out[label]; gone {
				t.Errorf("%s: %s is out of scope: %s", permission, label, why)
			}
		}
	}
}

// outOfScopeFor answers the built-in policy's scope questions and returns the
// clauses that are then out of scope, with what puts them out.
func outOfScopeFor(t *testing.T, facts string) map[string]string {
	t.Helper()
	p := builtinPolicy(t, "instagram-platform")
	ana := personOn(t, "Ana", p)
	ana.does(t, answersTo(t, p, facts)...)
	out := map[string]string{}
	for _, i := range ana.Items(day) {
		if i.Has(OutOfScope) {
			out[i.Ref.Label] = i.Why[0]
		}
	}
	return out
}

// answersTo reads "fact: answer; fact: answer" as a person types them. What is
// not mentioned is answered no or none.
func answersTo(t *testing.T, p *policy.Policy, facts string) []event.Change {
	t.Helper()
	given := map[string]string{}
	for _, one := range strings.Split(facts, ";") {
		if id, answer, ok := strings.Cut(one, ":"); ok {
			given[strings.TrimSpace(id)] = strings.TrimSpace(answer)
		}
	}
	var changes []event.Change
	for _, f := range p.Scope {
		words, ok := given[f.ID]
		delete(given, f.ID)
		if !ok {
			words = map[string]string{"yes-no": "no", "choice": "none", "list": "none"}[f.Answer]
		}
		answer, err := event.ParseFact(f, words)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, event.SetFact(p.ID, f.ID, answer))
	}
	if len(given) > 0 {
		t.Fatalf("nobody asks for %v", given)
	}
	return changes
}

func builtinPolicy(t *testing.T, id string) *policy.Policy {
	t.Helper()
	p, err := library.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
