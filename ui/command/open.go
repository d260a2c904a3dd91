package command

import (
	"fmt"
	"os/exec"
	"runtime"
	"strconv"

	"github.com/spf13/cobra"

	"clausewalk/checklist"
)

func (c *cli) evidenceOpenCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "open LABEL [PIECE]",
		Short: "Open a piece of evidence with the system's program for it",
		Long: `Open a piece of evidence with the system's program for it: a link, a file of the
workspace that is as it was added, or a file of the app's repository. Nothing
else is ever opened. Where a clause has several pieces, name one by its id or by
its place in the list.`,
		Example: `  clausewalk evidence open A.12
  clausewalk evidence open A.12 2`,
		Args:              words(1, 2),
		ValidArgsFunction: c.completeClause(),
		RunE: func(_ *cobra.Command, args []string) error {
			o, err := c.peek()
			if err != nil {
				return err
			}
			ref, err := clause(o.Audit, args[0])
			if err != nil {
				return err
			}
			piece, err := pieceOf(o.Audit, ref, args[1:])
			if err != nil {
				return err
			}
			target, err := o.Openable(piece)
			if err != nil {
				return failed("clausewalk evidence verify tells what is wrong with it", "evidence: %w", err)
			}
			if err := c.Opener(target); err != nil {
				return failed("", "evidence: %w", err)
			}
			c.tell("opened %s\n", piece.Target())
			return nil
		},
	}
}

// pieceOf returns the one piece of evidence that is meant.
func pieceOf(a *checklist.Audit, ref checklist.Ref, which []string) (checklist.Evidence, error) {
	all := a.Pieces(ref)
	name := a.Name(ref)
	switch {
	case len(all) == 0:
		return checklist.Evidence{}, failed("", "%s has no evidence", name)
	case len(which) == 0 && len(all) > 1:
		return checklist.Evidence{}, usage("clausewalk evidence list "+name+" lists them", "%s has %d pieces of evidence: name one", name, len(all))
	case len(which) == 0:
		return all[0], nil
	}
	if n, err := strconv.Atoi(which[0]); err == nil && n >= 1 && n <= len(all) {
		return all[n-1], nil
	}
	for _, e := range all {
		if e.ID == which[0] {
			return e, nil
		}
	}
	return checklist.Evidence{}, usage("clausewalk evidence list "+name+" lists them", "%s has no piece %q", name, which[0])
}

// openWithSystem hands an address or a file to the system's opener. It is
// detached and silent: what it prints would run into the screen.
func openWithSystem(target string) error {
	name, args := "xdg-open", []string{target}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", target}
	}
	cmd := exec.Command(name, args...)
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("the system's opener: %w", err)
	}
	go func() { _ = cmd.Wait() }() // Whether the program behind it was happy is not ours to tell.
	return nil
}
