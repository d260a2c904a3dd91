package reading

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"clausewalk/policy"
)

// lists are Markdown's own: each item is a block, whose label is its number in
// an ordered list.
var lists = shape{
	name: "lists",
	blocks: func(d *document, n ast.Node) (found []block, ok bool) {
		list, ok := n.(*ast.List)
		if !ok {
			return nil, false
		}
		numbers := d.numbers(list)
		style := "1"
		if d.insideItem(list) {
			style = "1)"
		}
		i := 0
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			b := d.block(item, d.lineStart(item.Pos()))
			b.item, b.numbered = true, list.IsOrdered()
			if b.numbered {
				b.number = numbers[i]
				b.mark = d.shapes.counted(mark{label: numbers[i], printed: numbers[i] + ".", style: style})
			}
			if i++; b.numbered || b.words != "" {
				found = append(found, b)
			}
		}
		return found, true
	},
}

// insideItem tells whether a list such as "1) ... 2) ..." belongs to the last item of
// the list before it, "2. The app shall:", which goes on below with "3." Markdown sees
// three lists.
func (d *document) insideItem(list *ast.List) bool {
	above, ok := list.PreviousSibling().(*ast.List)
	if !ok || !list.IsOrdered() || list.Marker != ')' || !above.IsOrdered() || above.Marker != '.' || d.number(list.FirstChild().Pos()) != "1" {
		return false
	}
	if below, ok := list.NextSibling().(*ast.List); ok && below.IsOrdered() && below.Marker == '.' {
		return below.Start == above.Start+above.ChildCount()
	}
	return strings.HasSuffix(strings.TrimSpace(policy.VisibleWords(d.paragraphs(above.LastChild(), 0))), ":")
}

// numbers reads the numbers that an ordered list prints. Where the source has
// the same one at every item, Markdown counts by itself.
func (d *document) numbers(list *ast.List) []string {
	var all []string
	if !list.IsOrdered() {
		return nil
	}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		all = append(all, d.number(item.Pos()))
	}
	first, err := strconv.Atoi(all[0])
	if err != nil || len(all) == 1 || slices.ContainsFunc(all, func(n string) bool { return n != all[0] }) {
		return all
	}
	for i := range all {
		all[i] = strconv.Itoa(first + i)
	}
	return all
}

// number reads the digits of the list marker at pos.
func (d *document) number(pos int) string {
	end := pos
	for end < len(d.src) && d.src[end] >= '0' && d.src[end] <= '9' {
		end++
	}
	return string(d.src[pos:end])
}
