package checklist

import (
	"slices"
	"testing"

	"clausewalk/checklist/event"
)

// TestWhoIsWho tells people apart by their addresses, and knows somebody again
// who once had none.
func TestWhoIsWho(t *testing.T) {
	ana, other, bare := event.Person{Name: "Ana Ruiz", Email: "ana@one.example"}, event.Person{Name: "Ana Ruiz", Email: "ruiz@two.example"}, event.Person{Name: "ana  ruiz"}
	ben, address := event.Person{Name: "Ben"}, event.Person{Email: "ben@one.example"}
	for _, c := range []struct {
		met  []event.Person
		x, y event.Person
		same bool
	}{
		{nil, ana, ana, true},
		{nil, ana, event.Person{Name: "Ana Ruiz", Email: "ANA@one.example"}, true},
		{nil, ana, other, false},
		{nil, ana, bare, true},
		{[]event.Person{ana}, bare, ana, true},
		{[]event.Person{ana, other}, bare, ana, false},
		{[]event.Person{ana, other}, bare, bare, true},
		{nil, ana, ben, false},
		{nil, ben, address, false},
		{nil, address, address, true},
	} {
		p := People{met: map[event.Person]bool{}, addresses: map[string][]string{}}
		p.meet(c.met...)
		if p.SamePerson(c.x, c.y) != c.same || p.SamePerson(c.y, c.x) != c.same {
			t.Errorf("among %v: is %+v %+v? it should be %v", c.met, c.x, c.y, c.same)
		}
	}
}

// TestTwoPeopleWithOneNameAreNamedApart holds for everything that an audit tells
// of them, and that one person is named plainly.
func TestTwoPeopleWithOneNameAreNamedApart(t *testing.T) {
	ana, other, bare, ben := newPerson(t, "Ana"), newPerson(t, "Ana"), newPerson(t, "Ana"), newPerson(t, "Ben")
	ana.hand.Person.Email, other.hand.Person.Email = "ana@one.example", "ana@two.example"
	ana.hand.Writer, other.hand.Writer, bare.hand.Writer = "ana", "other", "bare"
	for n, p := range []*person{ana, other, bare, ben} {
		made := 0
		p.hand.NewID = func() string { made++; return p.hand.Writer + "id" + string(rune('a'+made)) }
		p.does(t, event.SetVerdict(clause("A.1"), event.Verdicts()[n%2*2]), event.SetReason(clause("A.1"), "so"))
	}
	names := func(p *person) (all []string) {
		for _, one := range p.Known() {
			all = append(all, one.String())
		}
		return all
	}
	read := func(others ...*person) {
		for _, o := range others {
			if err := ana.Apply(o.Log(event.Ref{})...); err != nil {
				t.Fatal(err)
			}
		}
	}
	read(bare, ben)
	if got := names(ana); !slices.Equal(got, []string{"Ana", "Ben"}) {
		t.Errorf("one with and without an address, and Ben, are %q", got)
	}
	read(other)
	if got := names(ana); !slices.Equal(got, []string{"Ana <ana@one.example>", "Ana <ana@two.example>", "Ana <no address>", "Ben"}) {
		t.Errorf("they are %q", got)
	}
	var said []string
	for _, s := range ana.Item(clause("A.1"), day).Sides {
		said = append(said, s.By.String())
	}
	if !slices.Contains(said, "Ana <ana@two.example>") || slices.Contains(said, "Ana") {
		t.Errorf("in conflict are %q", said)
	}
	for _, e := range ana.Log(event.Ref{}) {
		if e.Who.Name == "Ana" && !e.Who.Apart {
			t.Errorf("an entry is only of %s", e.Who)
		}
	}
	then := ana.AsOf(day.AddDate(-1, 0, 0))
	if len(then.Known()) != 0 {
		t.Error("nobody was there yet")
	}
}

// TestEverybodyIsKnownOnce by name, and with an address where one is known.
func TestEverybodyIsKnownOnce(t *testing.T) {
	one, two := event.Person{Name: "Ana", Email: "ana@x.y"}, event.Person{Name: "Ana", Email: "b@x.y"}
	bare, cem, ben := event.Person{Name: "Ana"}, event.Person{Name: "Cem"}, event.Person{Name: "Ben", Email: "ben@x.y"}
	apart := func(p event.Person) event.Person { p.Apart = true; return p }
	for _, c := range []struct{ met, want []event.Person }{
		{nil, nil},
		{[]event.Person{cem, {}, bare, ben, one, cem}, []event.Person{one, ben, cem}},
		{[]event.Person{bare, two, one}, []event.Person{apart(one), apart(two), apart(bare)}},
	} {
		p := People{met: map[event.Person]bool{}, addresses: map[string][]string{}}
		p.meet(c.met...)
		if got := p.Known(); !slices.Equal(got, c.want) {
			t.Errorf("of %v it knows %+v", c.met, got)
		}
	}
}
