// Clausewalk walks a team through every clause of a platform policy in the
// terminal, keeps their answers and their evidence, and prints the audit
// report.
package main

import (
	"os"

	"clausewalk/ui/command"
)

func main() { os.Exit(command.Run(os.Args[1:], command.System())) }
