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
