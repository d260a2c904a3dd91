package checklist

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"clausewalk/checklist/event"
)

// files puts a step behind what is in the person's file, or begins a new one.
func (p *person) files(t rapid.TB, anew bool, step ...event.Event) {
	t.Helper()
	for n := range step {
		step[n].Sum, step[n].Prev = "sum of "+step[n].ID, p.end
		if n == 0 && (anew || p.end == "") {
			step[n].Prev, step[n].Ends = "", p.Ends()
		}
		p.end = step[n].Sum
	}
	p.keeps(t, step...)
}

func TestSignedStatesAreTheSameInOneFoldAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := []*person{newPerson(t, "Ana"), newPerson(t, "Ben"), newPerson(t, "Cem")}
		for range rapid.IntRange(1, 30).Draw(t, "moves") {
			p := rapid.SampledFrom(people).Draw(t, "person")
			anew := rapid.IntRange(0, 5).Draw(t, "file") == 0
			change := func(changes ...event.Change) {
				step, err := p.Step(p.hand, changes...)
				if err != nil {
					t.Fatal(err)
				}
				p.files(t, anew, step...)
			}
			switch rapid.IntRange(0, 9).Draw(t, "move") {
			default:
				change(drawChanges(t)...)
			case 0, 1:
				p.hears(t, rapid.SampledFrom(people).Draw(t, "other"))
			case 2:
				if log := p.Log(event.Ref{}); len(log) > 0 {
					p.files(t, anew, p.Withdraw(p.hand, []event.Event{rapid.SampledFrom(log).Draw(t, "event")}))
				}
			case 3, 4, 5:
				if sign, err := Sign(p.Audit, Vouch{By: p.hand.Person, At: day, Name: fmt.Sprint(p.hand.Person.Name, p.seq)}); err == nil {
					change(sign)
				}
			}
		}
		all := people[0]
		all.hears(t, people[1])
		all.hears(t, people[2])
		var signed []event.SignOff
		for s, then := range Signed(all.Audit) {
			signed = append(signed, s)
			if diff := cmp.Diff(said(AsSigned(all.Audit, s)), said(then)); diff != "" {
				t.Fatalf("%s: apart (-) and in one fold (+):\n%s", s.Name, diff)
			}
			if then.StateDigest() != s.State {
				t.Fatalf("%s: the state is another one than was signed", s.Name)
			}
		}
		if !slices.EqualFunc(signed, SignOffs(all.Audit), func(x, y event.SignOff) bool { return x.EventID == y.EventID }) {
			t.Fatal("not every sign-off came, in their order")
		}
	})
}

// BenchmarkSignOffs holds every sign-off against what it vouches for. It is to grow
// with the events and with the sign-offs, and not with their product.
func BenchmarkSignOffs(b *testing.B) {
	for _, n := range []int{20, 80, 320} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 80 {
				b.Skip("it takes long to make")
			}
			a := newPerson(b, "Ana")
			for at := range n {
				for r := range 30 {
					step, err := a.Step(a.hand, event.SetReason(clause("A.1"), fmt.Sprint(at, r)))
					if err != nil {
						b.Fatal(err)
					}
					a.files(b, false, step...)
				}
				sign, err := Sign(a.Audit, Vouch{By: a.hand.Person, At: day, Name: fmt.Sprint("Ana ", at)})
				if err != nil {
					b.Fatal(err)
				}
				step, err := a.Step(a.hand, sign)
				if err != nil {
					b.Fatal(err)
				}
				a.files(b, false, step...)
			}
			b.ResetTimer()
			for range b.N {
				since := ChangesBy(a.Audit, day.Add(time.Hour))
				for s, then := range Signed(a.Audit) {
					if faults, _ := CheckSignOff(a.Audit, s, then); len(faults) > 0 {
						b.Fatal(faults)
					}
					since(s, then)
				}
			}
		})
	}
}
