package durable

import "os"

// Windows has neither pipes nor devices among the files of a folder.
const nonblock, nofollow = 0, 0

// runs tells whether a process is there.
func runs(pid int) bool {
	p, err := os.FindProcess(pid)
	if err == nil {
		_ = p.Release() // It was only asked for.
	}
	return err == nil
}
