// Package scan looks in an app's own files for places that bear on clauses. It
// reads through the disk that it is handed, writes nothing, runs nothing and asks
// nobody: a caller says which files git sees, and makes suggestions of what comes
// of it. The same files and rules give the same result, in the same order.
//
// A file is read once. Only one that holds a word of some rule is split into
// strings, names and comments, and manifests are parsed, not searched. All is
// bounded: what is larger than is read, is no regular file or has no end is
// counted and passed over.
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

// The most that is read of a file and kept of its hits.
const (
	maxRead   = 8 << 20 // a manifest or lockfile, in bytes
	maxSource = 1 << 20 // any other file
	maxHits   = 50      // of one rule in one file
	maxShown  = 200     // bytes of a line that are kept to be shown
)

// Step is after how many files a scan says how far it is.
const Step = 100

// Hit is one thing that a rule found.
type Hit struct {
	Rule string `json:"rule"`
	Path string `json:"path,omitempty"`
	Line int    `json:"line,omitempty"` // of a file; 0 where the whole file is meant
	Text string `json:"text"`           // what matched
	Said string `json:"said"`           // the line, as much as is shown
	Mark string `json:"mark"`           // names the line, or the package, whatever stands around it
	SHA  string `json:"sha,omitempty"`  // of the line
}

// Result is what a scan found.
type Result struct {
	Hits    []Hit // in the order of paths and lines
	Files   map[Sort]int
	Looked  int // own files that were read now, and not known from before
	Lexed   int
	present map[string]bool
}

// Has tells whether the app has a file of its own, or any other, by that path.
func (r Result) Has(file string) bool { return r.present[file] }

// Scanner looks with a set of rules.
type Scanner struct {
	rules []*signals.Rule
	words []string // all hints
	of    [][]int  // of each word, the rules that it hints at
	auto  *automaton
}

// New returns a scanner for rules; two with one id are an error of the caller's.
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

// Run scans files, named by their paths from the disk's folder with slashes. What
// the cache knows of a file that has kept its size and time is not read again;
// nil is no cache. Progress may be nil, and is told from other goroutines. It ends
// early, with what was found so far, when the context ends.
func (s *Scanner) Run(ctx context.Context, disk durable.Disk, files []string, cache *Cache, progress func(done, all int)) Result {
	found, seen := make([]fileResult, len(files)), looked(disk, files)
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
				if d := int(done.Add(1)); progress != nil && (d%Step == 0 || d == len(files)) {
					progress(d, len(files))
				}
			}
		})
	}
	work.Wait()
	r := Result{Files: map[Sort]int{}, present: map[string]bool{}}
	for n, one := range found {
		r.Files[one.Sort]++
		r.present[files[n]] = one.Sort != Unread
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

// fileResult is what is known of one file.
type fileResult struct {
	Sort          Sort  `json:"sort"`
	Size          int64 `json:"size"`
	Time          int64 `json:"time"`
	Hits          []Hit `json:"hits,omitempty"`
	looked, lexed bool
}

// looked tells of each file what its name and the disk tell of it, before any is
// read.
func looked(disk durable.Disk, files []string) []fileResult {
	all := make([]fileResult, len(files))
	half := len(files) / 2
	var work sync.WaitGroup
	for _, part := range [][2]int{{0, half}, {half, len(files)}} {
		work.Go(func() {
			durable.LstatAll(disk, files[part[0]:part[1]], func(n int, info fs.FileInfo) {
				r := fileResult{Sort: sortByPath(files[part[0]+n])}
				switch {
				case r.Sort != Own:
				case info == nil || !info.Mode().IsRegular():
					r.Sort = Unread
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

// file scans a file of which the disk has told the size and time.
func (s *Scanner) file(disk durable.Disk, file string, r fileResult, cache *Cache) fileResult {
	if r.Sort != Own {
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
		r.Sort = Large
		return r
	}
	data, err := durable.ReadFile(disk, file, limit)
	if err != nil {
		return fileResult{Sort: Unread}
	}
	r.looked = true
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if r.Sort = sortByContent(file, data); r.Sort == Own {
		r.Hits, r.lexed = s.look(file, data)
	}
	return r
}

// look finds what the rules match in a file of the app's own.
func (s *Scanner) look(file string, data []byte) (hits []Hit, lexed bool) {
	held := make([][]int, len(s.rules)) // where each rule's words are
	for w, ends := range s.auto.in(data, len(s.words)) {
		if len(ends) > 0 {
			for _, n := range s.of[w] {
				held[n] = append(held[n], ends...)
			}
		}
	}
	var m *manifest
	var v *views
	for n, r := range s.rules {
		switch {
		case r.In == signals.InPath:
			if at := r.Pattern.FindString(file); at != "" && !refused(r, []byte(file)) {
				hits = append(hits, Hit{Rule: r.ID, Text: cut(at), Said: cut(file), Mark: mark(r.ID, file)})
			}
		case r.In == signals.InName && isManifest(path.Base(file)), r.In == signals.InDependency && held[n] != nil:
			if m == nil {
				read := readManifest(file, data)
				m = &read
			}
			hits = append(hits, listed(r, m, data)...)
		case held[n] != nil && r.In != signals.InName && r.In != signals.InDependency && could(r, data, held[n]):
			if v == nil {
				made := viewsOf(file, data)
				v, lexed = &made, true
			}
			hits = append(hits, matches(r, v, data)...)
		}
	}
	return hits, lexed
}

// could tells whether a rule may match in a file, before the file is split: most
// that hold a rule's word do not hold what it looks for.
func could(r *signals.Rule, data []byte, held []int) bool {
	slices.Sort(held)
	return slices.ContainsFunc(near(data, held), r.Pattern.Match) && (r.Within == nil || r.Within.Match(data))
}

// refused tells whether a line is one on which a match means nothing.
func refused(r *signals.Rule, line []byte) bool {
	return slices.ContainsFunc(r.Counter, func(not *regexp.Regexp) bool { return not.Match(line) })
}

// listed finds a rule's packages, or its names of the app, in a manifest.
func listed(r *signals.Rule, m *manifest, data []byte) (hits []Hit) {
	names := m.packages
	if r.In == signals.InName {
		names = m.names
	}
	for _, name := range names {
		if name == "" || !r.Pattern.MatchString(name) || refused(r, []byte(name)) {
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

// matches finds a rule's pattern in what it looks at of a file, once a line.
func matches(r *signals.Rule, v *views, data []byte) (hits []Hit) {
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
		if start == last && hits[len(hits)-1].Text == text || refused(r, line) {
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

// at notes where in a file a hit is.
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

// lineAt returns the line around a position, and where it begins.
func lineAt(data []byte, offset int) (int, []byte) {
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	end := bytes.IndexByte(data[offset:], '\n')
	if end < 0 {
		end = len(data) - offset
	}
	return start, data[start : offset+end]
}

// mark names what a rule matched with the statement around it.
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
