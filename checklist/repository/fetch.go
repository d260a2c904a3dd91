package repository

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"clausewalk/checklist/durable"
)

// online are the ways on which git may ask others, because a person said so: none
// of them runs a program that an address names.
var online = []string{"GIT_ALLOW_PROTOCOL=file:git:http:https:ssh", "GIT_TERMINAL_PROMPT=0", "GIT_LFS_SKIP_SMUDGE=1", "LC_ALL=C"}

// fetchPatience is how long one repository may take to be fetched.
const fetchPatience = 2 * time.Minute

// Fetch brings the newest commit of an address into a bare repository of ours,
// which it makes where there is none: the names of all files, and the contents
// of none. Bring brings these.
func Fetch(ctx context.Context, dir, address string) error {
	if strings.HasPrefix(address, "-") {
		return fmt.Errorf("%q is not an address", address)
	}
	if IsBare(dir) {
		branch, err := Ask(dir, "symbolic-ref", "HEAD")
		if err != nil {
			return err
		}
		return git(ctx, address, dir, "", "fetch", "-q", "--depth=1", "--filter=blob:none", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no",
			"--update-head-ok", "origin", "+HEAD:"+strings.TrimSpace(branch))
	}
	disk, name := durable.Split(dir)
	if _, err := durable.Make(disk.Path()); err != nil {
		return err
	}
	incoming := durable.TempName(name)
	err := git(ctx, address, disk.Path(), "", "clone", "-q", "--bare", "--depth=1", "--filter=blob:none", "--no-tags", "--single-branch", "--template=", "--", address, incoming)
	if err == nil {
		if err = disk.Rename(incoming, name); IsBare(dir) {
			err = nil // Another program was faster.
		}
	}
	_ = durable.RemoveAll(disk, incoming) // What failed before is the error that matters.
	return err
}

// Bring fetches objects by their ids into a repository that Fetch has made.
func (r *Repository) Bring(ctx context.Context, address string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	r.Close() // A process that runs looks for new packs, but not at once.
	return git(ctx, address, r.Dir, strings.Join(ids, "\n")+"\n", "-c", "fetch.negotiationAlgorithm=noop", "fetch", "-q", "origin", "--filter=blob:none",
		"--no-tags", "--no-write-fetch-head", "--recurse-submodules=no", "--stdin")
}

// git runs git where it may ask others. The error has its words, without the
// password that an address may hold.
func git(ctx context.Context, address, dir, stdin string, args ...string) error {
	ctx, cancel := context.WithTimeout(ctx, fetchPatience)
	defer cancel()
	cmd := command(ctx, dir, args...)
	cmd.Env = append(cmd.Env, online...)
	cmd.Env = append(cmd.Env, "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	cmd.Stdin = strings.NewReader(stdin)
	cmd.WaitDelay = time.Second
	var errs beginning
	cmd.Stderr = &errs
	err := cmd.Run()
	words := errs.String()
	if n := strings.Index(words, "fatal: "); n >= 0 {
		words = words[n+len("fatal: "):]
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("git did not fetch it within %s", fetchPatience)
	case errors.Is(err, exec.ErrNotFound) || words == "":
		return err
	default:
		return errors.New(without(words, address))
	}
}

// without removes the password of an address from a text.
func without(words, address string) string {
	if u, err := url.Parse(address); err == nil && u.User != nil {
		if password, ok := u.User.Password(); ok && password != "" {
			words = strings.NewReplacer(u.User.String()+"@", u.User.Username()+"@", password, "***").Replace(words)
		}
	}
	return words
}

// Shown is an address as it may be shown: without a password.
func Shown(address string) string { return without(address, address) }

// Lacking returns the ids of the files below a folder that the clone does not
// have.
func (c *Commit) Lacking(dir string) ([]string, error) {
	var ids []string
	if err := c.Below(dir).regular(func(_ string, e entry) { ids = append(ids, e.id) }); err != nil {
		return nil, err
	}
	return c.Repository.lacking(ids)
}

// LackingFiles is Lacking for some files of the commit's folder. Those that are
// not there are passed over.
func (c *Commit) LackingFiles(names []string) ([]string, error) {
	var ids []string
	for _, name := range names {
		if e, err := c.find("open", name); err == nil && e.mode.IsRegular() {
			ids = append(ids, e.id)
		}
	}
	return c.Repository.lacking(ids)
}

// lacking returns the blobs that the clone does not have.
func (r *Repository) lacking(ids []string) (all []string, err error) {
	for len(ids) > 0 {
		some := ids[:min(len(ids), 32)]
		ids = ids[len(some):]
		has, err := r.Blobs(some, maxBlob)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			if _, ok := has[id]; !ok {
				all = append(all, id)
			}
		}
	}
	return all, nil
}
