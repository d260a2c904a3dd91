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

// Scan scans the app's own files and returns what was found, with the changes that
// make the suggestions of the audit those of the scan. Cached tells whether the
// clone's cache is used and kept. Progress may be nil, and is told from other
// goroutines. It waits for the disk; the error is one of git, of the disk, or of
// the workspace's rules.
func Scan(ctx context.Context, s *Session, cached bool, progress func(done, all int)) (Scanned, []event.Change, error) {
	rules, err := s.Workspace.Signals()
	if err != nil {
		return Scanned{}, nil, err
	}
	files, err := s.Workspace.AppFiles()
	if err != nil {
		return Scanned{}, nil, err
	}
	disk := s.Workspace.Disk
	var cache *scan.Cache
	if cached {
		cache = scan.ReadCache(disk, scanCache, rulesDigest(rules))
	}
	found := scan.New(rules).Run(ctx, disk, files, cache, progress)
	if err := ctx.Err(); err != nil {
		return Scanned{}, nil, err
	}
	if cached {
		if err := cache.Write(disk, scanCache); err != nil {
			return Scanned{}, nil, err
		}
	}
	places := workspace.ClausePlaces(s.Policies)
	made := scan.Judge(s.Audit, rules, found, func(name string) (event.Ref, bool) {
		id, label, ok := places(name)
		ref := event.Ref{Policy: id, Label: label}
		if ok {
			_, err := s.Find(ref.String())
			ok = err == nil
		}
		return ref, ok
	}, s.Now())
	return Scanned{Signals: made, Result: found}, scan.Changes(s.Audit, made), nil
}
