package answers

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// attestations reads what MITRE SAF's "attest" writes. What it says beside the
// status and the explanation becomes part of the reason.
func (r *reader) attestations(list *ast.SequenceNode) {
	for _, node := range list.Values {
		given := map[string]string{}
		for _, p := range r.pairs(node) {
			given[p.name] = r.text(p.value)
		}
		row := map[string]string{"label": given["control_id"], "reason": given["explanation"]}
		switch given["status"] {
		case "passed":
			row["verdict"] = string(event.Met)
		case "failed":
			row["verdict"] = string(event.NotMet)
		default:
			row["verdict"] = given["status"]
		}
		var said []string
		for _, name := range []string{"updated_by", "updated", "frequency"} {
			if given[name] != "" {
				said = append(said, strings.ReplaceAll(name, "_", " ")+" "+given[name])
			}
		}
		if len(said) > 0 {
			row["reason"] = strings.TrimSpace(row["reason"] + "\n(attested: " + strings.Join(said, ", ") + ")")
		}
		at := problem(node, "")
		place(r.audit, r.sheet, at.Line, at.Column, row)
	}
}

// columns are what a table may say of a clause.
var columns = []string{"label", "policy", "verdict", "reason", "severity", "owner", "due", "fix", "evidence"}

// DecodeCSV reads a table of answers whose first row names its columns: label,
// and any of policy, verdict, reason, severity, owner, due, fix and evidence.
// An empty cell says nothing; a cell of evidence has a piece a line, since names
// of files hold spaces. The error is Problems.
func DecodeCSV(a *checklist.Audit, source []byte) (*Sheet, error) {
	if err := checkUTF8(source); err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(source, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1
	sheet := &Sheet{}
	var header []string
	for {
		record, err := r.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF) && header == nil:
			return nil, Problems{{1, 1, "the table is empty"}}
		case errors.Is(err, io.EOF):
			return sheet, nil
		case errors.As(err, &wrong):
			return nil, Problems{{wrong.Line, wrong.Column, wrong.Err.Error()}}
		case err != nil:
			return nil, Problems{{1, 1, err.Error()}}
		}
		line, column := r.FieldPos(0)
		if header == nil {
			for n, name := range record {
				header = append(header, strings.ToLower(strings.TrimSpace(name)))
				if slices.Contains(header[:n], header[n]) {
					_, at := r.FieldPos(n)
					return nil, Problems{{line, at, fmt.Sprintf("the column %q is there twice", name)}}
				}
			}
			if !slices.Contains(header, "label") {
				return nil, Problems{{line, column, `the first row names the columns, and none is "label"`}}
			}
			continue
		}
		row := map[string]string{}
		for n, cell := range record {
			if strings.TrimSpace(cell) == "" {
				continue
			}
			_, at := r.FieldPos(n)
			if n >= len(header) || !slices.Contains(columns, header[n]) {
				sheet.Unplaced = append(sheet.Unplaced, Problem{line, at, fmt.Sprintf("no such column of an answer: %q", cell)})
				continue
			}
			row[header[n]] = cell
		}
		if len(row) > 0 {
			place(a, sheet, line, column, row)
		}
	}
}

// place puts a row of somebody else's answers where it belongs, or on the list
// of what could not be placed.
func place(a *checklist.Audit, s *Sheet, line, column int, row map[string]string) {
	label := strings.TrimSpace(row["label"])
	drop := func(why any, what string) {
		s.Unplaced = append(s.Unplaced, Problem{line, column, fmt.Sprintf("%v: %s", why, what)})
	}
	whole := strings.TrimSpace(row["verdict"] + " " + row["reason"])
	name := label
	if row["policy"] != "" {
		name = strings.TrimSpace(row["policy"]) + "/" + label
	}
	ref, err := a.Find(name)
	if err != nil {
		drop(err, whole)
		return
	}
	if slices.ContainsFunc(s.Lines, func(l Line) bool { return l.Field.Ref() == ref }) {
		drop(ref.Label+" is there twice", whole)
		return
	}
	var changes []event.Change
	if said := row["verdict"]; said != "" {
		v, err := event.ParseVerdict(said)
		if err != nil {
			drop(fmt.Errorf("%s: %w", ref.Label, err), whole)
			return
		}
		if v.NeedsReason() && strings.TrimSpace(row["reason"]) == "" {
			drop(fmt.Sprintf("%s: %q needs a reason", ref.Label, v), whole)
			return
		}
		changes = append(changes, event.SetVerdict(ref, v))
	}
	if row["reason"] != "" {
		changes = append(changes, event.SetReason(ref, row["reason"]))
	}
	for _, part := range gapParts {
		if value := strings.TrimSpace(row[string(part)]); value != "" {
			changes = append(changes, event.SetGap(ref, part, value))
		}
	}
	for _, c := range changes {
		if c.Field.Kind == event.KindVerdict {
			continue
		}
		if _, err := a.Step(nobody, c); err != nil {
			drop(fmt.Errorf("%s: %w", ref.Label, err), fmt.Sprint(c.Value))
			continue
		}
		s.Lines = append(s.Lines, Line{c, line, column})
	}
	if len(changes) > 0 && changes[0].Field.Kind == event.KindVerdict {
		s.Lines = append(s.Lines, Line{changes[0], line, column})
	}
	var specs []string
	for spec := range strings.Lines(row["evidence"]) {
		if spec = strings.TrimSpace(spec); spec != "" {
			specs = append(specs, spec)
		}
	}
	if len(specs) > 0 {
		s.Evidence = append(s.Evidence, Pieces{ref, specs})
	}
}
