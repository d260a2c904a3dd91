package event

import "encoding/json"

// Both reads a value in the quick way and as encoding/json does. Ok tells whether
// the quick way has read it.
func Both(kind Kind, raw json.RawMessage) (plain Value, ok bool, other Value, err error) {
	values, has := kind.Spec().values.(interface {
		both(json.RawMessage) (Value, bool, Value, error)
	})
	if !has {
		return nil, false, nil, nil // An undo has no value.
	}
	return values.both(raw)
}

func (o of[T]) both(raw json.RawMessage) (Value, bool, Value, error) {
	var other T
	err := json.Unmarshal(raw, &other)
	plain, ok := plainValue[T](raw)
	return plain, ok, other, err
}
