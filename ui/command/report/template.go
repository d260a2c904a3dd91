package report

import (
	"io"

	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

const templateHint = "docs/templates.md lists the names a template can use"

// templateOf returns what renders by a person's template, nil where none is asked
// for.
func templateOf(r *cli.Run, o options) (func(reports.Report) ([]byte, error), error) {
	if !o.styled {
		return nil, nil
	}
	if o.formatGiven || o.brief {
		return nil, cli.Usage("leave out --format and --brief", "report: a template has its own format")
	}
	file, err := r.OpenNamed(o.template, false)
	if err != nil {
		return nil, cli.Usage("", "report: %w", err)
	}
	defer file.Close()
	source, err := io.ReadAll(io.LimitReader(file, reports.MaxTemplate+1))
	if err != nil {
		return nil, cli.Usage("", "report: %w", err)
	}
	style, err := reports.Template(o.template, string(source))
	if err != nil {
		return nil, cli.Failed(templateHint, "report: %w", err)
	}
	return style, nil
}
