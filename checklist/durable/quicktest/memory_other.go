//go:build !linux

package quicktest

// memory returns the folder that the system keeps in memory: only Linux has one.
func memory() string { return "" }
