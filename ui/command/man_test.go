package command

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestManualPagesSayWhatHelpSays holds that no words become commands of roff, and
// that no option is missing.
func TestManualPagesSayWhatHelpSays(t *testing.T) {
	t.Parallel()
	macro := regexp.MustCompile(`^\.(TH "|nh$|ad l$|SH [A-Z ]+$|PP$|TP$|nf$|fi$)`)
	root := &cobra.Command{Use: "tool"}
	root.PersistentFlags().String("where", ".here", "a `folder-name` of yours\n'quoted' below")
	sub := &cobra.Command{
		Use: "go-on", Short: `Go \on`, Long: ".first\n\n'second' 100%", Example: `  tool go-on --where 'C:\x'`,
		Run: func(*cobra.Command, []string) {},
	}
	sub.Flags().BoolP("keep", "k", false, "keep it")
	root.AddCommand(sub)
	page := manPage(sub, time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC))
	for line := range strings.Lines(page) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || strings.HasPrefix(line, "'") || strings.HasPrefix(line, ".") && !macro.MatchString(line) {
			t.Errorf("roff takes %q for a command of its own", line)
		}
	}
	for _, words := range []string{
		`.TH "TOOL-GO-ON" "1" "Nov 2026"`, `tool-go-on \- Go \eon`, `\&.first`, `\&'second' 100%`, `\fB\-k\fP, \fB\-\-keep\fP`,
		`\fB\-\-where\fP \fIfolder\-name\fP`, `(default \&.here)`, `tool go\-on \-\-where 'C:\ex'`, `\fBtool\fP(1)`,
	} {
		if !strings.Contains(page, words) {
			t.Errorf("%s is not in\n%s", words, page)
		}
	}
	sub.InheritedFlags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(page, verbatim(f.Name)) {
			t.Errorf("--%s is not in\n%s", f.Name, page)
		}
	})
}
