package reading

import (
	"strconv"
	"strings"

	"clausewalk/policy/pattern"
)

// controls are IDs that say by themselves where they belong: "OSPS-AC-01.01:",
// "AC-2(1)", "S-1.1", "CC6.1", "[REQ-7]", after a check box or as a link too. There must be two of a kind,
// since a single one may be a word such as UTF-8.
//
// Seen in: the OpenSSF baseline's checklist ("- [ ] **OSPS-AC-01.01**: ..."),
// marketplaces' agreements ("S-1.1 **Listing.**"), control catalogues.
var controls = shape{
	name: "controls",
	heading: func(words string) (label, title string) {
		if m := controlHead.FindStringSubmatch(words); m != nil {
			return m[1], strings.TrimSpace(m[2])
		}
		return "", ""
	},
	mark: func(words string) (mark, int) {
		m := controlMark.FindStringSubmatch(words)
		if m == nil {
			return mark{}, 0
		}
		label := m[1] + m[2]
		return mark{label: label, printed: strings.TrimSpace(m[0]), style: controlStyle(label)}, len(m[0])
	},
	sequence: &sequence{
		position: func(label string) int {
			if !isControl(label) {
				return 0
			}
			n, _ := strconv.Atoi(lastDigits.FindString(label))
			return n
		},
	},
}

const controlID = `[A-Z]{1,8}(?:-[A-Z]{1,8})*[-.]?\d{1,4}(?:[.-]\d{1,4}){0,4}(?:\(\d{1,3}\))?`

var (
	controlHead  = pattern.New(`^(` + controlID + `)(?:[.):]*|\s+[–—-])(?:` + space + `(.*))?$`)
	controlMark  = pattern.New(`^\s*(?:(` + controlID + `)|\[(` + controlID + `)\])[.:]?` + space)
	controlWhole = pattern.New(`^` + controlID + `$`)
	lastDigits   = pattern.New(`\d+$`)
	letterRun    = pattern.New(`[A-Z]+(?:-[A-Z]+)*`)
)

// isControl tells whether a label is an ID, which does not need its section's label
// before it.
func isControl(label string) bool { return controlWhole.MatchString(label) }

// controlStyle is the same for IDs of the same depth.
func controlStyle(id string) string {
	return "ID " + strings.Repeat(".", strings.Count(id, ".")+strings.Count(id, "(")) + strings.Repeat("-", strings.Count(id, "-"))
}

// controlKind is the same for IDs that begin with the same letters.
func controlKind(id string) string { return strings.SplitN(letterRun.FindString(id), "-", 2)[0] }
