// Package scan looks in an app's own files for places that bear on clauses (Scanner),
// and turns them into suggestions for an audit (Judge). It reads through the disk that
// it is given, and writes and runs nothing; the caller says which files git sees. The
// same files and rules give the same result, in the same order.
//
// A file is read once. Only one that has a word of some rule is split into strings,
// names and comments; manifests are parsed, not searched. Everything is bounded: a
// file that is too large, or not a regular file, is counted and skipped.
package scan

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/policy/signals"
)

// Limits of what is read of a file and kept of its hits.
const (
	maxRead   = 8 << 20 // a manifest or lockfile, in bytes
	maxSource = 1 << 20 // any other file
	maxHits   = 50      // of one rule in one file
	maxShown  = 200     // bytes of a line that are kept to be shown
)

// ProgressStep is after how many files a scan reports its progress.
const ProgressStep = 100

// Hit is one thing that a rule found.
type Hit struct {
	Rule string `json:"rule"`
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"` // in the file, from 1; 0 for the whole file
	Text string `json:"text"`           // what matched
	Said string `json:"said"`           // the line, as much of it as is shown
	Mark string `json:"mark"`           // a digest of the rule and the line, or the package: the same wherever that is
	SHA  string `json:"sha,omitempty"`  // SHA-256 of the line
}

// Result is what a scan found.
type Result struct {
	Hits    []Hit            // in the order of paths and lines
	Files   map[FileKind]int // how many there are of each kind
	Looked  int              // how many of the app's own files were read, instead of known from the cache
	Lexed   int              // how many of those were split into strings, names and comments
	present map[string]bool
}

// Has tells whether the scan saw a file with that path.
func (r Result) Has(file string) bool { return r.present[file] }

// Scanner scans files with a set of rules. Many goroutines may use one.
type Scanner struct {
	rules []*signals.Rule
	words []string // the hints of all rules
	of    [][]int  // for each word, the indexes of the rules with that hint
	auto  *automaton
}

// New returns a scanner for rules, whose ids must differ.
func New(rules []*signals.Rule) *Scanner {
	s := &Scanner{rules: rules}
	at := map[string]int{}
	for n, r := range rules {
		for _, hint := range r.Hints {
			hint = strings.ToLower(hint)
			w, known := at[hint]
			if !known {
				w = len(s.words)
				at[hint] = w
				s.words, s.of = append(s.words, hint), append(s.of, nil)
			}
			s.of[w] = append(s.of[w], n)
		}
	}
	s.auto = newAutomaton(s.words)
	return s
}

// Run scans files, named by their paths from the disk's folder with slashes. A file
// that has the size and time that the cache knows is not read again; cache may be nil.
// Progress may be nil, and is called from other goroutines. When the context ends, Run
// returns what was found so far.
func (s *Scanner) Run(ctx context.Context, disk durable.Disk, files []string, cache *Cache, progress func(done, all int)) Result {
	found, seen := make([]fileResult, len(files)), described(disk, files)
	var next, done atomic.Int64
	var work sync.WaitGroup
	for range min(2, runtime.GOMAXPROCS(0)) {
		work.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(files) {
					return
				}
				found[n] = s.file(disk, files[n], seen[n], cache)
				if d := int(done.Add(1)); progress != nil && (d%ProgressStep == 0 || d == len(files)) {
					progress(d, len(files))
				}
			}
		})
	}
	work.Wait()
	r := Result{Files: map[FileKind]int{}, present: map[string]bool{}}
	for n, one := range found {
		r.Files[one.Kind]++
		r.present[files[n]] = one.Kind != Unread
		if one.looked {
			r.Looked++
		}
		if one.lexed {
			r.Lexed++
		}
		for _, h := range one.Hits {
			h.Path = files[n]
			r.Hits = append(r.Hits, h)
		}
	}
	if cache != nil && ctx.Err() == nil {
		cache.keep(files, found)
	}
	slices.SortStableFunc(r.Hits, func(x, y Hit) int { return strings.Compare(x.Path, y.Path) })
	return r
}

// fileResult is what is known about one file.
type fileResult struct {
	Kind          FileKind `json:"sort"`
	Size          int64    `json:"size"`
	Time          int64    `json:"time"` // of its last change, in nanoseconds; 0 where that was not asked
	Hits          []Hit    `json:"hits,omitempty"`
	looked, lexed bool
}

// described returns what is known about each file before any is read: its kind by its
// path, and its size and time.
func described(disk durable.Disk, files []string) []fileResult {
	all := make([]fileResult, len(files))
	half := len(files) / 2
	var work sync.WaitGroup
	for _, part := range [][2]int{{0, half}, {half, len(files)}} {
		work.Go(func() {
			durable.LstatAll(disk, files[part[0]:part[1]], func(n int, info fs.FileInfo) {
				r := fileResult{Kind: kindByPath(files[part[0]+n])}
				switch {
				case r.Kind != Own:
				case info == nil || !info.Mode().IsRegular():
					r.Kind = Unread
				default:
					r.Size, r.Time = info.Size(), info.ModTime().UnixNano()
				}
				all[part[0]+n] = r
			})
		})
	}
	work.Wait()
	return all
}

// file scans a file, unless it is not the app's own or the cache knows it. R is what
// described says about it.
func (s *Scanner) file(disk durable.Disk, file string, r fileResult, cache *Cache) fileResult {
	if r.Kind != Own {
		return r
	}
	if known, ok := cache.get(file); ok && known.Size == r.Size && known.Time == r.Time {
		return known
	}
	limit := int64(maxSource)
	if isManifest(path.Base(file)) {
		limit = maxRead
	}
	if r.Size > limit {
		r.Kind = Large
		return r
	}
	data, err := durable.ReadFile(disk, file, limit)
	if err != nil {
		return fileResult{Kind: Unread}
	}
	r.looked = true
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if r.Kind = kindByContent(file, data); r.Kind == Own {
		r.Hits, r.lexed = s.look(file, data)
	}
	return r
}

// look finds what the rules match in one of the app's own files. Lexed tells whether
// the file was split into strings, names and comments.
func (s *Scanner) look(file string, data []byte) (hits []Hit, lexed bool) {
	hinted := make([][]int, len(s.rules)) // for each rule, where its hints end
	for w, ends := range s.auto.in(data, len(s.words)) {
		if len(ends) > 0 {
			for _, n := range s.of[w] {
				hinted[n] = append(hinted[n], ends...)
			}
		}
	}
	var m *manifest
	var v *views
	for n, r := range s.rules {
		switch {
		case r.In == signals.InPath:
			if at := r.Pattern.FindString(file); at != "" && !excluded(r, []byte(file)) {
				hits = append(hits, Hit{Rule: r.ID, Text: cut(at), Said: cut(file), Mark: mark(r.ID, file)})
			}
		case r.In == signals.InName && isManifest(path.Base(file)), r.In == signals.InDependency && hinted[n] != nil:
			if m == nil {
				read := readManifest(file, data)
				m = &read
			}
			hits = append(hits, matchManifest(r, m, data)...)
		case hinted[n] != nil && r.In != signals.InName && r.In != signals.InDependency && mayMatch(r, data, hinted[n]):
			if v == nil {
				made := viewsOf(file, data)
				v, lexed = &made, true
			}
			hits = append(hits, matchCode(r, v, data)...)
		}
	}
	return hits, lexed
}

// mayMatch tells whether a rule may match in a file, before the file is split. Most
// files that have one of a rule's hints do not have what it looks for.
func mayMatch(r *signals.Rule, data []byte, hinted []int) bool {
	slices.Sort(hinted)
	return slices.ContainsFunc(near(data, hinted), r.Pattern.Match) && (r.Within == nil || r.Within.Match(data))
}

// excluded tells whether a line is one on which a match means nothing.
func excluded(r *signals.Rule, line []byte) bool {
	return slices.ContainsFunc(r.Counter, func(not *regexp.Regexp) bool { return not.Match(line) })
}

// matchManifest finds what a rule matches among the packages, or the names of the app,
// in a manifest.
func matchManifest(r *signals.Rule, m *manifest, data []byte) (hits []Hit) {
	names := m.packages
	if r.In == signals.InName {
		names = m.names
	}
	for _, name := range names {
		if name == "" || !r.Pattern.MatchString(name) || excluded(r, []byte(name)) {
			continue
		}
		h := Hit{Rule: r.ID, Text: cut(name), Said: cut(name), Mark: mark(r.ID, name)}
		for _, quote := range []string{`"`, `'`, ""} { // A name may be part of another.
			if at := bytes.Index(data, []byte(quote+name+quote)); at >= 0 {
				h.at(data, at)
				break
			}
		}
		hits = append(hits, h)
	}
	return hits[:min(len(hits), maxHits)]
}

// matchCode finds what a rule matches in the view of a file that it looks at. Equal
// matches on a line are one hit.
func matchCode(r *signals.Rule, v *views, data []byte) (hits []Hit) {
	looked := map[string][]byte{signals.InString: v.strings, signals.InIdentifier: v.names, signals.InCode: v.code}[r.In]
	if r.Within != nil && !r.Within.Match(v.code) || r.Without != nil && r.Without.Match(v.code) {
		return nil
	}
	last := -1
	for _, at := range r.Pattern.FindAllSubmatchIndex(looked, -1) {
		from, to := at[0], at[1]
		if len(at) > 2 && at[2] >= 0 {
			from, to = at[2], at[3]
		}
		start, line := lineAt(data, from)
		text := string(bytes.TrimSpace(looked[from:to]))
		if start == last && hits[len(hits)-1].Text == text || excluded(r, line) {
			continue
		}
		h := Hit{Rule: r.ID, Text: cut(text), Mark: mark(r.ID, string(bytes.TrimSpace(line)))}
		h.at(data, from)
		if hits, last = append(hits, h), start; len(hits) == maxHits {
			break
		}
	}
	return hits
}

// at notes the line of a hit, by its offset in the file.
func (h *Hit) at(data []byte, offset int) {
	_, line := lineAt(data, offset)
	h.Line = 1 + bytes.Count(data[:offset], []byte("\n"))
	h.Said = cut(string(bytes.TrimSpace(line)))
	if found := checklist.Secrets(line); found != "" {
		h.Said = "(this line looks like a secret)"
	}
	sum := sha256.Sum256(line)
	h.SHA = hex.EncodeToString(sum[:])
}

// lineAt returns the line around an offset, and where it begins.
func lineAt(data []byte, offset int) (int, []byte) {
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	end := bytes.IndexByte(data[offset:], '\n')
	if end < 0 {
		end = len(data) - offset
	}
	return start, data[start : offset+end]
}

// mark returns a digest of a rule and the statement that it matched.
func mark(rule, statement string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + statement))
	return hex.EncodeToString(sum[:8])
}

func cut(text string) string {
	if len(text) > maxShown {
		text = text[:maxShown] + "…"
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
