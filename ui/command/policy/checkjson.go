package policy

import (
	"clausewalk/checklist"
	"clausewalk/policy/editions"
	"clausewalk/ui/command/cli"
)

// checkJSON is what programs are told of a policy that was checked.
type checkJSON struct {
	ID       string         `json:"id"`
	Edition  string         `json:"edition"` // the pinned one
	Source   string         `json:"source,omitempty"`
	Dated    string         `json:"dated,omitempty"`
	Guide    string         `json:"guide,omitempty"`        // the day of the guide or the questionnaire
	GuideAge *int           `json:"guideDaysOld,omitempty"` // in days
	InForce  string         `json:"inForce,omitempty"`      // in our words
	Ended    []string       `json:"ended"`                  // what has ended that the guide rests on
	State    string         `json:"state"`                  // one of those of checked
	Error    string         `json:"error,omitempty"`        // why it could not be judged
	Count    map[string]int `json:"count,omitempty"`        // clauses by kind of change, where it was compared
	Changes  []changeJSON   `json:"changes"`                // of clauses whose words changed
	Answers  []fateJSON     `json:"answers"`                // those that would not stay as they are
}

// fateJSON is what would become of an answer.
type fateJSON struct {
	Label   string `json:"label"`
	Verdict string `json:"verdict"`
	Becomes string `json:"becomes"` // to confirm again, offered to other clauses, or archived
}

// checkedJSON is all that was checked.
func checkedJSON(r *cli.Run, all []checked) any {
	told := []checkJSON{}
	for _, c := range all {
		p := c.pinned
		one := checkJSON{ID: p.ID, Edition: p.Edition, Source: p.Source, Dated: p.Dated, Guide: p.GuideDay, InForce: c.inForce,
			Ended: append([]string{}, c.ended...), State: c.State, Changes: []changeJSON{}, Answers: []fateJSON{}}
		if c.days >= 0 {
			one.GuideAge = &c.days
		}
		if c.err != nil {
			one.Error = c.err.Error()
		}
		if c.State == hasChanged || c.State == sameWords {
			compared := comparisonOf(p, p, c.found)
			one.Count = compared.Count
			for _, change := range compared.Changes {
				if !change.Context && change.Kind != string(editions.Kept) && change.Kind != string(editions.Moved) {
					one.Changes = append(one.Changes, change)
				}
			}
		}
		if c.plan != nil {
			eachFate(r, c.plan, func(name string, i checklist.Item) {
				one.Answers = append(one.Answers, fateJSON{c.plan.Then.Name(i.Ref), string(i.Verdict), name})
			})
		}
		told = append(told, one)
	}
	return struct {
		Format   int         `json:"format"`
		Policies []checkJSON `json:"policies"`
	}{cli.JSONFormat, told}
}
