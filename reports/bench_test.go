package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/policy/reading"
)

// answered returns an audit of n clauses, half of them gaps, with two pieces of
// evidence each.
func answered(b *testing.B, n int) *checklist.Audit {
	b.Helper()
	var text strings.Builder
	text.WriteString("# Large\n")
	for i := range n {
		if i%100 == 0 {
			fmt.Fprintf(&text, "\n## %d. Part %d\n\n", i/100+1, i/100+1)
		}
		fmt.Fprintf(&text, "%d. Clause %d asks for a deletion log that somebody reads, and names who keeps copies.\n", i%100+1, i)
	}
	p, err := reading.Parse("large", []byte(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	book := newBook(b, p)
	var changes []event.Change
	for i, ref := range book.Refs() {
		v := event.Met
		if i%2 == 0 {
			v = event.NotMet
		}
		changes = append(changes, event.SetVerdict(ref, v), event.SetReason(ref, fmt.Sprintf("The log of week %d was read by two people, and the copies are gone.", i)))
		for piece := range 2 {
			changes = append(changes, event.AddEvidence(ref, event.Evidence{
				Kind: event.FileEvidence, Name: fmt.Sprintf("log-%d-%d.txt", i, piece), Size: 27, SHA256: fmt.Sprintf("%064x", 2*i+piece),
			}))
		}
	}
	book.do(ana, changes...)
	return book.Audit
}

func skipLarge(b *testing.B, n int) {
	if testing.Short() && n > 1_000 {
		b.Skip("ten thousand clauses take too long for a short run")
	}
}

func benchmarkReport(b *testing.B, render func(Report) []byte) {
	for _, n := range []int{53, 1_000, 10_000} {
		b.Run(fmt.Sprintf("clauses=%d", n), func(b *testing.B) {
			skipLarge(b, n)
			a := answered(b, n)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				b.SetBytes(int64(len(render(Build(a, Options{})))))
			}
		})
	}
}

// BenchmarkMarkdown builds the report of an audit and renders it.
func BenchmarkMarkdown(b *testing.B) { benchmarkReport(b, Markdown) }

// BenchmarkHTML does the same for HTML.
func BenchmarkHTML(b *testing.B) { benchmarkReport(b, HTML) }

// BenchmarkGoldmark is what they are held against: goldmark over the same
// Markdown.
func BenchmarkGoldmark(b *testing.B) {
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM))
	for _, n := range []int{53, 1_000, 10_000} {
		b.Run(fmt.Sprintf("clauses=%d", n), func(b *testing.B) {
			skipLarge(b, n)
			source := Markdown(Build(answered(b, n), Options{}))
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				var out bytes.Buffer
				if err := gfm.Convert(source, &out); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(source)))
			}
		})
	}
}
