package vault_test

import (
	"fmt"
	"strings"
	"testing"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/durable/forgetful"
	"clausewalk/checklist/event"
	"clausewalk/checklist/vault"
)

// TestEvidenceSurvivesLossOfPower cuts the power at every step of keeping a
// file. Once it was kept it is there; before, what has its digest is whole.
func TestEvidenceSurvivesLossOfPower(t *testing.T) {
	const words = "asked 10:00, removed 10:04\n"
	vaultOn := func(d durable.Disk) vault.Vault { return vault.Vault{Disk: d, Dir: "audits/a/evidence"} }
	var kept event.Evidence
	add := func(d durable.Disk) (err error) {
		kept, err = vaultOn(d).Add(strings.NewReader(words), "log.txt")
		return err
	}
	check := func(d *forgetful.Disk, done bool) error {
		v := vaultOn(d)
		for _, digest := range v.Digests() {
			if err := v.Verify(event.Evidence{SHA256: digest}); err != nil {
				return fmt.Errorf("it is not whole: %w", err)
			}
		}
		if done {
			return v.Verify(kept)
		}
		return nil
	}
	forgetful.Try(t, nil, add, check)
	forgetful.Try(t, func(d durable.Disk) error {
		_, err := vaultOn(d).Add(strings.NewReader("others"), "other.txt")
		return err
	}, add, check)
}
