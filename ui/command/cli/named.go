package cli

import (
	"errors"
	"io"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
	"clausewalk/ui/clauses"
	"clausewalk/ui/session"
)

// maxText is the most that is read of --reason @file and the like, in bytes.
const maxText = 16 << 20

const outsideHint = "look at what is there; evidence and import can read it with --outside"

// OpenNamed opens a file that the person named. One that is inside the
// repository and leads out of it through a link is opened only when the person
// says so: on a terminal, or by a flag.
func (r *Run) OpenNamed(path string, outside bool) (durable.File, error) {
	file := r.Resolve(path)
	err := workspace.LeadsOut(r.Dir, file)
	if err != nil && !outside && !r.Agreed(err) {
		return nil, err
	}
	return durable.Named(file)
}

// Named reads a file that the person named, at most limit bytes.
func (r *Run) Named(path string, limit int64, outside bool) ([]byte, error) {
	f, err := r.OpenNamed(path, outside)
	if err != nil {
		return nil, err
	}
	return durable.ReadAll(f, r.Resolve(path), limit)
}

// List reads a file of the person's that names one thing a line, and returns the
// lines but for blank ones and those that begin with a number sign.
func (r *Run) List(path string) ([]string, error) {
	text, err := r.Named(path, maxText, false)
	if err != nil {
		return nil, err
	}
	var all []string
	for line := range strings.SplitSeq(strings.TrimPrefix(string(text), "\ufeff"), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all, nil
}

// StandardInput reads all of it, at most limit bytes.
func (r *Run) StandardInput(limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r.Stdin, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = &durable.SizeError{Path: "standard input", Limit: limit}
	}
	return data, err
}

// Agreed asks on a terminal whether to go on in spite of an error. Without one
// the answer is no.
func (r *Run) Agreed(err error) bool {
	if !r.Terminal {
		return false
	}
	said, askErr := r.Ask(err.Error()+": read it anyway (yes, no)", "no")
	return askErr == nil && strings.EqualFold(said, "yes")
}

// Collect makes evidence of what the person named, and asks before it follows a
// link out of the repository.
func (r *Run) Collect(s *session.Session, spec string, allow workspace.Allow) (event.Evidence, error) {
	e, err := s.Collect(r.Dir, spec, allow)
	var out *workspace.OutsideError
	if errors.As(err, &out) && r.Agreed(out) {
		allow.Outside = true
		e, err = s.Collect(r.Dir, spec, allow)
	}
	return e, err
}

// NoteStep says what a person should know of a step that was made: which pieces git
// is not going to commit, and what was the same as an answer that has changed.
func (r *Run) NoteStep(s *session.Session, step []event.Event) {
	for _, e := range step {
		piece, ok := event.As[*event.Evidence](&e)
		if !ok || piece == nil {
			continue
		}
		if i, ok := s.IgnoredFile(*piece); ok {
			r.Note("%s; git add -f adds it anyway", i)
		}
	}
	for _, one := range clauses.LeftBehind(s, step) {
		var entries []string
		say := []string{}
		for _, ref := range one.Refs {
			if s.Item(ref).Same == nil {
				say = append(say, "clausewalk submission text "+ref.Label+" --same-as "+one.Of.Label)
				continue
			}
			_, entry := policy.CutEntry(ref.Label)
			entries = append(entries, entry)
		}
		if len(entries) > 0 {
			say = append(say, "clausewalk answer "+s.Name(one.Of)+" --serves "+strings.Join(entries, ","))
		}
		r.Note("%s. To let them follow: %s", one.Words(), strings.Join(say, "; "))
	}
}
