package workspace

import (
	"encoding/json"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// left is where a writer was in an audit. It is this clone's alone.
type left struct {
	Policy string `json:"policy"`
	Label  string `json:"label"`
}

func (o *Open) leftFile() string { return LocalName(o.Hand.Writer + "-" + o.Head.ID + "-left.json") }

// LeaveAt remembers the clause at which the writer left the walk.
func (o *Open) LeaveAt(ref event.Ref) error {
	data, err := json.Marshal(left(ref))
	if err != nil {
		return err
	}
	return durable.WriteFile(o.Workspace.Disk, o.leftFile(), data, 0o600)
}

// LeftAt returns the clause at which the writer left the walk, the zero Ref if none is
// known. It is only a convenience, so a file that cannot be read is ignored.
func (o *Open) LeftAt() event.Ref {
	var at left
	data, err := durable.ReadFile(o.Workspace.Disk, o.leftFile(), maxHead)
	if err != nil || json.Unmarshal(data, &at) != nil {
		return event.Ref{}
	}
	return event.Ref(at)
}
