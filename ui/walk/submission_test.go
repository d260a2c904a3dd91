package walk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/clauses"
)

const basic, publish = "instagram_business_basic", "instagram_business_content_publish"

func TestASubmissionIsBegunAndItsFieldsAreCopiedOnTheScreen(t *testing.T) {
	t.Parallel()
	var packed []string
	o := ui.Options{NoClipboard: true, WriteHandedIn: func(h reports.Handing, file string, _ bool) error {
		packed = append(packed, fmt.Sprint(file, " of ", h.Name()))
		return nil
	}}
	w := startReviewWith(t, o, 120, 40, basic, publish)
	w.goes("E.1@" + basic)
	w.do("reason")
	w.Type("A person signs in and sees their own photos.")
	w.do("keep words", "met")
	w.goes("E.2@" + basic)
	w.do("reason")
	w.Type("The screen is not yet built.")
	w.do("keep words", "met")
	w.do("submission")
	w.shows("There is no submission yet. n starts one")
	w.do("begin another", "choose")
	w.shows("+ "+basic, "  "+publish)
	w.do("leave chooser")
	w.shows("Submission 1: draft", basic, "How the app uses the permission", "to paste", "stopped")
	if got := w.model.opt.Session.LeftOut("instagram-app-review"); !slices.Equal(got, []string{publish}) {
		t.Errorf("left out: %q", got)
	}
	w.toField("How the app uses")
	w.do("copy field")
	w.shows("here is the text to select", "A person signs in and sees their own photos.")
	w.do("leave reading")
	w.shows("44 characters, pasted")
	w.toField("Where the reviewer sees it used")
	w.shows(`its words admit a gap: "not yet"`)
	w.do("copy field")
	w.shows("admit a gap")
	w.do("text of field")
	w.Press("ctrl+u")
	w.Type("Press Album on the start page.")
	w.do("keep words")
	w.shows("Press Album on the start page.")
	w.do("same as another", "choose")
	w.shows("(the same as E.1@" + basic + ")")
	w.do("text of field")
	w.Type("They are in an album.")
	w.do("keep words")
	w.shows("A person signs in and sees their own photos.", "They are in an album.")
	w.do("field for us")
	if i := w.model.opt.Session.Item(event.Ref{Policy: "instagram-app-review", Label: "E.2@" + basic}); i.ToPaste == nil || !i.ToPaste.Us {
		t.Errorf("the field is %+v", i.ToPaste)
	}
	w.do("pack it", "accept")
	if want := []string{"submission-1.zip of submission 1"}; !slices.Equal(packed, want) {
		t.Errorf("packed %q, want %q", packed, want)
	}
	w.do("go to field")
	if !strings.HasSuffix(w.at(), "@"+basic) {
		t.Errorf("the cursor is at %s", w.at())
	}
}

func TestASubmissionGoesThroughItsLifeOnTheScreen(t *testing.T) {
	t.Parallel()
	w := startReview(t, 120, 40, basic, publish)
	w.do("submission", "begin another")
	w.Type("all of them")
	w.do("choose", "leave chooser", "state of it")
	w.Type("ready")
	w.do("choose")
	w.shows("submission 1 is not ready")
	w.do("leave chooser", "state of it")
	w.Type("handed in")
	w.do("choose", "accept")
	w.shows("Submission 1: handed in on")
	w.do("decided about it")
	w.Type("rejected")
	w.do("next field", "next field", "next field")
	w.Type("Unable to verify use case in app")
	w.do("keep fields")
	w.shows("Submission 1: decided")
	w.do("begin another")
	w.Type(basic)
	w.do("choose", "leave chooser")
	w.shows("Submission 2: draft", "Earlier decisions that need a reply", "not answered")
	w.do("look at another")
	w.shows("Submission 1: decided")
	w.do("look at another")
	for w.submissionLine().Refusal == nil {
		w.do("next in it")
	}
	w.do("text of field")
	w.Type("The recording shows it now.")
	w.do("keep words")
	w.shows("answered: The recording shows it now.")
	w.do("permissions of it")
	w.Type(publish)
	w.do("choose", "leave chooser")
	one, err := checklist.FindSubmission(w.model.opt.Session.Audit, "2")
	if err != nil || !slices.Equal(one.Permissions, []string{basic, publish}) {
		t.Errorf("%+v: %v", one, err)
	}
	for _, size := range sizes {
		w.Send(sizeMsg(size[0], size[1]))
		golden(t, fmt.Sprintf("%dx%d/submission.txt", size[0], size[1]), w.Frame()+"\n")
	}
}

// submissionLine is the line of the page that the cursor is in.
func (w *walk) submissionLine() clauses.HandingLine {
	w.t.Helper()
	page, ok := w.model.layers.Top().(interface{ Line() clauses.HandingLine })
	if !ok {
		w.t.Fatalf("the page of the submission is not open:\n%s", w.Frame())
	}
	return page.Line()
}

// toField goes to the field of the form with words in its name.
func (w *walk) toField(words string) {
	w.t.Helper()
	w.do("back in it", "back in it", "back in it")
	for n := 0; !strings.Contains(w.submissionLine().Text, words) || w.submissionLine().Field == nil; n++ {
		if n > 100 {
			w.t.Fatalf("no line has %q:\n%s", words, w.Frame())
		}
		w.do("next in it")
	}
}
