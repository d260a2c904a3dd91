package checklist

// Look is what was found when somebody looked at a piece of evidence again.
type Look struct {
	Fault string // why it no longer shows anything, empty when it does; of an Item's evidence also for what the day or a command says
	Moved string // where a place's lines are now, empty where they were
}

// Looks are what was found, by the Key of each piece.
type Looks map[string]Look

// Key names a piece with its bytes: what is added anew is to be looked at anew.
func (e Evidence) Key() string { return e.ID + " " + e.SHA256 }

// Tell lets the audit know what was found. It is no event: it is so on this
// clone, at this moment.
func (a *Audit) Tell(looks Looks) { a.looks = looks }
