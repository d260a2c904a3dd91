package answers

func decodeWorkbook(*placer, []byte) (*Sheet, error) {
	return nil, &KindError{"it is a workbook: save it as CSV"}
}
