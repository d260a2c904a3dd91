package folder

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"clausewalk/checklist"
)

// tip is the last event that this clone has saved. It is what tells that lines
// were taken off the end of a journal, which the chain of sums cannot.
type tip struct {
	File string `json:"file"`
	Seq  int    `json:"seq"`
	Sum  string `json:"sum"`
}

func (j *Journal) tipPath() string {
	return filepath.Join(j.local, j.writer+"-"+filepath.Base(filepath.Dir(j.dir))+"-tip.json")
}

// keepTip notes the last event. A note that could not be written costs the
// check and not the answer.
func (j *Journal) keepTip(f file) {
	if data, err := json.Marshal(tip{filepath.Base(j.path(j.writer)), f.seq, f.sum}); err == nil {
		_ = os.WriteFile(j.tipPath(), data, 0o644)
	}
}

// Verify reads every journal from its beginning and returns all that is wrong,
// each fault with its file and line. It changes nothing.
func (j *Journal) Verify() []error {
	writers, err := j.writers()
	if err != nil {
		return []error{err}
	}
	var faults []error
	known, saved := j.readTip()
	ids := map[string]string{}
	var refer []func()
	for _, w := range writers {
		data, err := readFrom(j.path(w), 0)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		at := file{}
		for n, line := range lines(data) {
			where := fmt.Sprintf("%s:%d", j.path(w), n+1)
			e, err := checklist.DecodeEvent(line)
			if err == nil {
				err = follows(e, at, w)
			}
			if err != nil {
				faults = append(faults, &DamageError{j.path(w), n + 1, err})
			}
			if e.ID == "" {
				at = file{seq: at.seq + 1}
				continue
			}
			if first, twice := ids[e.ID]; twice {
				faults = append(faults, &DamageError{j.path(w), n + 1, fmt.Errorf("the id %s is that of %s", e.ID, first)})
			}
			ids[e.ID] = where
			at = file{seq: e.Seq, sum: e.Sum}
			if w == j.writer && saved && e.Seq == known.Seq && e.Sum != known.Sum {
				faults = append(faults, &DamageError{j.path(w), n + 1, errors.New("another event was saved here")})
			}
			refer = append(refer, func() {
				for _, id := range e.Over {
					if ids[id] == "" {
						faults = append(faults, &DamageError{j.path(w), n + 1, fmt.Errorf("it refers to the event %s, which is in no journal: lines are missing", id)})
					}
				}
			})
		}
		if err := j.checkTip(w, at); err != nil {
			faults = append(faults, &DamageError{j.path(w), at.seq + 1, err})
		}
	}
	for _, check := range refer {
		check()
	}
	return append(faults, j.lostFile(writers)...)
}

// lines splits a file at its newlines; an empty file has none.
func lines(data []byte) [][]byte {
	if len(data) == 0 {
		return nil
	}
	return bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
}

func (j *Journal) readTip() (tip, bool) {
	var known tip
	data, err := os.ReadFile(j.tipPath())
	if err != nil || json.Unmarshal(data, &known) != nil {
		return tip{}, false
	}
	return known, true
}

func (j *Journal) checkTip(writer string, at file) error {
	if writer != j.writer {
		return nil
	}
	if known, ok := j.readTip(); ok && at.seq < known.Seq {
		return fmt.Errorf("%d events that were saved here are missing at the end", known.Seq-at.seq)
	}
	return nil
}

func (j *Journal) lostFile(writers []string) []error {
	if _, ok := j.readTip(); !ok {
		return nil
	}
	for _, w := range writers {
		if w == j.writer {
			return nil
		}
	}
	return []error{fmt.Errorf("%s: %w", j.path(j.writer), errors.New("the journal that was saved here is gone"))}
}
