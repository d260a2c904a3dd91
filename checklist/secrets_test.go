package checklist

import (
	"os"
	"strings"
	"testing"
)

// fake keeps the samples from being taken for secrets by those who scan this
// repository.
func fake(parts ...string) string { return strings.Join(parts, "") }

func TestLikelySecretsAreFoundAndNamedByLine(t *testing.T) {
	x := func(n int) string { return strings.Repeat("a1B2", n/4+1)[:n] }
	for text, want := range map[string]string{
		"one\n" + fake("-----BEGIN RSA ", "PRIVATE KEY-----"): "private key in line 2",
		fake("id AK", "IAIOSFODNN7EXAMPLE."):                  "AWS access key in line 1",
		fake("gh", "p_", x(36)):                               "GitHub token in line 1",
		fake("gl", "pat-", x(20)):                             "GitLab token in line 1",
		fake("xo", "xb-1234567890-abc"):                       "Slack token in line 1",
		fake("AI", "za", x(35)):                               "Google API key in line 1",
		fake("sk_", "live_", x(20)):                           "Stripe key in line 1",
		fake("EA", "A", x(60)):                                "Meta access token in line 1",
		fake("IG", "QV", x(60)):                               "Meta access token in line 1",
		fake("np", "m_", x(36)):                               "npm token in line 1",
		fake("s", "k-proj-", x(40)):                           "secret API key in line 1",
		fake("ey", "J", x(20), ".ey", "J", x(20), ".", x(20)): "JSON web token in line 1",
		"postgres://ana:hunter2@db/x":                         "password in an address in line 1",
		"\n\nAuthorization: Bearer " + x(20):                  "authorization header in line 3",
		"https://x.y/?a=b&access_token=abc12345def":           "secret in a query in line 1",
		`"client_secret": "abc12345def"`:                      "password or key in line 1",
		"The password of reviewer@example.org is hunter22.":   "password in a sentence in line 1",
		"Sign in as Rita; her passphrase was “Blue7Horses”":   "password in a sentence in line 1",
		"DB_PASSWORD=hunter2hunter2":                          "password or key in line 1",
		"postgres://a:b1@c\nhttps://x.y/?api_key=abc12345":    "password in an address in line 1, secret in a query in line 2",
	} {
		got := Secrets([]byte(text))
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestOrdinaryWordsAreNoSecrets(t *testing.T) {
	for _, text := range []string{
		"", "The password is never stored.", "The password is in the entry Review 2026 of 1Password.", "Passwords are changed. That is since 2026-03-02.", "password: required", "api_key = os.Getenv(KEY)", "password=${PASSWORD}", "secret: <redacted>",
		"https://example.org:8080/a@b", "https://x.y/?token=", "see sk-learn and risk-based-approach", "AKIA is a prefix", "Authorization: Bearer",
		"9f2c61d5a0e1b2c3d4e5f60718293a4b5c6d7e8f9f2c61d5a0e1b2c3d4e5f607", "-----BEGIN PUBLIC KEY-----", "passwords are hashed with argon2id",
		"mailto:ana@example.org", "git@github.com:a/b.git", "2026-11-24T14:02:11Z",
	} {
		if got := Secrets([]byte(text)); got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestEveryRuleIsInTheDocument(t *testing.T) {
	data, err := os.ReadFile("../docs/secrets.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range secretRules {
		if !strings.Contains(string(data), "| "+r.name+" |") {
			t.Errorf("docs/secrets.md does not list %q", r.name)
		}
	}
}

// TestASecretIsFoundInWhateverAPersonWrites holds that it is told of before it
// is kept, and of what was kept all the same.
func TestASecretIsFoundInWhateverAPersonWrites(t *testing.T) {
	ref := clause("A.1")
	secret := fake("Authorization: Bear", "er abcdefghij0123456789")
	evidence := func(e Evidence) Change { return AddEvidence(ref, e) }
	for what, change := range map[string]Change{
		"reason":    SetReason(ref, secret),
		"gap":       SetGap(ref, GapFix, secret),
		"statement": evidence(Evidence{Kind: StatementEvidence, Statement: secret, Details: Details{Person: "Ana", Given: "2026-03-31"}}),
		"caption":   evidence(Evidence{Kind: LinkEvidence, URL: "https://example.org", Details: Details{Caption: secret}}),
		"link":      evidence(Evidence{Kind: LinkEvidence, URL: "https://example.org/?access_token=abcdef0123456789"}),
		"command":   evidence(Evidence{Kind: OutputEvidence, Command: "curl -H '" + secret + "'", SHA256: strings.Repeat("0", 64)}),
		"file name": evidence(Evidence{Kind: FileEvidence, Name: fake("gh", "p_", strings.Repeat("a1B2", 9)), SHA256: strings.Repeat("0", 64)}),
	} {
		if got := SecretsIn(change); !strings.HasPrefix(got, what+" of A.1: ") {
			t.Errorf("%s: before it is kept it says %q", what, got)
		}
		ana := newPerson(t, "ana")
		ana.does(t, change)
		if got := ana.Item(ref, day).Secrets(); len(got) != 1 {
			t.Errorf("%s: afterwards it says %q", what, got)
		}
	}
}
