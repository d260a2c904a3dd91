package checklist_test

import (
	"testing"

	"clausewalk/checklist"
)

func TestATextThatAdmitsAGapIsKnownByItsWords(t *testing.T) {
	for _, text := range []string{
		"There is no deletion callback.", "there are currently no logs", "There’s no page for it.", "It is not yet built.", "Nothing is deleted yet.", "TODO", "todo: write this",
		"The steps are TBD.", "This isn't a real account", "The callback is still missing.", "The export will be built in March.", "Deletion is not\nimplemented.",
		"It doesn't work on phones", "There is\u00a0no status page", "Partly met: the CDN keeps copies", "a known issue of the inbox", "??? ask Ben", "We lack a status page.", "fixme",
		"The job has to be written", "This is a gap.",
	} {
		if checklist.Admits(text) == "" {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{
		"A person picks a photo, presses \"Publish\" and sees it on the profile.",
		"Without this permission the calendar would stay empty.",
		"We do not share the data with anybody.", "Nothing is stored: the media is shown from Meta's own address.",
		"1. Open https://photobook.example and press \"Connect Instagram\".\n2. Choose the account.", "What to do if the login fails: press \"Try again\".",
		"The token is deleted within 24 hours of a request. Comments are kept for 30 days.", "Todos los comentarios", "The inbox shows a placeholder once the address has expired.", "The post will be added to the calendar.", "They need to add a caption.", "There the inbox opens.",
	} {
		if found := checklist.Admits(text); found != "" {
			t.Errorf("%q is stopped for %q", text, found)
		}
	}
}
