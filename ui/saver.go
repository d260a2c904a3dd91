package ui

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/workspace"
	"clausewalk/policy"
)

// saver brings the steps of a sitting to the journal, one at a time and in
// order. A step stays with it until it is on disk.
type saver struct {
	journal checklist.Journal
	disk    sync.Mutex // held while the journal is at work
	list    sync.Mutex // guards pending
	pending [][]checklist.Event
	draft   sync.Mutex // held while a draft is written
}

// add hands over a step. It never waits for the disk.
func (s *saver) add(step []checklist.Event) {
	s.list.Lock()
	defer s.list.Unlock()
	s.pending = append(s.pending, step)
}

func (s *saver) first() []checklist.Event {
	s.list.Lock()
	defer s.list.Unlock()
	if len(s.pending) == 0 {
		return nil
	}
	return s.pending[0]
}

// flush writes every pending step and returns what was written.
func (s *saver) flush() ([]checklist.Event, error) {
	s.disk.Lock()
	defer s.disk.Unlock()
	var written []checklist.Event
	for step := s.first(); step != nil; step = s.first() {
		if err := s.journal.Append(step); err != nil {
			return written, err
		}
		written = append(written, step...)
		s.list.Lock()
		s.pending = s.pending[1:]
		s.list.Unlock()
	}
	return written, nil
}

// load returns what others have written since the last call.
func (s *saver) load() ([]checklist.Event, error) {
	s.disk.Lock()
	defer s.disk.Unlock()
	return s.journal.Events()
}

// rescue writes what could not be saved where it can be found again, and
// returns that file's path.
func (s *saver) rescue(w *workspace.Workspace) (string, error) {
	data, err := json.MarshalIndent(s.pending, "", "  ")
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("clausewalk-unsaved-%s.json", s.pending[0][0].ID)
	if durable.WriteFile(w.Disk, workspace.LocalName(name), data, 0o600) == nil {
		return filepath.Join(w.Local(), name), nil
	}
	return filepath.Join(os.TempDir(), name), durable.WriteFile(durable.Root(os.TempDir()), name, data, 0o600)
}

// The messages that come back from the disk.
type (
	savedMsg struct {
		events []checklist.Event
		at     time.Time
		err    error
	}
	loadedMsg struct {
		events []checklist.Event
		texts  []*policy.Policy // of the editions that were adopted
		err    error
	}
	// changedMsg says that a journal file may have grown.
	changedMsg struct{}
	draftMsg   struct{ err error }
)

func (m *Model) save() tea.Cmd {
	s, now := m.saver, m.audit.Hand.Now
	return func() tea.Msg {
		written, err := s.flush()
		return savedMsg{written, now(), err}
	}
}

func (m *Model) load() tea.Cmd {
	s, audit := m.saver, m.audit
	return func() tea.Msg {
		events, err := s.load()
		if err != nil {
			return loadedMsg{err: err}
		}
		texts, err := audit.Adopted(events)
		return loadedMsg{events, texts, err}
	}
}

// keepDraft writes the words of the open box. While one write is under way the
// next waits, so that the newest words are written last.
func (m *Model) keepDraft(d workspace.Draft) tea.Cmd {
	m.draft = &d
	if m.drafting {
		return nil
	}
	return m.writeDraft()
}

func (m *Model) writeDraft() tea.Cmd {
	if m.draft == nil {
		return nil
	}
	d, drafts, lock := *m.draft, m.audit.Drafts, &m.saver.draft
	m.draft, m.drafting = nil, true
	return func() tea.Msg {
		lock.Lock()
		defer lock.Unlock()
		if d.Text == "" {
			return draftMsg{drafts.Drop(d.Ref())}
		}
		return draftMsg{drafts.Save(d)}
	}
}
