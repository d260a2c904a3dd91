package answers

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"clausewalk/policy/pattern"
)

// Imported lists what can be imported, for messages.
const Imported = "a sheet or an answer file that export wrote (.xlsx, .csv, .yaml), a report as .json or .csv, tasks-csv, a table of answers (.csv, .tsv, .xlsx), and attestations of MITRE SAF (.json, .yaml)"

// kind is how a file is read.
type kind int

const (
	yamlFile kind = iota
	tableFile
	workbook
	reportFile
)

// recognise tells how a file is read, by what is in it first and by its name
// where that does not tell. For one that cannot be read it says what it is, and
// what to do.
func recognise(name string, source []byte) (k kind, other string) {
	start := bytes.TrimLeft(source[:min(len(source), 4096)], "\uFEFF \t\r\n")
	ending := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	for _, f := range foreign {
		if bytes.HasPrefix(start, []byte(f.begins)) {
			return 0, f.is
		}
	}
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return ofZip(source)
	case len(start) == 0:
		return 0, "it is empty"
	case bytes.HasPrefix(start, []byte("<")):
		return 0, ofMarkup(source)
	}
	words, _, err := text(source)
	if err != nil {
		return tableFile, "" // Whoever reads it says where it is no text.
	}
	switch words = strings.TrimLeft(words, " \t\n"); {
	case strings.HasPrefix(words, "{") || strings.HasPrefix(words, "[") && ending != ".csv":
		return ofJSON([]byte(words))
	case slices.Contains([]string{".csv", ".tsv", ".tab"}, ending):
		return tableFile, ""
	case answersLine.MatchString(words):
		return yamlFile, ""
	case ending == ".txt", namesColumns(words):
		return tableFile, ""
	case slices.Contains([]string{".md", ".markdown"}, ending), strings.HasPrefix(words, "# ") && ending != ".yaml" && ending != ".yml":
		return 0, "it is Markdown, which is written for people: of a report take the .json or .csv, or export the answers anew"
	}
	return yamlFile, ""
}

// answersLine finds a line of an answer file, or of attestations.
var answersLine = pattern.New(`(?m)^(?:(?:format|audit|seen|scope|clauses) *:(?: |$)|- +["']?(?:control_id|explanation|status|updated|frequency)["']? *:)`)

// namesColumns tells whether one of the first lines is the header of a table.
func namesColumns(words string) bool {
	comma, skip := separator(words)
	if skip > 0 {
		return true
	}
	for _, line := range preamble(words) {
		cells := strings.Split(line, string(comma))
		if len(cells) > 1 && slices.ContainsFunc(cells, func(cell string) bool { input, _ := header(cell); return input == colLabel }) {
			return true
		}
	}
	return false
}

// foreign are formats that begin with some bytes, with what to do about them.
var foreign = []struct{ begins, is string }{
	{"%PDF-", "it is a PDF: take the file that it was made from"},
	{`{\rtf`, "it is an RTF text: put the answers into a table, and save it as CSV"},
	{"\xd0\xcf\x11\xe0", "it is a workbook or a text of an old Office, or one with a password: save it as .xlsx without a password"},
	{"\x1f\x8b", "it is a packed archive (.gz): unpack it, and import the file that is in it"},
	{"7z\xbc\xaf", "it is a packed archive (.7z): unpack it, and import the file that is in it"},
	{"Rar!", "it is a packed archive (.rar): unpack it, and import the file that is in it"},
	{"\x89PNG", "it is a picture: type the answers into a sheet of clausewalk export"},
	{"\xff\xd8\xff", "it is a picture: type the answers into a sheet of clausewalk export"},
	{"SQLite format 3", "it is a database: export the answers from the program that it belongs to, as CSV"},
}

// ofZip tells what an archive is: a workbook, or something else that is packed.
func ofZip(source []byte) (kind, string) {
	archive, err := zip.NewReader(bytes.NewReader(source), int64(len(source)))
	if err != nil {
		return 0, "it is a zip archive that is damaged or cut off"
	}
	has := func(name string) bool {
		return slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == name || strings.HasSuffix(f.Name, "/"+name) })
	}
	switch {
	case has("xl/workbook.xml"):
		return workbook, ""
	case has("xl/workbook.bin"):
		return 0, "it is a binary workbook (.xlsb): save it as .xlsx"
	case has("word/document.xml"):
		return 0, "it is a Word document: copy its table into a workbook, and save it as .xlsx or CSV"
	case has("content.xml") && has("mimetype"):
		return 0, "it is an OpenDocument file (.ods, .odt): save it as .xlsx or CSV"
	case has("Index/Document.iwa"):
		return 0, "it is a file of Numbers or Pages: export it as .xlsx or CSV"
	case has("answers.yaml"):
		return 0, "it is a packed audit: unpack it, and import the answers.yaml that is in it"
	}
	return 0, "it is a zip archive: unpack it, and import the file that is in it"
}

var rootElement = pattern.New(`<([A-Za-z][\w:.-]*)`)

// ofMarkup tells what a page or a file of XML is.
func ofMarkup(source []byte) string {
	start := string(source[:min(len(source), 1<<16)])
	root := ""
	if m := rootElement.FindStringSubmatch(start); m != nil {
		root = m[1]
	}
	switch lower := strings.ToLower(root[strings.LastIndex(root, ":")+1:]); {
	case lower == "html" || lower == "body" || lower == "table" || lower == "head" || strings.Contains(strings.ToLower(start), "<!doctype html"):
		return "it is a page (HTML), which is written for people: of a report take the .json or .csv; of a table elsewhere, copy it into a workbook and save it as .xlsx or CSV"
	case root == "CHECKLIST":
		return "it is a STIG checklist (.ckl), whose rules are those of a STIG: save its findings as CSV, with the clause's label in a column \"label\""
	case lower == "benchmark" || lower == "testresult":
		return "it is XCCDF, which has the rules and results of a scanner: make attestations of it with MITRE SAF, or a table as CSV"
	case lower == "testsuite" || lower == "testsuites":
		return "it is JUnit XML, which says what failed and not why: of a report take the .json or .csv"
	case lower == "workbook":
		return "it is a workbook as XML: save it as .xlsx"
	}
	return "it is XML, <" + root + ">: save its answers as CSV"
}

// ofJSON tells what a document of JSON is. It is one list of kinds, each with its
// answer, the closer ones first.
func ofJSON(source []byte) (kind, string) {
	var object map[string]json.RawMessage
	if json.Unmarshal(source, &object) != nil {
		return yamlFile, "" // A list of attestations, YAML in brackets, or neither.
	}
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { _, ok := object[name]; return !ok })
	}
	badge := 0
	for name := range object {
		if strings.HasSuffix(name, "_status") || strings.HasSuffix(name, "_justification") {
			badge++
		}
	}
	switch {
	case has("coverage", "policies", "entries"):
		return reportFile, ""
	case has("clauses"), has("format", "scope"), len(object) == 1 && has("format"):
		return yamlFile, ""
	case has("runs") && (has("$schema") || has("version")):
		return 0, "it is SARIF, which has findings and no answers: of a report take the .json or .csv"
	case has("assessment-results"), has("catalog"), has("component-definition"), has("system-security-plan"):
		return 0, "it is OSCAL, whose answers cannot be read back: of a report take the .json or .csv"
	case has("stigs"):
		return 0, "it is a STIG checklist (.cklb), whose rules are those of a STIG: save its findings as CSV, with the clause's label in a column \"label\""
	case has("profiles") || has("controls", "statistics"):
		return 0, "it is the result of an InSpec run (HDF): import the attestations that go with it"
	case badge > 0:
		return 0, "it holds the answers for a badge (.bestpractices.json), whose criteria are no clauses of this audit: put the label of a clause, the status and the justification into the columns label, verdict and reason of a CSV"
	case has("plugins"):
		return 0, "it is a configuration of InSpec: import the list of attestations that is in it, [{...}], as a file of its own"
	case has("control_id"):
		return 0, "it is a single attestation: put it into a list, [{...}]"
	case has("openapi") || has("swagger"):
		return 0, "it describes an interface (OpenAPI)"
	case has("format", "holds", "problems") || has("format", "items") || has("format", "audit", "changes"):
		return 0, "it is what another command prints with --json: of a report take the .json, or export the answers"
	}
	return 0, "it is JSON of another kind, with " + members(object)
}

// members names the first members of an object.
func members(object map[string]json.RawMessage) string {
	var names []string
	for name := range object {
		names = append(names, `"`+name+`"`)
	}
	slices.Sort(names)
	if len(names) == 0 {
		return "nothing in it"
	}
	return strings.Join(names[:min(len(names), 4)], ", ")
}
