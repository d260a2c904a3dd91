package policy

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"clausewalk/policy/pattern"
)

// Validity is how long an answer can be relied on. The zero value is for ever.
type Validity struct {
	Years, Months, Days int
}

var validitySpan = pattern.New(`^([1-9]\d{0,3})(d|w|mo|y)$`)

// ParseValidity reads 90d, 2w, 6mo or 1y. It refuses 1m, which some read as minutes
// and others as months.
func ParseValidity(s string) (Validity, error) {
	m := validitySpan.FindStringSubmatch(s)
	if m == nil {
		if regexp.MustCompile(`^\d+m$`).MatchString(s) {
			return Validity{}, fmt.Errorf("%q: minutes or months? write %so for months", s, s)
		}
		return Validity{}, fmt.Errorf("%q is not a span of time: write 90d, 2w, 6mo or 1y", s)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return Validity{}, err
	}
	switch m[2] {
	case "d":
		return Validity{Days: n}, nil
	case "w":
		return Validity{Days: 7 * n}, nil
	case "mo":
		return Validity{Months: n}, nil
	default:
		return Validity{Years: n}, nil
	}
}

// Forever tells whether the validity never runs out.
func (v Validity) Forever() bool { return v == Validity{} }

// IsZero tells the same to what writes YAML.
func (v Validity) IsZero() bool { return v.Forever() }

// MarshalYAML writes the span as String does.
func (v Validity) MarshalYAML() (any, error) { return v.String(), nil }

// UnmarshalYAML reads the written form of a span of time.
func (v *Validity) UnmarshalYAML(node ast.Node) error {
	s, err := scalar(node)
	if err != nil {
		return err
	}
	parsed, err := ParseValidity(s)
	if err != nil {
		return &yaml.SyntaxError{Message: err.Error(), Token: node.GetToken()}
	}
	*v = parsed
	return nil
}

// From returns the moment at which an answer given at t runs out.
func (v Validity) From(t time.Time) time.Time { return t.AddDate(v.Years, v.Months, v.Days) }

// String returns the written form, empty for ever.
func (v Validity) String() string {
	switch {
	case v.Years > 0:
		return strconv.Itoa(v.Years) + "y"
	case v.Months > 0:
		return strconv.Itoa(v.Months) + "mo"
	case v.Days > 0:
		return strconv.Itoa(v.Days) + "d"
	}
	return ""
}
