package clauses

import (
	"slices"
	"strconv"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/session"
)

// Done is a change of this sitting.
type Done struct {
	Words   string // safe to show
	Command string // what does the same on the command line, empty where nothing does
}

// Sitting returns the changes of this sitting that stand, the last one first.
func Sitting(s *session.Session) []Done {
	var all []Done
	for _, step := range slices.Backward(session.Done(s)) {
		words := stepWords(step)
		if len(step) > 1 {
			words += " and " + reports.Count(len(step)-1, "change") + " with it"
		}
		all = append(all, Done{words, strings.Join(commands(s, step), " && ")})
	}
	return all
}

// commands returns the commands that do what a step did, one a clause and sort of
// command, nil where there is none.
func commands(s *session.Session, step []event.Event) []string {
	var order []string
	words := map[string][]string{}
	add := func(command string, more ...string) {
		if _, known := words[command]; !known {
			order, words[command] = append(order, command), []string{}
		}
		for _, word := range more {
			words[command] = append(words[command], reports.Shell(word))
		}
	}
	whose := map[event.Ref]*event.Same{} // Their answers came along with another one.
	for _, e := range step {
		if same, _ := event.As[*event.Same](&e); e.Kind == event.KindSame && same != nil {
			whose[e.Ref()] = same
		}
	}
	for _, e := range withoutDecided(step) {
		name := ""
		if e.Clause != "" {
			name = reports.Shell(s.Name(e.Ref()))
		}
		if same := whose[e.Ref()]; e.Kind == event.KindSame && same != nil {
			add("clausewalk answer " + name + flags("same-as", same.As, "differs", asText(same.But)))
		} else if same != nil && e.Kind != event.KindToPaste {
			continue
		}
		switch e.Kind {
		case event.KindSame: // An answer of its own is given by its verdict.
		case event.KindVerdict:
			v, _ := event.As[event.Verdict](&e)
			add("clausewalk answer " + name + " " + verdictWord(v))
		case event.KindReason:
			v, _ := event.As[event.Reason](&e)
			add(answering(s, step, e, name), "--reason", asText(string(v)))
		case event.KindValidUntil:
			v, _ := event.As[event.Until](&e)
			add(answering(s, step, e, name), "--valid-until", string(v))
		case event.KindGap:
			v, _ := event.As[event.GapText](&e)
			add("clausewalk gap "+name, "--"+e.Subject, gapText(e.Subject, string(v)))
		case event.KindResponse:
			v, _ := event.As[*event.Response](&e)
			return []string{responding(s, step, e.Subject, v)}
		default:
			command, more := commandOf(s, e, name)
			if command == "" {
				return nil
			}
			add(command, more...)
		}
	}
	var all []string
	for _, command := range order {
		all = append(all, strings.Join(append([]string{command}, words[command]...), " "))
	}
	return all
}

// responding is the command that makes the same of a suggestion: its own events
// come of it too.
func responding(s *session.Session, step []event.Event, id string, r *event.Response) string {
	if r == nil {
		return ""
	}
	if !r.Taken {
		return "clausewalk suggest dismiss " + id + " --reason " + reports.Shell(asText(r.Reason))
	}
	command := "clausewalk suggest take " + id
	for _, e := range step {
		if v, ok := event.As[event.Verdict](&e); ok && e.Kind == event.KindVerdict {
			command += " " + string(v)
		}
		if v, ok := event.As[event.Reason](&e); ok && e.Kind == event.KindReason && r.Own {
			command += " --reason " + reports.Shell(asText(string(v)))
		}
	}
	if r.Opened && step[0].Clause != "" {
		command += " --looked"
	}
	return command
}

// commandOf returns the command that makes a change that none of the same step
// belongs to, and the words that others of its sort stand beside, none for a change
// that no command makes.
func commandOf(s *session.Session, e event.Event, name string) (command string, words []string) {
	switch e.Kind {
	case event.KindEvidence:
		if v, _ := event.As[*event.Evidence](&e); v != nil {
			return evidenceWords(name, v)
		}
		return "clausewalk evidence remove " + name, []string{e.Subject}
	case event.KindToPaste:
		v, _ := event.As[*event.ToPaste](&e)
		return "clausewalk submission text " + name, pasteWords(v)
	case event.KindOverrule:
		v, _ := event.As[*event.Overrule](&e)
		return "clausewalk scope " + name, overruleWords(v)
	case event.KindOutcome:
		v, _ := event.As[*event.Outcome](&e)
		if v == nil {
			return "", nil
		}
		if e.Clause != "" {
			words = []string{"--clause", s.Name(e.Ref())}
		}
		return "clausewalk outcome add" + flags("result", string(v.Result), "on", v.On, "permission", v.Permission, "words", asText(v.Words), "submission", submissionNumber(s, v.Submission)), words
	case event.KindSign:
		v, _ := event.As[event.SignOff](&e)
		return "clausewalk sign" + flags("as", v.Name, "role", v.Role, "statement", v.Statement), nil
	case event.KindScope:
		v, _ := event.As[event.FactAnswer](&e)
		if v.Unknown {
			return "clausewalk scope " + reports.Shell(e.Subject) + " unknown", nil
		}
		// Policies that ask for one fact are all answered by one command.
		return "clausewalk scope " + reports.Shell(e.Subject) + " " + reports.Shell(v.String()), nil
	}
	return "", nil
}

// withoutDecided leaves out of a step that a submission is decided: the decisions in
// it say so.
func withoutDecided(step []event.Event) []event.Event {
	if !slices.ContainsFunc(step, func(e event.Event) bool { return e.Kind == event.KindOutcome }) {
		return step
	}
	return slices.DeleteFunc(slices.Clone(step), func(e event.Event) bool { return e.Kind == event.KindSubmission })
}

// submissionNumber is how a submission is named, empty for none.
func submissionNumber(s *session.Session, id string) string {
	one, err := checklist.FindSubmission(s.Audit, id)
	if id == "" || err != nil {
		return ""
	}
	return strconv.Itoa(one.Number)
}

// asText is a text as a flag takes it, which reads @file.
func asText(words string) string {
	if strings.HasPrefix(words, "@") {
		return "@" + words
	}
	return words
}

// gapText is what the flag of a part of a gap takes: of all parts the fix is text.
func gapText(part, words string) string {
	if part == "fix" {
		return asText(words)
	}
	return words
}

// pasteWords is what stands behind the item of which something is pasted.
func pasteWords(v *event.ToPaste) []string {
	switch {
	case v == nil:
		return []string{"--as-guide"}
	case v.Us:
		return []string{"--for-us"}
	case v.As != "" && v.Text != "":
		return []string{asText(v.Text), "--same-as", v.As}
	case v.As != "":
		return []string{"--same-as", v.As}
	}
	return []string{asText(v.Text)}
}

// overruleWords is what stands behind the clause where scope is overruled.
func overruleWords(v *event.Overrule) []string {
	switch {
	case v == nil:
		return []string{"facts"}
	case v.In:
		return []string{"in", "--reason", asText(v.Reason)}
	}
	return []string{"out", "--reason", asText(v.Reason)}
}

// evidenceWords returns the command that adds a piece of evidence to a clause, and
// what names the piece. What is said of it goes for one piece alone, so each has
// a command of its own then.
func evidenceWords(name string, v *event.Evidence) (command string, words []string) {
	command = "clausewalk evidence add " + name
	said := flags("caption", v.Caption, "shows", v.Shows, "given", v.Given, "collected", v.Collected, "expires", v.Expires)
	if v.Person != "" {
		said += flags("by", v.Person)
	}
	target := v.Target()
	switch v.Kind {
	case event.StatementEvidence:
		return command + flags("statement", v.Statement) + said, nil
	case event.OutputEvidence:
		return command + flags("run", v.Command) + said, nil
	case event.PermissionEvidence:
		target = string(v.Kind) + ":" + target
	}
	if said != "" {
		return command + " " + reports.Shell(target) + said, nil
	}
	return command, []string{target}
}

// flags returns flags with their values, without those that have none.
func flags(pairs ...string) string {
	all := ""
	for n := 0; n < len(pairs); n += 2 {
		if pairs[n+1] != "" {
			all += " --" + pairs[n] + " " + reports.Shell(pairs[n+1])
		}
	}
	return all
}

// answering is the command that gives the verdict of a clause again, with words
// of a step: the verdict of that step, or the one that stands.
func answering(s *session.Session, step []event.Event, of event.Event, name string) string {
	v := s.Item(of.Ref()).Verdict
	for _, e := range step {
		if given, ok := event.As[event.Verdict](&e); ok && e.Kind == event.KindVerdict && e.Ref() == of.Ref() {
			v = given
		}
	}
	return "clausewalk answer " + name + " " + verdictWord(v)
}

// verdictWord is a verdict as the command line takes it.
func verdictWord(v event.Verdict) string {
	if v == event.Unanswered {
		return "clear"
	}
	return string(v)
}
