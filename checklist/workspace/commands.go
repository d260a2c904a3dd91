package workspace

import (
	"encoding/json"
	"fmt"
	"slices"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// commandsFile notes which commands were run for their output in this place, by
// their digests. The journal cannot tell: anybody may write a journal, also one
// that looks like this writer's.
var commandsFile = LocalName("commands.json")

type commandsNote struct {
	At       string   `json:"at"` // the app's folder: a copied note says nothing
	Commands []string `json:"commands"`
}

// CommandDigest names a command: the SHA-256 of its bytes in hex.
func CommandDigest(command string) string { return digest([]byte(command)) }

// OwnCommand tells whether the command was recorded here, which is where its
// person had it run before. Any other came with a clone, a merge, an import, a
// copy or an older audit.
func (w *Workspace) OwnCommand(command string) bool {
	var note commandsNote
	err := w.readJSON(commandsFile, &note)
	return err == nil && note.At == w.Root && slices.Contains(note.Commands, CommandDigest(command))
}

// recorded notes that a person has recorded a command here. What cannot be noted
// is asked about the next time.
func (w *Workspace) recorded(command string) {
	if w.OwnCommand(command) {
		return
	}
	var note commandsNote
	if w.readJSON(commandsFile, &note) != nil || note.At != w.Root {
		note = commandsNote{At: w.Root}
	}
	note.Commands = append(note.Commands, CommandDigest(command))
	data, err := json.Marshal(note)
	if err == nil && w.makeLocal() == nil {
		_ = durable.WriteFile(w.Disk, commandsFile, append(data, '\n'), 0o644)
	}
}

// An OthersCommandError says that a command was recorded by somebody else, or
// elsewhere, and that nobody has allowed it to be run here.
type OthersCommandError struct {
	Evidence event.Evidence
}

// Error shows the command and names who recorded it.
func (e *OthersCommandError) Error() string {
	return fmt.Sprintf("this would run a command that was not recorded here, but by %s: %s", e.Evidence.By, e.Evidence.Command)
}
