package workspace

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os/user"
	"strings"
	"unicode"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// Identity returns who is at the keyboard as git's configuration in dir claims
// it, else the system's user. Nothing verifies it.
func Identity(dir string) event.Person {
	var p event.Person
	// One question: starting git is most of what it costs. What comes last counts.
	for _, entry := range strings.Split(output(dir, "config", "--null", "--get-regexp", `^user\.(name|email)$`), "\x00") {
		switch key, value, _ := strings.Cut(entry, "\n"); key {
		case "user.name":
			p.Name = oneLine(value)
		case "user.email":
			p.Email = oneLine(value)
		}
	}
	if p.Name == "" {
		if u, err := user.Current(); err == nil {
			p.Name = oneLine(u.Name)
			if p.Name == "" {
				p.Name = oneLine(u.Username)
			}
		}
	}
	if p.Name == "" && p.Email == "" {
		p.Name = "unknown"
	}
	return p
}

// keptPerson is who answers in this clone, as a person said when the audit was
// started. It is for this place alone: a folder that somebody copied is answered by
// somebody else.
type keptPerson struct {
	event.Person
	At string `json:"at"` // the app's folder
}

var keptPersonFile = LocalName("person.json")

// KeepPerson keeps who answers in this clone, for the next starts.
func KeepPerson(w *Workspace, p event.Person) error {
	data, err := json.Marshal(keptPerson{p, w.Root})
	if err == nil {
		err = w.makeLocal()
	}
	if err != nil {
		return err
	}
	return durable.WriteFile(w.Disk, keptPersonFile, append(data, '\n'), 0o644)
}

// PersonOf returns who answers in this clone: whom KeepPerson has kept, else as
// Identity says.
func PersonOf(w *Workspace) event.Person {
	var kept keptPerson
	if w.Commit() == nil && w.readJSON(keptPersonFile, &kept) == nil && kept.At == w.Root && kept.Name != "" {
		return event.Person{Name: oneLine(kept.Name), Email: oneLine(kept.Email)}
	}
	return Identity(w.Root)
}

// ParsePerson reads "Ana Ruiz" or "Ana Ruiz <ana@example.org>".
func ParsePerson(s string) event.Person {
	return event.ParsePerson(oneLine(s))
}

// oneLine keeps of a text what can be shown as a name: no line ends, and nothing
// that drives a terminal.
func oneLine(s string) string {
	apart := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), apart), " ")
}

// commit returns the commit that is checked out, empty where there is none.
func commit(dir string) string {
	return oneLine(output(dir, "rev-parse", "--verify", "--quiet", "HEAD"))
}

// writerFile names the writer of this clone. A folder that was copied brings the
// file along, and must not write on as somebody else: a writer belongs to a place.
type writerFile struct {
	Writer    string            `json:"writer"`
	At        string            `json:"at,omitempty"`        // the app's folder; format 1 did not say
	Elsewhere map[string]string `json:"elsewhere,omitempty"` // the writers of other places of the same files
}

// of returns the writer of a place, empty where it has none yet.
func (f writerFile) of(root string) string {
	if f.At == "" || f.At == root {
		return f.Writer
	}
	return f.Elsewhere[root]
}

// Writer returns the name under which this clone writes. The first call makes
// it of the person's name and random letters.
func (w *Workspace) Writer(p event.Person) (string, error) {
	var known writerFile
	err := w.readJSON(writerFileName, &known)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := w.makeLocal(); err != nil {
		return "", err
	}
	if writer := known.of(w.Root); writer != "" {
		return writer, nil
	}
	now := writerFile{At: w.Root, Elsewhere: known.Elsewhere}
	if known.Writer != "" {
		if now.Elsewhere == nil {
			now.Elsewhere = map[string]string{}
		}
		now.Elsewhere[known.At] = known.Writer
	}
	name := strings.Trim(strings.ReplaceAll(slug(p.String()), ".", "-"), "-_")
	now.Writer = fmt.Sprintf("%.24s-%s", name, strings.ToLower(rand.Text()[:8]))
	data, err := json.Marshal(now)
	if err != nil {
		return "", err
	}
	return now.Writer, durable.WriteFile(w.Disk, writerFileName, append(data, '\n'), 0o644)
}

var writerFileName = LocalName("writer.json")

// KnownWriter returns the name that Writer has made, empty where it has not.
func (w *Workspace) KnownWriter() (string, error) {
	var known writerFile
	err := w.readJSON(writerFileName, &known)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return known.of(w.Root), err
}
