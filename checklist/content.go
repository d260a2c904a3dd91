package checklist

// Content is what can be read of a piece of evidence.
type Content struct {
	Data []byte // the bytes as they were kept, or as they were cited; nil where they cannot be had
	Size int64  // of all bytes, where only the beginning was read
	Now  []byte // a place's lines as they are now, where they are not what was cited; nil otherwise
}

// Kept tells whether the vault has the piece's bytes under its digest: those of a
// file, and those of a place's lines since they are kept, which is when they have
// a size.
func (e event.Evidence) Kept() bool {
	return e.SHA256 != "" && e.URL == "" && (e.Path == "" || e.Size > 0)
}
