package checklist

// Content is what can be read of a piece of evidence.
type Content struct {
	Data []byte // the bytes as they were kept, or as they were cited; nil where they cannot be had
	Size int64  // of all bytes, where only the beginning was read
	Now  []byte // a place's lines as they are now, where they are not what was cited; nil otherwise
}
