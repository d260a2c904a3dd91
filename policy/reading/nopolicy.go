package reading

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"clausewalk/policy"
	"clausewalk/policy/pattern"
)

// fewWords is how many words a page has at most that only stands in the way of
// another.
const fewWords = 250

var (
	cookieWall = pattern.New(`(?i)(?:accept|reject|allow|decline)(?: all)?(?: optional)? cookies|cookie (?:settings|preferences|consent)|we (?:and our partners )?use cookies`)
	scriptWall = pattern.New(`(?i)(?:enable|turn on|requires?|activate) javascript|javascript is (?:disabled|required|not available)|checking (?:your|if the site connection) |verify (?:that )?you are (?:a )?human`)
)

// noPolicy says what a page is that was saved instead of a policy: one that asks to
// sign in, a cookie wall, one that needs a browser, or a menu. It is empty for any
// other page.
func noPolicy(doc *html.Node) string {
	words, linked, password := 0, 0, false
	var walk func(*html.Node, bool)
	walk = func(n *html.Node, inLink bool) {
		if n.Type == html.TextNode {
			count := policy.CountWords(n.Data)
			words += count
			if inLink {
				linked += count
			}
		}
		if n.DataAtom == atom.Input {
			for _, a := range n.Attr {
				password = password || a.Key == "type" && a.Val == "password"
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Title && c.DataAtom != atom.Noscript {
				walk(c, inLink || c.DataAtom == atom.A)
			}
		}
	}
	walk(doc, false)
	const hint = ": open it in a browser, save the page with the policy, and add that file"
	if words < fewWords {
		text := pageWords(doc)
		switch {
		case password:
			return "it is a page that asks to sign in" + hint
		case scriptWall.MatchString(text):
			return "it is a page that only works in a browser" + hint
		case cookieWall.MatchString(text) && !policy.Binds(policy.Fold(text)):
			return "it is a page that asks about cookies" + hint
		}
	}
	if words > 10 && linked*10 >= words*9 {
		return "it is only a page of links" + hint
	}
	return ""
}
