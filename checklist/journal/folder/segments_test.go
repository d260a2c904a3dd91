package folder_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/journal/folder"
)

// repository is what a journal sees of git.
type repository struct {
	moved, index  string
	tracks, holds map[string]bool
	silent        error // why it does not answer
}

func (r *repository) Moved() string                    { return r.moved }
func (r *repository) Index() string                    { return r.index }
func (r *repository) Tracks(file string) (bool, error) { return r.tracks[file], r.silent }
func (r *repository) Holds(file string) (bool, error)  { return r.holds[file], r.silent }

// openIn opens the journal as a clone with a repository sees it.
func (s *surviving) openIn(git folder.Git, writer string) *folder.Journal {
	s.t.Helper()
	j, err := folder.Open(folder.Options{
		Disk: durable.Root(filepath.Dir(s.dir)), Dir: "journal", Local: "local", Audit: "x-1", Writer: writer, Git: git,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return j
}

func (s *surviving) names() []string {
	s.t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir, "*.jsonl"))
	if err != nil {
		s.t.Fatal(err)
	}
	for n, f := range files {
		files[n] = "journal/" + filepath.Base(f)
	}
	return files
}

func TestAFileThatGitMayHaveSeenIsNeverAppendedTo(t *testing.T) {
	for name, c := range map[string]struct {
		happens func(s *surviving, r *repository)
		files   int
	}{
		"nothing":                               {func(*surviving, *repository) {}, 1},
		"the index changed, not by it":          {func(_ *surviving, r *repository) { r.index = "2" }, 1},
		"it was added to the index":             {func(s *surviving, r *repository) { r.index, r.tracks[s.names()[0]] = "2", true }, 2},
		"git does not say whether it was added": {func(_ *surviving, r *repository) { r.index, r.silent = "2", errors.New("no git") }, 2},
		"a commit, a checkout or a stash":       {func(_ *surviving, r *repository) { r.moved = "2" }, 2},
		"the clone's note is gone":              {func(s *surviving, _ *repository) { s.remove(s.local) }, 2},
		"the end is not the one noted": {func(s *surviving, _ *repository) {
			text, err := os.ReadFile(s.path("ana"))
			if err != nil {
				s.t.Fatal(err)
			}
			s.write([]byte(strings.SplitAfter(string(text), "\n")[0]))
		}, 2},
	} {
		s := newSurviving(t)
		r := &repository{moved: "1", index: "1", tracks: map[string]bool{}, holds: map[string]bool{}}
		s.append(s.openIn(r, "ana"), s.step("ana", 1))
		s.append(s.openIn(r, "ana"), s.step("ana", 1))
		before := s.names()
		if len(before) != 1 {
			t.Fatalf("%s: two answers in a row are in %v", name, before)
		}
		c.happens(s, r)
		text, err := os.ReadFile(filepath.Join(filepath.Dir(s.dir), before[0]))
		if err != nil {
			t.Fatal(err)
		}
		j := s.openIn(r, "ana")
		events := s.events(j)
		s.append(j, s.step("ana", 1))
		if files := s.names(); len(files) != c.files {
			t.Errorf("%s: the answer went into one of %v", name, files)
		}
		if now, err := os.ReadFile(filepath.Join(filepath.Dir(s.dir), before[0])); err != nil || c.files == 2 && string(now) != string(text) {
			t.Errorf("%s: the file was touched, %v", name, err)
		}
		if n := len(s.events(s.open(""))); n != len(events)+1 {
			t.Errorf("%s: %d events of %d", name, n, len(events)+1)
		}
	}
}

func (s *surviving) remove(dir string) {
	s.t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		s.t.Fatal(err)
	}
}

func TestACopiedFolderBeginsAFileOfItsOwn(t *testing.T) {
	s := newSurviving(t)
	s.append(s.open("ana"), s.step("ana", 1))
	copied := &surviving{t: t, dir: filepath.Join(t.TempDir(), "journal"), made: 50}
	copied.local = filepath.Join(filepath.Dir(copied.dir), "local")
	if err := os.CopyFS(filepath.Dir(copied.dir), os.DirFS(filepath.Dir(s.dir))); err != nil {
		t.Fatal(err)
	}
	s.append(s.open("ana"), s.step("ana", 1))
	there := copied.open("ana")
	copied.events(there)
	copied.append(there, copied.step("ana", 1))
	if err := os.CopyFS(filepath.Join(s.dir, "from"), os.DirFS(copied.dir)); err != nil {
		t.Fatal(err)
	}
	brought, err := filepath.Glob(filepath.Join(s.dir, "from", "ana-ana51.jsonl"))
	if err != nil || len(brought) != 1 || os.Rename(brought[0], filepath.Join(s.dir, "ana-ana51.jsonl")) != nil {
		t.Fatal(brought, err)
	}
	if events := s.events(s.open("")); len(events) != 3 {
		t.Errorf("%d events of the two copies, want 3", len(events))
	}
}

func TestALineNamesTheEndsThatItsWriterHadRead(t *testing.T) {
	s := newSurviving(t)
	first := s.append(s.open("ana"), s.step("ana", 2))
	ben := s.open("ben")
	s.events(ben)
	second := s.append(ben, s.step("ben", 1))
	if !slices.Equal(second[0].Ends, []string{first[1].Sum}) {
		t.Errorf("Ben's first line names %v", second[0].Ends)
	}
	if third := s.append(ben, s.step("ben", 1)); third[0].Ends != nil {
		t.Errorf("nothing was read since, and yet a line names %v", third[0].Ends)
	}
	cem := s.open("cem")
	s.events(cem)
	if fourth := s.append(cem, s.step("cem", 1)); len(fourth[0].Ends) != 1 || fourth[0].Ends[0] == first[1].Sum {
		t.Errorf("who has read Ben's end has read what lies behind it: %v", fourth[0].Ends)
	}
	// What Cem has not read is not named, and what he reads later is.
	fifth := s.append(ben, s.step("ben", 1))
	if unread := s.append(cem, s.step("cem", 1)); unread[0].Ends != nil {
		t.Errorf("a line names what its writer has not read: %v", unread[0].Ends)
	}
	s.events(cem)
	if read := s.append(cem, s.step("cem", 1)); !slices.Equal(read[0].Ends, []string{fifth[0].Sum}) {
		t.Errorf("after reading on a line names %v", read[0].Ends)
	}
}

func TestWhatAnybodyHasReadCannotVanishUnseen(t *testing.T) {
	s := newSurviving(t)
	s.append(s.open("ana"), s.step("ana", 1))
	s.append(s.open("ana"), s.step("ana", 1))
	ben := s.open("ben")
	s.events(ben)
	s.append(ben, s.step("ben", 1))
	if err := s.faults(""); err != nil {
		t.Fatalf("nothing is missing, and yet: %v", err)
	}
	text, err := os.ReadFile(s.path("ana"))
	if err != nil {
		t.Fatal(err)
	}
	s.write([]byte(strings.SplitAfter(string(text), "\n")[0]))
	if err := s.faults(""); err == nil || !strings.Contains(err.Error(), s.path("ben")+":1: its writer had read a line with the checksum ") {
		t.Errorf("the last line of Ana's file is gone: %v", err)
	}
	s.remove(s.path("ana"))
	if err := s.faults(""); err == nil {
		t.Error("Ana's file is gone, and nothing is said")
	}
}

func TestVerifyAsksGitBeforeItMissesAFile(t *testing.T) {
	s := newSurviving(t)
	r := &repository{tracks: map[string]bool{}, holds: map[string]bool{}}
	s.append(s.openIn(r, "ana"), s.step("ana", 1))
	file := s.names()[0]
	s.remove(s.path("ana"))
	if faults, _ := s.openIn(r, "ana").Verify(later, nil); len(faults) != 1 || !strings.Contains(faults[0].Error(), "git does not have it either") {
		t.Errorf("a file that is nowhere: %v", faults)
	}
	r.silent = errors.New("no git")
	if faults, notes := s.openIn(r, "ana").Verify(later, nil); len(faults) != 0 || len(notes) != 1 || !strings.Contains(notes[0].Error(), "the journal that was saved here is gone, and git could not be asked for it: no git") {
		t.Errorf("git does not answer: %v, %v", faults, notes)
	}
	r.silent, r.holds[file] = nil, true
	if faults, notes := s.openIn(r, "ana").Verify(later, nil); len(faults) != 0 || len(notes) != 0 {
		t.Errorf("a file that another branch has: %v, %v", faults, notes)
	}
}

func TestVerifyTellsOfHalfAChangeAndOddLinesAndTheFuture(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 2)
	s.write([]byte(strings.Join(strings.SplitAfter(string(full), "\n")[:2], "")))
	s.remove(s.local)
	if err := s.faults(""); err == nil || !strings.Contains(err.Error(), ":2: the change continues on a line that is not there") {
		t.Errorf("half a change: %v", err)
	}
	line := strings.SplitAfter(string(full), "\n")[0]
	for name, c := range map[string]struct{ old, new, want string }{
		"twice":        {`"clock":1`, `"clock":1,"clock":1`, `its member "clock" occurs twice`},
		"other case":   {`"clock":1`, `"Clock":1`, `its member "Clock" is not in lower case`},
		"twice within": {`"name":"Ana"`, `"name":"Ana","Name":"Ben"`, `its member "Name" occurs twice`},
		"no UTF-8":     {`reason 1`, "reason \xff", "it has bytes that are not UTF-8"},
	} {
		s.write([]byte(resealed(strings.Replace(line, c.old, c.new, 1))))
		if err := s.faults(""); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.write([]byte(line))
	faults, notes := s.open("").Verify(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), nil)
	if len(faults) != 0 || len(notes) != 1 || !strings.Contains(notes[0].Error(), "the entry is from the future, 2026-11-24") || !strings.Contains(notes[0].Error(), ": Ana's clock was ahead, or the time was made up") {
		t.Errorf("from the future: %v, %v", faults, notes)
	}
}

// resealed gives an altered line the sum of its bytes.
func resealed(line string) string {
	body, _, _ := strings.Cut(line, `,"sum":"`)
	return body + `,"sum":"` + sumOf(body+"}") + `"}` + "\n"
}

func TestRepairGivesEachSideAFileAndLosesNoEvent(t *testing.T) {
	// One writer has gone on in one file of format 1 on two branches.
	side := func(other int) string {
		f := newSurviving(t)
		f.fill("ana", 2)
		f.made = other
		f.append(f.open("ana"), f.step("ana", 2))
		text, err := os.ReadFile(f.path("ana"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	ours, theirs := side(20), side(40)
	common := 0
	for ours[:common+1] == theirs[:common+1] {
		common++
	}
	common = strings.LastIndex(ours[:common], "\n") + 1
	damaged := []byte(ours[len(ours)-9:]) // the end of some line
	for name, text := range map[string]string{
		"git's marks": ours[:common] + "<<<<<<< HEAD\n" + ours[common:] + "=======\n" + theirs[common:] + ">>>>>>> feature\n",
		"union merge": ours + theirs[common:],
		"and damage":  ours[:common] + "<<<<<<< HEAD\n" + ours[common:] + string(damaged) + "=======\n" + theirs[common:] + ">>>>>>> feature\n",
	} {
		s := newSurviving(t)
		if err := os.MkdirAll(s.dir, 0o755); err != nil {
			t.Fatal(err)
		}
		old := filepath.Join(s.dir, "ana.jsonl")
		if err := os.WriteFile(old, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		j := s.open("ben")
		if _, err := j.Events(); err == nil {
			t.Fatalf("%s: it reads as it is", name)
		}
		mends, err := j.Damaged(nil)
		if err != nil || len(mends) != 1 || len(mends[0].Into) != 2 {
			t.Fatalf("%s: %+v, %v", name, mends, err)
		}
		done, err := j.Repair(mends[0])
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range s.events(s.open("")) {
			seen[e.ID] = true
		}
		for _, id := range []string{"ana1", "ana2", "ana3", "ana21", "ana22", "ana41", "ana42"} {
			if !seen[id] {
				t.Errorf("%s: the event %s is lost", name, id)
			}
		}
		if err := s.faults(""); err != nil {
			t.Errorf("%s: after the repair: %v", name, err)
		}
		if kept, err := os.ReadFile(filepath.Join(s.local, "repaired", done.Aside)); err != nil || string(kept) != text {
			t.Errorf("%s: the old file is not kept: %v", name, err)
		}
	}
}

func TestRepairMovesAsideAnEventThatWasCutShort(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 2)
	last := bytes.LastIndexByte(full[:len(full)-1], '\n') + 1
	cut := full[:len(full)-9]
	s.write(cut)
	j := s.open("ben")
	mends, err := j.Damaged(nil)
	if err != nil || len(mends) != 1 || !strings.Contains(fmt.Sprint(mends[0].Why), "are an incomplete event") {
		t.Fatalf("%+v, %v", mends, err)
	}
	done, err := j.Repair(mends[0])
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(filepath.Join(s.local, "repaired", done.Aside)); err != nil || !bytes.Equal(kept, cut) {
		t.Errorf("what was cut short is not kept: %v", err)
	}
	j = s.open("")
	if n, want := len(s.events(j)), whole(full[:last]); n != want || len(j.Cuts()) > 0 {
		t.Errorf("%d events, want %d, and cut short are %v", n, want, j.Cuts())
	}
}

func TestRepairReadsLinesThroughWhatAnEditorPutsAroundThem(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 2)
	s.write(append([]byte("\ufeff"), bytes.ReplaceAll(full, []byte("\n"), []byte("\r\n"))...))
	j := s.open("ben")
	mends, err := j.Damaged(nil)
	if err != nil || len(mends) != 1 || mends[0].Lines != 0 {
		t.Fatalf("%+v, %v", mends, err)
	}
	if _, err := j.Repair(mends[0]); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(s.dir, mends[0].File)); err != nil || !bytes.Equal(got, full) {
		t.Errorf("the file is not as it was before: %v", err)
	}
}

func TestRepairBringsBackWhatOnlyCommitsHave(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 3)
	first := full[:bytes.IndexByte(full, '\n')+1]
	files, err := filepath.Glob(filepath.Join(s.dir, "*.jsonl"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	name := filepath.Base(files[0])
	commits := map[string][][]byte{name: {first, full}}
	for what, now := range map[string][]byte{"as it was": full, "gone": nil, "empty": {}, "short": first, "other words": []byte("words\n")} {
		if now == nil {
			err = os.Remove(files[0])
		} else {
			err = os.WriteFile(files[0], now, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		j := s.open("ben")
		mends, err := j.Damaged(commits)
		if err != nil || (len(mends) == 0) != bytes.Equal(now, full) {
			t.Fatalf("%s: %+v, %v", what, mends, err)
		}
		for _, m := range mends {
			done, err := j.Repair(m)
			if err != nil || m.Gone() != (now == nil) || (done.Aside == "") != m.Gone() {
				t.Errorf("%s: %+v, %v", what, done, err)
			}
		}
		if got, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(got, full) {
			t.Errorf("%s: the file is not as it was committed: %v", what, err)
		}
	}
}

func TestRepairKeepsEventsThatLostTheirBeginning(t *testing.T) {
	s := newSurviving(t)
	full := s.fill("ana", 4)
	lines := strings.SplitAfter(string(full), "\n")
	lines[1] = strings.Replace(lines[1], "reason", "raisin", 1)
	s.write([]byte(strings.Join(lines, "")))
	j := s.open("ana")
	mends, err := j.Damaged(nil)
	if err != nil || len(mends) != 1 || mends[0].Lines != 1 {
		t.Fatalf("%+v, %v", mends, err)
	}
	if _, err := j.Repair(mends[0]); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range s.events(s.open("")) {
		ids = append(ids, e.ID)
	}
	slices.Sort(ids)
	if want := []string{"ana1", "ana3", "ana4", "ana5", "ana6", "ana7"}; !slices.Equal(ids, want) {
		t.Errorf("%v are there, want %v: all but the one that was altered", ids, want)
	}
}

func TestAChangeThatIsInTwoFilesIsNoFault(t *testing.T) {
	s := newSurviving(t)
	step := s.step("ana", 2)
	s.append(s.open("ana"), slices.Clone(step))
	s.remove(s.local)
	again := []event.Event{step[0], step[1]}
	again[0].ID, again[1].ID = "ana1", "ana2"
	if err := os.Rename(s.path("ana"), filepath.Join(s.dir, "ana-before.jsonl")); err != nil {
		t.Fatal(err)
	}
	s.append(s.open("ana"), again)
	if err := s.faults(""); err != nil {
		t.Errorf("what could not be synced was written again: %v", err)
	}
}
