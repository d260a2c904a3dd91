package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"strings"

	"clausewalk/ui"
)

// Sure asks whether to go on. Whoever gives no answer has not said so, and is told that
// nothing was changed.
func Sure(r *Run, question string) (bool, error) {
	said, err := r.Ask(question+" (yes or no)", "no")
	if err != nil {
		return false, &Fault{errors.New("nothing was changed"), "", ExitInterrupted}
	}
	return strings.HasPrefix(strings.ToLower(said), "y"), nil
}

// Ask asks one question. An empty line takes the default.
func (r *Run) Ask(question, otherwise string) (string, error) {
	r.Printf("%s [%s]: ", question, otherwise)
	if err := r.Out.Flush(); err != nil {
		return "", err
	}
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	type reply struct {
		line string
		err  error
	}
	replies := make(chan reply, 1)
	go func() {
		line, err := ui.ReadLine(r.Stdin)
		replies <- reply{line, err}
	}()
	select {
	case said := <-replies:
		if said.err == nil {
			if said.line = strings.TrimSpace(said.line); said.line == "" {
				said.line = otherwise
			}
			return said.line, nil
		}
	case <-interrupted.Done():
		// The program ends now, and the reader with it.
	}
	r.Printf("\n")
	return "", &Fault{errors.New("nothing was started"), "", ExitInterrupted}
}
