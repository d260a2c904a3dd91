package policy

import "testing"

func BenchmarkLoadBuiltin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("instagram-platform"); err != nil {
			b.Fatal(err)
		}
	}
}
