//go:build !windows

package postgrestest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// start starts a server and returns the folder of its socket. Stop ends it, by its
// process id, and takes all of it away.
func start() (dir string, stop func(), err error) {
	bin := programs()
	if bin == "" {
		return "", nil, errNone
	}
	temp := os.TempDir()
	if len(temp) > 60 {
		temp = "/tmp" // A socket's path has about a hundred bytes at most.
	}
	if dir, err = os.MkdirTemp(temp, "clausewalk-pg-"); err != nil {
		return "", nil, err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir)
		}
	}()
	as, err := other(dir)
	if err != nil {
		return "", nil, err
	}
	command := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.SysProcAttr = dir, &syscall.SysProcAttr{Credential: as}
		cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=UTC")
		return cmd
	}
	data := filepath.Join(dir, "data")
	if said, err := command(filepath.Join(bin, "initdb"), "-D", data, "-A", "trust", "-U", "clausewalk", "-E", "UTF8", "--no-sync", "--no-instructions").CombinedOutput(); err != nil {
		return "", nil, fmt.Errorf("initdb: %w: %s", err, said)
	}
	// The shell ends the server when its own input ends, which it does with the tests.
	cmd := command("/bin/sh", "-c", `"$@" & server=$!; read -r end; kill -INT $server; wait $server`, "sh",
		filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off",
		"-c", "full_page_writes=off", "-c", "max_connections=100", "-c", "timezone=UTC")
	input, err := cmd.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	output, err := cmd.StderrPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = input.Close()
		_ = cmd.Wait()
		_ = os.RemoveAll(dir)
	}
	if err := ready(output); err != nil {
		stop()
		return "", nil, err
	}
	return dir, stop, nil
}

// ready waits until a server says that it takes connections. The error has what it
// says instead.
func ready(output io.Reader) error {
	var log strings.Builder
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if strings.Contains(lines.Text(), "ready to accept connections") {
			go func() { // A full pipe would stop the server.
				for lines.Scan() {
				}
			}()
			return nil
		}
		log.WriteString(lines.Text() + "\n")
	}
	return errors.New("postgres does not start: " + log.String())
}

// programs returns the folder of the newest server's programs, empty for none.
func programs() string {
	if found, err := exec.LookPath("initdb"); err == nil {
		if found, err = filepath.EvalSymlinks(found); err == nil {
			if _, err := os.Stat(filepath.Join(filepath.Dir(found), "postgres")); err == nil {
				return filepath.Dir(found)
			}
		}
	}
	newest, version := "", 0
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb", "/opt/homebrew/opt/postgresql@*/bin/initdb", "/usr/local/pgsql/bin/initdb"} {
		all, _ := filepath.Glob(pattern) // The patterns are ours.
		for _, one := range all {
			n, _ := strconv.Atoi(strings.TrimLeft(filepath.Base(filepath.Dir(filepath.Dir(one))), "abcdefghijklmnopqrstuvwxyz@-"))
			if n >= version {
				newest, version = filepath.Dir(one), n
			}
		}
	}
	return newest
}

// other returns a user for the server, which refuses to run as root, and gives the
// folder to it; nil for who runs the tests.
func other(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(who.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(who.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}
