package workspace

import (
	"encoding/json"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// Team returns whose app it is, as workspace.json says; empty where it does not.
// It decides nothing: whoever looks at many apps puts them together by it.
func (w *Workspace) Team() string { return w.team }

// SetTeam writes whose app it is into workspace.json, and keeps what else the
// file says.
func (w *Workspace) SetTeam(team string) error {
	team = strings.TrimSpace(team)
	if err := event.CheckText("team", team); err != nil {
		return err
	}
	all := map[string]any{}
	if err := w.readJSON(name("workspace.json"), &all); err != nil {
		return err
	}
	all["team"] = team
	data, err := json.Marshal(all)
	if err != nil {
		return err
	}
	if err := durable.WriteFile(w.Disk, name("workspace.json"), append(data, '\n'), 0o644); err != nil {
		return err
	}
	w.team = team
	return nil
}
