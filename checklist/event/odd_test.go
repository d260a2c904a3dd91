package event_test

import (
	"strings"
	"testing"

	"clausewalk/checklist/event"
)

// TestWhatReadersMayTakeInDifferentWaysIsTold has members that occur twice, however they
// are written and however deep, and all that only looks like it.
func TestWhatReadersMayTakeInDifferentWaysIsTold(t *testing.T) {
	const seq = `"seq":1`
	for _, c := range []struct{ old, new, want string }{
		{seq, seq, ""},
		{`"words"`, `{"a":1,"b":{"a":2,"c":[{"a":3},{"a":4}]},"d":["a","a"]}`, ""},
		{`"words"`, `"say \"seq\": 2, \"seq\": 3"`, ""},
		{`"words"`, `"ends in a backslash \\"`, ""},
		{`"words"`, `{"Big":1,"small":{"Big":2}}`, ""},
		{`"words"`, `{"a\"b":1,"b":2,"a\\":3}`, ""},
		{seq, `"seq":1,"seq":2`, `its member "seq" occurs twice`},
		{seq, `"seq" : 1 , "seq"` + "\t:2", `its member "seq" occurs twice`},
		{seq, `"Seq":1`, `its member "Seq" is not in lower case`},
		{seq, `"seq":1,"SEQ":2`, `its member "SEQ" occurs twice`},
		{seq, `"seq":1,"s\u0065q":2`, `its member "seq" occurs twice`},
		{seq, `"\u0053eq":1`, `its member "Seq" is not in lower case`},
		{seq, `"mood":{"a":1,"a":2},"seq":1`, `its member "a" occurs twice`},
		{`"words"`, `{"a":1,"A":2}`, `its member "A" occurs twice`},
		{`"words"`, `{"x":[{"a":1},{"b":1,"b":2}]}`, `its member "b" occurs twice`},
		{`"words"`, `{"a":{"b":1},"c":2,"a":3}`, `its member "a" occurs twice`},
		{`"words"`, `{"a\"b":1,"a\u0022b":2}`, `its member "a\"b" occurs twice`},
		{`"words"`, `{"":1,"":2}`, `its member "" occurs twice`},
		{`"words"`, "\"\xff\"", "it has bytes that are not UTF-8"},
	} {
		_, odd, _ := event.DecodeAgain(sealed(strings.Replace(oneEvent, c.old, c.new, 1)), nil)
		if got := words(odd); got != c.want {
			t.Errorf("%s: %q, want %q", c.new, got, c.want)
		}
	}
	for _, broken := range []string{`{"format":2}}`, `{"a":1,"a`, `{"a":1]`, `]`, `"`} {
		if _, odd, err := event.DecodeAgain(sealed(broken), nil); err == nil || odd != nil {
			t.Errorf("%s: %v, %v", broken, odd, err)
		}
	}
}

func words(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
