package policy

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseValidity(t *testing.T) {
	for written, want := range map[string]Validity{"90d": {Days: 90}, "6mo": {Months: 6}, "1y": {Years: 1}, "9999d": {Days: 9999}} {
		v, err := ParseValidity(written)
		if err != nil || v != want || v.String() != written || v.Forever() {
			t.Errorf("%s: %+v %v, written %s", written, v, err, v)
		}
	}
	for _, written := range []string{"", "0d", "1m", "12m", "-1d", "1.5y", "90", "d", "1 y", "1Y", "10000d", "1y6mo", "٣d"} {
		if v, err := ParseValidity(written); err == nil {
			t.Errorf("%q was read as %+v", written, v)
		}
	}
	if v := (Validity{}); !v.Forever() || v.String() != "" {
		t.Error("no validity is not forever")
	}
}

func TestValidityRunsOutOnTheDayOfTheCalendar(t *testing.T) {
	at := func(s string) time.Time {
		m, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, c := range []struct{ valid, from, want string }{
		{"90d", "2026-01-01 10:30", "2026-04-01 10:30"},
		{"6mo", "2026-01-15 10:30", "2026-07-15 10:30"},
		{"1y", "2026-11-24 00:00", "2027-11-24 00:00"},
		{"1y", "2028-02-29 00:00", "2029-03-01 00:00"},
		{"1mo", "2026-01-31 00:00", "2026-03-03 00:00"}, // The day that a month lacks comes later, not sooner.
	} {
		v, err := ParseValidity(c.valid)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.From(at(c.from)); !got.Equal(at(c.want)) {
			t.Errorf("%s from %s runs out %s, want %s", c.valid, c.from, got, c.want)
		}
	}
}

func TestValidityReadsWhatItWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9999).Draw(t, "n")
		v := rapid.SampledFrom([]Validity{{Days: n}, {Months: n}, {Years: n}}).Draw(t, "validity")
		if again, err := ParseValidity(v.String()); err != nil || again != v {
			t.Fatalf("%+v was read back from %q as %+v, %v", v, v.String(), again, err)
		}
	})
}
