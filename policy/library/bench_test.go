package library

import (
	"strings"
	"testing"

	"clausewalk/policy/reading"
)

func BenchmarkLoadBuiltin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("instagram-platform"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParseMegabyte is to stay below 200 ms.
func BenchmarkParseMegabyte(b *testing.B) {
	part := "## A. Part\n\n" + strings.Repeat("1. Your app [must](http://x.y/z) keep **every** promise.\n   1. "+strings.Repeat("Words of the rule. ", 20)+"\n\n   For example, it must.\n", 40)
	source := []byte(strings.Repeat(part, 1<<20/len(part)+1))
	for b.Loop() {
		if _, err := reading.Parse("x", source); err != nil {
			b.Fatal(err)
		}
	}
}
