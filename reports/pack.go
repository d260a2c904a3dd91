package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
)

// Packed is one file of a pack: with its bytes, or with the evidence whose
// bytes it has.
type Packed struct {
	Name     string // with slashes, below the pack's folder
	SHA256   string
	Data     []byte
	Evidence event.Evidence // its Kind is empty where Data holds the bytes
}

// The files of a pack that are no evidence.
const (
	PackManifest = "SHA256SUMS" // what sha256sum -c reads
	packMarkdown = "report.md"
	packHTML     = "report.html"
	packJSON     = "answers.json"
)

// Pack returns what hands an audit over: the report in three forms, every file
// of evidence below its clause's name, and last the manifest. Pieces for which
// has is false are left out. The same report gives the same pack.
func Pack(r Report, has func(event.Evidence) bool) []Packed {
	return r.pack(has, r.Policies, packed(packMarkdown, Markdown(r)), packed(packHTML, HTML(r)), packed(packJSON, JSON(r)))
}

// ReviewPack returns what goes with a submission: the packet in three forms and
// the files, recordings among them, of the policies that prepare it.
func ReviewPack(r Report, has func(event.Evidence) bool) []Packed {
	return r.pack(has, Review(r).Prepared, packed("review.md", ReviewMarkdown(r)), packed("review.html", ReviewHTML(r)), packed("review.json", ReviewJSON(r)))
}

func packed(name string, data []byte) Packed {
	sum := sha256.Sum256(data)
	return Packed{Name: name, SHA256: hex.EncodeToString(sum[:]), Data: data}
}

// pack adds to our own files those of some policies, and the manifest.
func (r Report) pack(has func(event.Evidence) bool, of []Policy, all ...Packed) []Packed {
	taken := map[string]bool{}
	for _, one := range all {
		taken[nameKey(one.Name)] = true
	}
	taken[nameKey(PackManifest)] = true
	for _, p := range of {
		for _, s := range p.Sections {
			for _, c := range s.Clauses {
				folder := checklist.SafeName(c.Ref.Label)
				if r.qualified {
					folder = checklist.SafeName(c.Ref.Policy) + "/" + folder
				}
				for _, e := range c.Evidence {
					if !e.Kept() || !has(e) {
						continue
					}
					name := packName(folder, e, taken)
					taken[nameKey(name)] = true
					all = append(all, Packed{Name: name, SHA256: e.SHA256, Evidence: e})
				}
			}
		}
	}
	var manifest strings.Builder
	for _, one := range all {
		fmt.Fprintf(&manifest, "%s  %s\n", one.SHA256, one.Name)
	}
	return append(all, packed(PackManifest, []byte(manifest.String())))
}

// maxPackName is how many bytes of a name are kept, with its ending.
const maxPackName = 100

// packName returns the name of a file in a pack. A name with other letters than
// plain ones, which may look like those of another, or that another file has
// already, gets a piece of the digest.
func packName(folder string, e event.Evidence, taken map[string]bool) string {
	safe := checklist.SafeName(norm.NFC.String(readable(e)))
	ending := path.Ext(safe)
	if len(ending) > 16 {
		ending = ""
	}
	stem := strings.TrimSuffix(safe, ending)
	for len(stem)+len(ending) > maxPackName {
		r := []rune(stem)
		stem = string(r[:len(r)-1])
	}
	plain := !slices.ContainsFunc([]rune(stem+ending), func(r rune) bool { return r > 0x7e })
	name := folder + "/" + stem + ending
	for n := 8; taken[nameKey(name)] || !plain; n += 8 {
		plain = true
		name = folder + "/" + stem + "-" + e.SHA256[:min(n, len(e.SHA256))] + ending
		if n > len(e.SHA256) { // The same bytes under the same name.
			name = fmt.Sprintf("%s/%s-%d%s", folder, stem, n, ending)
		}
	}
	return name
}

// readable is what somebody who unpacks it knows a piece by: a file's name, the
// lines of a place, the command of an output.
func readable(e event.Evidence) string {
	switch {
	case e.Command != "":
		return e.Command + ".txt"
	case e.Path == "":
		return e.Name
	case e.From == 0:
		return e.Path + ".txt"
	case e.From == e.To:
		return fmt.Sprintf("%s line %d.txt", e.Path, e.From)
	}
	return fmt.Sprintf("%s lines %d-%d.txt", e.Path, e.From, e.To)
}

// nameKey is the same for names that some file system takes for one.
func nameKey(name string) string { return cases.Fold().String(norm.NFKC.String(name)) }
