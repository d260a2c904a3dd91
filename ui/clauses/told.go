package clauses

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"clausewalk/reports"
)

// Moment returns a time as people read it, where they are.
func Moment(t time.Time) string { return t.Local().Format("2 Jan 2006 15:04") }

// Size returns a number of bytes as people read it.
func Size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f KB", float64(n)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1000/1000)
	}
}

// AnnexTold tells whoever has written a report what its annex has, since not every
// reader outside is meant to have that.
const AnnexTold = "its annex has the whole history, earlier answers and who gave them among it; clausewalk report --no-annex leaves that out"

// Written says that the report was written to a file, and of the formats for people
// what their annex has.
func Written(file string) string {
	words := "written to " + reports.Line(file)
	if slices.Contains([]string{".md", ".markdown", ".html", ".htm", ".pdf", ".zip"}, strings.ToLower(filepath.Ext(file))) {
		words += "; " + AnnexTold
	}
	return words
}
