package workspace

import "os/exec"

// ownGroup does nothing: what a command has started ends when its pipes close.
func ownGroup(*exec.Cmd) {}
