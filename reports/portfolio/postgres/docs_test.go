package postgres_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"clausewalk/reports/portfolio/postgres/postgrestest"
)

// documented returns the blocks of docs/portfolio.md in a language. Those of SQL
// are named by their first line.
func documented(t testing.TB, language string) (names []string, blocks map[string]string) {
	t.Helper()
	doc, err := os.ReadFile("../../../docs/portfolio.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks = map[string]string{}
	for n, m := range regexp.MustCompile("(?s)\n```"+language+"\n(.*?)\n```").FindAllStringSubmatch(strings.ReplaceAll(string(doc), "\r\n", "\n"), -1) {
		name, _, _ := strings.Cut(strings.TrimPrefix(m[1], "-- "), "\n")
		if language != "sql" {
			name = fmt.Sprint(n)
		}
		names, blocks[name] = append(names, name), m[1]
	}
	return names, blocks
}

// questions are those that docs/portfolio.md asks.
var questions = []string{"apps", "stale", "gaps", "clause", "weeks", "never"}

func TestTheDocumentedQuestionsHaveAnswers(t *testing.T) {
	address, db := open(t)
	for n := range uint64(3) {
		p := publication(n, fmt.Sprint("github.com/acme/app", n), "c1", 1)
		p.Audits[0].Clauses[0].Policy, p.Audits[0].Clauses[0].Label = "instagram-platform", "A.12"
		p.Audits[0].Clauses[0].Stales = now.AddDate(0, 0, 3)
		p.Audits[0].Clauses[1].State, p.Audits[0].Clauses[1].Stales = "met", now.AddDate(0, 0, 3)
		publish(t, db, p)
	}
	postgrestest.Exec(t, address, "INSERT INTO clausewalk.expected VALUES ('github.com/acme/late', 'web')")
	conn := postgrestest.Connect(t, address)
	_, blocks := documented(t, "sql")
	for _, name := range questions {
		if rows := ask(t, conn, blocks[name]); rows == 0 {
			t.Errorf("%s: no rows", name)
		}
	}
}

// grafana puts values in the place of what Grafana replaces.
var grafana = strings.NewReplacer("${clause:sqlstring}", "'rules/A.1'", "$__timeFilter(week::timestamp)", "week::timestamp BETWEEN '2000-01-01T00:00:00Z' AND '2100-01-01T00:00:00Z'")

func TestTheDashboardsSQLRuns(t *testing.T) {
	address, db := open(t)
	publish(t, db, publication(1, "github.com/acme/photobook", "c1", 1))
	_, blocks := documented(t, "json")
	var board struct {
		Panels []struct {
			Title      string
			Datasource struct{ Type, UID string }
			Targets    []struct{ RawSQL string }
		}
		Templating struct{ List []struct{ Query string } }
	}
	if err := json.Unmarshal([]byte(blocks["0"]), &board); err != nil {
		t.Fatal(err)
	}
	if len(board.Panels) != 7 || len(board.Templating.List) != 1 {
		t.Fatalf("%d panels, %d variables", len(board.Panels), len(board.Templating.List))
	}
	conn := postgrestest.Connect(t, address)
	ask(t, conn, board.Templating.List[0].Query)
	for _, p := range board.Panels {
		if p.Datasource.UID != "${DS_CLAUSEWALK}" || len(p.Targets) != 1 {
			t.Errorf("%s asks nothing", p.Title)
		}
		for _, target := range p.Targets {
			ask(t, conn, grafana.Replace(target.RawSQL))
		}
	}
}

func TestTheDocumentedRolesCanDoTheirPart(t *testing.T) {
	address, _ := open(t)
	_, blocks := documented(t, "sql")
	name := database(t, address)
	roles := strings.NewReplacer("clausewalk_publisher", name+"_publisher", "clausewalk_reader", name+"_reader")
	postgrestest.Exec(t, address, roles.Replace(blocks["roles"]))
	t.Cleanup(func() {
		postgrestest.Exec(t, address, roles.Replace("DROP OWNED BY clausewalk_publisher, clausewalk_reader; DROP ROLE clausewalk_publisher, clausewalk_reader"))
	})
	publisher := connect(t, with(t, address, "user", name+"_publisher"))
	publish(t, publisher, publication(1, "github.com/acme/photobook", "c1", 2))
	publish(t, publisher, publication(2, "github.com/acme/photobook", "c2", 1))
	if _, err := publisher.Published(ctx); err != nil {
		t.Error(err)
	}
	if err := publisher.Expect(ctx, nil); err != nil {
		t.Error(err)
	}
	_, _, err := publisher.Migrate(ctx)
	says(t, err, "the role may not do this", "docs/portfolio.md")
	reader := with(t, address, "user", name+"_reader")
	conn := postgrestest.Connect(t, reader)
	for _, question := range questions {
		ask(t, conn, blocks[question])
	}
	_, err = connect(t, reader).Publish(ctx, publication(3, "github.com/acme/photobook", "c3", 0))
	says(t, err, "the role may not do this", "docs/portfolio.md")
}
