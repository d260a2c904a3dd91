package workspace

import (
	"encoding/json"
	"os"
	"path/filepath"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
)

// left is where a writer was in an audit. It is this clone's alone.
type left struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
}

func (o *Open) leftFile() string {
	return filepath.Join(o.Workspace.Local(), o.Hand.Writer+"-"+o.Head.ID+"-left.json")
}

// LeaveAt remembers the clause at which the writer left the walk.
func (o *Open) LeaveAt(ref checklist.Ref) error {
	data, err := json.Marshal(left(ref))
	if err != nil {
		return err
	}
	disk, name := durable.Split(o.leftFile())
	return durable.WriteFile(disk, name, data, 0o600)
}

// LeftAt returns the clause at which the writer left the walk, the zero Ref
// where none is known. It is a convenience: a file that cannot be read is none.
func (o *Open) LeftAt() checklist.Ref {
	var at left
	data, err := os.ReadFile(o.leftFile())
	if err != nil || json.Unmarshal(data, &at) != nil {
		return checklist.Ref{}
	}
	return checklist.Ref(at)
}
