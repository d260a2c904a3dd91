package firstgc

import (
	"runtime"
	"testing"
)

func TestWhatIsHeldIsLetGoOnceGoCollects(t *testing.T) {
	for range 1000 {
		runtime.GC()
		var m runtime.MemStats
		if runtime.ReadMemStats(&m); m.HeapAlloc < size {
			return
		}
		runtime.Gosched() // The cleanup has a goroutine of its own.
	}
	t.Error("it is held for ever")
}
