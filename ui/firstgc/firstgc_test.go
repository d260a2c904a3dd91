package firstgc

import (
	"runtime"
	"runtime/metrics"
	"testing"
)

func TestGoCollectsAsUsualOnceItHasCollected(t *testing.T) {
	now := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	for range 1000 {
		runtime.GC()
		if metrics.Read(now); now[0].Value.Uint64() == uint64(usual) {
			return
		}
		runtime.Gosched() // The cleanup has a goroutine of its own.
	}
	t.Errorf("Go collects at %d percent, not at %d", now[0].Value.Uint64(), usual)
}
