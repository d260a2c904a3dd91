package yamlfile

import (
	"fmt"

	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"

	"clausewalk/policy"
)

// No YAML file needs more than this. The parser's time and memory grow with the
// square of these numbers.
const (
	maxDeep    = 100    // lists and mappings in one another
	maxEntries = 10_000 // entries of one list or mapping
	maxRun     = 100    // tokens of one line or entry
	maxAliases = 20     // each may stand for others: few make billions
)

// Check looks at YAML, or JSON, before it is parsed, and refuses a text that is
// built to be slow or to take all memory. The error is a *policy.PositionError
// without a file. Text that is not well formed passes: there the parser stops.
func Check(source []byte) error {
	// Texts that are built to be slow mostly are from the beginning on, and the
	// scanner reads all that it is given before it returns a token.
	for part := 64 << 10; part < len(source); part *= 8 {
		if err := check(source[:part]); err != nil {
			return err
		}
	}
	return check(source)
}

func check(source []byte) error {
	var s scanner.Scanner
	s.Init(string(source))
	d := depth{starts: true}
	for {
		tokens, err := s.Scan()
		if err != nil {
			return nil // Its end, or the end of what is well formed.
		}
		for _, t := range tokens {
			if msg := d.add(t); msg != "" {
				return &policy.PositionError{Line: t.Position.Line, Column: t.Position.Column, Msg: msg}
			}
		}
	}
}

// depth is how deep a text nests at a token, and how many tokens and entries belong
// together there.
type depth struct {
	blocks []block // by indentation
	flows  []int   // entries of each bracket that is open
	line   int
	run    int  // tokens since the line or the entry began
	starts bool // the next token may begin an entry of a block

	aliases int
}

type block struct{ column, entries int }

// add takes the next token, and says what there is too much of, empty for nothing.
func (d *depth) add(t *token.Token) string {
	if t.Type == token.CommentType {
		return ""
	}
	at := t.Position
	if len(d.flows) == 0 && at.Line != d.line {
		d.line, d.run, d.starts = at.Line, 0, true
	}
	if d.run++; d.run > maxRun {
		return fmt.Sprintf("more than %d tokens in one entry", maxRun)
	}
	entries := 0
	switch t.Type {
	case token.AliasType:
		d.aliases++
	case token.SequenceStartType, token.MappingStartType:
		d.flows, d.run = append(d.flows, 0), 0
	case token.SequenceEndType, token.MappingEndType:
		d.flows, d.run = d.flows[:max(0, len(d.flows)-1)], 0
	case token.CollectEntryType:
		d.run = 0
		if last := len(d.flows) - 1; last >= 0 {
			d.flows[last]++
			entries = d.flows[last]
		}
	default:
		if d.starts && len(d.flows) == 0 {
			entries = d.begin(at.Column)
		}
	}
	// Behind these a block goes deeper on the same line.
	d.starts = t.Type == token.SequenceEntryType || t.Type == token.MappingKeyType
	switch {
	case d.aliases > maxAliases:
		return fmt.Sprintf("more than %d aliases", maxAliases)
	case entries > maxEntries:
		return fmt.Sprintf("more than %d entries in one list or mapping", maxEntries)
	case len(d.blocks)+len(d.flows) > maxDeep:
		return fmt.Sprintf("lists and mappings nest deeper than %d", maxDeep)
	}
	return ""
}

// begin begins an entry of the block at a column, and returns how many that has.
func (d *depth) begin(column int) (entries int) {
	for len(d.blocks) > 0 && d.blocks[len(d.blocks)-1].column > column {
		d.blocks = d.blocks[:len(d.blocks)-1]
	}
	if len(d.blocks) == 0 || d.blocks[len(d.blocks)-1].column < column {
		d.blocks = append(d.blocks, block{column: column})
	}
	last := &d.blocks[len(d.blocks)-1]
	last.entries++
	return last.entries
}
