package apps

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"clausewalk/reports/portfolio"
	"clausewalk/ui"
	"clausewalk/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// day is when every test takes place.
var day = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// source is rows that a test has at hand, and what comes of reading them.
type source struct {
	rows []portfolio.Row
	err  error
}

func (s source) Rows(ctx context.Context, row func(portfolio.Row) error) error {
	for _, r := range s.rows {
		if err := row(r); err != nil {
			return err
		}
	}
	return s.err
}

// app makes a row of five clauses in the states that are given.
func app(name, team string, states ...string) portfolio.Row {
	r := portfolio.Row{Audit: strings.ToLower(name) + "-1", App: name, Release: "1", At: day, Assessed: len(states) > 0}
	r.Repository, r.Team = "apps/"+strings.ToLower(name), team
	r.Folder = "/src/" + strings.ToLower(name)
	for n, title := range []string{"Answer requests to delete", "Keep tokens safe", "Ask before ads", "Know the limits", "Show whose post it is"} {
		c := portfolio.Clause{Policy: "house", Label: fmt.Sprint("A.", n+1), Title: title, State: "unanswered"}
		if n < len(states) {
			c.State = states[n]
		}
		if c.State == "met" {
			c.Stales = day.AddDate(0, 0, 7*(n+1))
		}
		if c.State == "not-met" {
			r.Gaps = append(r.Gaps, portfolio.Gap{Policy: "house", Label: c.Label, Title: title, Severity: "blocker", Owner: "Ben", Due: "2026-11-20"})
		}
		r.Clauses = append(r.Clauses, c)
	}
	return r
}

func someApps() []portfolio.Row {
	all := []portfolio.Row{
		app("Photobook", "Photos", "not-met", "met", "met", "acknowledged", "not-applicable"),
		app("Frames", "Photos", "met", "met", "met", "met", "met"),
		app("Search", "", "met-unsupported", "met", "cannot-tell"),
		app("Postcard", "Growth"),
		portfolio.Unreadable(portfolio.Origin{Repository: "apps/gone", Folder: "/src/gone"}, "gone-1", errors.New("journal: line 3 is no event")),
	}
	all[2].Folder = "" // It was read elsewhere.
	return all
}

// list is the list under a driver.
type list struct {
	*uitest.Driver
	t     *testing.T
	model *Model
}

func start(t *testing.T, o Options, width, height int) *list {
	t.Helper()
	o.At, o.Days, o.Theme = day, 30, ui.Mono
	if o.Settle == nil {
		o.Settle = func(*portfolio.Book) (portfolio.Question, error) { return o.Question, nil }
	}
	m := newModel(t.Context(), o)
	return &list{uitest.Start(m, width, height), t, m}
}

// do presses the first key of each action.
func (l *list) do(names ...string) {
	l.t.Helper()
	for _, name := range names {
		a := l.model.table.Named(name)
		if a == nil {
			l.t.Fatalf("no action is called %q", name)
		}
		l.Press(a.Keys[0])
	}
}

func (l *list) shows(words ...string) {
	l.t.Helper()
	for _, w := range words {
		if !strings.Contains(l.Frame(), w) {
			l.t.Errorf("%q is not on the screen:\n%s", w, l.Frame())
		}
	}
}

func TestFramesAreAsReviewed(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		l := start(t, Options{From: source{rows: someApps()}}, size[0], size[1])
		for _, p := range []struct {
			name    string
			actions []string
		}{
			{"app", nil}, {"team", []string{"next question"}}, {"apps-of-team", []string{"next app", "open app"}},
			{"clause", []string{"leave portfolio", "next question"}}, {"failing", []string{"open app"}},
			{"due", []string{"leave portfolio", "next question"}}, {"help", []string{"help on portfolio"}},
		} {
			l.do(p.actions...)
			golden(t, fmt.Sprintf("%dx%d/%s.txt", size[0], size[1], p.name), l.Frame()+"\n")
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(want), "\r\n", "\n") != got {
		t.Errorf("%s is not as before; -update writes it anew. It is now:\n%s", file, got)
	}
}

func TestEveryFrameHasTheSizeOfTheTerminal(t *testing.T) {
	for w := 1; w < 130; w += 7 {
		for _, h := range []int{1, 7, 8, 11, 12, 24} {
			l := start(t, Options{From: source{rows: someApps()}}, w, h)
			for range portfolio.Questions() {
				lines := strings.Split(l.Frame(), "\n")
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, line := range lines {
					if n := len([]rune(line)); n > w {
						t.Fatalf("%dx%d: a line of %d: %q", w, h, n, line)
					}
				}
				l.do("next question", "open app")
			}
		}
	}
}

func TestWhatIsTypedFilters(t *testing.T) {
	l := start(t, Options{From: source{rows: someApps()}}, 100, 20)
	l.shows("1 of 5")
	l.Type("PHOTOS open")
	l.shows("0 of 0", `Nothing matches "PHOTOS open"; esc clears it.`)
	l.Press("backspace", "backspace", "backspace", "backspace", "backspace")
	l.shows("1 of 2", "Photobook 1", "Frames 1")
	l.do("next app")
	l.do("leave portfolio")
	l.shows("5 of 5", "› Frames 1")
	l.Paste("? q")
	l.shows("0 of 0")
}

func TestALineLeadsToWhatItIsAbout(t *testing.T) {
	l := start(t, Options{From: source{rows: someApps()}}, 100, 20)
	l.do("open app")
	l.shows("it cannot be read: journal: line 3 is no event")
	l.Type("search")
	l.do("open app")
	l.shows("this audit is not in a folder on this machine: apps/search")
	l.do("leave portfolio", "next question", "open app")
	l.shows("Apps of ")
	l.do("leave portfolio")
	l.shows("By team")
	l.do("next question", "open app")
	l.shows("Who fails A.1", "Photobook 1", "not met", "Ben")
	l.do("open app")
	if !l.Quit || l.model.chosen == nil || l.model.chosen.Folder != "/src/photobook" {
		t.Fatalf("%+v", l.model.chosen)
	}
}

func TestAnAppInACommitIsOpenedToRead(t *testing.T) {
	row := app("Photobook", "Photos", "met")
	row.Folder, row.Git, row.Rev, row.Commit, row.Repository = "", "/srv/mirrors/mono.git", "1f2e3d:services/album", "1f2e3d4c5b6a79880f1e2d3c4b5a69788f7e6d5c", "mono.git:services/album"
	l := start(t, Options{From: source{rows: []portfolio.Row{row}}}, 100, 20)
	l.shows("commit 1f2e3d4c5b, to read")
	l.do("open app")
	in, here := placeOf(*l.model.chosen)
	if !l.Quit || !here || in != (Place{"/srv/mirrors/mono.git", "1f2e3d:services/album", row.Audit}) {
		t.Errorf("%+v", in)
	}
	again := &list{uitest.Start(l.model, 100, 20), t, l.model} // Nothing can have changed.
	again.shows("Worst first", "1 of 1")
}

func TestTheAppIsReadAgainAfterTheWalk(t *testing.T) {
	asked := ""
	l := start(t, Options{From: source{rows: someApps()}, Again: func(folder string) portfolio.Source {
		asked = folder
		other := app("Other", "Growth")
		return source{rows: []portfolio.Row{app("Photobook", "Photos", "met", "met", "met", "acknowledged", "not-applicable"), other}}
	}}, 100, 20)
	l.Type("photobook")
	l.do("open app")
	l.model.back(errors.New("the disk is full"))
	again := &list{uitest.Start(l.model, 100, 20), t, l.model}
	again.shows("the gate holds", "Worst first: photobook", "1 of 1")
	if asked != "/src/photobook" || again.model.book.Total.Apps != 5 {
		t.Errorf("%s, %+v", asked, again.model.book.Total)
	}
}

func TestHelpIsReadToItsEndOnASmallScreen(t *testing.T) {
	l := start(t, Options{From: source{rows: someApps()}}, 40, 12)
	l.do("help on portfolio")
	l.shows("Letters and digits")
	l.do("apps back", "last app")
	l.shows("quit at once")
	l.do("leave portfolio")
	l.shows("Worst first", "1 of 5")
}

func TestReadingThatFailsKeepsWhatWasRead(t *testing.T) {
	l := start(t, Options{From: source{someApps(), errors.New("the server is gone")}}, 100, 20)
	l.shows("the server is gone", "Photobook 1")
	if l.model.failed == nil {
		t.Error("the caller is not told")
	}
	l.do("read again")
	l.shows("1 of 5")
}

func TestTheQuestionOneComesWithIsAnswered(t *testing.T) {
	l := start(t, Options{
		From: source{rows: someApps()}, Question: portfolio.Question{By: portfolio.ByClause},
		Settle: func(b *portfolio.Book) (portfolio.Question, error) {
			return portfolio.Question{By: portfolio.ByClause, Clause: b.Find("A.2")[0]}, nil
		},
	}, 100, 20)
	l.shows("Who fails A.2 Keep tokens safe", "Postcard 1")
	l.do("leave portfolio", "previous question")
	l.shows("By team")
	l = start(t, Options{From: source{rows: someApps()}, Settle: func(*portfolio.Book) (portfolio.Question, error) {
		return portfolio.Question{}, errors.New("no app is asked that")
	}}, 100, 20)
	l.shows("no app is asked that", "Worst first")
}

func TestPlainPromptsSayTheSame(t *testing.T) {
	var out strings.Builder
	opened := ""
	o := Options{
		From: source{rows: someApps()}, At: day, Days: 30, Question: portfolio.Question{By: portfolio.ByApp},
		Settle: func(*portfolio.Book) (portfolio.Question, error) { return portfolio.Question{By: portfolio.ByApp}, nil },
		Open:   func(in Place) error { opened = in.Folder + " " + in.Audit; return nil },
		Again:  func(string) portfolio.Source { return source{rows: []portfolio.Row{app("Frames", "Photos", "met")}} },
		In:     strings.NewReader("photos open\nphotos\nframes\n1\nback\n9\nteam\n1\nback\nclause\n2\ndue\nagain\nmore\nhelp\nback\nback\nquit\n"), Out: &out,
	}
	if _, err := Plain(o); err != nil {
		t.Fatal(err)
	}
	golden(t, "plain.txt", out.String())
	if opened != "/src/frames frames-1" {
		t.Errorf("%q was opened", opened)
	}
	if strings.ContainsRune(out.String(), '\x1b') {
		t.Error("an escape sequence was printed")
	}
}

// BenchmarkKey types a letter into the filter of a list of many apps and draws
// the frame.
func BenchmarkKey(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := newModel(b.Context(), Options{At: day, Days: 30, Theme: ui.Mono})
			for k := range n {
				r := app(fmt.Sprintf("App%05d", k), fmt.Sprint("Team ", k%40), "not-met", "met", "met")
				m.rows.add(r)
			}
			m.show(m.rows.book())
			d := uitest.Driver{Model: m}
			m.frame.Width, m.frame.Height = 120, 40
			for b.Loop() {
				d.Type("7")
				m.View()
				d.Press("backspace", "down")
				m.View()
			}
		})
	}
}
