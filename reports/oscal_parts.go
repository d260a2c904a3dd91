package reports

import (
	"strings"
	"unicode"
)

// What OSCAL's datatypes allow: a text is one line and not empty, a line of
// markup is Markdown, a token is a name.

func oscalText(s string) string {
	if s = Line(s); s != "" {
		return s
	}
	return "-"
}

func markupLine(s string) string { return cell(s) }

func token(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(".-_", r) {
			return r
		}
		return '_'
	}, s)
	if first := []rune(s + "_")[0]; !unicode.IsLetter(first) {
		s = "_" + s
	}
	return s
}

func prop(name, value string) oscalProp {
	return oscalProp{token(name), "urn:clausewalk:report", oscalText(value)}
}

// The parts of OSCAL 1.2.1 that a report needs.
type (
	oscalResults struct {
		UUID     string        `json:"uuid"`
		Metadata oscalMetadata `json:"metadata"`
		Plan     struct {
			Href string `json:"href"`
		} `json:"import-ap"`
		Results    []oscalResult `json:"results"`
		BackMatter struct {
			Resources []oscalResource `json:"resources"`
		} `json:"back-matter"`
	}
	oscalMetadata struct {
		Title    string       `json:"title"`
		Modified string       `json:"last-modified"`
		Version  string       `json:"version"`
		OSCAL    string       `json:"oscal-version"`
		Props    []oscalProp  `json:"props"`
		Parties  []oscalParty `json:"parties,omitempty"`
	}
	oscalProp struct {
		Name  string `json:"name"`
		NS    string `json:"ns"`
		Value string `json:"value"`
	}
	oscalParty struct {
		UUID string `json:"uuid"`
		Type string `json:"type"`
		Name string `json:"name"`
	}
	oscalResource struct {
		UUID  string      `json:"uuid"`
		Title string      `json:"title"`
		Props []oscalProp `json:"props"`
		Links []oscalLink `json:"rlinks,omitempty"`
	}
	oscalLink struct {
		Href string `json:"href"`
	}
	oscalResult struct {
		UUID        string      `json:"uuid"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Start       string      `json:"start"`
		End         string      `json:"end"`
		Props       []oscalProp `json:"props"`
		Reviewed    struct {
			Selections []oscalSelection `json:"control-selections"`
		} `json:"reviewed-controls"`
		Observations []oscalObservation `json:"observations,omitempty"`
		Findings     []oscalFinding     `json:"findings,omitempty"`
	}
	oscalSelection struct {
		All     struct{}       `json:"include-all"`
		Exclude []oscalControl `json:"exclude-controls,omitempty"`
	}
	oscalControl struct {
		ID string `json:"control-id"`
	}
	oscalObservation struct {
		UUID        string          `json:"uuid"`
		Description string          `json:"description"`
		Methods     []string        `json:"methods"`
		Origins     []oscalOrigin   `json:"origins"`
		Evidence    []oscalEvidence `json:"relevant-evidence,omitempty"`
		Collected   string          `json:"collected"`
		Expires     string          `json:"expires,omitempty"`
	}
	oscalOrigin struct {
		Actors []oscalActor `json:"actors"`
	}
	oscalActor struct {
		Type string `json:"type"`
		UUID string `json:"actor-uuid"`
	}
	oscalEvidence struct {
		Href        string `json:"href,omitempty"`
		Description string `json:"description"`
	}
	oscalFinding struct {
		UUID        string         `json:"uuid"`
		Title       string         `json:"title"`
		Description string         `json:"description"`
		Props       []oscalProp    `json:"props"`
		Target      oscalTarget    `json:"target"`
		Related     []oscalRelated `json:"related-observations,omitempty"`
	}
	oscalTarget struct {
		Type        string `json:"type"`
		ID          string `json:"target-id"`
		Description string `json:"description"`
		Status      struct {
			State   string `json:"state"`
			Reason  string `json:"reason"`
			Remarks string `json:"remarks"`
		} `json:"status"`
		Implementation *oscalState `json:"implementation-status,omitempty"`
	}
	oscalState struct {
		State string `json:"state"`
	}
	oscalRelated struct {
		UUID string `json:"observation-uuid"`
	}
)
