package repository

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"clausewalk/checklist/durable"
)

// guards keep git from running what a repository names, whoever made it: no
// monitor of files, no program that looks at signatures or shows differences.
// A bare repository is used because a person, or a folder that a person named,
// holds it; whether it is theirs git checks anyway.
var guards = []string{
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
	"-c", "safe.bareRepository=all",
}

// offline keeps git from asking anybody: a partial clone would fetch what it
// lacks whenever that is read.
var offline = []string{"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"}

// misleading are what git has told a hook to look at, and what would let one
// repository read as another.
var misleading = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}

// Command is a question for git about the repository that holds a folder. Only
// those that run nothing from the repository and alter nothing are to be asked,
// and nothing goes over the network.
func Command(dir string, args ...string) *exec.Cmd {
	cmd := command(context.Background(), dir, args...)
	cmd.Env = append(cmd.Env, offline...)
	return cmd
}

func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	safe := guards
	if durable.Superuser() {
		// On a runner, root often works on somebody else's checkout.
		safe = append(slices.Clip(safe), "-c", "safe.directory=*")
	}
	cmd := exec.CommandContext(ctx, "git", slices.Concat(safe, args)...)
	cmd.Dir = dir
	cmd.Env = slices.DeleteFunc(cmd.Environ(), func(set string) bool {
		name, _, _ := strings.Cut(set, "=")
		return slices.Contains(misleading, name)
	})
	return cmd
}

// Ask returns what git answers about the repository that holds a folder. The
// error has git's own words.
func Ask(dir string, args ...string) (string, error) {
	out, err := Command(dir, args...).Output()
	return string(out), said(err)
}

// said puts git's own words in the place of its exit code.
func said(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if words := oneLine(string(exit.Stderr)); words != "" {
			return errors.New(words)
		}
	}
	return err
}

// oneLine makes one line of what git says. Whoever shows it makes it fit for that.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Top returns the top of the git checkout that holds a folder, nothing where
// none does.
func Top(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := durable.Stat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// IsBare tells whether a folder is a git repository without a checkout, as far
// as that can be seen without asking git.
func IsBare(dir string) bool {
	for _, has := range []string{"HEAD", "objects", "refs"} {
		if info, err := durable.Stat(filepath.Join(dir, has)); err != nil || info.IsDir() != (has != "HEAD") {
			return false
		}
	}
	return true
}
