package reading

import (
	"strings"
	"testing"

	"clausewalk/policy/policytest"
)

func TestPrintedPagesLoseTheirHeadsAndNumbers(t *testing.T) {
	source := "ACME TERMS\n\n1. Use\n\nYou must be fair and\n\n           Page 1 of 3\n\fACME TERMS\n\nkind to everybody.\n\n2. Data\n\nKeep it.\n\n           Page 2 of 3\n\fACME TERMS\n\nAnd small.\n\n           Page 3 of 3\n\f"
	md, err := ToMarkdown("a.txt", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	p := parsed(t, string(md))
	want := "[P] \n1 Use You must be fair and kind to everybody.\n2 Data Keep it. And small.\n"
	if got := policytest.Outline(p); got != want {
		t.Errorf("got\n%s", got)
	}
	if len(p.Remarks) != 1 || !strings.Contains(p.Remarks[0].Text, "less certain") || !strings.Contains(p.Remarks[0].Text, "ACME TERMS") {
		t.Errorf("remarks %v", p.Remarks)
	}
}

func TestAPageInThePlaceOfAPolicyIsRefused(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"<html><h1>Sign in</h1><form>Name <input> Password <input type=password></form></html>", "sign in"},
		{"<html><p>We use cookies to improve this site.</p><button>Accept all cookies</button></html>", "cookies"},
		{"<html><p>Please enable JavaScript to go on.</p></html>", "browser"},
		{"<html><ul><li><a href=/a>One two three</a><li><a href=/b>Four five six seven</a><li><a href=/c>Eight nine ten eleven</a></ul></html>", "links"},
		{"<html><h1>Terms</h1><p>You must keep your password secret.</p></html>", ""},
	} {
		_, err := ToMarkdown("a.html", []byte(c.source))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.source, err, c.want)
		}
	}
}
