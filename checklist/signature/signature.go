// Package signature checks signatures that were made with a person's SSH key. They
// are those of ssh-keygen -Y, in the namespace of sign-offs, so that plain OpenSSH can
// check them without clausewalk. The package needs only the text, the signature and
// the keys that are allowed. Signing is left to ssh-keygen, which reaches agents and
// hardware keys; ui/command runs it.
//
// A signature says whose key has signed which bytes, not that what they say is true.
package signature

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

// Namespace keeps the signature of a sign-off from being passed off as one of
// anything else.
const Namespace = "clausewalk-signoff@v1"

// The ways in which a signature fails.
var (
	ErrAltered = errors.New("the signature does not match: what was signed has been altered")
	ErrUnknown = errors.New("nobody in .clausewalk/allowed_signers has this key")
	ErrExpired = errors.New("the key was not valid at that time, by .clausewalk/allowed_signers")
	ErrOther   = errors.New("the key is somebody else's, by .clausewalk/allowed_signers")
	ErrForm    = errors.New("it is not an SSH signature")
)

// Signer is whose key has signed.
type Signer struct {
	Principals  []string // as allowed_signers names them
	Fingerprint string   // SHA256:...
	Key         string   // as a line of allowed_signers has it, without a name
}

// Is tells whether the signer has one of the names, by the patterns that
// allowed_signers gives it.
func (s Signer) Is(names ...string) bool {
	for _, name := range names {
		found := false
		for _, pattern := range s.Principals {
			not := strings.HasPrefix(pattern, "!")
			if match(strings.TrimPrefix(pattern, "!"), name) {
				if not {
					found = false
					break
				}
				found = true
			}
		}
		if found && name != "" {
			return true
		}
	}
	return false
}

// match tells whether a name is like a pattern of OpenSSH: * stands for any
// characters, ? for one.
func match(pattern, name string) bool {
	p, n, star, from := 0, 0, -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == name[n]):
			p, n = p+1, n+1
		case star >= 0: // The last star takes one more.
			from++
			p, n = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// Verify tells whose key has signed a text. Allowed is the content of a file for git
// and OpenSSH (ssh-keygen(1), ALLOWED SIGNERS), and at the moment at which the key must
// have been valid. The error is one of those above, or says what is wrong with
// allowed; even then the signer has a fingerprint, if the signature has a key.
func Verify(text []byte, armoured string, allowed []byte, at time.Time) (Signer, error) {
	sig, err := sshsig.Unarmor([]byte(armoured))
	if err != nil {
		return Signer{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	signer := Signer{Fingerprint: ssh.FingerprintSHA256(sig.PublicKey), Key: strings.TrimSpace(string(ssh.MarshalAuthorizedKey(sig.PublicKey)))}
	if sig.Namespace != Namespace {
		return signer, fmt.Errorf("%w: it was made for %q", ErrAltered, sig.Namespace)
	}
	if err := sshsig.Verify(bytes.NewReader(text), sig, sig.PublicKey, sig.HashAlgorithm, Namespace); err != nil {
		return signer, ErrAltered
	}
	keys, err := Allowed(allowed)
	if err != nil {
		return signer, err
	}
	expired := false
	for _, k := range keys {
		if !bytes.Equal(k.Key.Marshal(), sig.PublicKey.Marshal()) || !k.forNamespace() {
			continue
		}
		if !k.After.IsZero() && at.Before(k.After) || !k.Before.IsZero() && !at.Before(k.Before) {
			expired = true
			continue
		}
		signer.Principals = k.Principals
		return signer, nil
	}
	if expired {
		return signer, ErrExpired
	}
	return signer, ErrUnknown
}

// Fingerprint names the key that a signature claims, empty if it is not a signature.
// Only Verify tells whether the key has signed anything.
func Fingerprint(armoured string) string {
	sig, err := sshsig.Unarmor([]byte(armoured))
	if err != nil {
		return ""
	}
	return ssh.FingerprintSHA256(sig.PublicKey)
}

// AllowedKey is one line of allowed_signers.
type AllowedKey struct {
	Principals    []string
	Namespaces    []string // none for all
	After, Before time.Time
	Key           ssh.PublicKey
}

func (k AllowedKey) forNamespace() bool {
	return len(k.Namespaces) == 0 || slices.Contains(k.Namespaces, Namespace)
}

// Allowed reads allowed_signers. The error names the line. Keys of certificate
// authorities are ignored, since clausewalk does not check certificates.
func Allowed(file []byte) ([]AllowedKey, error) {
	var all []AllowedKey
	for n, line := range strings.Split(string(file), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		principals, rest, ok := strings.Cut(line, " ")
		if !ok {
			return nil, fmt.Errorf("allowed_signers:%d: a name and a key are expected here", n+1)
		}
		key, _, options, _, err := ssh.ParseAuthorizedKey([]byte(rest))
		if err != nil {
			return nil, fmt.Errorf("allowed_signers:%d: %w", n+1, err)
		}
		k := AllowedKey{Principals: strings.Split(strings.Trim(principals, `"`), ","), Key: key}
		authority, err := k.options(options)
		if err != nil {
			return nil, fmt.Errorf("allowed_signers:%d: %w", n+1, err)
		}
		if !authority {
			all = append(all, k)
		}
	}
	return all, nil
}

func (k *AllowedKey) options(options []string) (authority bool, err error) {
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		value = strings.Trim(value, `"`)
		switch strings.ToLower(name) {
		case "cert-authority":
			authority = true
		case "namespaces":
			k.Namespaces = strings.Split(value, ",")
		case "valid-after":
			k.After, err = moment(value)
		case "valid-before":
			k.Before, err = moment(value)
		default:
			err = fmt.Errorf("unknown option %q", name)
		}
		if err != nil {
			return false, err
		}
	}
	return authority, nil
}

// moment reads a time as ssh-keygen writes it: YYYYMMDD[Z] or
// YYYYMMDDHHMM[SS][Z], in local time without a Z.
func moment(value string) (time.Time, error) {
	in := time.Local
	digits, utc := strings.CutSuffix(value, "Z")
	if utc {
		in = time.UTC
	}
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if t, err := time.ParseInLocation(layout, digits, in); err == nil && len(layout) == len(digits) {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time as ssh-keygen writes it", value)
}
