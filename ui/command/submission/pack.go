package submission

import (
	"github.com/spf13/cobra"

	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

func packCommand(r *cli.Run) *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use:   "pack [NUMBER] --output FILE",
		Short: "Write what the reviewer gets: the form's texts and the recordings",
		Long: `Write what the reviewer gets, and nothing else: the form's texts and the
recordings. The audit's own pack, with its verdicts and gaps, is clausewalk
report --pack. A field that must not be pasted stops the pack.`,
		Example: `  clausewalk submission pack -o submission.zip
  clausewalk submission pack 1 -o submission-1`,
		Args: cli.Words(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return packTo(r, args, to) },
	}
	cmd.Flags().StringVarP(&to, "output", "o", "", "a `file` ending in .zip, or a new folder")
	return cmd
}

func packTo(r *cli.Run, args []string, to string) error {
	if to == "" {
		return cli.Usage("-o submission.zip", "submission pack: name a file")
	}
	s, err := r.Read()
	if err != nil {
		return err
	}
	h, err := handing(s, args)
	if err != nil {
		return err
	}
	notLeaving(r, h)
	kept, err := writePack(r, s, h, to)
	if err != nil {
		return err
	}
	for _, note := range kept {
		r.Note("%s", note)
	}
	r.Tell("%s  packed\n", to)
	return nil
}

// writePack writes the pack of a submission, and returns what is not in it.
func writePack(r *cli.Run, s *session.Session, h reports.Handing, to string) ([]string, error) {
	for _, f := range h.Form.Fields {
		if len(f.Stopped) > 0 {
			return nil, cli.Failed("clausewalk submission show tells why, field by field", "submission pack: %s is stopped", f.Heading())
		}
	}
	kept := cli.Packing{Session: s}
	pack := reports.SubmissionPack(h.Form, kept.Has)
	return kept.Doubted, r.WritePack(s, pack, to)
}

// Writer returns what writes the pack of a submission to the file that a person
// has named on the screen.
func Writer(r *cli.Run, s *session.Session) func(reports.Handing, string, bool) error {
	return func(h reports.Handing, path string, replace bool) error {
		if err := r.PackMayReplace(path, replace); err != nil {
			return err
		}
		_, err := writePack(r, s, h, path)
		return err
	}
}
