// Package pattern holds regular expressions that are compiled when they are first
// used. A command needs few of the many that the program knows, and those it does
// not need cost nothing.
package pattern

import (
	"regexp"
	"sync"
)

// A Pattern is a regular expression; many goroutines may use one. It has those of
// the methods of a regexp.Regexp that somebody calls.
type Pattern struct{ compiled func() *regexp.Regexp }

// New returns the pattern of an expression in the syntax of package regexp. One
// that cannot be compiled panics when it is first used.
func New(expression string) *Pattern {
	return Made(func() string { return expression })
}

// Made returns the pattern of an expression that is put together when it is first
// used, where that takes a table.
func Made(expression func() string) *Pattern {
	return &Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression()) })}
}

// Match is what it is for a regexp.Regexp.
func (p *Pattern) Match(b []byte) bool { return p.compiled().Match(b) }

// MatchString is what it is for a regexp.Regexp.
func (p *Pattern) MatchString(s string) bool { return p.compiled().MatchString(s) }

// NumSubexp is what it is for a regexp.Regexp.
func (p *Pattern) NumSubexp() int { return p.compiled().NumSubexp() }

// FindString is what it is for a regexp.Regexp.
func (p *Pattern) FindString(s string) string { return p.compiled().FindString(s) }

// Find is what it is for a regexp.Regexp.
func (p *Pattern) Find(b []byte) []byte { return p.compiled().Find(b) }

// FindSubmatch is what it is for a regexp.Regexp.
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.compiled().FindSubmatch(b) }

// FindStringIndex is what it is for a regexp.Regexp.
func (p *Pattern) FindStringIndex(s string) []int { return p.compiled().FindStringIndex(s) }

// FindStringSubmatch is what it is for a regexp.Regexp.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

// FindStringSubmatchIndex is what it is for a regexp.Regexp.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compiled().FindStringSubmatchIndex(s)
}

// FindAllString is what it is for a regexp.Regexp.
func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

// FindAllStringIndex is what it is for a regexp.Regexp.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

// FindAllSubmatchIndex is what it is for a regexp.Regexp.
func (p *Pattern) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return p.compiled().FindAllSubmatchIndex(b, n)
}

// ReplaceAllString is what it is for a regexp.Regexp.
func (p *Pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }

// ReplaceAllStringFunc is what it is for a regexp.Regexp.
func (p *Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, by)
}

// FindAllSubmatch is what it is for a regexp.Regexp.
func (p *Pattern) FindAllSubmatch(b []byte, n int) [][][]byte {
	return p.compiled().FindAllSubmatch(b, n)
}
