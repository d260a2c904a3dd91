package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"clausewalk/checklist/event"
	"clausewalk/checklist/scan"
	"clausewalk/checklist/workspace"
	"clausewalk/policy/signals"
)

// Scanned is what a scan of the app's own files came to.
type Scanned struct {
	Signals []scan.Signal
	Result  scan.Result
}

// scanCache is what the disk calls the file in which a scan notes what it found.
var scanCache = workspace.LocalName("scan.json")

// scanFormat changes with what the program makes of a file.
const scanFormat = 1

// rulesDigest names the rules that a cache is of.
func rulesDigest(rules []*signals.Rule) string {
	sum := sha256.New()
	for _, r := range rules {
		fmt.Fprintf(sum, "%d %q %q %q %q %q %q %q %q\n", scanFormat, r.ID, r.In, r.Match, r.Hints, r.Not, r.With, r.Lacks, r.Ends)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Looked is what a scan found in the app's own files, before it is compared with an
// audit.
type Looked struct {
	result scan.Result
	rules  []*signals.Rule
	places func(name string) (policyID, label string, ok bool)
}

// AppLooker returns a function that scans the app's own files. It waits for the disk,
// and may be called away from the session's owner. Cached tells whether the clone's
// cache is used and kept: then only files that have changed are read. Progress may
// be nil, and is told from other goroutines. The error is one of the context, of
// git, of the disk, or of the workspace's rules.
func AppLooker(s *Session, cached bool) func(ctx context.Context, progress func(done, all int)) (Looked, error) {
	w, policies := s.Workspace, s.Policies
	return func(ctx context.Context, progress func(done, all int)) (Looked, error) {
		rules, err := workspace.Signals(w)
		if err != nil {
			return Looked{}, err
		}
		var cache *scan.Cache
		var reading sync.WaitGroup
		if cached { // Git takes as long meanwhile.
			reading.Go(func() { cache = scan.ReadCache(w.Disk, scanCache, rulesDigest(rules)) })
		}
		files, err := workspace.AppFiles(w)
		reading.Wait()
		if err != nil {
			return Looked{}, err
		}
		found := scan.New(rules).Run(ctx, w.Disk, files, cache, progress)
		if err := ctx.Err(); err != nil {
			return Looked{}, err
		}
		if cached {
			err = cache.Write(w.Disk, scanCache)
		}
		return Looked{found, rules, workspace.ClausePlaces(policies)}, err
	}
}

// Judge compares what a scan found with the audit, and returns the changes that
// make the suggestions of the audit those of the scan.
func (l Looked) Judge(s *Session) (Scanned, []event.Change) {
	made := scan.Judge(s.Audit, l.rules, l.result, func(name string) (event.Ref, bool) {
		id, label, ok := l.places(name)
		ref := event.Ref{Policy: id, Label: label}
		if ok {
			_, err := s.Find(ref.String())
			ok = err == nil
		}
		return ref, ok
	}, s.Now())
	return Scanned{Signals: made, Result: l.result}, scan.Changes(s.Audit, made)
}

// Scan scans the app's own files, cached or not, and judges what it finds.
func Scan(ctx context.Context, s *Session, cached bool, progress func(done, all int)) (Scanned, []event.Change, error) {
	looked, err := AppLooker(s, cached)(ctx, progress)
	if err != nil {
		return Scanned{}, nil, err
	}
	found, changes := looked.Judge(s)
	return found, changes, nil
}
