package reading

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy/policytest"
)

func TestCatalogsBecomePoliciesWithTheirIDsAsLabels(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"controls.csv", "Control ID,Title,Requirement,Level\nAC-1,Access,\"Write down who, and *why*.\",high\nLG-1,Logs,Keep logs | 90 days.,low\n",
			"[P] \n(P.P1 Control ID Title Requirement Level)\nAC-1 Write down who, and *why*. Access high\nLG-1 Keep logs | 90 days. Logs low\n"},
		{"excel.csv", "\uFEFFsep=;\nID;Text\n1.1;Ask.\n1.2;Thank.\n;\n", "[P] \n(P.P1 ID Text)\n1.1 Ask.\n1.2 Thank.\n"},
		{"asvs.csv", "chapter_id,chapter_name,section_id,section_name,req_id,req_description,L\nV1,Encoding,V1.1,Order,V1.1.1,Verify once.,2\nV1,Encoding,V1.2,Injection,V1.2.1,Verify output.,1\n",
			"[V1] Encoding\n[V1.1] Order\n(V1.1.P1 req_id req_description L)\nV1.1.1 Verify once. 2\n[V1.2] Injection\n(V1.2.P1 req_id req_description L)\nV1.2.1 Verify output. 1\n"},
		{"oscal.json", `{"catalog":{"metadata":{"title":"Sample"},"groups":[{"id":"ac","title":"Access","controls":[{"id":"ac-1","title":"Roles","params":[{"id":"p1","label":"time"}],"props":[{"name":"label","value":"AC-1"}],"parts":[{"name":"statement","prose":"Do:","parts":[{"name":"item","props":[{"name":"label","value":"a."}],"prose":"ask each {{ insert: param, p1 }};"},{"name":"item","props":[{"name":"label","value":"b."}],"prose":"thank."}]}],"controls":[{"id":"ac-1.1","title":"More","props":[{"name":"label","value":"AC-1(1)"}],"parts":[{"name":"statement","prose":"Ask twice."}]}]}]}]}}`,
			"[S1] Access\nAC-1 Roles Do: a. ask each [time]; b. thank.\nAC-1(1) More Ask twice.\n"},
		{"asvs4.json", `{"Name":"ASVS","Requirements":[{"Shortcode":"V1","Name":"Design","Items":[{"Shortcode":"V1.1","Name":"Life","Items":[{"Shortcode":"V1.1.1","Description":"Verify a."},{"Shortcode":"V1.1.2","Description":"Verify b."}]}]}]}`,
			"[V1] Design\n[V1.1] Life\nV1.1.1 Verify a.\nV1.1.2 Verify b.\n"},
		{"asvs5.json", `{"requirements":[{"chapter_id":"V1","chapter_name":"Encoding","section_id":"V1.1","section_name":"Order","req_id":"V1.1.1","req_description":"Verify a.","L":"1"},{"chapter_id":"V1","chapter_name":"Encoding","section_id":"V1.1","section_name":"Order","req_id":"V1.1.2","req_description":"Verify b.","L":"2"}]}`,
			"[V1] Encoding\n[V1.1] Order\nV1.1.1 Verify a. L: 1\nV1.1.2 Verify b. L: 2\n"},
		{"baseline.yaml", "title: Baseline\ncontrols:\n  - id: OSPS-LE-01\n    title: |\n      Ask\n      authors\n    objective: Be sure.\n    assessment-requirements:\n      - id: OSPS-LE-01.01\n        text: The system MUST ask.\n        applicability: [Level 1, Level 2]\n        recommendation: Use a sign-off.\n      - id: OSPS-LE-01.02\n        text: The system MUST wait.\n",
			"[OSPS-LE-01] Ask authors\nOSPS-LE-01.1 Be sure.\nOSPS-LE-01.01 The system MUST ask. applicability: Level 1, Level 2 recommendation: Use a sign-off.\nOSPS-LE-01.02 The system MUST wait.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			md, err := ToMarkdown(c.name, []byte(c.source))
			if err != nil {
				t.Fatal(err)
			}
			p := parsed(t, string(md))
			if diff := cmp.Diff(c.want, policytest.Outline(p)); diff != "" {
				t.Errorf("%s\n(-want +got):\n%s", md, diff)
			}
		})
	}
}

func TestAValueOnEachLineIsACatalog(t *testing.T) {
	md, err := ToMarkdown("a.jsonl", []byte("{\"id\":\"R1\",\"text\":\"You must delete.\"}\n{\"id\":\"R2\",\"text\":\"You must not sell.\"}\n"))
	if err != nil || !strings.Contains(string(md), "R1\n\nYou must delete.") || !strings.Contains(string(md), "R2\n\nYou must not sell.") {
		t.Errorf("%s, %v", md, err)
	}
}

func TestWhatIsNoTextIsRefusedByName(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"a.rtf", `{\rtf1\ansi x}`, "RTF"},
		{"a.pdf", "%PDF-1.7\x00", "pdftotext"},
		{"a.docx", "PK\x03\x04\x00", "pandoc"},
		{"a.zip", "PK\x03\x04\x00", "archive"},
		{"a.md", `<?xml version="1.0"?><catalog/>`, "<catalog>"},
		{"a.json", `{"name":"package","version":"1"}`, "not a known catalog"},
		{"a.md", `{"name":"package","version":"1"}`, "not a known catalog"},
		{"a.csv", "a,b\n1,2\n", "without a column"},
		{"a.csv", "ID,Text\n", "without rows"},
		{"a.json", `{"catalog":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "}", "line 1: lists and mappings nest deeper than 100, which no catalog of controls needs"},
		{"a.yaml", "a: &a [x, x]\n" + strings.Repeat("b: &b [*a, *a, *a]\n", 10), "more than 20 aliases"},
		{"a.toml", "[R1]\ntext = \"You must.\"\n", "settings"},
		{"a.ini", "[R1]\ntext=You must.\n", "settings"},
		{"a.adoc", "= Terms\n\nYou must.\n", "pandoc"},
		{"a.mht", "MIME-Version: 1.0\n\nx\n", "HTML only"},
		{"a.doc", "\xd0\xcf\x11\xe0x", "an old Office"},
	} {
		if _, err := ToMarkdown(c.name, []byte(c.source)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
