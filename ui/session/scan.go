package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

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

// Scanner returns a function that scans the app's own files. It reads the disk and
// nothing of the audit until it is done, so that a screen need not wait; the error
// is one of git, of the disk, or of the workspace's rules. Progress may be nil, and
// is told from other goroutines. Cached tells whether the clone's cache is used and
// kept.
func Scanner(ctx context.Context, s *Session, cached bool, progress func(done, all int)) (func() (scan.Result, error), []*signals.Rule, error) {
	rules, err := s.Workspace.Signals()
	if err != nil {
		return nil, nil, err
	}
	disk := s.Workspace.Disk
	return func() (scan.Result, error) {
		files, err := s.Workspace.AppFiles()
		if err != nil {
			return scan.Result{}, err
		}
		var cache *scan.Cache
		if cached {
			cache = scan.ReadCache(disk, scanCache, rulesDigest(rules))
		}
		found := scan.New(rules).Run(ctx, disk, files, cache, progress)
		if cached && ctx.Err() == nil {
			err = cache.Write(disk, scanCache)
		}
		if err == nil {
			err = ctx.Err()
		}
		return found, err
	}, rules, nil
}

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

// Judge makes signals for the audit of what a scan found.
func Judge(s *Session, rules []*signals.Rule, found scan.Result) []scan.Signal {
	places := workspace.ClausePlaces(s.Policies)
	return scan.Judge(s.Audit, rules, found, func(name string) (event.Ref, bool) {
		id, label, ok := places(name)
		ref := event.Ref{Policy: id, Label: label}
		if ok {
			_, err := s.Find(ref.String())
			ok = err == nil
		}
		return ref, ok
	}, s.Now())
}

// Scan scans the app's own files and returns what was found, with the changes that
// make the suggestions of the audit those of the scan. It waits for the disk.
func Scan(ctx context.Context, s *Session, cached bool, progress func(done, all int)) (Scanned, []event.Change, error) {
	run, rules, err := Scanner(ctx, s, cached, progress)
	if err != nil {
		return Scanned{}, nil, err
	}
	found, err := run()
	if err != nil {
		return Scanned{}, nil, err
	}
	made := Judge(s, rules, found)
	return Scanned{Signals: made, Result: found}, scan.Changes(s.Audit, made), nil
}
