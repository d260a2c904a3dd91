package checklist

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"clausewalk/checklist/event"
)

// Unneeded returns the entries of lists that no answer shows to be needed: of the
// clauses that would show it, none has an answer that counts and is met or partly met.
func Unneeded(a *Audit, items []Item) []Repeat {
	shown := map[event.Ref]bool{}
	for _, i := range items {
		shown[i.Ref] = i.Answered() && (i.Verdict == event.Met || i.Verdict == event.Partly)
	}
	return slices.DeleteFunc(a.Repeats(), func(r Repeat) bool {
		return len(r.Needing) == 0 || slices.ContainsFunc(r.Needing, func(ref event.Ref) bool { return shown[ref] })
	})
}

// Mention is an entry that an answer names, but that its list does not have.
type Mention struct {
	Ref   event.Ref   // the clause whose answer names it
	List  event.Field // the list that should have it
	Entry string
}

// Missing says what the list lacks; place is where the reader sees it named.
func (m Mention) Missing(place string) string {
	return fmt.Sprintf("%s is named %s, but the scope does not list it", m.Entry, place)
}

// Unlisted returns what answers name that looks like an entry of a list and is not in
// the list, once for each clause.
func Unlisted(a *Audit, items []Item) []Mention {
	var all []Mention
	for _, p := range a.force {
		for _, f := range p.Scope {
			if f.Like == "" {
				continue
			}
			like, err := regexp.Compile(f.Like)
			if err != nil {
				continue // A guide with such an expression is not read.
			}
			list := listField(p.ID, f.ID)
			entries, _ := a.listed(list)
			for _, i := range items {
				named := like.FindAllString(strings.Join(i.said(), "\n"), -1)
				slices.Sort(named)
				for _, entry := range slices.Compact(named) {
					if !slices.Contains(entries, entry) {
						all = append(all, Mention{i.Ref, list, entry})
					}
				}
			}
		}
	}
	return all
}

// said returns the words that people have given for a clause.
func (i Item) said() []string {
	all := []string{i.Reason, i.Gap.Fix}
	for _, e := range i.Evidence {
		for _, text := range e.Texts() {
			all = append(all, text.Words)
		}
	}
	return all
}

// lintLists returns findings about entries that nothing needs, or that are missing.
func lintLists(a *Audit, items []Item) []Finding {
	var all []Finding
	for _, r := range Unneeded(a, items) {
		all = append(all, Finding{r.Needing[0], "unneeded", r.Unused(),
			fmt.Sprintf("clausewalk answer %s met, or take it out: clausewalk scope %s", a.Name(r.Needing[0]), r.Fact)})
	}
	for _, m := range Unlisted(a, items) {
		all = append(all, Finding{m.Ref, "unlisted", m.Missing("here"),
			fmt.Sprintf("clausewalk scope %s, with %s among them", m.List.Subject, m.Entry)})
	}
	return all
}
