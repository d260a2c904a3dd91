package workspace

import (
	"bytes"
	"io"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

// MaxContent is how many bytes of a piece of evidence are read to be shown.
const MaxContent = 8 << 20

// Content reads what can be seen of a piece: what the vault keeps, or a place's lines in
// the app's repository. It is empty if the bytes are not those that were added.
func (o *Open) Content(e event.Evidence) checklist.Content {
	var c checklist.Content
	if e.Kept() {
		c = o.kept(e)
	}
	if e.Path == "" {
		return c
	}
	now, err := vault.Lines(o.Workspace.Inside, e)
	switch {
	case err == nil && digest(now) == e.SHA256:
		c.Data, c.Size = now, int64(len(now))
	case err == nil && e.Fault != "" && len(now) <= MaxContent:
		c.Now = append([]byte{}, now...)
	}
	return c
}

// kept reads the beginning of a file of the vault.
func (o *Open) kept(e event.Evidence) checklist.Content {
	f, err := o.Vault.Open(e.SHA256)
	if err != nil {
		return checklist.Content{}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxContent))
	if err != nil || len(data) < MaxContent && digest(data) != e.SHA256 || e.Path == "" && e.Fault != "" {
		return checklist.Content{}
	}
	return checklist.Content{Data: data, Size: max(e.Size, int64(len(data)))}
}

// maxKeptLines is how large the lines of a place may be to be kept, in bytes, since the
// repository carries them forever.
const maxKeptLines = 1 << 20

// keepLines puts the lines of a place into the vault, so that a reader sees them
// as they were when they were cited. Lines that are large, or likely to hold a
// secret that nobody has allowed, stay where they are: their digest is enough to
// see a change.
func (o *Open) keepLines(e event.Evidence, allow Allow) (event.Evidence, error) {
	lines, err := vault.Lines(o.Workspace.Inside, e)
	if err != nil || len(lines) == 0 || len(lines) > maxKeptLines || digest(lines) != e.SHA256 {
		return e, nil
	}
	if found := checklist.SecretsInFile(e.Path, lines); found != "" {
		if e.Secrets = found; !allow.Secrets {
			return e, nil
		}
	}
	kept, err := o.Vault.Add(bytes.NewReader(lines), e.Path)
	if err != nil {
		return e, err
	}
	e.Size = kept.Size
	return e, nil
}
