package editions

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy"
	"clausewalk/policy/guide"
	"clausewalk/policy/reading"
)

func parsed(t *testing.T, source string) *policy.Policy {
	t.Helper()
	p, err := reading.Parse("x", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// builtin returns the built-in policy with its guide.
func builtin(t *testing.T) *policy.Policy {
	t.Helper()
	dir := filepath.Join("..", "library", "instagram-platform")
	source, err := os.ReadFile(filepath.Join(dir, policy.TextFile))
	if err != nil {
		t.Fatal(err)
	}
	ourWords, err := os.ReadFile(filepath.Join(dir, policy.GuideFile))
	if err != nil {
		t.Fatal(err)
	}
	p := parsed(t, string(source))
	if err := guide.Join(p, policy.GuideFile, ourWords); err != nil {
		t.Fatal(err)
	}
	return p
}

// table writes a comparison as one line for each change.
func table(c Comparison) string {
	var b strings.Builder
	for _, one := range c.Changes {
		fmt.Fprint(&b, one.Kind)
		for _, side := range [][]policy.Clause{one.Old, one.New} {
			b.WriteString(" ")
			for i, clause := range side {
				if i > 0 {
					b.WriteString("+")
				}
				b.WriteString(clause.Label)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestClausesAreMatchedByTheirWords(t *testing.T) {
	const a, b, d = "Keep the data of people safe and small.", "Never sell what people gave to you in trust.", "Answer each request to delete within one day."
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing changed", "1. " + a + "\n2. " + b + "\n", "1.  Keep the *data* of [people](http://x.y) safe and small.\n2.  " + b + "\n", "kept P.1 P.1\nkept P.2 P.2\n"},
		{"a number drifts", "1. " + a + "\n2. " + b + "\n", "1. " + d + "\n2. " + a + "\n3. " + b + "\n", "added  P.1\nmoved P.1 P.2\nmoved P.2 P.3\n"},
		{"a word changes", "1. " + a + "\n2. " + b + "\n", "1. Keep the data of users safe and small.\n2. " + b + "\n", "reworded P.1 P.1\nkept P.2 P.2\n"},
		{"one goes", "1. " + a + "\n2. " + b + "\n3. " + d + "\n", "1. " + a + "\n2. " + d + "\n", "kept P.1 P.1\nremoved P.2 \nmoved P.3 P.2\n"},
		{"split", "1. " + a + " " + b + "\n2. " + d + "\n", "1. " + a + "\n2. " + b + "\n3. " + d + "\n", "split P.1 P.1+P.2\nmoved P.2 P.3\n"},
		{"merged", "1. " + a + "\n2. " + b + "\n3. " + d + "\n", "1. " + a + " " + b + "\n2. " + d + "\n", "merged P.1+P.2 P.1\nmoved P.3 P.2\n"},
		{"the same words twice", "1. " + a + "\n2. " + a + "\n", "1. " + a + "\n2. " + a + "\n", "kept P.1 P.1\nkept P.2 P.2\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Compare(parsed(t, c.old), parsed(t, c.new))
			if diff := cmp.Diff(c.want, table(got)); diff != "" || got.Doubt != "" {
				t.Errorf("doubt %q (-want +got):\n%s", got.Doubt, diff)
			}
		})
	}
}

func TestAnotherDocumentIsSaidToBeOne(t *testing.T) {
	old := builtin(t)
	for _, c := range []struct{ source, want string }{
		{"1. Vous devez respecter la vie et les droits des personnes, et vous ne devez pas vendre les données.\n2. Pour une suppression, écrivez dans les délais à votre contact et à la plate-forme des médias.\n",
			"the old text reads as English, the new one as French"},
		{"The page has moved to another place.\n", "the new text has 7 words and the old one had"},
	} {
		if got := Compare(old, parsed(t, c.source)).Doubt; !strings.HasPrefix(got, c.want) {
			t.Errorf("doubt %q, want %q", got, c.want)
		}
	}
}

func TestWordDifferenceKeepsEveryWordOfBothTexts(t *testing.T) {
	got := WordDifference("Use the Instagram APIs well.", "Use the Instagram Platform well, always.")
	want := []WordChange{{"=", "Use the Instagram"}, {"-", "APIs well."}, {"+", "Platform well, always."}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheRealEditionsCompareAsPeopleReadThem(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "policies")
	rows, err := os.ReadFile(filepath.Join(dir, "instagram-map-to-2020-08-06.tsv"))
	if err != nil {
		t.Skip("the real policies are not at hand: they may not be committed")
	}
	read := func(name string) *policy.Policy {
		source, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return parsed(t, string(source))
	}
	next := read("instagram-platform-policy__2020-08-06.md")
	var want, got []string
	for _, row := range strings.Split(strings.TrimSpace(string(rows)), "\n")[1:] {
		f := strings.Split(row, "\t")
		if f[0] == "B" {
			// The source prints no number there, and only link targets differ: the
			// map calls that edited, but no visible word is another.
			f[0], f[3] = "B.1", "same"
		}
		want = append(want, f[3]+" "+f[0]+" "+f[1])
	}
	kinds := map[ChangeKind]string{Kept: "same", Moved: "same", Reworded: "edited", Added: "added", Removed: "removed"}
	c := Compare(builtin(t), next)
	for _, one := range c.Changes {
		from, to := "-", "-"
		if len(one.Old) > 0 {
			from = one.Old[0].Label
		}
		if len(one.New) > 0 {
			to = one.New[0].Label
		}
		if !one.Context {
			got = append(got, kinds[one.Kind]+" "+from+" "+to)
		}
	}
	sorted := cmp.Transformer("set", func(all []string) map[string]bool {
		set := map[string]bool{}
		for _, s := range all {
			set[s] = true
		}
		return set
	})
	if diff := cmp.Diff(want, got, sorted); diff != "" || c.Doubt != "" {
		t.Errorf("doubt %q (-want +got):\n%s", c.Doubt, diff)
	}
	for kind, n := range Compare(next, read("instagram-platform-policy__2020-08-31.md")).Count() {
		if kind != Kept {
			t.Errorf("%d clauses %s from 2020-08-06 to 2020-08-31", n, kind)
		}
	}
	telegram := Compare(read("telegram-api-terms__2022-05-20.md"), read("telegram-api-terms__2026-07-02.md"))
	if n := telegram.Count(); n[Added] != 1 || n[Removed] != 0 {
		t.Errorf("Telegram: %v", n)
	}
	for _, other := range []string{"instagram-platform-policy__2021-02-23-french.md", "meta-developer-policies__2026-05-13.md", "youtube-api-services__2026-06-25.md"} {
		if d := Compare(builtin(t), read(other)).Doubt; d == "" {
			t.Errorf("%s passes for an edition of the Instagram policy", other)
		}
	}
}
