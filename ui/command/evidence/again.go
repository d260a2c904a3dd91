package evidence

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"clausewalk/checklist/event"
	"clausewalk/checklist/workspace"
	"clausewalk/reports"
	"clausewalk/ui/clauses"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// shortDigest is how many digits name a command at least.
const shortDigest = 12

// runAgain runs the commands of outputs, each once, until somebody breaks off,
// and returns how many it left because nobody has allowed them.
func runAgain(ctx context.Context, r *cli.Run, s *session.Session, commands []clauses.Piece, yes []string) (changes []event.Change, left int, err error) {
	for _, digest := range yes {
		if len(digest) < shortDigest {
			return nil, 0, cli.Usage("clausewalk evidence verify --run prints the digest of each command it did not run", "--yes-run takes at least %d digits of a digest, not %q", shortDigest, digest)
		}
	}
	ran, skipped := map[string]event.Check{}, map[string]bool{}
	for _, one := range commands {
		command := one.Evidence.Command
		check, known := ran[command]
		if !known && ctx.Err() == nil && !skipped[command] {
			if check, err = runOne(ctx, r, s, one, yes); errors.Is(err, errNotAllowed) {
				skipped[command] = true
				continue
			}
			if err != nil {
				return changes, len(skipped), err
			}
			ran[command] = check
		}
		if ctx.Err() != nil {
			break
		}
		if !skipped[command] {
			changes = append(changes, event.CheckEvidence(one.Ref, one.Evidence.ID, check))
		}
	}
	return changes, len(skipped), nil
}

// errNotAllowed says that a command of somebody else may not be run.
var errNotAllowed = errors.New("not allowed")

// runOne runs one command. One that was not recorded here is shown first, and
// run only if its digest is named or a person at the terminal says so.
func runOne(ctx context.Context, r *cli.Run, s *session.Session, one clauses.Piece, yes []string) (event.Check, error) {
	digest, shown := workspace.CommandDigest(one.Evidence.Command), reports.Line(one.Evidence.Command)
	allow := workspace.Allow{}
	if !s.Workspace.OwnCommand(one.Evidence.Command) {
		who := fmt.Sprintf("%s: this command was recorded by %s, not here: %s", s.Name(one.Ref), one.Evidence.By, shown)
		for _, named := range yes {
			allow.Run = allow.Run || strings.HasPrefix(digest, strings.ToLower(named))
		}
		switch {
		case allow.Run:
		case r.Terminal:
			said, err := r.Ask(reports.Line(who)+"\nRun it in the app's folder (yes, no)", "no")
			if err != nil {
				return event.Check{}, err
			}
			allow.Run = strings.EqualFold(said, "yes")
		default:
			r.Note("%s; not run: --yes-run %s runs it", who, digest[:16])
		}
		if !allow.Run {
			return event.Check{}, errNotAllowed
		}
	}
	r.Note("running: %s", shown)
	return s.Again(ctx, one.Evidence, allow)
}
