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
}

// reportFormats are all of them. The first is the default.
var reportFormats = []reportFormat{
	{"markdown", []string{".md", ".markdown"}, reports.Markdown},
	{"json", []string{".json"}, reports.JSON},
	{"csv", []string{".csv"}, reports.CSV},
	{"html", []string{".html", ".htm"}, reports.HTML},
	{"sarif", []string{".sarif"}, reports.SARIF},
	{"oscal", nil, reports.OSCAL},
	{"junit", nil, reports.JUnit},
	{"tasks", nil, reports.Tasks},
	{"tasks-csv", nil, reports.TasksCSV},
}

// packetFormats are the forms of a review packet.
var packetFormats = []reportFormat{
	{"markdown", []string{".md", ".markdown"}, reports.ReviewMarkdown},
	{"json", []string{".json"}, reports.ReviewJSON},
	{"html", []string{".html", ".htm"}, reports.ReviewHTML},
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
	return reportFormat{}, cli.Usage("let it end in "+cli.Alternatives(known)+", or name its --format", "report: the ending of %s names no format", output)
}
