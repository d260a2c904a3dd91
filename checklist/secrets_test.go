package checklist

import (
	"errors"
	"os"
	"strings"
	"testing"

	"clausewalk/checklist/event"
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
	known := map[string]bool{}
	for _, r := range secretRules {
		known[r.name] = true
	}
	for name := range manyTurns {
		if !known[name] {
			t.Errorf("no rule is called %q", name)
		}
	}
}

// TestAHitIsRandomWhereItTurnsFromLettersToDigitsOftenEnough and signs between them count
// for nothing.
func TestAHitIsRandomWhereItTurnsFromLettersToDigitsOftenEnough(t *testing.T) {
	for text, turns := range map[string]int{
		"": 0, "password": 0, "20260302": 0, "a1": 1, "z9": 1, "0A": 1, "9Z": 1, "a-1": 1, "Review-2026": 1, "a1b": 2, "a1b2": 3, "-a_1-": 1, "пароль7": 1, "a/[`@{:": 0, "1/:": 0, "v2026": 1,
	} {
		for wanted := 1; wanted <= 4; wanted++ {
			inGroup := random([]byte("--"+text), []int{-1, -1, 2, 2 + len(text), 0, 1}, wanted)
			if inGroup != (turns >= wanted) {
				t.Errorf("%q turns %d times or more: %v", text, wanted, inGroup)
			}
		}
	}
	if !random(nil, nil, 1) || !random([]byte("a"), []int{-1, -1}, 1) {
		t.Error("a hit without groups is none")
	}
}

// TestASecretIsFoundInWhateverAPersonWrites holds that it is told of before it
// is kept, and of what was kept anyway.
func TestASecretIsFoundInWhateverAPersonWrites(t *testing.T) {
	ref := clause("A.1")
	secret := fake("Authorization: Bear", "er abcdefghij0123456789")
	evidence := func(e event.Evidence) event.Change { return event.AddEvidence(ref, e) }
	for what, change := range map[string]event.Change{
		"reason":     event.SetReason(ref, secret),
		"gap":        event.SetGap(ref, event.GapFix, secret),
		"gap, owner": event.SetGap(ref, event.GapOwner, secret),
		"statement":  evidence(event.Evidence{Kind: event.StatementEvidence, Statement: secret, Details: event.Details{Person: "Ana", Given: "2026-03-31"}}),
		"caption":    evidence(event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org", Details: event.Details{Caption: secret}}),
		"link":       evidence(event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org/?access_token=abcdef0123456789"}),
		"command":    evidence(event.Evidence{Kind: event.OutputEvidence, Command: "curl -H '" + secret + "'", SHA256: strings.Repeat("0", 64)}),
		"file name":  evidence(event.Evidence{Kind: event.FileEvidence, Name: fake("gh", "p_", strings.Repeat("a1B2", 9)), SHA256: strings.Repeat("0", 64)}),
	} {
		ana := newPerson(t, "ana")
		var secret *SecretError
		where, _, _ := strings.Cut(what, ",")
		if step, err := ana.Step(ana.hand, change); !errors.As(err, &secret) || secret.Where != where+" of A.1" || secret.Found == "" || len(step) > 0 {
			t.Errorf("%s: before it is kept it says %v", what, err)
		}
		ana.does(t, event.Meant(change)...)
		if got := ana.Item(ref, day).Secrets(); len(got) != 1 {
			t.Errorf("%s: afterwards it says %q", what, got)
		}
	}
}

// TestWhatWasMeantOnceIsNotAskedAboutAgain holds that the gate looks at what is
// new: what a field holds already was meant when it came.
func TestWhatWasMeantOnceIsNotAskedAboutAgain(t *testing.T) {
	ana, ben := newPerson(t, "Ana"), newPerson(t, "Ben")
	ref := clause("A.1")
	secret := fake("Authorization: Bear", "er abcdefghij0123456789")
	ana.does(t, event.Meant(event.SetReason(ref, secret), event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org", Details: event.Details{Caption: secret}}))...)
	ben.does(t, event.SetReason(ref, "another one"))
	ana.hears(t, ben)
	ana.does(t, event.SetVerdict(ref, event.NotMet)) // settles the reasons
	ana.does(t, event.AddEvidence(ref, event.Evidence{Kind: event.LinkEvidence, URL: "https://example.org", Details: event.Details{Expires: "2027-01-01"}}))
	if i := ana.Item(ref, day); i.Has(Conflict) || i.Evidence[0].Caption != secret || i.Evidence[0].Expires == "" {
		t.Errorf("%+v", i)
	}
	var found *SecretError
	for what, change := range map[string]event.Change{
		"scope reason of A.1": event.SetOverrule(ref, &event.Overrule{In: true, Reason: secret}),
		"person of A.1":       event.AddEvidence(ref, event.Evidence{Kind: event.StatementEvidence, Statement: "yes", Details: event.Details{Person: secret}}),
		"answer to writes":    event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"posts", secret}}),
		"outcome":             event.AddOutcome("one", decided(secret))[0],
	} {
		if _, err := ana.Step(ana.hand, change); !errors.As(err, &found) || found.Where != what {
			t.Errorf("%s: %v", what, err)
		}
	}
	sign, err := Sign(ana.Audit, Vouch{Name: "Ana", Role: secret})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ana.Step(ana.hand, sign); !errors.As(err, &found) || found.Where != "role" {
		t.Errorf("role: %v", err)
	}
	ana.hand.Person.Name = secret
	if _, err := ana.Step(ana.hand, event.SetVerdict(ref, event.Met)); !errors.As(err, &found) || found.Where != "your name" {
		t.Errorf("a name: %v", err)
	}
}

func TestAnAnswerToAFactIsOneThatItsQuestionAllows(t *testing.T) {
	ana := newPerson(t, "Ana")
	for want, c := range map[string]event.Change{
		`"perhaps" does not answer stores: write yes, no or unknown`:                                                 event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"perhaps"}}),
		"stores takes one answer, not 2":                                                                             event.SetFact("rules", "stores", event.FactAnswer{Values: []string{"yes", "no"}}),
		"stores takes one answer, not 0":                                                                             event.SetFact("rules", "stores", event.FactAnswer{}),
		`"telepathy" does not answer login: write one of own, other, or unknown`:                                     event.SetFact("rules", "login", event.FactAnswer{Values: []string{"telepathy"}}),
		`"novels" does not answer writes: write one or more of posts, likes, as in posts,likes; or none, or unknown`: event.SetFact("rules", "writes", event.FactAnswer{Values: []string{"posts", "novels"}}),
	} {
		if _, err := ana.Step(ana.hand, c); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
