package policy

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// End is the last day of something that apps depend on.
type End struct {
	Of     string // the name that guides use for it and others like it: graph-api
	What   string // one of these: Graph API v19.0
	Until  string // the day on which it ends, as in 2027-01-21; empty where the source names none yet
	Source string // where the day was read
}

// EndsRead is the day on which the table of ends was last checked against its
// sources. Whoever changes the table changes this day too.
const EndsRead = "2026-11-26"

// endsKeep is how long the table is trusted.
const endsKeep = 90 * 24 * time.Hour

const (
	graphChangelog   = "developers.facebook.com, documentation/development/graph-api/changelog, text of 2026-10-29"
	marketingVersion = "developers.facebook.com, docs/graph-api/changelog, text of July 2026"
	businessLogin    = "developers.facebook.com, documentation/instagram-platform/instagram-api-with-instagram-login"
	builders         = "developers.facebook.com, blog/post/2025/01/21"
	basicDisplay     = "packagist.org, espresso-dev/instagram-basic-display-php, which links the page of Basic Display; and goauthentik/authentik#24377"
)

// ends is the one table of what ends and when. All of it was read in excerpts.
var ends = []End{
	{"graph-api", "Graph API v19.0", "2026-05-21", graphChangelog},
	{"graph-api", "Graph API v20.0", "2026-09-24", graphChangelog},
	{"graph-api", "Graph API v21.0", "2027-01-21", graphChangelog},
	{"graph-api", "Graph API v22.0", "2027-05-20", graphChangelog},
	{"graph-api", "Graph API v23.0", "2027-10-08", graphChangelog},
	{"graph-api", "Graph API v24.0", "2028-02-18", graphChangelog},
	{"graph-api", "Graph API v25.0", "2028-07-29", graphChangelog},
	{"graph-api", "Graph API v26.0", "", graphChangelog},
	{"graph-api", "Graph API v27.0", "", graphChangelog},
	{"graph-api", "Marketing API v24.0", "2026-10-06", marketingVersion},
	{"graph-api", "the objects Instagram User, Media, Carousel and Comment (now IG User, IG Media, IG Comment)", "2025-05-20", builders},
	{"permissions", "business_basic (now instagram_business_basic)", "2025-01-27", businessLogin},
	{"permissions", "business_content_publish (now instagram_business_content_publish)", "2025-01-27", businessLogin},
	{"permissions", "business_manage_comments (now instagram_business_manage_comments)", "2025-01-27", businessLogin},
	{"permissions", "business_manage_messages (now instagram_business_manage_messages)", "2025-01-27", businessLogin},
	{"basic-display", "Basic Display, the API for personal accounts", "2024-12-04", basicDisplay},
}

// EndNames returns the names by which a guide may speak of ends.
func EndNames() []string {
	var names []string
	for _, e := range ends {
		if !slices.Contains(names, e.Of) {
			names = append(names, e.Of)
		}
	}
	return names
}

// endsNote returns all that the table has under a name, as one note.
func endsNote(name string) string {
	var said, sources []string
	for _, e := range ends {
		if e.Of != name {
			continue
		}
		when := "until " + e.Until
		if e.Until == "" {
			when = "no end date named yet"
		}
		said = append(said, e.What+": "+when)
		if !slices.Contains(sources, e.Source) {
			sources = append(sources, e.Source)
		}
	}
	return fmt.Sprintf("What ends, as of %s: %s. Sources: %s.", EndsRead, strings.Join(said, "; "), strings.Join(sources, "; "))
}

// EndsNews returns what a reader of guides with these names in Ends should be told
// at a moment: that the table is old, and what has ended since it was checked.
func EndsNews(names []string, at time.Time) []string {
	var news []string
	if len(names) == 0 {
		return nil
	}
	read, _ := time.Parse(time.DateOnly, EndsRead)
	if age := at.Sub(read); age > endsKeep {
		news = append(news, fmt.Sprintf("the table of versions that end is from %s, %d days ago; a newer clausewalk may know more", EndsRead, int(age.Hours()/24)))
	}
	for _, e := range ends {
		if today := at.UTC().Format(time.DateOnly); slices.Contains(names, e.Of) && e.Until > EndsRead && e.Until < today {
			news = append(news, fmt.Sprintf("%s ended on %s, after the guide was written", e.What, e.Until))
		}
	}
	return news
}

// EndOf finds a thing in the table of ends by its What, such as Graph API v19.0.
func EndOf(what string) (End, bool) {
	for _, e := range ends {
		if e.What == what {
			return e, true
		}
	}
	return End{}, false
}
