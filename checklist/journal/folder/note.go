package folder

import (
	"encoding/json"
	"os"
	"path"
	"strings"

	"clausewalk/checklist/durable"
)

// note is what this clone remembers of what it has saved: which file it goes on
// in, and where each of its files ended. That is what tells that lines were
// taken off the end of a journal, which the chain of sums cannot.
type note struct {
	File  string         `json:"file"` // the present one, without its ending
	Seq   int            `json:"seq"`
	Sum   string         `json:"sum"`
	At    string         `json:"at"`              // where the workspace was
	Git   string         `json:"git,omitempty"`   // what Git.Moved said then
	Index string         `json:"index,omitempty"` // what Git.Index said then
	Ended map[string]end `json:"ended,omitempty"` // the files before

	size int // in bytes, as it was read; 0 where it could not be
}

// end returns the last event that was saved in a file, the zero one for none.
func (n note) end(file string) end {
	if n.File == file {
		return end{n.Seq, n.Sum}
	}
	return n.Ended[file]
}

// ended adds the end of a file that is not gone on in.
func (n *note) ended(file string, at end) {
	if n.Ended == nil {
		n.Ended = map[string]end{}
	}
	n.Ended[file] = at
}

// end is the last event of a file.
type end struct {
	Seq int    `json:"seq"`
	Sum string `json:"sum"`
}

// maxNote is the largest note that is read, in bytes.
const maxNote = 16 << 20

func (j *Journal) notePath() string {
	return path.Join(j.Local, j.Writer+"-"+j.Audit+"-tip.json")
}

// readNote returns what was noted, nothing where that cannot be read.
func (j *Journal) readNote() note {
	n, f := j.openNote(os.O_RDONLY)
	if f != nil {
		_ = f.Close() // It was only read.
	}
	return n
}

// openNote is readNote for whoever goes on with the file. That is nil where it
// cannot be opened.
func (j *Journal) openNote(flag int) (n note, f durable.File) {
	f, err := j.Disk.OpenFile(j.notePath(), flag, 0)
	if err != nil {
		return note{}, nil
	}
	data, err := readFrom(f, "", 0, maxNote)
	if err != nil || json.Unmarshal(data, &n) != nil {
		return note{}, f
	}
	n.size = len(data)
	n.File = strings.TrimSuffix(n.File, suffix) // Format 1 wrote it with its ending.
	return n, f
}

// note remembers the last event, in the file of the note before if that is open. A
// note that could not be written costs the check and a file, and not the answer.
func (j *Journal) note(f durable.File, before, now note, name string, last file) {
	now.File, now.Seq, now.Sum, now.Ended = name, last.seq, last.sum, before.Ended
	if before.File != "" && before.File != name {
		now.ended(before.File, end{before.Seq, before.Sum})
	}
	data, err := json.Marshal(now)
	if err != nil {
		return
	}
	if f == nil {
		if f, err = j.Disk.OpenFile(j.notePath(), os.O_WRONLY|os.O_CREATE, 0o644); err != nil {
			return
		}
		defer f.Close()
	}
	// Written over what is there: a file that is emptied first is sent to the disk
	// as it is closed.
	end := len(data)
	if _, err := f.Write(data); err != nil {
		end = 0 // Half of it would accuse somebody of what nobody has done.
	}
	if end == 0 || before.size == 0 || before.size > end { // To cut a file changes it even where it is as long.
		_ = f.Truncate(int64(end))
	}
}
