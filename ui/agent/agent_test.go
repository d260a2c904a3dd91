package agent

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// desk answers each question with what it was asked, or with said.
type desk struct {
	said      any
	err       error
	from      int
	most      int
	suggested Suggestion
}

func (d *desk) paged(from, most int) (any, error) {
	d.from, d.most = from, most
	return d.said, d.err
}

func (d *desk) Open(_ context.Context, from, most int) (any, error) { return d.paged(from, most) }
func (d *desk) Lint(_ context.Context, from, most int) (any, error) { return d.paged(from, most) }
func (d *desk) Scan(_ context.Context, from, most int) (any, error) { return d.paged(from, most) }
func (d *desk) Clause(context.Context, string) (any, error)         { return d.said, d.err }
func (d *desk) Scope(context.Context) (any, error)                  { return d.said, d.err }
func (d *desk) Search(context.Context, string) (any, error)         { return d.said, d.err }
func (d *desk) Check(context.Context) (any, error)                  { return d.said, d.err }
func (d *desk) Report(context.Context, int) (any, error)            { return d.said, d.err }
func (d *desk) Suggest(_ context.Context, s Suggestion) (string, error) {
	d.suggested = s
	return "s1", d.err
}

// asked returns what a program is told, in one text, and whether that is an error.
func asked(t *testing.T, d *desk, name, tool string, args map[string]any) (said string, failed bool) {
	t.Helper()
	here, there := mcp.NewInMemoryTransports()
	ctx := context.Background()
	server, err := Server(d, "test").Connect(ctx, here, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := mcp.NewClient(&mcp.Implementation{Name: name, Version: "1"}, nil).Connect(ctx, there, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = c.Close(), server.Wait() }()
	r, err := c.CallTool(ctx, &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		return err.Error(), true
	}
	for _, one := range r.Content {
		said += one.(*mcp.TextContent).Text + "\n"
	}
	return said, r.IsError
}

// needed is what a tool has to be asked with.
var needed = map[string]map[string]any{
	"open": {}, "lint": {}, "scan": {}, "scope": {}, "check": {}, "report": {}, "clause": {"label": "A.1"}, "search": {"words": "x"},
	"suggest": {"label": "A.1", "words": "x", "confidence": "sure"},
}

func TestWhatComesOutOfAnAuditIsMarkedAndBounded(t *testing.T) {
	for tool, args := range needed {
		said, failed := asked(t, &desk{said: "words of others"}, "x", tool, args)
		if tool != "suggest" && (failed || !strings.HasPrefix(said, Notice+"\n") || !strings.Contains(said, "words of others")) {
			t.Errorf("%s: %q", tool, said)
		}
		said, failed = asked(t, &desk{said: strings.Repeat("x", MaxReply)}, "x", tool, args)
		if tool != "suggest" && (!failed || len(said) > 200 || !strings.Contains(said, "ask for fewer entries")) {
			t.Errorf("%s: a long reply of %d bytes", tool, len(said))
		}
		said, failed = asked(t, &desk{err: errors.New("unknown clause " + strings.Repeat("é", 1<<19))}, "x", tool, args)
		if !failed || len(said) > MaxReply || !strings.HasPrefix(said, "unknown clause é") {
			t.Errorf("%s: an error of %d bytes", tool, len(said))
		}
	}
}

func TestEntriesAreAskedForInBounds(t *testing.T) {
	for _, one := range []struct{ from, most, wantFrom, wantMost int }{{0, 0, 1, 20}, {-3, 7, 1, 7}, {40, 101, 40, 20}, {2, 100, 2, 100}} {
		d := &desk{}
		if said, failed := asked(t, d, "x", "open", map[string]any{"from": one.from, "most": one.most}); failed || d.from != one.wantFrom || d.most != one.wantMost {
			t.Errorf("%+v: from %d, %d entries: %s", one, d.from, d.most, said)
		}
	}
}

// TestAProgramCannotSayWhoItIs holds that a suggestion has the name under which the
// program has connected, whatever else it says.
func TestAProgramCannotSayWhoItIs(t *testing.T) {
	d := &desk{}
	args := map[string]any{"label": "A.1", "words": "x", "confidence": "sure"}
	if said, failed := asked(t, d, "codex", "suggest", args); failed || d.suggested.Source != "codex" || !strings.Contains(said, "a person decides") {
		t.Errorf("from %q: %s", d.suggested.Source, said)
	}
	args["source"] = "Ana Ruiz"
	if said, failed := asked(t, d, "codex", "suggest", args); !failed && d.suggested.Source != "codex" {
		t.Errorf("from %q: %s", d.suggested.Source, said)
	}
}

func TestServingEndsWithTheInputOrTheContext(t *testing.T) {
	if err := Serve(context.Background(), Server(&desk{}, "test"), strings.NewReader(""), io.Discard); err != nil {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	in, hold := io.Pipe()
	defer hold.Close()
	if err := Serve(ctx, Server(&desk{}, "test"), in, io.Discard); err != nil {
		t.Error(err)
	}
}
