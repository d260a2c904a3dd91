package report

import (
	"clausewalk/checklist"
	"clausewalk/checklist/event"
	"clausewalk/reports"
	"clausewalk/ui/command/cli"
	"clausewalk/ui/session"
)

// packing is what makes a pack of a report: reports.Pack or reports.ReviewPack.
type packing func(reports.Report, func(event.Evidence) bool) []reports.Packed

// writePack writes the pack of a report: a zip file where the name ends so, else
// a folder. It returns what a reader should know: evidence that is not in it,
// and what looks like a secret in it.
func writePack(r *cli.Run, s *session.Session, packs packing, built reports.Report, name string) (notes []string, err error) {
	kept := cli.Packing{Session: s}
	pack := packs(built, kept.Has)
	if found := checklist.Secrets(pack[0].Data); found != "" {
		kept.Secrets = append(kept.Secrets, "the report looks as if it contains a secret: "+found)
	}
	return append(kept.Doubted, kept.Secrets...), r.WritePack(s, pack, name)
}
