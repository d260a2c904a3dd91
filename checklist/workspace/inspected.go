package workspace

import (
	"encoding/json"
	"path"
	"strings"
	"sync"
	"time"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

var inspectedFile = LocalName("inspected.json")

// inspections are what kept files turned out to be. The same bytes under the same
// ending are the same tomorrow, and to decode every screenshot takes longer than
// the rest of a command. Only who writes to the audit notes them for the next one.
//
// That the bytes are still those that were added is noted for the life of the
// program alone: one that is asked again and again reads a file again once its
// size or time is another.
type inspections struct {
	sync.Mutex
	noted
	read, news bool
	whole      map[string]stamp // by digest
}

// stamp is what tells that a file was written.
type stamp struct {
	size int64
	time int64
}

type noted struct {
	Rules int                   `json:"rules"` // vault.InspectRules of the program that looked
	Files map[string]string     `json:"files"` // why a file shows little, by digest, kind and ending
	Films map[string]event.Film `json:"films"` // what recordings say of themselves, likewise
}

// look is vault.Inspect and vault.Film for a piece whose bytes are those that were
// added.
func (i *inspections) look(o *Open, e event.Evidence) event.Look {
	i.Lock()
	defer i.Unlock()
	if !i.read {
		i.read = true
		if o.Workspace.readJSON(inspectedFile, &i.noted) != nil || i.Rules != vault.InspectRules || i.Files == nil || i.Films == nil {
			i.noted = noted{vault.InspectRules, map[string]string{}, map[string]event.Film{}}
		}
	}
	key := strings.Join([]string{e.SHA256, string(e.Kind), strings.ToLower(path.Ext(e.Name))}, " ")
	words, known := i.Files[key]
	if !known {
		words = o.Vault.Inspect(e)
		i.Files[key], i.news = words, true
		if film := o.Vault.Film(e); film.Known() {
			i.Films[key] = film
		}
	}
	return event.Look{Weak: words, Film: i.Films[key]}
}

// verify is vault.Verify for a kept file, from memory where it has not been written
// since. A time that is not older than a few seconds proves nothing: a file may be
// written twice within what its disk counts by.
func (i *inspections) verify(o *Open, e event.Evidence) error {
	now, settled := o.written(e)
	i.Lock()
	known, ok := i.whole[e.SHA256]
	i.Unlock()
	if ok && settled && known == now {
		return nil
	}
	err := o.Vault.Verify(e)
	if err == nil && settled && e.Kept() {
		i.Lock()
		if i.whole == nil {
			i.whole = map[string]stamp{}
		}
		i.whole[e.SHA256] = now
		i.Unlock()
	}
	return err
}

// written tells when a kept file was written, and whether it cannot have been written
// again since without that being seen. What a commit holds is never written again.
func (o *Open) written(e event.Evidence) (at stamp, settled bool) {
	if o.Workspace.commit != nil {
		return at, true
	}
	info, err := o.Vault.Lstat(e.SHA256)
	if err != nil || o.Hand.Now == nil {
		return at, false
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}, o.Hand.Now().Sub(info.ModTime()) > 2*time.Second
}

// keep notes what is new. What cannot be noted is looked at again.
func (i *inspections) keep(o *Open) {
	i.Lock()
	defer i.Unlock()
	if !i.news || o.Hand.Writer == "" {
		return
	}
	i.news = false
	if data, err := json.Marshal(i.noted); err == nil && o.Workspace.makeLocal() == nil {
		_ = durable.WriteFile(o.Workspace.Disk, inspectedFile, append(data, '\n'), 0o644)
	}
}
