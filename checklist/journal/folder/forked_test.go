package folder_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"clausewalk/checklist/journal/folder"
)

func TestAFileThatTwoBranchesWentOnInIsNamedAsSuch(t *testing.T) {
	s := newSurviving(t)
	base := string(s.fill("ana", 2))
	side := func(from int) string {
		f := newSurviving(t)
		f.fill("ana", 2)
		f.made = from
		f.append(f.open("ana"), f.step("ana", 1))
		text, err := os.ReadFile(f.path("ana"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(string(text), base)
	}
	ours, theirs := side(20), side(40)
	for name, c := range map[string]struct {
		text   string
		forked bool
	}{
		"both sides":           {base + ours + theirs, true},
		"the same line twice":  {base + ours + ours, false},
		"a line that is gone":  {strings.Join(strings.SplitAfter(base, "\n")[:1], "") + ours, false},
		"one side, as it was":  {base + ours, false},
		"the side of somebody": {base + theirs, false},
	} {
		s.write([]byte(c.text))
		_, err := s.open("").Events()
		faults, _ := s.open("").Verify(later, nil)
		if errors.Is(err, folder.ErrForked) != c.forked || errors.Is(errors.Join(faults...), folder.ErrForked) != c.forked {
			t.Errorf("%s: %v, %v", name, err, faults)
		}
	}
}
