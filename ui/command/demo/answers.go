package demo

import "clausewalk/checklist/event"

// The two people of the demo, and what they say of their made-up app.

var (
	ana = event.Person{Name: "Ana Ruiz", Email: "ana@photobook.example"}
	ben = event.Person{Name: "Ben Okafor", Email: "ben@photobook.example"}
)

var demoFacts = map[string][]string{
	"stores-content":      {"yes"},
	"writes":              {"publish"},
	"reads-followers":     {"no"},
	"reads-insights":      {"no"},
	"shows-third-parties": {"yes"},
	"content-in-ads":      {"no"},
	"runs-promotions":     {"no"},
	"gambling":            {"no"},
	"uses-marks":          {"yes"},
	"login":               {"instagram-login"},
	"permissions":         {"instagram_business_basic", "instagram_business_content_publish"},
}

var anasAnswers = []demoAnswer{
	{"A.1", event.Met, "Login, import, approval and logout were run on five devices for this release.", []string{"logs/release-check.txt"}},
	{"A.2", event.Met, "Every screen, price and mail was read for wrong promises; nothing is sent that was not asked for.", []string{"docs/product.md"}},
	{"A.3", event.Met, "Company, address and contact stand in the app, in the store and on the permission screen, under one name.", []string{"https://photobook.example/about"}},
	{"A.4", event.Met, "The release build was scanned and every SDK in it is listed.", []string{"logs/malware-scan.txt"}},
	{"A.5", event.Met, "People type their password on Instagram's page in the system browser; we only see the code.", []string{"internal/login/login.go:13-17"}},
	{"A.6", event.Met, "Three endpoints, one API version, the documentation read on 3 November.", []string{"docs/api-inventory.md", "internal/login/login.go:8"}},
	{"A.12", event.NotMet, "The CDN keeps copies for 48 hours.\nDatabase, bucket and search index are clean within the hour: both requests in the log show it.", []string{"logs/deletion-log.txt", "internal/delete/job.go:25-38", "docs/deletion-runbook.md"}},
	{"A.15", event.Met, "Copies are read again every six hours; private and deleted posts went within that time in the test.", []string{"logs/freshness-test.txt", "internal/cache/refresh.go:18-35"}},
	{"A.22", event.Met, "No comments and no messages are written; a preview is posted once for a book, to the shop's own account.", []string{"docs/product.md:6-7"}},
	{"A.23", event.Met, "One preview for one book and one approval; the function takes a single book.", []string{"internal/publish/publish.go:19-26"}},
	{"A.28", event.Met, "Encryption, second factor and access reviews are written down and were last checked in September.", []string{"place:docs/access-rules.md"}},
	{"A.33", event.Met, "Posts are read when a shop opens the app and every six hours, and never for shops that have left.", []string{"internal/cache/refresh.go:10"}},
	{"A.34", event.Met, "Only documented endpoints are called; a search for private hosts in the code found none.", []string{"docs/api-inventory.md"}},
	{"C.2", event.Met, "Calls are counted by what triggered them; background work stops first when a limit is near.", []string{"internal/cache/refresh.go"}},
	{"C.4", event.Met, "Books that are laid out can be printed without the API.", []string{"docs/product.md"}},
}

var bensAnswers = []demoAnswer{
	{"P.1", event.Met, "Read together with the terms and the community guidelines on 2 November; the next comparison is in the calendar.", []string{"https://wiki.photobook.example/policy-comparison"}},
	{"P.2", event.Met, "We help shops to share their own content in print: the first kind that the paragraph names.", []string{"docs/product.md"}},
	{"A.7", event.Met, "The support page is two clicks from every screen; mail is answered within two working days.", []string{"https://photobook.example/support"}},
	{"A.8", event.Met, "Public, and it says what is collected and what for.", []string{"https://photobook.example/privacy", "docs/privacy.md"}},
	{"A.9", event.Met, "Plausible and Sentry are named; the tracker scan found nobody else.", []string{"docs/privacy.md:8"}},
	{"A.10", event.Partly, "Everything promised was traced but one thing: the server logs are kept for 90 days, not for 30.", []string{"docs/privacy.md:7"}},
	{"A.11", event.Met, "A shop prints its own posts only, and confirms that it holds the rights for each book.", []string{"docs/product.md"}},
	{"A.16", event.NotApplicable, "No screen merely displays posts: each one is a page of a book being laid out.", []string{"docs/product.md"}},
	{"A.17", event.Met, "We trade no engagement.", []string{"docs/product.md:6-7"}},
	{"A.24", event.Met, "Printed books, with layout, paper and delivery: Instagram offers nothing of the kind.", []string{"docs/product.md"}},
	{"A.29", event.CannotTell, "The contract with Sentry was not at hand: whether error reports may be used further is not known.", nil},
	{"A.31", event.Met, "The list of rewards is empty, for any action on Instagram.", []string{"docs/product.md:6-7"}},
	{"A.35", event.Met, "The terms for shops forbid passing data on, and there is no API of our own.", []string{"https://photobook.example/terms"}},
	{"B.1", event.Met, "Glyph and words are used as the letter allows; name, icon and domain hold no mark.", []string{"permission:letters/marks-permission.txt"}},
	{"C.1", event.Met, "Mail goes to platform@photobook.example, read by both of us; last month's notice was followed to its ticket.", []string{"https://wiki.photobook.example/platform-mail"}},
	{"C.3", event.Met, "Ana is the owner and Ben her deputy; the complete deletion was rehearsed on the test system.", []string{"docs/deletion-runbook.md"}},
	{"C.5", event.Met, "", nil},
	{"C.6", event.Met, "", nil},
	{"C.7", event.Met, "", nil},
}

// The two sides of the demo's conflict.
var (
	anasSide = []demoAnswer{
		{"A.19", event.Met, "Nothing is published without an approval, and the log ties person, book and time to it.", []string{"internal/publish/publish.go:19-26"}},
	}
	bensSide = []demoAnswer{
		{"A.19", event.Partly, "Approvals are asked for, but a scheduled preview cannot be called back until its time.", []string{"internal/publish/publish.go:28-32"}},
	}
)
