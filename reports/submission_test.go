package reports

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy"
)

const publish = "instagram_business_content_publish"

// handing returns a submission of some permissions and what it hands in.
func (b *book) handing() Handing {
	b.t.Helper()
	one, err := checklist.FindSubmission(b.Audit, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return HandIn(b.Audit, Build(b.Audit, Options{At: b.now}), one)
}

func (b *book) begin(permissions ...string) {
	b.t.Helper()
	b.ids++
	b.do(ana, event.Submit(reviewID, fmt.Sprintf("s%d", b.ids), &event.Submission{Permissions: permissions, State: event.Draft}))
}

func fieldsOf(f Form) (all []string) {
	for _, one := range f.Fields {
		all = append(all, one.Heading()+": "+one.State()+": "+one.Text)
	}
	return all
}

func TestOnlyWhatIsToBePastedIsInTheFormInItsOrder(t *testing.T) {
	b := submission(t, basic, comments)
	b.begin(basic)
	b.answer(ana, "E.1", event.Met, "A person signs in and sees their photos.")
	b.answer(ana, "E.2", event.Partly, "The screen is empty for accounts without posts.")
	b.answer(ana, "E.4", event.Met, "As in the wiki, Ben knows.")
	b.do(ana, event.Paste(b.ref("E.4"), &event.ToPaste{Text: "1. Press \"Connect\"."}))
	b.answer(ana, "E.5", event.Partly, "There is no deletion callback.")
	b.do(ana, event.Paste(b.ref("E.5"), &event.ToPaste{Us: true}))
	b.answer(ana, "R.7", event.NotApplicable, "People log in.")
	want := []string{
		basic + ": How the app uses the permission: to paste: A person signs in and sees their photos.",
		basic + ": Where the reviewer sees it used: nothing yet: ",
		basic + ": Screen recording: nothing yet: ",
		basic + ": Steps for the reviewer: to paste: 1. Press \"Connect\".",
	}
	if got := fieldsOf(b.handing().Form); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAFieldIsStoppedAndSaysWhy(t *testing.T) {
	for text, want := range map[string]string{
		"There is no deletion callback.":                            "its words admit a gap: \"There is no\"",
		"Ask Ben Okafor for the account.":                           "it names Ben Okafor, who is of the team",
		"Build 4f0c9a7be21d33aa has it.":                            "it has a digest in it: 4f0c9a7be21d",
		"password: hunter2hunter2hunter2":                           "it looks as if it held a secret",
		strings.Repeat("A person sees photos. ", 10):                "it has 219 characters, 119 more than the 100 that the field takes",
		strings.Repeat("A person sees it ", 5) + "now, and soon..":  "",
		strings.Repeat("A person sees it ", 5) + "now, and so on..": "it has 101 characters, 1 more than the 100 that the field takes",
		"The order 1234567890123456 is shown.":                      "",
		"The word defacedfacade is shown.":                          "",
		"A person signs in and sees their own photos.":              "",
		"The benokafor page shows the photos of people":             "",
	} {
		b := submission(t, basic)
		b.begin(basic)
		ref := b.ref("E.1")
		b.do(ben, event.Meant(event.SetReason(ref, text), event.SetVerdict(ref, event.Met))...)
		r := Build(b.Audit, Options{At: b.now})
		r.eachClause(func(c *Clause) {
			if c.Ref == ref {
				guide, form := *c.Clause.Guide, *c.Clause.Guide.Form
				form.Characters, guide.Form = 100, &form
				c.Clause.Guide = &guide
			}
		})
		one, _ := checklist.FindSubmission(b.Audit, "1")
		f := HandIn(b.Audit, r, one).Form.Fields[0]
		stopped := strings.Join(f.Stopped, "; ")
		if want == "" && stopped != "" || !strings.Contains(stopped, want) || f.Leaves() != (want == "") {
			t.Errorf("%q: %q, want %q", text, stopped, want)
		}
	}
}

func TestAPastedTextIsKnownAndAChangedOneToo(t *testing.T) {
	b := submission(t, basic)
	b.begin(basic)
	b.answer(ana, "E.1", event.Met, "A person signs in and sees their photos.")
	f := b.handing().Form.Fields[0]
	b.do(ana, event.NotePasted(f.Ref, b.handing().ID, f.Digest()))
	if got := b.handing().Form.Fields[0].State(); got != "pasted" {
		t.Error(got)
	}
	b.answer(ana, "E.1", event.Met, "A person signs in and sees their photos in an album.")
	if got := b.handing().Form.Fields[0].State(); got != "changed since it was pasted" {
		t.Error(got)
	}
	b.begin(basic)
	if got := b.handing().Form.Fields[0].State(); got != "to paste" {
		t.Errorf("another submission has a form of its own: %s", got)
	}
}

func TestReadinessIsThatOfTheSubmission(t *testing.T) {
	b := submission(t, basic, comments)
	b.begin(basic)
	b.prepared(t)
	for _, i := range b.Items(b.now) {
		if i.Ref.Policy != reviewID {
			b.do(ana, event.SetReason(i.Ref, "Looked at, and fine as it is."), event.SetVerdict(i.Ref, event.Met))
		}
	}
	film := event.Evidence{Kind: event.FileEvidence, Name: "film.mp4", Media: "video/mp4", Size: 9, SHA256: digest(3)}
	b.do(ana, event.AddEvidence(b.ref("E.3"), film))
	if h := b.handing(); len(h.Missing) > 0 {
		t.Fatalf("%s: %q", h.Ready, h.Missing)
	}
	b.do(ana, event.Submit(reviewID, b.handing().ID, &event.Submission{Permissions: []string{basic, comments}, State: event.Draft}))
	if h := b.handing(); h.Ready != NotReady || !strings.Contains(strings.Join(h.Missing, "\n"), comments+": no answer yet") {
		t.Errorf("with a permission that nobody has prepared it is %s: %q", h.Ready, h.Missing)
	}
}

// TestNothingOfTheAuditIsInWhatAReviewerGets fills an audit with words that are
// each known again, and looks for them in the pack: none is there but what was
// meant to be pasted.
func TestNothingOfTheAuditIsInWhatAReviewerGets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := submission(t, basic, comments, publish)
		b.begin(basic, comments)
		var inside, outside []string
		n := 0
		word := func(leaves bool) string {
			n++
			w := fmt.Sprintf("Quokka%03dq", n)
			if leaves {
				inside = append(inside, w)
			} else {
				outside = append(outside, w)
			}
			return w
		}
		person := event.Person{Name: word(false) + " Ruiz", Email: word(false) + "@example.org"}
		var all []event.Change
		var shared []checklist.Item
		for k, i := range b.Items(b.now) {
			if strings.HasSuffix(i.Ref.Label, "@"+comments) && rapid.Bool().Draw(t, "same as for the other permission") {
				shared = append(shared, i)
				continue
			}
			if i.Has(checklist.OutOfScope) || k > 3 && i.Ref.Policy != reviewID || rapid.Bool().Draw(t, "left alone") {
				continue
			}
			v := rapid.SampledFrom([]event.Verdict{event.Met, event.Partly, event.NotMet, event.NotApplicable, event.CannotTell}).Draw(t, "verdict")
			form := i.Ref.Policy == reviewID && i.Clause.Guide.Form != nil
			text := form && i.Clause.Guide.Form.Takes == "text"
			paste := rapid.SampledFrom([]string{"", "own", "us"}).Draw(t, "paste")
			leaves := text && v != event.NotApplicable
			changes := []event.Change{
				event.SetReason(i.Ref, word(leaves && v == event.Met && paste == "")+" it is."), event.SetVerdict(i.Ref, v),
				event.SetGap(i.Ref, event.GapFix, word(false)), event.SetGap(i.Ref, event.GapOwner, word(false)),
			}
			switch paste {
			case "own":
				changes = append(changes, event.Paste(i.Ref, &event.ToPaste{Text: word(leaves) + " they see."}))
			case "us":
				changes = append(changes, event.Paste(i.Ref, &event.ToPaste{Us: true}))
			}
			film := event.Evidence{Kind: event.FileEvidence, Name: word(false) + ".mp4", Media: "video/mp4", Size: 9, SHA256: digest(byte(n))}
			film.Caption = word(false)
			changes = append(changes, event.AddEvidence(i.Ref, film),
				event.AddEvidence(i.Ref, event.Evidence{Kind: event.FileEvidence, Name: word(false) + ".txt", Size: 9, SHA256: digest(byte(n))}),
				event.AddEvidence(i.Ref, event.Evidence{Kind: event.StatementEvidence, Statement: word(false), Details: event.Details{Person: word(false), Given: "2026-01-01"}}))
			outside = append(outside, film.SHA256, film.SHA256[:12])
			all = append(all, changes...)
			if rapid.IntRange(0, 3).Draw(t, "decided") == 0 {
				all = append(all, event.AddOutcome(fmt.Sprintf("o%d", n), event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: word(false), Permission: basic, Words: word(false)}, i.Ref)...)
			}
		}
		b.do(person, all...)
		for _, i := range shared {
			served := b.Item(event.Ref{Policy: i.Ref.Policy, Label: strings.Replace(i.Ref.Label, comments, basic, 1)}, b.now)
			if served.Verdict == event.Unanswered || served.Open() {
				continue
			}
			text := i.Clause.Guide.Form != nil && i.Clause.Guide.Form.Takes == "text"
			but := word(text && served.Verdict == event.Met && served.ToPaste == nil) + " there."
			changes, err := checklist.Serve(b.Audit, served.Ref, i.Ref, &but, b.now)
			if err != nil {
				t.Fatal(err)
			}
			if text && served.Verdict == event.Met && rapid.Bool().Draw(t, "the text is the same too") {
				changes = append(changes, event.Paste(i.Ref, &event.ToPaste{As: served.Ref.Label, Of: FieldDigest(served), Text: word(true) + " they see there."}))
				inside, outside = slices.DeleteFunc(inside, func(w string) bool { return w+" there." == but }), append(outside, but)
			}
			b.do(person, changes...)
		}
		sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: person, At: b.now, Name: word(false), Statement: word(false)})
		if err == nil {
			b.do(person, sign)
		}
		var pack bytes.Buffer
		for _, one := range SubmissionPack(b.handing().Form, everyPiece) {
			pack.WriteString(one.Name + "\n")
			pack.Write(one.Data)
		}
		got := pack.String()
		for _, w := range inside {
			if !strings.Contains(got, w) {
				t.Errorf("%s is to be pasted, and is not in the pack", w)
			}
		}
		outside = append(outside, publish, "SHA256", "partly", "not met", "blocker", "unanswered", "rejected")
		for _, w := range outside {
			if at := strings.Index(got, w); at >= 0 {
				t.Errorf("%s is for the team, and is in the pack: %q", w, got[max(0, at-80):min(len(got), at+80)])
			}
		}
	})
}

func TestARecordingIsHeldAgainstWhatTheFormAsksFor(t *testing.T) {
	f := policy.Form{Field: "Recording", Takes: policy.TakesRecording, Seconds: 300, Megabytes: 100, Lines: 1080}
	for want, e := range map[string]event.Evidence{
		"":                                   {Size: 9, Look: event.Look{Film: event.Film{Seconds: 60, Width: 1080, Height: 1920}}},
		"the form takes what is 5m0s long":   {Size: 9, Look: event.Look{Film: event.Film{Seconds: 400, Width: 1920, Height: 1080}}},
		"has 200.0 MiB, and the form takes":  {Size: 200 << 20, Look: event.Look{Film: event.Film{Width: 1920, Height: 1080}}},
		"has a picture of 720 lines":         {Size: 9, Look: event.Look{Film: event.Film{Width: 1280, Height: 720}}},
		"does not say how large its picture": {Size: 9},
	} {
		e.Kind, e.Name, e.SHA256 = event.FileEvidence, "film.mp4", digest(3)
		got := strings.Join(lacks(f, e), "; ")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%+v: %q, want %q", e.Film, got, want)
		}
	}
	if got := lacks(f, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org"}); len(got) > 0 {
		t.Errorf("nobody has looked at a link: %q", got)
	}
}

// TestAnAnswerThatServesElsewhereBringsNoWordsThatWereKeptBack shares answers of
// which something else is pasted, or nothing.
func TestAnAnswerThatServesElsewhereBringsNoWordsThatWereKeptBack(t *testing.T) {
	b := submission(t, basic, comments)
	b.begin(basic, comments)
	for label, paste := range map[string]*event.ToPaste{"E.1": {Text: "They see their photos."}, "E.2": {Us: true}, "E.4": nil} {
		of, to := b.ref(label+"@"+basic), b.ref(label+"@"+comments)
		b.answer(ana, of.Label, event.Met, "As we say among ourselves.")
		if paste != nil {
			b.do(ana, event.Paste(of, paste))
		}
		changes, err := checklist.Serve(b.Audit, of, to, nil, b.now)
		if err != nil {
			t.Fatal(err)
		}
		b.do(ana, changes...)
	}
	want := map[string]string{"E.1": "stopped", "E.2": "stopped", "E.4": "to paste"}
	for _, f := range b.handing().Form.Fields {
		label, _ := policy.CutEntry(f.Ref.Label)
		if f.Permission == comments && want[label] != "" && f.State() != want[label] {
			t.Errorf("%s is %s, want %s: %q %q", f.Ref.Label, f.State(), want[label], f.Text, f.Stopped)
		}
	}
}

func TestOneTextServesSeveralPermissionsUntilItChanges(t *testing.T) {
	b := submission(t, basic, comments)
	b.begin(basic, comments)
	b.answer(ana, "E.4@"+basic, event.Met, "1. Press \"Connect\".")
	first := func(label string) FormField {
		for _, f := range b.handing().Form.Fields {
			if f.Ref.Label == label {
				return f
			}
		}
		t.Fatalf("no field %s", label)
		return FormField{}
	}
	shared := first("E.4@" + basic)
	b.do(ana, event.Paste(b.ref("E.4@"+comments), &event.ToPaste{As: shared.Ref.Label, Of: shared.Digest(), Text: "2. Press \"Reply\"."}))
	if f := first("E.4@" + comments); f.Text != "1. Press \"Connect\".\n\n2. Press \"Reply\"." || !f.Leaves() || f.As != shared.Ref.Label {
		t.Errorf("%+v", f)
	}
	b.answer(ana, "E.4@"+basic, event.Met, "1. Press \"Log in\".")
	if f := first("E.4@" + comments); f.Leaves() || !strings.Contains(strings.Join(f.Stopped, ""), "has changed since") {
		t.Errorf("nobody has said that it follows: %+v", f)
	}
	b.do(ana, event.Paste(b.ref("E.4@"+comments), &event.ToPaste{As: shared.Ref.Label, Of: first("E.4@" + basic).Digest()}))
	if f := first("E.4@" + comments); f.Text != "1. Press \"Log in\"." || !f.Leaves() {
		t.Errorf("%+v", f)
	}
	film := event.Evidence{Kind: event.FileEvidence, Name: "film.mp4", Media: "video/mp4", Size: 9, SHA256: digest(3)}
	b.do(ana, event.AddEvidence(b.ref("E.3@"+basic), film))
	b.do(ana, event.Paste(b.ref("E.3@"+comments), &event.ToPaste{As: "E.3@" + basic, Of: first("E.3@" + basic).Digest()}))
	var films []string
	for _, one := range SubmissionPack(b.handing().Form, everyPiece) {
		if strings.HasPrefix(one.Name, "recordings/") {
			films = append(films, one.Name)
		}
	}
	if len(films) != 1 || len(first("E.3@"+comments).Files) != 1 {
		t.Errorf("a recording that serves two permissions is in the pack as %q", films)
	}
}

func TestOnlyFilmsAndLinksFillAFieldForARecording(t *testing.T) {
	b := submission(t, basic)
	b.begin(basic)
	for _, e := range []event.Evidence{
		{Kind: event.FileEvidence, Name: "film.mp4", Media: "video/mp4", Size: 9, SHA256: digest(3)},
		{Kind: event.FileEvidence, Name: "notes.txt", Media: "text/plain", Size: 9, SHA256: digest(4)},
		{Kind: event.PlaceEvidence, Path: "film.go", From: 1, To: 2, SHA256: digest(5)},
		{Kind: event.LinkEvidence, URL: "https://example.org/film"},
	} {
		b.do(ana, event.AddEvidence(b.ref("E.3"), e))
	}
	var got []string
	for _, f := range b.handing().Form.Fields {
		for _, e := range f.Files {
			got = append(got, f.Name+": "+e.Target())
		}
	}
	slices.Sort(got)
	if want := []string{"Screen recording: film.mp4", "Screen recording: https://example.org/film"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	page := string(FormMarkdown(b.handing().Form))
	for _, want := range []string{"- recordings/instagram_business_basic-screen-recording.mp4\n", "- <https://example.org/film>\n"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the form:\n%s", want, page)
		}
	}
}

func TestAFileOfTheFormIsStoppedForWhatIsWrongWithIt(t *testing.T) {
	file := func(name string, look event.Look) event.Evidence {
		return event.Evidence{Kind: event.FileEvidence, Name: name, Size: 1, SHA256: digest(1), Look: look}
	}
	secret := file("keys.txt", event.Look{})
	secret.Secrets = "line 1 holds an AWS key"
	files := []event.Evidence{
		file("good.mp4", event.Look{}), file("empty.mp4", event.Look{Weak: "holds nothing"}), secret,
	}
	f := FormField{Files: files}
	want := []string{"empty.mp4 holds nothing", "keys.txt looks as if it held a secret: line 1 holds an AWS key"}
	if got := f.stops(Clause{}, nil); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestColleaguesAreThoseWhomTheAuditNames holds which names keep a text from a
// form: those of people, and not of a team or what is too short to be told apart.
func TestColleaguesAreThoseWhomTheAuditNames(t *testing.T) {
	b := newBook(t, rules(t))
	b.answer(event.Person{Name: "Al", Email: "al@example.org"}, "A.1", event.NotMet, "It is open.")
	b.answer(event.Person{Name: "Zoe", Email: "zoe@example.org"}, "A.2", event.NotMet, "It is full.")
	b.do(ana, event.SetGap(b.ref("A.1"), event.GapOwner, "Dora"), event.SetGap(b.ref("A.2"), event.GapOwner, "support"),
		event.AddEvidence(b.ref("A.1"), event.Evidence{Kind: event.StatementEvidence, Details: event.Details{Person: "Erik"}, Statement: "It was open."}))
	sign, err := checklist.Sign(b.Audit, checklist.Vouch{By: ana, At: b.now, Name: "Carla Mendes"})
	if err != nil {
		t.Fatal(err)
	}
	b.do(ana, sign)
	want := []string{ana.Email, "Carla Mendes", "Dora", "Erik", "Zoe", "al@example.org", "zoe@example.org", ana.Name}
	slices.Sort(want)
	if got := colleagues(Build(b.Audit, Options{At: b.now})); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestARefusalIsAnsweredBeforeTheNextIsHandedIn refuses a submission and looks at
// the one that follows.
func TestARefusalIsAnsweredBeforeTheNextIsHandedIn(t *testing.T) {
	b := submission(t, basic)
	b.begin(basic)
	refused := b.handing().ID
	b.do(ana, event.AddOutcome("o1", event.Outcome{Result: event.Rejected, On: "2026-03-02", Release: "2.4", Permission: basic, Words: "No use case.", Submission: refused}, b.ref("E.1"))...)
	b.begin(basic)
	next := b.handing().ID
	unanswered := func() (all []string) {
		for _, one := range b.handing().Missing {
			if strings.HasPrefix(one, "not answered: ") {
				all = append(all, one)
			}
		}
		return all
	}
	if got := unanswered(); len(got) != 1 || !strings.Contains(got[0], "rejected on 2026-03-02 (2.4), "+basic) {
		t.Errorf("before anybody answered it: %q", got)
	}
	b.do(ana, event.Submit(reviewID, next, &event.Submission{Permissions: []string{basic}, State: event.Draft,
		Answers: []event.Reply{{Outcome: "o1", Words: "The text names the screen now."}}}))
	if got := unanswered(); len(got) != 0 {
		t.Errorf("once it is answered: %q", got)
	}
}

// TestTheJSONSaysWhoseAnswerAClauseHas shares an answer, and has it shared with
// two others at once.
func TestTheJSONSaysWhoseAnswerAClauseHas(t *testing.T) {
	b := submission(t, basic, comments)
	of, to := b.ref("E.1@"+basic), b.ref("E.1@"+comments)
	b.answer(ana, of.Label, event.Met, "They see their photos.")
	as := func() (all []string) {
		var out struct{ Policies []jsonPolicy }
		decode(t, JSON(Build(b.Audit, Options{At: b.now})), &out)
		for _, p := range out.Policies {
			for _, s := range p.Sections {
				for _, c := range s.Clauses {
					if c.SameAs != nil {
						all = append(all, c.Label+" as "+c.SameAs.As)
					}
				}
			}
		}
		return all
	}
	changes, err := checklist.Serve(b.Audit, of, to, nil, b.now)
	if err != nil {
		t.Fatal(err)
	}
	b.do(ana, changes...)
	if got := as(); !slices.Equal(got, []string{to.Label + " as " + of.Label}) {
		t.Errorf("%q", got)
	}
	b.clash([]event.Change{event.SetSame(to, nil)}, []event.Change{event.SetSame(to, &event.Same{As: of.Label, Of: digest(1)})})
	if got := as(); len(got) != 0 {
		t.Errorf("in a conflict it is nobody's: %q", got)
	}
}
