package workspace

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"time"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// runSpec is what stands before a command that is to be run for its output.
const runSpec = "run"

// RunTime is how long a command may run unless a person says otherwise.
const RunTime = 2 * time.Minute

// maxOutput is how much of what a command prints is kept, in bytes.
const maxOutput = 1 << 20

// A RunError says that a command is to be run, which nobody has allowed yet.
type RunError struct{ Command string }

// Error shows the command.
func (e *RunError) Error() string { return "this would run: " + e.Command }

// Ran is what a command has printed, and how it ended.
type Ran struct {
	Output []byte // both streams, at most a MiB
	Cut    bool   // it printed more
	Exit   int    // -1 where it was stopped
	Took   time.Duration
}

// Run runs a command by the system's shell in the app's folder, because a
// person asked for it just now. Nothing else in clausewalk runs what stands in a
// workspace. The error says that it could not be started, or was stopped when
// the context ended; what it had started is stopped too.
func (o *Open) Run(ctx context.Context, command string) (Ran, error) {
	if command == "" {
		return Ran{}, errors.New("evidence: no command is given")
	}
	shell := []string{"sh", "-c", command}
	if runtime.GOOS == "windows" {
		shell = []string{"cmd", "/C", command}
	}
	cmd := exec.CommandContext(ctx, shell[0], shell[1:]...)
	cmd.Dir = o.Workspace.Root
	out := &bounded{}
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = time.Second
	ownGroup(cmd)
	from := time.Now()
	err := cmd.Run()
	ran := Ran{Output: out.Bytes(), Cut: out.cut, Took: time.Since(from)}
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		ran.Exit = -1
		return ran, fmt.Errorf("evidence: %q was stopped: %w", command, context.Cause(ctx))
	case errors.As(err, &ended):
		ran.Exit = ended.ExitCode()
	case err != nil:
		return ran, fmt.Errorf("evidence: %q: %w", command, err)
	}
	return ran, nil
}

func limited(ctx context.Context, time time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, time, fmt.Errorf("it had not ended after %s", time))
}

// output runs a command and keeps what it prints as evidence.
func (o *Open) output(command string, allow Allow) (event.Evidence, error) {
	if !allow.Run {
		return event.Evidence{}, &RunError{command}
	}
	ctx, cancel := limited(context.Background(), cmp.Or(allow.RunTime, RunTime))
	defer cancel()
	ran, err := o.Run(ctx, command)
	if err != nil {
		return event.Evidence{}, err
	}
	found := checklist.Secrets(ran.Output)
	if found != "" && !allow.Secrets {
		return event.Evidence{}, &SecretError{"the output of " + command, found}
	}
	e, err := o.Vault.Add(bytes.NewReader(ran.Output), "output.txt")
	if err != nil {
		return e, err
	}
	e.Kind, e.Command, e.Exit, e.Cut, e.Secrets = event.OutputEvidence, command, ran.Exit, ran.Cut, found
	o.Workspace.recorded(command)
	e.Took, e.Commit = ran.Took.Round(time.Millisecond).String(), commit(o.Workspace.Root)
	return e, nil
}

// Again runs the command of a piece once more, for RunTime at most, and returns the
// result as a check. A command that was not recorded here is only run if that is
// allowed; otherwise the error is an *OthersCommandError.
func (o *Open) Again(ctx context.Context, e event.Evidence, allow Allow) (event.Check, error) {
	if !allow.Run && !o.Workspace.OwnCommand(e.Command) {
		return event.Check{}, &OthersCommandError{e}
	}
	ctx, cancel := limited(ctx, RunTime)
	defer cancel()
	ran, err := o.Run(ctx, e.Command)
	if err != nil {
		return event.Check{Outcome: oneLine(err.Error())}, nil
	}
	sum := digest(ran.Output)
	c := event.Check{Outcome: fmt.Sprintf("exit code %d", ran.Exit), Holds: ran.Exit == 0, SHA256: sum}
	return Compared(e, c), nil
}

// Compared adds to a check whether something else came back than before.
func Compared(e event.Evidence, c event.Check) event.Check {
	before, since := e.Checked.SHA256, e.Checked.At
	if e.Command != "" && before == "" {
		before, since = e.SHA256, e.At
	}
	if before != "" && c.SHA256 != "" && before != c.SHA256 {
		c.Outcome += ", not the same as on " + since.UTC().Format(time.DateOnly)
	}
	return c
}

// bounded keeps the beginning of what is written to it.
type bounded struct {
	bytes.Buffer
	cut bool
}

func (b *bounded) Write(p []byte) (int, error) {
	room := maxOutput - b.Len()
	if len(p) > room {
		b.cut = true
	}
	b.Buffer.Write(p[:min(room, len(p))])
	return len(p), nil
}

// ReadFrom hides that of the buffer, which has no bound.
func (b *bounded) ReadFrom(r io.Reader) (int64, error) { return io.Copy(struct{ io.Writer }{b}, r) }
