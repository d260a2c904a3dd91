package answers

import "github.com/goccy/go-yaml/ast"

// attested is what MITRE SAF's "attest" calls what a table calls otherwise.
var attested = map[string]string{
	"control_id": colLabel, "explanation": colReason, "status": colVerdict, "updated": colDate, "updated_by": colBy, "frequency": colTerm,
}

// attestations reads what MITRE SAF's "attest" writes: each answer with its
// date, its term and its author.
func (r *reader) attestations(list *ast.SequenceNode) {
	p := newPlacer(r.audit, r.now)
	for _, node := range list.Values {
		e := entry{at: at(node), said: map[string]string{}}
		for n, pair := range r.pairs(node) {
			if n == 0 {
				e.at = at(pair.key)
			}
			field := attested[pair.name]
			switch value := r.text(pair.value); field {
			case colLabel:
				e.label = value
			case "":
				p.note(at(pair.key), "no attestation says %q, and it was not taken: %s", pair.name, value)
			default:
				e.said[field] = value
			}
		}
		p.entry(e)
	}
	p.problems = append(r.problems, p.problems...)
	r.sheet, _ = p.result() // Its error is the problems.
	r.problems = p.problems
}
