package event

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"
	"unicode/utf8"

	strict "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A Decoder decodes many lines, in less time than Decode takes for each. What they say
// alike, such as names and digests of texts, it keeps in memory once. The zero Decoder
// may be used, by one goroutine at a time.
type Decoder struct {
	digest hash.Hash
	kept   map[string]string
	last   [places]string // what the line before said at each place
}

// The places of a line at which many lines say the same.
const (
	atWriter = iota
	atName
	atEmail
	atPolicy
	atClause
	atEdition
	atText
	atCarried
	places
)

// Decode is the function Decode into an event, whose old content is lost.
func (d *Decoder) Decode(line []byte, e *Event) error {
	sum, err := d.sumOf(line)
	if *e = (Event{Sum: sum}); err == nil {
		_, err = d.decode(line, e)
	}
	return err
}

// sumOf is the function sumOf.
func (d *Decoder) sumOf(line []byte) (string, error) {
	at := len(line) - sealed
	if at < 1 || !bytes.HasPrefix(line[at:], []byte(sumKey)) || !bytes.HasSuffix(line, []byte(`"}`)) {
		return "", errNoSum
	}
	if d.digest == nil {
		d.digest = sha256.New()
	}
	d.digest.Reset()
	d.digest.Write(line[:at])
	d.digest.Write([]byte{'}'})
	var sum [sha256.Size]byte
	var is [2 * sha256.Size]byte
	hex.Encode(is[:], d.digest.Sum(sum[:0]))
	if !bytes.Equal(line[at+len(sumKey):len(line)-2], is[:]) {
		return string(is[:]), errOtherSum
	}
	return string(is[:]), nil
}

// decode reads a line whose sum the event has. It tells whether the line is plain:
// nothing in it, apart from its value, can be understood in two ways.
func (d *Decoder) decode(line []byte, e *Event) (plain bool, err error) {
	if plain = d.decodePlain(line, e); !plain {
		if err := e.decodeAny(line); err != nil {
			return false, err
		}
	}
	e.Said = KeptSaid(e.said())
	return plain, e.check()
}

// decodePlain reads a line as Encode writes it, in less than a fifth of the time of
// decodeAny. It returns false, and has read nothing, for any other line: in a plain one
// the members stand in their order, and all text outside of the value is UTF-8 without
// escapes.
func (d *Decoder) decodePlain(line []byte, e *Event) bool {
	w := written{d, line, false}
	e.Format = int(w.number(`{"format":`))
	e.ID = string(w.text(`,"id":"`))
	e.Seq = int(w.number(`,"seq":`))
	w.failed = w.failed || e.Time.UnmarshalText(w.text(`,"time":"`)) != nil
	e.Clock = w.number(`,"clock":`)
	e.Writer = w.known(`,"writer":"`, atWriter)
	e.Who.Name = w.known(`,"who":{"name":"`, atName)
	e.Who.Email = w.optional(`,"email":"`, atEmail)
	w.expect(`}`)
	e.Kind = w.kind(`,"kind":"`)
	e.Policy = w.optional(`,"policy":"`, atPolicy)
	e.Clause = w.optional(`,"clause":"`, atClause)
	if w.begins(`,"subject":"`) {
		e.Subject = string(w.text(`,"subject":"`))
	}
	e.Edition = w.optional(`,"edition":"`, atEdition)
	e.Text = w.optional(`,"text":"`, atText)
	if w.has(`,"value":`) {
		e.Value = bytes.Clone(w.value())
	}
	e.Over = w.list(`,"over":[`)
	if w.has(`,"said":`) {
		w.failed = strict.Unmarshal(w.value(), &e.Said, asKnown) != nil || w.failed
	}
	e.Carried = w.optional(`,"carried":"`, atCarried)
	e.More = w.has(`,"more":true`)
	e.Ends = w.list(`,"ends":[`)
	if w.begins(`,"prev":"`) {
		e.Prev = string(w.text(`,"prev":"`))
	}
	if w.failed || len(w.rest) != sealed || e.Format < 1 || e.Format > Format {
		*e = Event{Sum: e.Sum}
		return false
	}
	return true
}

var asKnown = strict.RejectUnknownMembers(true)

// sealed is how many bytes the sum takes at the end of a line.
const sealed = len(sumKey) + 2*sha256.Size + len(`"}`)

// written is what is left to read of a line that Encode may have written.
type written struct {
	*Decoder
	rest   []byte
	failed bool // it is not such a line
}

func (w *written) begins(text string) bool {
	return len(w.rest) >= len(text) && string(w.rest[:len(text)]) == text
}

// has reads a text if that comes next, and tells whether it does.
func (w *written) has(text string) bool {
	if !w.begins(text) {
		return false
	}
	w.rest = w.rest[len(text):]
	return true
}

func (w *written) expect(text string) { w.failed = !w.has(text) || w.failed }

// number reads a number without sign, fraction and exponent behind a text.
func (w *written) number(behind string) (n int64) {
	w.expect(behind)
	digits := 0
	for digits < len(w.rest) && digits < 19 && '0' <= w.rest[digits] && w.rest[digits] <= '9' {
		n = 10*n + int64(w.rest[digits]-'0')
		digits++
	}
	if digits == 0 || digits == 19 || digits > 1 && w.rest[0] == '0' || int64(int(n)) != n {
		w.failed = true
		return 0
	}
	w.rest = w.rest[digits:]
	return n
}

// text reads a string behind a text that ends in its first quote.
func (w *written) text(behind string) []byte {
	w.expect(behind)
	end := bytes.IndexByte(w.rest, '"')
	if w.failed || end < 0 || !asItStands(w.rest[:end]) {
		w.failed = true
		return nil
	}
	text := w.rest[:end]
	w.rest = w.rest[end+1:]
	return text
}

// isWords tells whether a value is a string that means what stands between its quotes.
func isWords(value []byte) bool {
	n := len(value)
	return n > 1 && value[0] == '"' && value[n-1] == '"' && asItStands(value[1:n-1])
}

// asItStands tells whether a text can stand between quotes and means itself there.
func asItStands(text []byte) bool {
	ascii := true
	for _, c := range text {
		if c < ' ' || c == '"' || c == '\\' {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii || utf8.Valid(text)
}

// known is text where many lines say the same.
func (w *written) known(behind string, at int) string {
	last := w.last[at]
	if begin, end := len(behind), len(behind)+len(last); last != "" && len(w.rest) > end &&
		string(w.rest[:begin]) == behind && string(w.rest[begin:end]) == last && w.rest[end] == '"' {
		w.rest = w.rest[end+1:]
		return last
	}
	text := w.text(behind)
	is, known := w.kept[string(text)]
	if !known {
		is = string(text)
		if w.kept == nil {
			w.kept = map[string]string{}
		}
		w.kept[is] = is
	}
	w.last[at] = is
	return is
}

// optional is known for a member that may be missing.
func (w *written) optional(behind string, at int) string {
	if !w.begins(behind) {
		return ""
	}
	return w.known(behind, at)
}

func (w *written) kind(behind string) Kind {
	text := w.text(behind)
	if spec := specs[Kind(text)]; spec != nil {
		return spec.Kind
	}
	return Kind(text)
}

// list reads strings, nil where the list does not come next.
func (w *written) list(behind string) (all []string) {
	if !w.has(behind) {
		return nil
	}
	for begin := `"`; !w.failed && (all == nil || !w.has(`]`)); begin = `,"` {
		all = append(all, string(w.text(begin)))
	}
	return all
}

// maxDepth is how deep a value may be nested to be read here.
const maxDepth = 100

// value reads a value of any kind, and returns it as it stands.
func (w *written) value() []byte {
	n := extent(w.rest)
	value := w.rest[:n]
	w.rest = w.rest[n:]
	w.failed = w.failed || !isWords(value) && !jsontext.Value(value).IsValid()
	return value
}

// extent returns how long the value is with which data begins, if it is one, and 0 if
// it has no end or is nested too deep.
func extent(data []byte) int {
	if len(data) > 0 && !strings.ContainsRune(`"{[`, rune(data[0])) {
		return max(0, bytes.IndexAny(data, ",} \t\r\n"))
	}
	for at, depth := 0, 0; at < len(data) && depth <= maxDepth; at++ {
		switch data[at] {
		case '"':
			for at++; at < len(data) && data[at] != '"'; at++ {
				if data[at] == '\\' {
					at++
				}
			}
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		default:
			continue
		}
		if depth == 0 {
			return min(at+1, len(data))
		}
	}
	return 0
}
