package answers

import "clausewalk/reports"

// Left writes the lines of a file that could not be placed as a table, each with
// the reason, to correct and to import again. It is nil where there are none.
func (s *Sheet) Left() []byte {
	if len(s.left) == 0 {
		return nil
	}
	names := []string{}
	for _, c := range columns {
		names = append(names, c.name)
	}
	rows := [][]string{append(names, problemColumn)}
	for _, e := range s.left {
		row := []string{e.label, e.policy}
		for _, c := range columns[len(row):] {
			row = append(row, e.said[c.name])
		}
		rows = append(rows, append(row, e.at.Msg))
	}
	return reports.Table(rows, 0)
}
