package clauses

import (
	"slices"
	"strings"

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
			order = append(order, command)
		}
		for _, word := range more {
			words[command] = append(words[command], reports.Shell(word))
		}
	}
	for _, e := range step {
		name := ""
		if e.Clause != "" {
			name = reports.Shell(s.Name(e.Ref()))
		}
		switch e.Kind {
		case event.KindVerdict:
			v, _ := event.As[event.Verdict](&e)
			add("clausewalk answer " + name + " " + verdictWord(v))
		case event.KindReason:
			v, _ := event.As[event.Reason](&e)
			add(answering(s, step, e, name), "--reason", string(v))
		case event.KindValidUntil:
			v, _ := event.As[event.Until](&e)
			add(answering(s, step, e, name), "--valid-until", string(v))
		case event.KindGap:
			v, _ := event.As[event.GapText](&e)
			add("clausewalk gap "+name, "--"+e.Subject, string(v))
		case event.KindEvidence:
			v, there := event.As[*event.Evidence](&e)
			switch {
			case !there || v == nil:
				add("clausewalk evidence remove "+name, e.Subject)
			case v.Kind == event.FileEvidence, v.Kind == event.LinkEvidence, v.Kind == event.PlaceEvidence:
				add("clausewalk evidence add "+name, v.Target())
			default:
				return nil // Its words need flags that say whose they are.
			}
		case event.KindScope:
			v, _ := event.As[event.FactAnswer](&e)
			if v.Unknown {
				add("clausewalk scope "+reports.Shell(e.Subject), "unknown")
				continue
			}
			add("clausewalk scope "+reports.Shell(e.Subject), v.String())
		case event.KindResponse:
			v, _ := event.As[*event.Response](&e)
			return []string{responding(s, step, e.Subject, v)}
		default:
			return nil
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
		return "clausewalk suggest dismiss " + id + " --reason " + reports.Shell(r.Reason)
	}
	command := "clausewalk suggest take " + id
	for _, e := range step {
		if v, ok := event.As[event.Verdict](&e); ok && e.Kind == event.KindVerdict {
			command += " " + string(v)
		}
		if v, ok := event.As[event.Reason](&e); ok && e.Kind == event.KindReason && r.Own {
			command += " --reason " + reports.Shell(string(v))
		}
	}
	if r.Opened && step[0].Clause != "" {
		command += " --looked"
	}
	return command
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
