package reports

import (
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
	"clausewalk/reports/document"
)

// forPeople are the formats that render the tree, and how a reader sees them.
var forPeople = []struct {
	name   string
	render func(document.Document) []byte
	seen   func([]byte) string
}{
	{"Markdown", MarkdownPage, seen},
	{"HTML", HTMLPage, seenHTML},
}

// marks fills a model with values that are each there once, and notes by which
// words a reader would know them.
type marks struct {
	n  int
	at map[string][]string // by the field that has them, such as checklist.Gap.Owner
}

// fill gives every exported field below a value one that tells it from others,
// and returns the words. Lists have one element. Of a type within itself the
// second is left empty.
func (m *marks) fill(v reflect.Value, within ...reflect.Type) []string {
	m.n++
	switch n := m.n; {
	case v.Type() == reflect.TypeFor[time.Time]():
		t := day.AddDate(0, 0, n).Add(time.Duration(n) * time.Minute)
		v.Set(reflect.ValueOf(t))
		return []string{moment(t), dayOf(t)}
	case v.Kind() == reflect.String:
		v.SetString(fmt.Sprintf("m%04dk", n))
		return []string{v.String()}
	case v.CanInt():
		v.SetInt(int64(10_000 + n))
		return []string{fmt.Sprint(v.Int()), size(v.Int())}
	case v.Kind() == reflect.Bool:
		v.SetBool(true) // It has no words of its own.
	case v.Kind() == reflect.Pointer && !slices.Contains(within, v.Type().Elem()):
		v.Set(reflect.New(v.Type().Elem()))
		return m.fill(v.Elem(), within...)
	case v.Kind() == reflect.Slice && !slices.Contains(within, v.Type().Elem()):
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return m.fill(v.Index(0), within...)
	case v.Kind() == reflect.Struct:
		var all []string
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				words := m.fill(v.Field(i), append(within, v.Type())...)
				key := v.Type().String() + "." + f.Name
				m.at[key] = append(m.at[key], words...)
				all = append(all, words...)
			}
		}
		return all
	}
	return nil
}

// modelled returns a report in which every value is there once. State sets the
// fields that decide what is shown of a clause.
func modelled(state func(*Clause)) (Report, *marks) {
	m := marks{at: map[string][]string{}}
	var r Report
	m.fill(reflect.ValueOf(&r).Elem())
	r.NoAnnex, r.SignOffs[0].Less = false, false
	section := &r.Policies[0].Sections[0]
	section.Skipped[0].After = section.Clauses[0].Ref.Label
	for _, c := range []*Clause{&section.Clauses[0], &r.Archived[0].Clause, &r.Since.RunOut[0]} {
		state(c)
	}
	section.Clauses = append(section.Clauses, section.Clauses[0])
	r.Facts = append(r.Facts, r.Facts[0])
	r.Facts[1].Disputed, r.Facts[1].Answer.Unknown = nil, false
	return r, &m
}

// notShown are the fields that a report for people leaves out, and why.
var notShown = func() map[string]string {
	all := map[string]string{}
	for why, fields := range map[string]string{
		"it helps whoever answers; a report has the question that was asked": "policy.Fact.Follows policy.Followed.Clause policy.Followed.Differs policy.Guide.Follows policy.Guide.Applies policy.Guide.Because policy.Guide.Evidence policy.Guide.Form policy.Form.Field policy.Form.Takes policy.Form.Characters policy.Form.Seconds policy.Form.Megabytes policy.Form.Lines policy.Guide.Good policy.Guide.Needs " +
			"policy.Guide.Ends policy.Guide.Notes policy.Guide.Pitfalls policy.Guide.Roles policy.Guide.Sources policy.Guide.Topic policy.Guide.Valid policy.Guide.Why policy.Condition.Fact policy.Condition.Value " +
			"policy.EvidenceHint.Bring policy.EvidenceHint.Show policy.Validity.Days policy.Validity.Months policy.Validity.Years policy.Fact.Answer policy.Fact.Help policy.Fact.Known policy.Fact.Like policy.Fact.Options policy.Fact.Follows policy.Guide.Follows policy.Followed.Clause policy.Followed.Differs",
		"the model has it a second time, with more": "event.SignOff.Bound checklist.Head.Policies event.Suggestion.Places event.Suggestion.Links event.Place.Path event.Place.From event.Place.To event.Place.SHA256 checklist.Suggested.Ref checklist.Edition.ID checklist.Edition.Edition checklist.Item.Doubted checklist.Item.Flags checklist.Item.Sides " +
			"checklist.Side.Stamp checklist.Side.Field checklist.Side.Value checklist.Fact.Sides policy.Clause.Label policy.Clause.Entry policy.Guide.Title policy.Guide.Severity " +
			"reports.Section.Entry reports.Section.Label reports.Section.Repeat reports.Section.Title reports.Report.State",
		"only SARIF names files from the top of the repository, and only CSV has commas": "reports.Report.Below reports.Report.Comma",
		"it is how the source was read, and the words that came of it are shown": "policy.Clause.FirstLine policy.Clause.LastLine policy.Clause.Markdown policy.Clause.Printed policy.Paragraph.Depth " +
			"policy.Clause.Parent policy.Clause.Parts policy.Part.Depth policy.Part.FirstLine policy.Part.From policy.Part.Label policy.Part.Printed policy.Part.To",
		"it tells things apart, and says nothing to a reader":                 "event.Evidence.ID event.Outcome.ID event.Outcome.Submission event.Submission.ID event.Reply.Outcome event.ToPaste.Of event.Same.Of event.SignOff.EventID checklist.Head.Format checklist.Suggested.ID event.Response.Keys reports.Past.ID reports.Past.Over policy.Clause.Digest",
		"it is where something is shown, and nothing of its own":              "policy.Skipped.After policy.Span.Link checklist.Mention.List checklist.Repeat.Fact checklist.Repeat.Needing checklist.Repeat.Policy checklist.Repeat.Refs",
		"the sentences of where the audit stands are made of it":              "checklist.Progress.NoReason checklist.Progress.Answered checklist.Progress.Gaps",
		"the verdict counts them, and each is told at its clause":             "checklist.Gate.Weak event.Look.Weak reports.Report.Gate checklist.Gate.Problems checklist.Problem.Label checklist.Problem.Mend checklist.Problem.Severity checklist.Problem.Sort checklist.Problem.What",
		"it is the picture, which a page shows beside the words that name it": "reports.Excerpt.Picture document.Picture.Height document.Picture.Media document.Picture.Width document.Picture.Words",
		"verify compares it; a report has the digest of what was signed":      "event.SignOff.Ends event.SignOff.Signature",
		"it is of what came back; the outcome tells what was made of it":      "event.Check.SHA256",
	} {
		for field := range strings.FieldsSeq(fields) {
			all[field] = why
		}
	}
	return all
}()

// clauseStates are the states in which a clause shows different things, each
// with another kind of evidence.
var clauseStates = map[string]func(*Clause){
	"not met": func(c *Clause) {
		c.Flags, c.Why, c.Verdict, c.Disputed = nil, nil, event.NotMet, nil
		c.Evidence[0].Command, c.Evidence[0].Statement = "", ""
		c.Suggested[0].Fact, c.Suggested[0].Response.Taken = "", false
	},
	"stale": func(c *Clause) {
		c.Flags, c.Verdict, c.Words, c.Disputed = []checklist.Flag{checklist.Stale}, event.Met, "stale", nil
		c.Evidence[0].Command = ""
	},
	"out of scope": func(c *Clause) {
		c.Flags, c.Verdict, c.Words, c.Disputed = []checklist.Flag{checklist.OutOfScope}, event.Met, "out of scope", nil
		c.Evidence[0].Command, c.Evidence[0].Statement, c.Evidence[0].URL = "", "", ""
	},
	"in conflict": func(c *Clause) {
		c.Flags, c.Words = []checklist.Flag{checklist.Conflict}, "in conflict"
		c.Clause.Guide.Question = "" // It asks several.
	},
	"unanswered": func(c *Clause) {
		c.Flags, c.Why, c.Verdict, c.Words, c.Disputed = nil, nil, event.Unanswered, "unanswered", nil
		e := &c.Evidence[0]
		e.Command, e.Statement, e.URL, e.Path = "", "", "", "" // A file.
	},
}

func TestEveryFieldIsInEveryFormatForPeople(t *testing.T) {
	for _, f := range forPeople {
		shown := map[string]bool{}
		for name, state := range clauseStates {
			r, m := modelled(state)
			r.qualified = name == "not met" // As of one of several policies.
			if name != "unanswered" {       // As since a date, and not since another audit.
				r.Since.Releases = nil
			}
			page := f.seen(f.render(r.document()))
			for key, words := range m.at {
				shown[key] = shown[key] || len(words) == 0 || slices.ContainsFunc(words, func(one string) bool { return strings.Contains(page, one) })
			}
		}
		for key := range notShown {
			if _, known := shown[key]; !known {
				t.Errorf("%s is said to be left out, and the model has no such field", key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(shown)) {
			why, left := notShown[key]
			switch {
			case !shown[key] && !left:
				t.Errorf("%s is not in %s", key, f.name)
			case shown[key] && left:
				t.Errorf("%s is in %s, though it is said not to be: %s", key, f.name, why)
			}
		}
	}
}

// eachSpan goes through all words of a document.
func eachSpan(d document.Document, do func(document.Span)) {
	text := func(all document.Text) {
		for _, s := range all {
			do(s)
		}
	}
	var items func([]document.Item)
	items = func(all []document.Item) {
		for _, i := range all {
			do(document.Span{Words: i.Name})
			text(i.Text)
			items(i.Under)
		}
	}
	var blocks func([]document.Block)
	blocks = func(all []document.Block) {
		for _, b := range all {
			switch b := b.(type) {
			case document.Paragraph:
				text(b.Text)
			case document.Heading:
				text(b.Text)
			case document.List:
				items(b.Items)
			case document.Table:
				for _, row := range b.Rows {
					do(row.Name)
				}
			case document.Grid:
				for _, row := range b.Rows {
					text(row)
				}
			case document.Map:
				do(document.Span{Words: b.Words})
				for _, row := range b.Rows {
					text(row.Name)
				}
				for _, c := range b.Key {
					do(document.Span{Words: c.Words})
				}
			case document.Columns:
				for _, side := range b.All {
					blocks(side)
				}
			case document.Excerpt:
				text(b.Caption)
			case document.Clause:
				text(append(b.Title, b.State))
				blocks(b.Blocks)
			}
		}
	}
	blocks(d.Front)
	for _, p := range slices.Concat(d.Page, d.Parts) {
		text(p.Title)
		blocks(p.Blocks)
	}
	for _, f := range d.Folds {
		do(document.Span{Words: f.Title})
	}
}

// TestNothingEnteredIsOurs looks for what was entered in the words that formats
// do not escape. The summary and the digests of the audit are ours.
func TestNothingEnteredIsOurs(t *testing.T) {
	for name, state := range clauseStates {
		r, _ := modelled(state)
		r.qualified = name == "not met"
		if name != "unanswered" {
			r.Since.Releases = nil
		}
		r.Summary = "Open: 3 of 4 clauses."
		brief, _ := r.brief()
		for _, d := range []document.Document{r.document(), brief, Review(r).document()} {
			eachSpan(d, func(s document.Span) {
				if s.Kind == document.Ours && mark.MatchString(s.Words) {
					t.Errorf("%s: %q is said to be ours", name, s.Words)
				}
			})
		}
	}
}

// mark is how the texts of such a report are known.
var mark = regexp.MustCompile(`m\d{4}k`)

// TestEveryFormatForPeopleRendersAllOfTheTree gives each a document with every
// block and every kind of words.
func TestEveryFormatForPeopleRendersAllOfTheTree(t *testing.T) {
	n := 0
	word := func() string { n++; return fmt.Sprintf("w%03dw", n) }
	text := func() document.Text {
		var all document.Text
		for kind := range document.New + 1 {
			all = append(all, document.Span{Kind: kind, Words: word()}, document.Span{Words: " "})
		}
		return append(all, document.Span{Strong: true, Tone: document.Bad, Words: word()})
	}
	item := func() document.Item {
		return document.Item{Name: word(), Text: text(), Under: []document.Item{{Text: text(), Under: []document.Item{{Text: text()}}}}}
	}
	blocks := []document.Block{
		document.Paragraph{Text: text()},
		document.Heading{Level: document.Division, Text: text()}, document.Heading{Level: document.Entry, Text: text()}, document.Heading{Level: document.Group, Text: text()},
		document.List{Items: []document.Item{item(), item()}}, document.List{Mark: document.Number, Items: []document.Item{item()}},
		document.List{Mark: document.ToDo, Items: []document.Item{item()}},
		document.Table{Head: []string{word(), word()}, Rows: []document.Row{{Name: document.Span{Words: word()}, Cells: []int{7}}}},
		document.Grid{Head: []string{word(), word()}, Rows: [][]document.Span{{{Kind: document.Label, Words: word()}, {Kind: document.Said, Words: word()}}}},
		document.Quote{Paragraphs: []policy.Paragraph{{Spans: []policy.Span{{Text: word()}}}}},
		document.Paste{Text: word()},
		document.Map{Words: "All", Rows: []document.MapRow{{Name: text(), Cells: []document.Cell{{Shape: document.Cross, Words: "a clause"}}}}, Key: []document.Cell{{Words: word()}}},
		document.Columns{All: [][]document.Block{{document.Paragraph{Text: text()}}, {document.Paste{Text: word()}}}},
		document.Excerpt{Caption: text(), Lines: []document.Line{{Number: 7, Kind: document.Said, Words: word()}, {Kind: document.Gone, Words: word()}, {Kind: document.New, Words: word()}}},
		document.Excerpt{Caption: text(), Picture: &document.Picture{Media: "image/png", Words: "a picture"}},
		document.Clause{ID: "clause-1", Title: text(), State: document.Span{Words: "open"}, Blocks: []document.Block{document.Paragraph{Text: text()}}},
	}
	d := document.Document{
		Title: word(), Running: []string{"running"}, Front: []document.Block{document.Paragraph{Text: text()}},
		Parts: []document.Part{{ID: "part-1", Title: text(), Blocks: blocks}},
		Folds: []document.Fold{{Title: word(), Parts: []document.Part{{ID: "part-2", Title: text(), Blocks: []document.Block{document.Paste{Text: word()}}}}}},
	}
	for _, f := range forPeople {
		out := f.render(d)
		page := f.seen(out)
		for i := range n {
			one := fmt.Sprintf("w%03dw", i+1)
			// What folds in Markdown is an element, and no text to all readers.
			if !strings.Contains(page, one) && !strings.Contains(string(out), "<summary>"+one) {
				t.Errorf("%s does not have %s", f.name, one)
			}
		}
	}
}

// TestFormatsForPeopleDecideNothing holds that they know the tree and no audit,
// but in the functions of one line that hand the tree to them.
func TestFormatsForPeopleDecideNothing(t *testing.T) {
	for _, name := range []string{"markdown.go", "html.go"} {
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			if path, _ := strconv.Unquote(i.Path.Value); strings.HasPrefix(path, "clausewalk/") && path != "clausewalk/reports/document" {
				t.Errorf("%s imports %s", name, path)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok && f.Name.IsExported() && len(f.Body.List) == 1 {
				return false
			}
			if i, ok := n.(*ast.Ident); ok && slices.Contains([]string{"Report", "Packet", "builder"}, i.Name) {
				t.Errorf("%s knows of %s", name, i.Name)
			}
			return true
		})
	}
}
