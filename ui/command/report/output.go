package report

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"

	"clausewalk/checklist/durable"
	"clausewalk/reports"
	"clausewalk/ui"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// output is one file that the report is written to.
type output struct {
	name   string // as the person named it, - for standard output
	file   string
	render func(reports.Report) []byte
	paper  bool // a browser prints what render returns
	annex  bool // it has one
}

// named returns the outputs that were asked for. What renders those by a template
// is left open.
func (o options) named(r *cli.Run, s *session.Session) ([]output, error) {
	formats := reportFormats
	if o.forReview {
		formats = packetFormats
	}
	var all []output
	for _, name := range o.outputs {
		file, err := r.OutputFile(s.Workspace, name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(other output) bool { return other.file == file }) {
			return nil, cli.Usage("name each file once", "%s is named twice", name)
		}
		one := output{name: name, file: file}
		switch {
		case o.styled && same(file, r.Resolve(o.template)):
			return nil, cli.Usage("name another file to write", "%s is the template itself", name)
		case !o.styled:
			format, err := formatOf(formats, o.format, name, o.formatGiven)
			if err != nil {
				return nil, err
			}
			if (o.brief || o.noAnnex) && format.brief == nil {
				return nil, cli.Usage("leave out --brief and --no-annex, or name a file ending in .md, .html or .pdf", "report: %s has no first page and no annex", format.name)
			}
			if one.render, one.paper = format.render, format.printed; o.brief {
				one.render = format.brief
			}
			one.annex = format.brief != nil && !o.brief && !o.noAnnex && !o.forReview
		}
		all = append(all, one)
	}
	return all, nil
}

// same tells whether two paths lead to one file.
func same(one, other string) bool {
	a, errOne := os.Stat(one)
	b, errOther := os.Stat(other)
	return errOne == nil && errOther == nil && os.SameFile(a, b)
}

// write writes a report to its outputs, all of them or none.
func write(r *cli.Run, outputs []output, built reports.Report, browser string) error {
	var set []durable.Content
	printed := false
	for _, one := range outputs {
		report := one.render(built)
		if one.paper {
			var err error
			if report, err = onPaper(report, browser); err != nil {
				return err
			}
		}
		if one.name == "-" {
			r.Out.Write(report)
			printed = true
			continue
		}
		disk, base := durable.Split(one.file)
		set = append(set, durable.Content{Disk: disk, Name: base, Data: report, Mode: 0o644})
	}
	if err := r.Out.Flush(); err != nil { // Before any file is in place.
		return cli.Failed("no file was changed", "report: %w", err)
	}
	if err := durable.WriteFiles(set); err != nil {
		return cli.Failed("no file was changed", "report: %w", err)
	}
	for _, one := range outputs {
		if !printed {
			r.Tell("%s  written\n", one.name)
		}
	}
	return nil
}

// Writer returns what writes a report to the one file that a person has named on
// the screen, in the format that its ending tells.
func Writer(r *cli.Run, s *session.Session) func(reports.Report, string, bool) error {
	return writer(r, s, reportFormats, reports.Pack)
}

// PacketWriter is Writer for the packet for a review.
func PacketWriter(r *cli.Run, s *session.Session) func(reports.Report, string, bool) error {
	return writer(r, s, packetFormats, reports.ReviewPack)
}

// foreign tells whether a file is there that is not known to be a report on the
// app: one begins as the new report does and names the app. In print that cannot
// be seen.
func foreign(disk durable.Disk, name string, report []byte, app string) bool {
	old, err := durable.ReadFile(disk, name, 64<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	const begins = 20
	return err != nil || !bytes.HasPrefix(old, report[:min(begins, len(report))]) || !bytes.Contains(old, []byte(app))
}

func writer(r *cli.Run, s *session.Session, formats []reportFormat, packs packing) func(reports.Report, string, bool) error {
	return func(built reports.Report, path string, replace bool) error {
		if cli.IsPack(path) {
			if err := r.PackMayReplace(path, replace); err != nil {
				return err
			}
			_, err := writePack(r, s, packs, built, path)
			return err
		}
		file, err := r.OutputFile(s.Workspace, path)
		if err != nil {
			return err
		}
		format, err := formatOf(formats, "", path, false)
		if err != nil {
			return err
		}
		data := format.render(built)
		if format.printed {
			if data, err = onPaper(data, ""); err != nil {
				return err
			}
		}
		disk, base := durable.Split(file)
		if !replace && foreign(disk, base, data, built.Head.App) {
			return &ui.ForeignFile{Path: path}
		}
		return durable.WriteFile(disk, base, data, 0o644)
	}
}
