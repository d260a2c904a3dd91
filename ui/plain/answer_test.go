package plain

import "testing"

func TestAGapThatIsMetWithTheReasonItHadIsNotLeftInThePlainWalk(t *testing.T) {
	t.Parallel()
	b := newBench(t, "instagram-platform")
	b.sit(map[string]bool{},
		turn{"g A.1", "Clause A.1,"}, turn{"partly\nhalf of it is done\n", "Saved."}, turn{"g A.1", "Clause A.1,"},
		turn{"1", "A.1 was partly met and is met now, with the reason it had; u takes it back, i changes the reason."},
		turn{"u", "Undone: A.1 verdict met"},
		turn{"g A.2", "Clause A.2,"}, turn{"5\nnobody could say so yet\n", "Saved."},
		turn{"1", "A.2 was \"cannot tell\" and is met now, with the reason it had; u takes it back, i changes the reason."}, turn{"q", ""})
}
