package workspace

import (
	"errors"
	"fmt"
	"io/fs"

	"clausewalk/checklist"
	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
	"clausewalk/checklist/signature"
)

// AllowedName is the file below .clausewalk that says whose SSH keys count, in
// the form that git and OpenSSH know. People write it and commit it.
const AllowedName = "allowed_signers"

const maxAllowed = 1 << 20

// Allowed returns the file that says whose keys count, nil where there is none.
func Allowed(w *Workspace) ([]byte, error) {
	data, err := durable.ReadFile(w.Disk, name(AllowedName), maxAllowed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// CheckSignature tells whose key has signed a text for a sign-off, and why that
// does not hold. Of a sign-off in which somebody else is named it does not.
func CheckSignature(w *Workspace, s event.SignOff, text []byte) (signature.Signer, error) {
	allowed, err := Allowed(w)
	if err != nil {
		return signature.Signer{}, err
	}
	if text == nil || s.Bound == nil {
		return signature.Signer{}, signature.ErrForm
	}
	signer, err := signature.Verify(text, s.Signature, allowed, s.Bound.At)
	if err == nil && !signer.Is(s.Bound.By.Email, s.Bound.By.Name) {
		err = signature.ErrOther
	}
	return signer, err
}

// signed returns what is wrong with the signature of a sign-off, nil where it has
// none.
func (o *Open) signed(s event.SignOff) error {
	if s.Signature == "" {
		return nil
	}
	signer, err := CheckSignature(o.Workspace, s, checklist.SignedText(o.Audit, s))
	if err == nil {
		return nil
	}
	key := ""
	if signer.Fingerprint != "" {
		key = ", key " + signer.Fingerprint
	}
	return fmt.Errorf("the signature of %s on %s%s: %w", s.Name, s.At.UTC().Format("2006-01-02"), key, err)
}
