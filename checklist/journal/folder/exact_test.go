package folder_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// rows returns the lines of a file of the journal, with their ends.
func rows(t *testing.T, d durable.Disk, name string) []string {
	t.Helper()
	data, err := durable.ReadFile(d, journalDir+"/"+name, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(string(data), "\n"), "\n")
}

// put makes a file of the journal hold some lines.
func put(t *testing.T, d durable.Disk, name string, lines ...string) {
	t.Helper()
	if err := durable.WriteFile(d, journalDir+"/"+name, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// done fails the test unless all was done.
func done(t *testing.T, all ...error) {
	t.Helper()
	if err := errors.Join(all...); err != nil {
		t.Fatal(err)
	}
}

// said are the faults of a journal in their order, one a line.
func said(d durable.Disk, writer string, git folder.Git) string {
	faults, _ := opened(d, writer, git).Verify(later, nil)
	var all []string
	for _, err := range faults {
		all = append(all, strings.ReplaceAll(err.Error(), "/disk/"+journalDir+"/", ""))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// TestVerifyNamesWhatIsNotAsItWasSaved names the line, in the file of now and in
// those before.
func TestVerifyNamesWhatIsNotAsItWasSaved(t *testing.T) {
	const (
		before, now = "ana-e1.jsonl", "ana-e4.jsonl"
		other       = ": a different event was saved here"
		gone        = ": the journal that was saved here is gone, and git does not have it either"
	)
	for name, c := range map[string]struct {
		happens func(t *testing.T, d *forgetful.Disk)
		want    string
	}{
		"nothing":                  {func(*testing.T, *forgetful.Disk) {}, ""},
		"a line less":              {func(t *testing.T, d *forgetful.Disk) { put(t, d, now, rows(t, d, now)[:2]...) }, now + ":3: 1 events that were saved here are missing at the end"},
		"two lines less before":    {func(t *testing.T, d *forgetful.Disk) { put(t, d, before, rows(t, d, before)[:1]...) }, before + ":2: 2 events that were saved here are missing at the end\n" + now + ":1: its writer had read a line with the checksum END…, which is not in any journal: lines are missing"},
		"no line at all":           {func(t *testing.T, d *forgetful.Disk) { put(t, d, now) }, now + ":1: 3 events that were saved here are missing at the end"},
		"the present file is gone": {func(t *testing.T, d *forgetful.Disk) { done(t, d.Remove(journalDir+"/"+now)) }, now + gone},
		"all is gone": {func(t *testing.T, d *forgetful.Disk) {
			done(t, d.Remove(journalDir+"/"+now), d.Remove(journalDir+"/"+before))
		}, before + gone + "\n" + now + gone},
		"others were written": {func(t *testing.T, d *forgetful.Disk) {
			done(t, d.Remove(journalDir+"/"+now), durable.RemoveAll(d, ".local/ana-x-1-tip.json"))
			note, err := durable.ReadFile(d, "noted", 1<<20)
			step := words("ana", "e4", "e5", "e6", "e7")
			step[0].Value = []byte(`"others"`)
			j := opened(d, "ana", &repository{})
			_, reading := j.Events()
			done(t, err, reading, j.Append(step), durable.WriteFile(d, ".local/ana-x-1-tip.json", note, 0o644))
		}, now + ":3" + other},
		"the note cannot be read": {func(t *testing.T, d *forgetful.Disk) {
			done(t, durable.WriteFile(d, ".local/ana-x-1-tip.json", []byte("{"), 0o644))
			put(t, d, now, rows(t, d, now)[:2]...)
		}, ""},
		"it was moved elsewhere": {func(t *testing.T, d *forgetful.Disk) {
			done(t, d.Rename(journalDir+"/"+now, journalDir+"/ana-e9.jsonl"))
		}, ""},
	} {
		d, git := forgetful.New(), &repository{}
		done(t, folders(d), answering(git, "ana", "e1")(d), answering(git, "ana", "e2")(d), answering(git, "ana", "e3")(d))
		end := rows(t, d, before)[2]
		_, end, _ = strings.Cut(end, `"sum":"`)
		git.moved = "2"
		done(t, answering(git, "ana", "e4")(d), answering(git, "ana", "e5")(d), answering(git, "ana", "e6")(d))
		note, err := durable.ReadFile(d, ".local/ana-x-1-tip.json", 1<<20)
		done(t, err, durable.WriteFile(d, "noted", note, 0o644))
		c.happens(t, d)
		if got, want := said(d, "ana", git), strings.ReplaceAll(c.want, "END", end[:12]); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestWhatARepairSaysIsGoneIsMissedNoMore names sums and ids that nothing has.
func TestWhatARepairSaysIsGoneIsMissedNoMore(t *testing.T) {
	d, git := forgetful.New(), &repository{}
	done(t, folders(d), answering(git, "ana", "e1")(d), answering(git, "ana", "e2")(d), answering(git, "ben", "e3")(d))
	lost := words("ben", "e4")
	lost[0].Over = []string{"e2", "nowhere", "e1"}
	j := opened(d, "ben", git)
	_, err := j.Events()
	done(t, err, j.Append(lost))
	_, sum, _ := strings.Cut(rows(t, d, "ana-e1.jsonl")[1], `"sum":"`)
	sum = sum[:64]
	if missing, err := opened(d, "ana", git).Missing(); err != nil || !slices.Equal(missing, []string{"nowhere"}) {
		t.Errorf("missing are %v, %v", missing, err)
	}
	put(t, d, "ana-e1.jsonl", rows(t, d, "ana-e1.jsonl")[0])
	missing, err := opened(d, "ana", git).Missing()
	want := []string{"e2", "nowhere", sum}
	if slices.Sort(want); err != nil || !slices.Equal(missing, want) {
		t.Fatalf("missing are %v, %v, want %v", missing, err, want)
	}
	if got, want := said(d, "", git), fmt.Sprintf("ben-e3.jsonl:1: its writer had read a line with the checksum %.12s…, which is not in any journal: lines are missing\n"+
		"ben-e3.jsonl:2: it refers to the event e2, which is not in any journal: lines are missing\nben-e3.jsonl:2: it refers to the event nowhere, which is not in any journal: lines are missing", sum); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	for n := range want {
		given := want[:n+1]
		repair := words("cem", fmt.Sprint("r", n))
		repair[0].Field, repair[0].Value = event.Field{Kind: event.KindRepair}, fmt.Appendf(nil, `{"gone":["%s"]}`, strings.Join(given, `","`))
		j := opened(d, "cem", git)
		_, err := j.Events()
		done(t, err, j.Append(repair))
		left, err := opened(d, "ana", git).Missing()
		if err != nil || !slices.Equal(left, want[n+1:]) && len(left) > 0 {
			t.Errorf("%v are given up, and missing are %v, %v", given, left, err)
		}
	}
	if got := said(d, "ana", git); got != "" {
		t.Errorf("all is given up, and yet:\n%s", got)
	}
}

func TestCutsAreToldByTheirFiles(t *testing.T) {
	d, git := forgetful.New(), &repository{}
	done(t, folders(d))
	for _, writer := range []string{"dan", "ana", "cem", "ben"} {
		done(t, answering(git, writer, writer+"1")(d), answering(git, writer, writer+"2", writer+"3")(d))
	}
	done(t, adding(d, journalDir+"/dan-dan1.jsonl", `{"for`), adding(d, journalDir+"/ana-ana1.jsonl", "{"))
	put(t, d, "cem-cem1.jsonl", rows(t, d, "cem-cem1.jsonl")[:2]...) // A change of two lines that lost its second.
	half := len(rows(t, d, "cem-cem1.jsonl")[1]) + 1
	j := opened(d, "dan", git)
	if events, err := j.Events(); err != nil || len(events) != 10 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	at := "/disk/" + journalDir + "/"
	if diff := cmp.Diff([]folder.Cut{{at + "ana-ana1.jsonl", 4, 1, false}, {at + "cem-cem1.jsonl", 2, half, false}, {at + "dan-dan1.jsonl", 4, 5, true}}, j.Cuts()); diff != "" {
		t.Error(diff)
	}
	put(t, d, "dan-dan1.jsonl", strings.Join(rows(t, d, "dan-dan1.jsonl")[:1], ""), rows(t, d, "dan-dan1.jsonl")[1][:9])
	j = opened(d, "dan", git)
	if _, err := j.Events(); err != nil || len(j.Cuts()) != 3 || j.Cuts()[2] != (folder.Cut{File: at + "dan-dan1.jsonl", Line: 2, Bytes: 9}) {
		t.Errorf("what was noted as saved is cut: %+v, %v", j.Cuts(), err)
	}
	for crash, want := range map[bool]string{true: "a:3: the last 7 bytes are an incomplete event, which was never shown as saved", false: "a:3: the last 7 bytes are an incomplete event, so the file was cut after it was written: clausewalk repair shows what can be restored"} {
		if got := (folder.Cut{File: "a", Line: 3, Bytes: 7, Crash: crash}).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMarksOfGitAreToldFromOtherDamage(t *testing.T) {
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d))
	whole := rows(t, d, "ana-e1.jsonl")[0] + "\n"
	for line, marks := range map[string]bool{
		"<<<<<<< HEAD": true, "||||||| base": true, "=======": true, ">>>>>>> other": true,
		"<<<<<<<": false, "|||||||": false, "======": false, ">>>>>>>": false, " =======": false,
	} {
		put(t, d, "ana-e1.jsonl", whole, line+"\n")
		_, err := opened(d, "", nil).Events()
		var damage *folder.DamageError
		if !errors.As(err, &damage) || damage.Line != 2 || errors.Is(err, folder.ErrMarks) != marks {
			t.Errorf("%q: %v", line, err)
		}
		if faults, _ := opened(d, "", nil).Verify(later, nil); len(faults) != 1 || !errors.As(faults[0], &damage) || damage.Line != 2 || errors.Is(faults[0], folder.ErrMarks) != marks {
			t.Errorf("%q, verified: %v", line, faults)
		}
		mends, err := opened(d, "", nil).Damaged(nil)
		lines := 1
		if marks {
			lines = 0
		}
		if err != nil || len(mends) != 1 || mends[0].File != "ana-e1.jsonl" || mends[0].Lines != lines || string(mends[0].Into["ana-e1.jsonl"]) != whole || len(mends[0].Into) != 1 {
			t.Errorf("%q, to be repaired: %+v, %v", line, mends, err)
		}
		if got := folder.HasMarks([]byte(whole + line + "\n")); got != (line == "<<<<<<< HEAD") {
			t.Errorf("%q has marks: %v", line, got)
		}
	}
}

// TestANoteThatCannotBeReadCostsAFile and nothing else.
func TestANoteThatCannotBeReadCostsAFile(t *testing.T) {
	const noted = ".local/ana-x-1-tip.json"
	for name, c := range map[string]struct {
		note  func(was string) string
		files int
	}{
		"as it was":              {func(was string) string { return was }, 1},
		"as format 1 wrote it":   {func(was string) string { return strings.Replace(was, `"ana-e1"`, `"ana-e1.jsonl"`, 1) }, 1},
		"with much more behind":  {func(was string) string { return was + strings.Repeat("}", 9999) }, 2},
		"with more behind":       {func(was string) string { return was + "}" }, 2},
		"empty":                  {func(string) string { return "" }, 2},
		"of no file":             {func(string) string { return "{}" }, 2},
		"of another end":         {func(was string) string { return strings.Replace(was, `"sum":"`, `"sum":"0`, 1) }, 2},
		"of another place":       {func(was string) string { return strings.Replace(was, `"/disk"`, `"/elsewhere"`, 1) }, 2},
		"of a file that is gone": {func(was string) string { return strings.Replace(was, `"ana-e1"`, `"ana-e0"`, 1) }, 2},
	} {
		d, git := forgetful.New(), &repository{}
		done(t, folders(d), answering(git, "ana", "e1")(d))
		was, err := durable.ReadFile(d, noted, 1<<20)
		done(t, err, durable.WriteFile(d, noted, []byte(c.note(string(was))), 0o644), answering(git, "ana", "e2")(d), answering(git, "ana", "e3")(d))
		entries, err := d.ReadDir(journalDir)
		if err != nil || len(entries) != c.files {
			t.Errorf("%s: %v, %v", name, entries, err)
		}
		ids, err := all(d)
		if ids != "e1 e2 e3" || err != nil {
			t.Errorf("%s: there are %q, %v", name, ids, err)
		}
	}
}

// TestAChangeIsReadHoweverLongItIs reads one that is larger than what is read at a
// time, between others, all of it and one that lacks its end.
func TestAChangeIsReadHoweverLongItIs(t *testing.T) {
	d, git := forgetful.New(), &repository{}
	long := words("ana", "l1", "l2", "l3")
	for n := range long {
		long[n].Value = []byte(`"` + strings.Repeat("long ", 300_000) + `"`)
	}
	done(t, folders(d), answering(git, "ana", "e1")(d))
	j := opened(d, "ana", git)
	_, err := j.Events()
	done(t, err, j.Append(long), answering(git, "ana", "e2", "e3")(d), answering(git, "ben", "e4")(d))
	reader := opened(d, "", git)
	if ids, err := all(d); ids != "e1 l1 l2 l3 e2 e3 e4" || err != nil {
		t.Errorf("there are %q, %v", ids, err)
	}
	lines := rows(t, d, "ana-e1.jsonl")
	put(t, d, "ana-e1.jsonl", lines[:3]...)
	events, err := reader.Events()
	if cuts := reader.Cuts(); err != nil || len(events) != 2 || len(cuts) != 1 || cuts[0].Line != 2 || cuts[0].Bytes != len(strings.Join(lines[1:3], "")) {
		t.Errorf("%d events, %+v, %v", len(events), cuts, err)
	}
	put(t, d, "ana-e1.jsonl", lines...)
	events, err = reader.Events()
	if cuts := reader.Cuts(); err != nil || len(events) != 5 || len(cuts) != 0 || events[0].Seq != 2 || events[4].ID != "e3" {
		t.Errorf("then %d events, %+v, %v", len(events), cuts, err)
	}
}

func TestAJournalFileThatIsTooLargeIsNotRead(t *testing.T) {
	s := newSurviving(t)
	s.fill("ana", 1)
	if err := os.Truncate(s.path("ana"), folder.MaxFile+1); err != nil {
		t.Skip("this disk keeps no such file: ", err)
	}
	_, err := s.open("").Events()
	faults, _ := s.open("").Verify(later, nil)
	for _, err := range append(faults, err) {
		var size *durable.SizeError
		if !errors.As(err, &size) || *size != (durable.SizeError{Path: s.path("ana"), Limit: folder.MaxFile}) {
			t.Error(err)
		}
	}
	if len(faults) != 1 {
		t.Errorf("verified: %v", faults)
	}
}

// TestTheFutureBeginsAfterNow holds the moment of an entry against the one at hand.
func TestTheFutureBeginsAfterNow(t *testing.T) {
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d)) // at 1
	for at, want := range map[time.Duration]int{0: 1, time.Second - 1: 1, time.Second: 0, time.Minute: 0} {
		if faults, notes := opened(d, "", nil).Verify(time.Unix(0, int64(at)), nil); len(faults) != 0 || len(notes) != want {
			t.Errorf("%s: %v, %v", at, faults, notes)
		}
	}
}

// TestALineThatIsNoEventIsNumbered counts lines behind one, so that one fault is told
// and not all that follow.
func TestALineThatIsNoEventIsNumbered(t *testing.T) {
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d), answering(nil, "ana", "e2")(d))
	lines := rows(t, d, "ana-e1.jsonl")
	first, second := lines[0], lines[1]+"\n"
	put(t, d, "ana-e1.jsonl", first, "words\n", second)
	if got := said(d, "", nil); !strings.HasPrefix(got, "ana-e1.jsonl:2: not an event") || !strings.Contains(got, "\nana-e1.jsonl:3: the event has number 2 where 3 is expected: lines are missing or out of order") {
		t.Error(got)
	}
	put(t, d, "ana-e1.jsonl", first, strings.TrimSuffix(second, "\n")+"x\n")
	_, err := opened(d, "", nil).Events()
	var damage *folder.DamageError
	if !errors.As(err, &damage) || damage.Line != 2 {
		t.Errorf("more on a line: %v", err)
	}
	put(t, d, "ana-e1.jsonl", first, strings.TrimSuffix(second, "\n"))
	j := opened(d, "", nil)
	if events, err := j.Events(); err != nil || len(events) != 2 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	put(t, d, "ana-e1.jsonl", first, strings.TrimSuffix(second, "\n")+"x\n")
	if _, err := j.Events(); err == nil || err.Error() != "/disk/"+journalDir+"/ana-e1.jsonl:2: there is more on the line after its event" {
		t.Errorf("more on a line that was read: %v", err)
	}
}

// TestWhatAnotherProgramSavesComesWithTheNextReading holds for two programs of one
// writer, which go on in one file.
func TestWhatAnotherProgramSavesComesWithTheNextReading(t *testing.T) {
	d, git := forgetful.New(), &repository{}
	done(t, folders(d))
	a, b := opened(d, "ana", git), opened(d, "ana", git)
	for _, c := range []struct {
		j    *folder.Journal
		save string
		want string // what it reads then
	}{
		{a, "e1", ""}, {a, "e2", ""}, {b, "e3", "e1 e2 e3"}, {b, "e4", ""}, {a, "e5", "e3 e4 e5"}, {a, "e6", ""}, {b, "e7", "e5 e6 e7"},
	} {
		done(t, c.j.Append(words("ana", c.save)))
		events, err := c.j.Events()
		var got []string
		for _, e := range events {
			got = append(got, e.ID)
		}
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("who has saved %s reads %q, %v, want %q", c.save, got, err, c.want)
		}
	}
	if entries, err := d.ReadDir(journalDir); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// TestAReaderFollowsAFileWhateverComesAtOnce reads it after each part.
func TestAReaderFollowsAFileWhateverComesAtOnce(t *testing.T) {
	d := forgetful.New()
	done(t, folders(d), answering(nil, "ana", "e1")(d), answering(nil, "ana", "e2")(d), answering(nil, "ana", "e3", "e4")(d), answering(nil, "ana", "e5")(d))
	lines := rows(t, d, "ana-e1.jsonl")
	one, two, three, four, five := strings.TrimSuffix(lines[0], "\n"), strings.TrimSuffix(lines[1], "\n"), lines[2], strings.TrimSuffix(lines[3], "\n"), lines[4]
	for name, parts := range map[string][]string{ // Each part, and what comes of it.
		"newlines alone":             {one, "e1", "\n", "", two, "e2", "\n", "", three, "", four, "e3 e4", "\n", "", five, "e5"},
		"newlines with what follows": {one, "e1", "\n" + two, "e2", "\n" + three, "", four, "e3 e4", "\n" + five, "e5"},
		"parts of lines":             {one + "\n" + two[:9], "e1", two[9:], "e2", "\n" + three[:9], "", three[9:] + four[:9], "", four[9:] + "\n" + five, "e3 e4 e5"},
	} {
		put(t, d, "ana-e1.jsonl")
		j := opened(d, "", nil)
		for n := 0; n < len(parts); n += 2 {
			done(t, adding(d, journalDir+"/ana-e1.jsonl", parts[n]))
			events, err := j.Events()
			var got []string
			for _, e := range events {
				got = append(got, e.ID)
			}
			if err != nil || strings.Join(got, " ") != parts[n+1] {
				t.Errorf("%s: %.20q brings %q, %v, want %q", name, parts[n], got, err, parts[n+1])
			}
		}
	}
}

func TestGitThatIsSilentIsNotedOfTheFile(t *testing.T) {
	d, git := forgetful.New(), &repository{}
	done(t, folders(d), answering(git, "ana", "e1")(d), d.Remove(journalDir+"/ana-e1.jsonl"))
	git.silent = errors.New("no git")
	faults, notes := opened(d, "ana", git).Verify(later, nil)
	if len(faults) != 0 || len(notes) != 1 || notes[0].Error() != "/disk/"+journalDir+"/ana-e1.jsonl: the journal that was saved here is gone, and git could not be asked for it: no git" {
		t.Errorf("%v, %v", faults, notes)
	}
}
