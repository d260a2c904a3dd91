package reports

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports/document"
)

// FormMarkdown renders what a submission hands in as Markdown.
func FormMarkdown(f Form) []byte { return MarkdownPage(f.document()) }

// FormHTML renders it as a page, on which a button copies each text.
func FormHTML(f Form) []byte { return HTMLPage(f.document()) }

// FormJSON renders it for programs; docs/schemas/form.schema.json has its shape.
func FormJSON(f Form) []byte {
	names := f.recordings()
	made := jsonForm{Format: JSONFormat, App: f.App, Fields: []jsonFormField{}}
	for _, one := range f.Fields {
		if !one.Leaves() {
			continue
		}
		field := jsonFormField{Permission: one.Permission, Field: one.Name, Text: one.Text, Characters: one.Characters(), Recordings: []string{}}
		for _, e := range one.Files {
			field.Recordings = append(field.Recordings, names[e.Key()])
		}
		made.Fields = append(made.Fields, field)
	}
	return encode(made)
}

type jsonForm struct {
	Format int             `json:"format"`
	App    string          `json:"app"`
	Fields []jsonFormField `json:"fields"`
}

type jsonFormField struct {
	Permission string   `json:"permission,omitempty"`
	Field      string   `json:"field"`
	Text       string   `json:"text,omitempty"`
	Characters int      `json:"characters,omitempty"`
	Recordings []string `json:"recordings"` // names in the pack, or addresses
}

// document returns the form, permission by permission.
func (f Form) document() document.Document {
	d := document.Document{Title: "For the review: " + f.App, Running: []string{f.App}, First: "part-1"}
	names := f.recordings()
	at := "\x00"
	for _, one := range f.Fields {
		if !one.Leaves() {
			continue
		}
		if one.Permission != at {
			at = one.Permission
			title := document.Text{label(at)}
			if at == "" {
				title = phrase("For the whole submission")
			}
			d.Parts = append(d.Parts, document.Part{ID: fmt.Sprintf("part-%d", len(d.Parts)+1), Title: title})
		}
		part := &d.Parts[len(d.Parts)-1]
		part.Blocks = append(part.Blocks, heading(document.Entry, label(one.Name)))
		if one.Text != "" {
			part.Blocks = append(part.Blocks, document.Paste{Text: one.Text})
		}
		list := document.List{}
		for _, e := range one.Files {
			name := label(names[e.Key()])
			if e.Kind == event.LinkEvidence {
				name = document.Span{Kind: document.Address, Words: e.URL}
			}
			list.Items = append(list.Items, item(name))
		}
		if len(list.Items) > 0 {
			part.Blocks = append(part.Blocks, list)
		}
	}
	return d
}

// recordings returns what each recording is called in the pack, by its key; links
// by their address. A file that serves several permissions is there once, under
// the first of them.
func (f Form) recordings() map[string]string {
	names, taken, byDigest := map[string]string{}, map[string]bool{}, map[string]string{}
	for _, one := range f.Fields {
		for _, e := range one.Files {
			switch name := byDigest[e.SHA256]; {
			case e.Kind == event.LinkEvidence:
				names[e.Key()] = e.URL
			case name != "":
				names[e.Key()] = name
			default:
				stem := checklist.SafeName(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(one.Permission+" "+one.Name), " ", "-")))
				name = "recordings/" + stem + videoEnding(e)
				for n := 2; taken[nameKey(name)]; n++ {
					name = fmt.Sprintf("recordings/%s-%d%s", stem, n, videoEnding(e))
				}
				taken[nameKey(name)] = true
				byDigest[e.SHA256], names[e.Key()] = name, name
			}
		}
	}
	return names
}

var videoEndings = []string{".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".3gp"}

// films tells whether a piece is a recording, by its bytes where they were looked
// at.
func films(e event.Evidence) bool {
	if e.Media != "" {
		return strings.HasPrefix(e.Media, "video/")
	}
	return slices.Contains(videoEndings, strings.ToLower(path.Ext(e.Name)))
}

// videoEnding is the ending of a recording's file, by its own name where that is
// one of a recording.
func videoEnding(e event.Evidence) string {
	if ending := strings.ToLower(path.Ext(e.Name)); slices.Contains(videoEndings, ending) {
		return ending
	}
	return map[string]string{"video/quicktime": ".mov", "video/webm": ".webm", "video/x-matroska": ".mkv"}[e.Media]
}

// SubmissionPack returns what a reviewer gets: the form in three shapes and the
// recordings, under names of the form. Recordings for which has is false are left
// out. It has no manifest: digests are the team's own.
func SubmissionPack(f Form, has func(event.Evidence) bool) []Packed {
	kept := Form{App: f.App}
	for _, one := range f.Fields {
		if !one.Leaves() {
			continue
		}
		var files []event.Evidence
		for _, e := range one.Files {
			if e.Kind == event.LinkEvidence || has(e) {
				files = append(files, e)
			}
		}
		if one.Files = files; one.Leaves() {
			kept.Fields = append(kept.Fields, one)
		}
	}
	all := []Packed{packed("form.md", FormMarkdown(kept)), packed("form.html", FormHTML(kept)), packed("form.json", FormJSON(kept))}
	names, there := kept.recordings(), map[string]bool{}
	for _, one := range kept.Fields {
		for _, e := range one.Files {
			if name := names[e.Key()]; e.Kind != event.LinkEvidence && !there[name] {
				there[name] = true
				all = append(all, Packed{Name: name, SHA256: e.SHA256, Evidence: e})
			}
		}
	}
	return all
}
