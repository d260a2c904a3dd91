package report

import (
	"path/filepath"
	"slices"
	"strings"

	"clausewalk/reports"
	"clausewalk/ui/command/cli"
)

// reportFormat is a form of a report, with the endings of its files where these
// tell the form.
type reportFormat struct {
	name    string
	endings []string
	render  func(reports.Report) []byte
	brief   func(reports.Report) []byte // the first page alone; nil where the format is not for people
	printed bool                        // a browser prints what render returns
}

// reportFormats are all of them. The first is the default.
var reportFormats = []reportFormat{
	{name: "markdown", endings: []string{".md", ".markdown"}, render: reports.Markdown, brief: reports.Brief},
	{name: "json", endings: []string{".json"}, render: reports.JSON},
	{name: "csv", endings: []string{".csv"}, render: reports.CSV},
	{name: "html", endings: []string{".html", ".htm"}, render: reports.HTML, brief: reports.BriefHTML},
	{name: "pdf", endings: []string{".pdf"}, render: reports.HTML, brief: reports.BriefHTML, printed: true},
	{name: "sarif", endings: []string{".sarif"}, render: reports.SARIF},
	{name: "oscal", render: reports.OSCAL},
	{name: "junit", render: reports.JUnit},
	{name: "tasks", render: reports.Tasks},
	{name: "tasks-csv", render: reports.TasksCSV},
}

// packetFormats are the forms of a review packet.
var packetFormats = []reportFormat{
	{name: "markdown", endings: []string{".md", ".markdown"}, render: reports.ReviewMarkdown},
	{name: "json", endings: []string{".json"}, render: reports.ReviewJSON},
	{name: "html", endings: []string{".html", ".htm"}, render: reports.ReviewHTML},
	{name: "pdf", endings: []string{".pdf"}, render: reports.ReviewHTML, printed: true},
}

func formatNames(formats []reportFormat) []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// formatOf returns the format of an output: by its name where one was given,
// else by the ending of the file.
func formatOf(formats []reportFormat, name, output string, given bool) (reportFormat, error) {
	ending := strings.ToLower(filepath.Ext(output))
	var known []string
	for _, f := range formats {
		switch {
		case given || output == "-":
			if f.name == strings.ToLower(name) {
				return f, nil
			}
		case slices.Contains(f.endings, ending):
			return f, nil
		}
		known = append(known, f.endings[:min(1, len(f.endings))]...)
	}
	if given {
		return reportFormat{}, cli.Usage(cli.Nearest(name, formatNames(formats), ""), "report: unknown format %q", name)
	}
	return reportFormat{}, cli.Usage("let it end in "+cli.Alternatives(known)+", or name its --format", "report: the ending of %s is not a known format", output)
}
