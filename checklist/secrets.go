package checklist

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"clausewalk/policy/pattern"
)

// secretRules are those that docs/secrets.md lists. A rule whose expression has groups
// is a hit only if one of them mixes letters and digits, as words do not. Everything that
// a rule finds has one of its hints in lower case, so that most texts need not be
// searched.
var secretRules = []struct {
	name  string
	hints []string
	sign  *pattern.Pattern
}{
	{"private key", []string{"private key", "age-secret-key-"}, pattern.New(`-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\bAGE-SECRET-KEY-1[0-9A-Z]{20}`)},
	{"AWS access key", []string{"akia", "asia"}, pattern.New(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{"GitHub token", []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"}, pattern.New(`\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})`)},
	{"GitLab token", []string{"glpat-", "gldt-", "glrt-", "glcbt-", "glptt-"}, pattern.New(`\bgl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20}`)},
	{"Slack token", []string{"xox", "xapp-", "hooks.slack.com"}, pattern.New(`\bxox[abeoprs]-[A-Za-z0-9-]{10}|\bxapp-\d-[A-Z0-9]+-\d+-[0-9a-f]{32}|hooks\.slack\.com/services/T\w+/B\w+/\w+`)},
	{"Google API key", []string{"aiza"}, pattern.New(`\bAIza[0-9A-Za-z_-]{35}`)},
	{"Google client secret", []string{"gocspx-"}, pattern.New(`\bGOCSPX-[A-Za-z0-9_-]{20}`)},
	{"Google access token", []string{"ya29.", "1//0"}, pattern.New(`\bya29\.[A-Za-z0-9_-]{20}|\b1//0[A-Za-z0-9_-]{30}`)},
	{"Stripe key", []string{"k_live_", "k_test_", "whsec_"}, pattern.New(`\b(?:[rs]k_(?:live|test)|whsec)_[0-9A-Za-z]{16}`)},
	{"Meta access token", []string{"eaa", "igqv", "igqw", "igaa"}, pattern.New(`\b(?:EAA[0-9A-Za-z]{40}|IG(?:QV|QW|AA)[0-9A-Za-z_-]{40})`)},
	{"Meta app token", []string{"|"}, pattern.New(`\b\d{13,17}\|[A-Za-z0-9_-]{24,40}`)},
	{"Meta app secret", []string{"secret"}, pattern.New(`(?i)\bsecret\b[^\n.;]{0,40}\b[0-9a-f]{32}\b|\b[0-9a-f]{32}\b[^\n.;]{0,40}\bsecret\b`)},
	{"Instagram session", []string{"sessionid"}, pattern.New(`\bsessionid["']?\s*[=:]\s*["']?\d{5,}(?:%3A|:)[A-Za-z0-9%_-]{10}`)},
	{"npm token", []string{"npm_"}, pattern.New(`\bnpm_[A-Za-z0-9]{36}\b`)},
	{"secret API key", []string{"sk-"}, pattern.New(`\bsk-(?:[a-z]+[0-9]*-)*[A-Za-z0-9_-]{32}`)},
	{"token of a service", []string{"sg.", "dop_v1_", "hf_", "shp", "pypi-ag", "hvs.", "webhooks/", ":aa", "accountkey="},
		pattern.New(`\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{40}|\bdop_v1_[0-9a-f]{40}|\bhf_[A-Za-z0-9]{30}|\bshp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}|\bpypi-Ag[A-Za-z0-9_-]{30}|\bhvs\.[A-Za-z0-9_-]{20}` +
			`|discord(?:app)?\.com/api/webhooks/\d+/[A-Za-z0-9_-]{40}|\b\d{8,10}:AA[A-Za-z0-9_-]{33}|AccountKey=[A-Za-z0-9+/]{40}`)},
	{"JSON web token", []string{"eyj"}, pattern.New(`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}`)},
	{"password in an address", []string{"://"}, pattern.New(`\b[a-z][a-z0-9+.-]*://[^\s/:@"']*:[^\s/@"']+@`)},
	{"authorization header", []string{"authorization", "bearer"}, pattern.New(`(?i)\bauthorization["']?\s*(?::|,\s*["']?value["']?\s*:)\s*["']?(?:bearer|basic|token|oauth)\s+[A-Za-z0-9._~+/=-]{16}|\bbearer\s+[A-Za-z_-]*\d[A-Za-z0-9._~+/=-]{19}`)},
	{"password of a command", []string{"curl", "mysql", "sshpass"}, pattern.New(`\bcurl\b[^\n]*?\s(?:-u\s*|--user[ =])["']?[^\s:"'$]+:([^\s"'$]{6,})|\b(?:mysql(?:dump|admin)?\b[^\n]*?\s-p|sshpass\s+-p\s*)["']?([^\s"'$]{6,})`)},
	{"secret in a query", []string{"access_token", "client_secret", "app_secret", "api_key", "token=", "password=", "sig="}, pattern.New(`(?i)[?&](?:access_token|client_secret|app_secret|api_key|token|password|sig)=([^&\s"'<]{8,})`)},
	{"password in a sentence", []string{"password", "passphrase", "pass phrase", "passcode", "passwort", "pwd"},
		pattern.New(`(?i)\b(?:password|pass ?phrase|passcode|passwort|pwd)\b["'”’]?(?:` +
			`(?:(?:[^.\n:=]|\.\S){0,60}?\s)?(?:is|was|ist)\s+["'“‘` + "`" + `]*([^\s"'”’` + "`" + `<>{}$]{6,})` +
			`|[^.\n:=：]{0,60}?[:=：(（]\s*["'“‘` + "`" + `]*([^\s"'”’` + "`" + `<>{}$():/.,;）]{8,}))`)},
	{"password or key", []string{"secret", "api", "token", "pass", "_key", "-key", "accesskey", "privatekey", "_pw", "-pw"},
		pattern.New(`(?im)(?:^|[^?&a-z0-9_\n])[a-z0-9_-]*(?:secret|secret[_-]key[_-]base|(?:secret|access|private|signing|encryption|api)[_-]?(?:access[_-]?)?key|(?:access|auth|refresh|bearer|bot|app|client|page|user|ig|fb|[a-z0-9]+[_-])[_-]?token|password|passwd|passwort|[_-]pass|[_-]pwd|[_-]pw)` +
			`(?:\\?["']?\s*(?::=|=>|[:=：])|\\?["']\s*,|>|["']?\s+value\s*=)\s*\\?["']?([^\s"'\\<>{}$]{8,})`)},
	{"password beside its name", []string{"password", "passphrase", "passwort", "pwd", "pass", "pw", "пароль", "密码", "パスワード"},
		pattern.New(`(?i)(?:^|[^a-z])(?:password|passphrase|passwort|pwd|pass|pw|пароль|密码|パスワード)["'”’]?(?:\s*[:=：]|\s)\s*["'“‘` + "`" + `]*([^\s"'”’` + "`" + `<>{}$()/,;]{8,})`)},
	{"token or key beside its name", []string{"secret", "token", "key"},
		pattern.New(`(?i)(?:^|[^a-z])(?:secret|token|key)["'”’)]?(?:[^.;\n:=]{0,40}?\s(?:is|was)\s|\s*(?:=>|[:=：-])|\s)\s*[\\"'“‘(` + "`" + `]*([a-z0-9_~+-]{20,})`)},
}

// manyTurns is how often a hit turns from letters to digits and back, for rules that
// many ordinary words would match. For all others once is enough.
var manyTurns = map[string]int{"password beside its name": 3, "token or key beside its name": 4}

// maxSecrets is how many likely secrets are named; the first says enough.
const maxSecrets = 5

// Secrets says what looks like a secret in a text, and in which line, without repeating
// the secret; empty if nothing does.
func Secrets(text []byte) string {
	var all []string
	var told [][]int // where, so that no secret is told of twice
	text = asUTF8(text)
	small := bytes.ToLower(text)
	for _, rule := range secretRules {
		if !slices.ContainsFunc(rule.hints, func(hint string) bool { return bytes.Contains(small, []byte(hint)) }) {
			continue
		}
		for _, at := range rule.sign.FindAllSubmatchIndex(text, -1) {
			if !random(text, at[2:], max(1, manyTurns[rule.name])) || slices.ContainsFunc(told, func(o []int) bool { return at[0] < o[1] && o[0] < at[1] }) {
				continue
			}
			told = append(told, at)
			all = append(all, fmt.Sprintf("%s in line %d", rule.name, 1+bytes.Count(text[:at[0]], []byte("\n"))))
			break // One of each kind is enough.
		}
		if len(all) == maxSecrets {
			break
		}
	}
	return strings.Join(all, ", ")
}

// ofTheTrade is what people say of how passwords are kept, in words that have digits.
var ofTheTrade = pattern.New(`(?i)^(?:argon2(?:id?|d)?|pbkdf2|bcrypt|scrypt|hmac|sha-?\d+|md5|aes-?\d+)(?:[-_+/](?:hmac|sha-?\d+|gcm|cbc|v?\d+))*$` +
	`|^\d+-?(?:factor|step|character|char|letter|digit|attempt|time|bit|round|iteration|second|minute|hour|day|week|month)s?\W*$`)

// random tells whether one of the groups of a hit turns from letters to digits and back
// so often, as a pair of places each. A hit without groups is as good as random.
func random(text []byte, groups []int, turns int) bool {
	for ; len(groups) > 0; groups = groups[2:] {
		if groups[0] < 0 {
			continue
		}
		if ofTheTrade.Match(text[groups[0]:groups[1]]) {
			return false
		}
		n, last := 0, byte(0)
		for _, b := range text[groups[0]:groups[1]] {
			is := byte(0)
			switch {
			case '0' <= b && b <= '9':
				is = '0'
			case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', b >= utf8.RuneSelf:
				is = 'a'
			default:
				continue
			}
			if last != 0 && is != last {
				n++
			}
			last = is
		}
		return n >= turns
	}
	return true
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
		switch {
		case e.Secrets == "":
		case e.Path != "":
			all = append(all, "place "+e.Target()+": "+e.Secrets)
		default:
			all = append(all, "file "+e.Name+": "+e.Secrets)
		}
		for _, t := range e.Texts() {
			add(t.What, t.Words)
		}
	}
	return all
}
