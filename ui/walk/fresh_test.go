package walk

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"clausewalk/checklist"
	"clausewalk/policy"
)

// TestTheScreenShowsWhatAFreshCountGives holds that counting only what an event
// concerns is enough, whatever is entered, undone and redone.
func TestTheScreenShowsWhatAFreshCountGives(t *testing.T) {
	t.Parallel()
	w := start(t, 100, 32)
	type turn struct {
		actions []string
		typed   string
		then    []string
	}
	turns := []turn{
		{actions: []string{"met"}}, {actions: []string{"down"}}, {actions: []string{"first"}}, {actions: []string{"clear"}}, {actions: []string{"undo"}}, {actions: []string{"undo"}}, {actions: []string{"redo"}},
		{[]string{"not met"}, "the log is read by nobody", []string{"keep words"}},
		{[]string{"overrule scope"}, "it does not do that", []string{"keep words"}},
		{[]string{"gap"}, "", []string{"next field", "keep fields"}},
		{actions: []string{"scope", "fact yes", "fact no", "leave scope"}},
		{actions: []string{"mark", "mark range", "met"}},
		{[]string{"add evidence"}, "https://example.org/a", []string{"accept"}},
		{[]string{"valid until"}, "6mo", []string{"accept"}},
		{[]string{"sign off"}, "Ana", []string{"keep fields"}},
	}
	same := cmp.Options{cmpopts.IgnoreTypes(policy.Clause{}), cmp.AllowUnexported(checklist.Item{}), cmpopts.EquateEmpty()}
	rapid.Check(t, func(t *rapid.T) {
		for _, turn := range rapid.SliceOfN(rapid.SampledFrom(turns), 1, 12).Draw(t, "turns") {
			w.do(turn.actions...)
			if turn.typed != "" && len(w.model.layers) > 0 {
				w.Type(turn.typed)
			}
			w.do(turn.then...)
			w.model.layers = nil
		}
		if diff := cmp.Diff(w.model.opt.Session.Items(), w.model.list.Items(), same); diff != "" {
			t.Fatalf("the screen differs (-fresh +shown):\n%s", diff)
		}
	})
}
