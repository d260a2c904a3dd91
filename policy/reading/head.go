package reading

import (
	"bytes"
	"cmp"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"clausewalk/policy"
	"clausewalk/policy/yamlfile"
)

// head is what may stand above a text, between two lines of "---".
type head struct {
	Title  string `yaml:"title,omitempty"`
	Source string `yaml:"source,omitempty"`
	Dated  string `yaml:"dated,omitempty"`
	Above  int    `yaml:"above"` // lines that were put above the source
}

// readHead takes the head off the source and returns the body.
func readHead(id string, source []byte) (h head, body []byte, err error) {
	source = bytes.TrimPrefix(source, []byte("\uFEFF")) // Some editors begin a file with it.
	source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
	if bytes.ContainsAny(source, "\r\f") { // Line ends of old systems; ends of pages.
		source = bytes.ReplaceAll(bytes.ReplaceAll(source, []byte("\r"), []byte("\n")), []byte("\f"), []byte(" "))
	}
	if !bytes.HasPrefix(source, []byte("---\n")) {
		return h, source, nil
	}
	written, body, found := bytes.Cut(source[len("---"):], []byte("\n---\n"))
	if !found {
		return h, source, nil
	}
	err = yamlfile.Located(path.Join(id, policy.TextFile), written, func() error { return yaml.UnmarshalWithOptions(written, &h, yaml.Strict()) })
	if err != nil {
		return h, nil, err
	}
	h.Above = min(max(0, h.Above), bytes.Count(written, []byte{'\n'})+2)
	return h, body, nil
}

// WithHead returns a policy's source with a head that has the title, the source and
// the date, as far as they are not empty. What they leave out its own head keeps.
// The error is that of Parse for a head that cannot be read.
func WithHead(id string, source []byte, title, from, dated string) ([]byte, error) {
	if title == "" && from == "" && dated == "" {
		return source, nil
	}
	old, body, err := readHead(id, source)
	if err != nil {
		return nil, err
	}
	head := head{Title: cmp.Or(title, old.Title), Source: cmp.Or(from, old.Source), Dated: cmp.Or(dated, old.Dated)}
	had := bytes.Count(source, []byte{'\n'}) - bytes.Count(body, []byte{'\n'}) - old.Above
	for range 2 { // The second time it counts the line that says how many there are.
		written, err := yaml.Marshal(head)
		if err != nil {
			return nil, err
		}
		lines := 2 + bytes.Count(written, []byte{'\n'})
		filled := strings.Repeat("#\n", max(0, had-lines)) // The head is never shorter than the one it replaces.
		source = append([]byte("---\n"+string(written)+filled+"---\n"), body...)
		head.Above = max(0, lines-had)
	}
	return source, nil
}
