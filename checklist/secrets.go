package checklist

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"clausewalk/policy/pattern"
)

// secretRules are those that docs/secrets.md lists. A rule whose expression has a group
// is a hit only if the group mixes letters and digits, as words do not. Everything that
// a rule finds has one of its hints in lower case, so that most texts need not be
// searched.
var secretRules = []struct {
	name  string
	hints []string
	sign  *pattern.Pattern
}{
	{"private key", []string{"private key"}, pattern.New(`-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----`)},
	{"AWS access key", []string{"akia", "asia"}, pattern.New(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{"GitHub token", []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"}, pattern.New(`\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})`)},
	{"GitLab token", []string{"glpat-"}, pattern.New(`\bglpat-[A-Za-z0-9_-]{20}`)},
	{"Slack token", []string{"xox", "xapp-", "hooks.slack.com"}, pattern.New(`\bxox[abeoprs]-[A-Za-z0-9-]{10}|\bxapp-\d-[A-Z0-9]+-\d+-[0-9a-f]{32}|hooks\.slack\.com/services/T\w+/B\w+/\w+`)},
	{"Google API key", []string{"aiza"}, pattern.New(`\bAIza[0-9A-Za-z_-]{35}`)},
	{"Google client secret", []string{"gocspx-"}, pattern.New(`\bGOCSPX-[A-Za-z0-9_-]{20}`)},
	{"Stripe key", []string{"k_live_"}, pattern.New(`\b[rs]k_live_[0-9A-Za-z]{16}`)},
	{"Meta access token", []string{"eaa", "igqv", "igqw", "igaa"}, pattern.New(`\b(?:EAA[0-9A-Za-z]{40}|IG(?:QV|QW|AA)[0-9A-Za-z_-]{40})`)},
	{"Meta app token", []string{"|"}, pattern.New(`\b\d{13,17}\|[A-Za-z0-9_-]{24,40}`)},
	{"Meta app secret", []string{"secret"}, pattern.New(`(?i)\bsecret\b[^\n.;]{0,40}\b[0-9a-f]{32}\b|\b[0-9a-f]{32}\b[^\n.;]{0,40}\bsecret\b`)},
	{"npm token", []string{"npm_"}, pattern.New(`\bnpm_[A-Za-z0-9]{36}\b`)},
	{"secret API key", []string{"sk-"}, pattern.New(`\bsk-(?:[a-z]+[0-9]*-)*[A-Za-z0-9_-]{32}`)},
	{"JSON web token", []string{"eyj"}, pattern.New(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}`)},
	{"password in an address", []string{"://"}, pattern.New(`\b[a-z][a-z0-9+.-]*://[^\s/:@"']*:[^\s/@"']+@`)},
	{"authorization header", []string{"authorization"}, pattern.New(`(?i)\bauthorization["']?\s*:\s*["']?(?:bearer|basic|token)\s+[A-Za-z0-9._~+/=-]{16}`)},
	{"password for curl", []string{"curl"}, pattern.New(`\bcurl\b[^\n]*?\s(?:-u\s*|--user[ =])["']?[^\s:"'$]+:([^\s"'$]{6,})`)},
	{"secret in a query", []string{"access_token", "client_secret", "app_secret", "api_key", "token=", "password="}, pattern.New(`(?i)[?&](?:access_token|client_secret|app_secret|api_key|token|password)=([^&\s"'<]{8,})`)},
	{"password in a sentence", []string{"password", "passphrase", "passcode", "pwd"}, pattern.New(`(?i)\b(?:password|passphrase|passcode|pwd)\b["'”’]?(?:(?:[^.\n:=]|\.\S){0,60}?\s)?(?:is|was)\s+["'“‘` + "`" + `]*([^\s"'”’` + "`" + `<>{}$]{6,})`)},
	{"password or key", []string{"secret", "api", "token", "pass", "_key", "_pw"}, pattern.New(`(?im)(?:^|[^?&a-z0-9_\n])[a-z0-9_]*(?:secret|(?:secret|access|private|signing|encryption|api)_?(?:access_?)?key|(?:access|auth|refresh|bearer|bot|app|client|page|user|ig|fb|[a-z0-9]+_)_?token|password|passwd|_pass|_pwd|_pw)["']?\s*[:=]\s*["']?([^\s"'<>{}$]{8,})`)},
}

// maxSecrets is how many likely secrets are named; the first says enough.
const maxSecrets = 5

// Secrets says what looks like a secret in a text, and in which line, without repeating
// the secret; empty if nothing does.
func Secrets(text []byte) string {
	var all []string
	if len(text) == 0 {
		return ""
	}
	text = asUTF8(text)
	small := bytes.ToLower(text)
	for _, rule := range secretRules {
		if !slices.ContainsFunc(rule.hints, func(hint string) bool { return bytes.Contains(small, []byte(hint)) }) {
			continue
		}
		for _, at := range rule.sign.FindAllSubmatchIndex(text, -1) {
			if rule.sign.NumSubexp() == 1 && at[2] >= 0 && !mixed(text[at[2]:at[3]]) {
				continue
			}
			all = append(all, fmt.Sprintf("%s in line %d", rule.name, 1+bytes.Count(text[:at[0]], []byte("\n"))))
			break // One of each kind is enough.
		}
		if len(all) == maxSecrets {
			break
		}
	}
	return strings.Join(all, ", ")
}

func mixed(b []byte) bool {
	return bytes.ContainsAny(b, "0123456789") && bytes.ContainsAny(bytes.ToLower(b), "abcdefghijklmnopqrstuvwxyz")
}

// A SecretError says that what a person wrote looks like a secret, and that nobody has
// said to keep it.
type SecretError struct {
	Where string // the text, with its clause
	Found string // what it looks like and in which line, without the secret itself
}

// Error says what was found where.
func (e *SecretError) Error() string {
	return "this looks like a secret, " + e.Where + ": " + e.Found
}

// Secrets says what looks like a secret in the words and files of an answer, and where,
// without repeating it.
func (i Item) Secrets() []string {
	var all []string
	add := func(where, text string) {
		if found := Secrets([]byte(text)); found != "" {
			all = append(all, where+": "+found)
		}
	}
	add("reason", i.Reason)
	for _, t := range i.ToPaste.Texts() {
		add(t.What, t.Words)
	}
	add("fix", i.Gap.Fix)
	add("owner", i.Gap.Owner)
	for _, t := range i.Overrule.Texts() {
		add(t.What, t.Words)
	}
	for _, e := range i.Evidence {
		if e.Secrets != "" {
			all = append(all, "file "+e.Name+": "+e.Secrets)
		}
		for _, t := range e.Texts() {
			add(t.What, t.Words)
		}
	}
	return all
}
