package folder_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
)

// TestARepairSaysWhyAndWhatBecomesOfTheFile tells each of them exactly.
func TestARepairSaysWhyAndWhatBecomesOfTheFile(t *testing.T) {
	const file = "ana-e1.jsonl"
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d), answering(nil, "ana", "e2", "e3")(d), answering(nil, "ana", "e4")(d))
	lines := rows(t, d, file)
	whole, half := strings.Join(lines, "")+"\n", strings.Join(lines[:2], "")
	for name, c := range map[string]struct {
		file, text, committed string
		why                   string
		into                  string // what the file holds then
		lines                 int
	}{
		"whole":                            {file, whole, whole, "", "", 0},
		"more than was committed":          {file, whole, lines[0], "", "", 0},
		"a cut line":                       {file, whole + "{", "", "its last 1 bytes are an incomplete event", whole, 1},
		"half a change":                    {file, half, "", fmt.Sprintf("its last %d bytes are an incomplete event", len(lines[1])), lines[0], 0},
		"half a change that was committed": {file, half, whole, fmt.Sprintf("its last %d bytes are an incomplete event", len(lines[1])), whole, 0},
		"a half was committed":             {file, lines[0], half, "", "", 0},
		"a line of one letter":             {file, lines[0] + "x\n", "", "line 2: not an event: its checksum is missing", lines[0], 1},
		"a line of space":                  {file, lines[0] + " \n", "", "line 2: not an event: its checksum is missing", lines[0], 0},
		"fewer than was committed":         {file, lines[0], whole, "events that were committed in it are gone", whole, 0},
		"gone":                             {file, "", whole, "it was committed and is gone", whole, 0},
		"a change without its end":         {"ben-e1.jsonl", lines[0] + lines[1], "", `line 1: the event belongs to writer "ana"`, "", 0},
		"another name":                     {"ana-E1 (copy).jsonl", whole, "", "that is not the name of a writer's journal", "", 0},
	} {
		d := forgetful.New()
		done(t, durable.MkdirAll(d, journalDir, 0o755))
		if c.text != "" {
			put(t, d, c.file, c.text)
		}
		committed := map[string][][]byte{}
		if c.committed != "" {
			committed[c.file] = [][]byte{[]byte(c.committed)}
		}
		mends, err := opened(d, "", nil).Damaged(committed)
		if c.why == "" {
			if err != nil || len(mends) != 0 {
				t.Errorf("%s: %+v, %v", name, mends, err)
			}
			continue
		}
		if err != nil || len(mends) != 1 || mends[0].Why.Error() != c.why || mends[0].File != c.file || mends[0].Lines != c.lines || mends[0].Gone() != (c.text == "") || string(mends[0].Into[c.file]) != c.into {
			t.Errorf("%s: %+v, %v", name, mends, err)
			continue
		}
		repaired, err := opened(d, "", nil).Repair(mends[0])
		if err != nil || repaired.File != c.file || repaired.Lines != c.lines || len(repaired.Into) != 1 {
			t.Errorf("%s: %+v, %v", name, repaired, err)
		}
		if kept, err := durable.ReadFile(d, ".local/repaired/"+repaired.Aside, 1<<20); c.text != "" && (err != nil || string(kept) != c.text) {
			t.Errorf("%s: kept aside is %q, %v", name, kept, err)
		}
		if _, err := d.Lstat(journalDir + "/" + c.file); (err == nil) != (c.into != "") {
			t.Errorf("%s: the file: %v", name, err)
		}
		if mends, err := opened(d, "", nil).Damaged(committed); err != nil || len(mends) != 0 {
			t.Errorf("%s, repaired: %+v, %v", name, mends, err)
		}
	}
}

// TestAFileOfHalfAChangeHoldsNothing is taken away by a repair and kept aside.
func TestAFileOfHalfAChangeHoldsNothing(t *testing.T) {
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1", "e2")(d))
	half := rows(t, d, "ana-e1.jsonl")[0]
	put(t, d, "ana-e1.jsonl", half)
	j := opened(d, "", nil)
	mends, err := j.Damaged(nil)
	if err != nil || len(mends) != 1 || len(mends[0].Into) != 0 || mends[0].Lines != 0 {
		t.Fatalf("%+v, %v", mends, err)
	}
	repaired, err := j.Repair(mends[0])
	done(t, err)
	if kept, err := durable.ReadFile(d, ".local/repaired/"+repaired.Aside, 1<<20); err != nil || string(kept) != half {
		t.Errorf("kept aside is %q, %v", kept, err)
	}
	if entries, err := d.ReadDir(journalDir); err != nil || len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

// TestARepairTouchesJournalsAlone passes over what is none, and leaves what a newer
// version wrote.
func TestARepairTouchesJournalsAlone(t *testing.T) {
	d := forgetful.New()
	done(t, first(nil)(d), durable.MkdirAll(d, journalDir+"/sub.jsonl", 0o755))
	for _, name := range []string{"notes.txt", ".ana-e1.jsonl", "jsonl", "ana-e1.jsonl.orig"} {
		put(t, d, name, "words\n")
	}
	if mends, err := opened(d, "", nil).Damaged(nil); err != nil || len(mends) != 0 {
		t.Errorf("%+v, %v", mends, err)
	}
	put(t, d, "ben-e2.jsonl", resealed(strings.Replace(rows(t, d, "ben-e2.jsonl")[0], `"format":2`, `"format":99`, 1)))
	mends, err := opened(d, "", nil).Damaged(nil)
	if newer := (*event.FormatError)(nil); !errors.As(err, &newer) || len(mends) != 0 {
		t.Errorf("%+v, %v", mends, err)
	}
}

// TestTheLongestSideKeepsTheName and others are named by their last lines.
func TestTheLongestSideKeepsTheName(t *testing.T) {
	d, other := forgetful.New(), forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d), folders(other), answering(nil, "ana", "e1")(other), answering(nil, "ana", "e2")(d), answering(nil, "ana", "o1")(other), answering(nil, "ana", "o2")(other))
	short, long := rows(t, d, "ana-e1.jsonl"), rows(t, other, "ana-e1.jsonl")
	_, sum, _ := strings.Cut(short[1], `"sum":"`)
	text := func(lines []string) string { return strings.Join(lines, "") + "\n" }
	want := map[string]string{"ana-e1.jsonl": text(long), "ana-" + sum[:16] + ".jsonl": text(short)}
	for _, file := range []string{text(short) + text(long[1:]), text(long) + text(short[1:]), text(short) + text(long)} {
		put(t, d, "ana-e1.jsonl", file)
		mends, err := opened(d, "", nil).Damaged(nil)
		if err != nil || len(mends) != 1 || !maps.EqualFunc(mends[0].Into, want, func(got []byte, want string) bool { return string(got) == want }) {
			t.Errorf("%+v, %v", mends, err)
		}
	}
}

// TestAFileWhoseEventsAreElsewhereIsNotMissed holds for one that was committed.
func TestAFileWhoseEventsAreElsewhereIsNotMissed(t *testing.T) {
	d := forgetful.New()
	done(t, first(nil)(d))
	was := []byte(rows(t, d, "ana-e1.jsonl")[0] + "\n")
	done(t, d.Rename(journalDir+"/ana-e1.jsonl", journalDir+"/ana-e9.jsonl"))
	if mends, err := opened(d, "", nil).Damaged(map[string][][]byte{"ana-e1.jsonl": {was, was}}); err != nil || len(mends) != 0 {
		t.Errorf("%+v, %v", mends, err)
	}
}

// TestARepairOverwritesNothingThatCameAfterItWasPlanned holds that for a file that is
// there, for one that comes back meanwhile, and for one that goes.
func TestARepairOverwritesNothingThatCameAfterItWasPlanned(t *testing.T) {
	const file = "ana-e1.jsonl"
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d), answering(nil, "ana", "e2")(d), answering(nil, "ana", "e3")(d))
	lines := rows(t, d, file)
	two := lines[0] + lines[1]
	for name, c := range map[string]struct{ planned, now string }{
		"more was saved": {lines[0], two + lines[2]}, "it came back": {"", two}, "it came back empty": {"", "\n"}, "it is gone": {lines[0], ""},
	} {
		d := forgetful.New()
		done(t, durable.MkdirAll(d, journalDir, 0o755))
		if c.planned != "" {
			put(t, d, file, c.planned)
		}
		j := opened(d, "ana", nil)
		mends, err := j.Damaged(map[string][][]byte{file: {[]byte(two)}})
		if err != nil || len(mends) != 1 {
			t.Fatal(name, mends, err)
		}
		if c.now != "" {
			put(t, d, file, c.now)
		} else {
			done(t, d.Remove(journalDir+"/"+file))
		}
		if _, err := j.Repair(mends[0]); err == nil || !strings.HasSuffix(err.Error(), file+" has changed since you were asked, and is left as it is: start the repair again") {
			t.Errorf("%s: %v", name, err)
		}
		left, err := durable.ReadFile(d, journalDir+"/"+file, 1<<20)
		if string(left) != c.now || (err == nil) != (c.now != "") {
			t.Errorf("%s: the file holds %q, %v", name, left, err)
		}
		if _, err := d.Lstat(".local/repaired"); err == nil {
			t.Errorf("%s: something was kept aside", name)
		}
	}
}
