package library

import (
	"slices"
	"strings"
	"testing"
)

// refusals are reasons for which reviews failed, as the platform's pages or
// developers tell them, each with the items of the questionnaire that would have
// prevented it and words of the question that asks for it.
var refusals = []struct {
	reason, source string
	items          string
	asks           string
}{
	{"the recording could not be recreated", "Meta, rejection-guides/instagram", "R.6 E.4", "arrived at what each recording shows"},
	{"the app could not be reached", "Meta, common-mistakes", "R.3 S.8", "sign in without a second factor"},
	{"a permission was in no recording", "Meta, common-mistakes", "E.3", "every function that the use case names"},
	{"the app was unfinished", "Meta, common-mistakes", "S.8", "in exactly the release that the reviewer gets"},
	{"a permission was for later", "Meta, common-mistakes", "S.1", "none there for later"},
	{"a fake account was given", "Meta, common-mistakes", "R.1", "real test account"},
	{"no login button was found", "pixelant/pxa_social_feed#74, airbytehq/airbyte#18382", "E.3 S.12", "on the login button"},
	{"a server-to-server app has no login button", "airbytehq/airbyte#18382", "R.7", "no screen on which people log in"},
	{"the choice of the Page was not shown", "prodopsy.com on pages_show_list", "E.3", "how the Page and the account are chosen"},
	{"one of several functions was shown", "fbsamples/original-coast-clothing-ig#6", "E.3 E.1", "every function that the use case names"},
	{"media was stored instead of shown from its address", "chatwoot/chatwoot#8434, discussion 8728", "E.5", "media shown from Meta's own address"},
	{"bot not functional, Human Agent", "chatwoot/chatwoot#15932, fazer-ai/chatwoot#674", "M.3 M.1", "HUMAN_AGENT set on answers that a person wrote"},
	{"Instagram scopes in a Messenger login", "chatwoot/chatwoot#13860", "S.1", "permissions of one API setup alone"},
	{"the credentials did not work", "dakboard/DAKboard#2021", "R.2 R.1", "were they tried"},
	{"the privacy policy had no way to deletion", "nisrulz/app-privacy-policy-generator#138, geoff-maddock/events-tracker#607", "S.3", "the way to have it deleted"},
	{"the privacy policy did not open everywhere", "Hylozoic/hylo-evo#1363", "S.3", "from every country"},
	{"no test call was made", "gitroomhq/postiz-docs#31", "S.9", "the test call of each permission"},
	{"no business stood behind the app", "uiowa/uiowa#7176", "S.5", "business connected to the app"},
	{"the text for access as a tech provider was rejected", "chatwoot/chatwoot#11158, chatwoot/docs#114", "S.6", "access verification as a tech provider"},
	{"Instagram served to sign people in", "nextauthjs/next-auth#7603", "S.11", "never just to learn who somebody is"},
	{"the login was in a web view", "community/threads/210744983754775", "S.12", "rather than in a web view"},
	{"the bot did not answer the reviewer's Hi", "jgorset/facebook-messenger#155", "M.1", `whatever a reviewer writes to the account, such as a plain "Hi"`},
	{"published, and strangers fail", "diwenne/openreply#17, chatwoot/chatwoot#12656", "N.2", "published app without Advanced Access still fails for strangers"},
	{"a review that was not needed", "Meta, instagram-platform/app-review", "N.1", "anybody but your own business"},
	{"the use case was too general", "stevenschobert/instafeed.js#689", "E.1", "why would less not do"},
	{"no hand-over to a person was shown", "Meta, human-agent-escalation", "M.2", "hand over to a person"},
	{"unsent messages were not shown", "Meta, app-review/apps-for-other-businesses", "M.4", "unsends a message"},
}

func TestEachRefusalLeadsToAnItemThatWouldHavePreventedIt(t *testing.T) {
	p, err := Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range refusals {
		for n, label := range strings.Fields(r.items) {
			c, ok := p.Clause(label)
			if !ok {
				t.Errorf("%s (%s): there is no item %s", r.reason, r.source, label)
				continue
			}
			if n > 0 {
				continue // Another item that helps; the first one asks.
			}
			if !slices.ContainsFunc(c.Guide.Ask(), func(q string) bool { return strings.Contains(strings.ToLower(q), strings.ToLower(r.asks)) }) {
				t.Errorf("%s (%s): %s does not ask %q but %q", r.reason, r.source, label, r.asks, c.Guide.Ask())
			}
		}
	}
}

func TestTheFirstItemAsksWhetherAReviewIsNeeded(t *testing.T) {
	p, err := Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	if first := p.Clauses()[1]; p.Clauses()[0].Label != "N.1" && first.Label != "N.1" {
		t.Errorf("the questionnaire begins with %s, %s", p.Clauses()[0].Label, first.Label)
	}
}

func TestTheQuestionnaireFindsFeaturesWherePermissionsAreNamed(t *testing.T) {
	p, err := Load("instagram-app-review")
	if err != nil {
		t.Fatal(err)
	}
	f, _ := p.Fact("permissions")
	like := regexpOf(t, f.Like)
	for _, name := range []string{"human_agent", "instagram_public_content_access", "instagram_creator_marketplace_discovery",
		"instagram_creator_marketplace_messaging", "instagram_manage_engagement", "instagram_business_basic", "pages_show_list"} {
		if found := like.FindString("we need " + name + ", for the inbox"); found != name {
			t.Errorf("%q is found as %q", name, found)
		}
	}
}
