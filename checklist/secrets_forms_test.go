package checklist

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestTheCommonFormsOfSecretsAreFound(t *testing.T) {
	k := strings.Repeat("a1B2", 9) + "A1"
	h := strings.Repeat("0f9a", 8)
	for _, text := range []string{
		"AWS_SECRET_ACCESS_KEY=" + k, "aws_secret_access_key = " + k, "SECRET_KEY=" + k, "IG_TOKEN=" + k, "refresh_token=" + k,
		"app token 123456789012345" + "|" + k[:27], "the Instagram app secret is " + h, h + " is our app secret", "s" + "k-ant-api03-" + k + k,
		"DB_PASS=correct7horse", "curl -u admin:Tr0ub4dor3 https://x", "curl --user=admin:Tr0ub4dor3 https://x", "xa" + "pp-1-A0123456789-1234567890123-" + h,
		"access-token: " + k, "x-api-key: " + k, "the access token is " + k, "api key " + k, "TOKEN=" + k, "vault token hvs." + k, "password: Tr0ub4dor3", "password: argon2idTr0ub4dor3", "password: 5timesCharm",
		"The password for the test account: Tr0ub4dor3", "test account: rita, password Tr0ub4dor3", "machine x login y password Tr0ub4dor3", "PASSWORD：Tr0ub4dor3", "Password（Tr0ub4dor3）",
		"pw: Tr0ub4dor3", "user: rita / pass: Tr0ub4dor3", "passwort ist Geheim1234", "пароль: Tr0ub4dor3", "<password>Tr0ub4dor3</password>", `<input type=password value="Tr0ub4dor3">`,
		"'password' => 'Tr0ub4dor3',", "define('DB_PASSWORD', 'Tr0ub4dor3');", `{"source":["TOKEN=\"` + k + `\""]}`, `{"name":"Authorization","value":"Bearer ` + k + `"}`, "Bearer " + k,
		"mysql -u root -pTr0ub4dor3", "sshpass -p Tr0ub4dor3 ssh x", "secret_key_base: " + h + h, "sk_" + "test_" + k[:24], "whs" + "ec_" + k[:32], "S" + "G." + k[:22] + "." + k + k[:3], "shp" + "at_" + h,
		"ya" + "29." + k, "hf" + "_" + k[:34], "123456789:A" + "A" + k[:33], "sessionid=123456789%3Aa1B2c3D4e5F6g7", "AccountKey=" + k + k, "AGE-SECRET-" + "KEY-1QQPQ8Z3J8H6K2W4M5N7P9R2",
		"GO" + "CSPX-" + k[:28], "ENCRYPTION_KEY: " + k, "bot_token=" + k, "DB_PW=hunter2hunter2",
	} {
		if Secrets([]byte(text)) == "" {
			t.Errorf("%q was not found", text)
		}
	}
}

// sentences are what people of this trade write, chosen to look like secrets.
const sentences = `The app secret is kept in the vault and rotated every 90 days.
We never ask for the Instagram password; login goes through OAuth 2.0.
Access tokens are encrypted with AES-256-GCM before they reach Postgres 15.
The secret is stored under the key ig_app_secret in AWS Secrets Manager.
Token refresh runs daily at 03:00 UTC and is logged as token_refreshed.
The pass rate of the deletion job was 100% in release 2.4.1.
Passwords are hashed with argon2id, m=65536, t=3, p=4.
See commit 9f2c61d5a0e1b2c3d4e5f60718293a4b5c6d7e8f for the change.
The digest of the runbook is a765e846e98c629048fc2f96b694bf92.
The md5 of the export is 0f9a0f9a0f9a0f9a0f9a0f9a0f9a0f9a; nothing in it is confidential.
Our app id is 123456789012345, and the page id is 17841400008460056.
curl -u "$USER:$PASSWORD" https://graph.example.org/me shows the call.
curl https://graph.example.org/v20.0/me?fields=id,username returns 200.
The permission instagram_business_manage_comments is used on the page Replies.
secret: see 1Password, entry "Meta app 2026"
client_secret is read from the environment and never logged.
SECRET_KEY is set by the deployment.
access_token: string, required
The token expires after 60 days; see docs/tokens.md:12-40.
password=<your password>
api_key: ${API_KEY}
The reviewer's password was sent by another way on 2026-11-24.
The password is in the review form's own field.
Their passcode is never shown on the screen.
The key of the map is the media id, as in 17895695668004550.
Call GET /oauth/access_token?grant_type=ig_exchange_token first.
The webhook's verify token is checked by verifyToken() in webhooks.go.
GOCSPX is the prefix that Google gives to client secrets.
sk-learn and risk-based sampling are used for the spam filter.
xapp is a prefix of tokens at Slack.
The column token_encrypted holds 512 bytes.
A.12|B.1|C.4 are the clauses that Ben looks at.
2026-11-24|14:02|Ana Ruiz|A.12|not met
Version 123456789012345|beta was withdrawn.
Two-factor login has been on for all 14 administrators since 2025-03-02.
No secret question is asked; the secret of the app is its simplicity.
The private key never leaves the hardware module.
-----BEGIN CERTIFICATE----- stands at its top.
Postgres runs at postgres://db.internal:5432/photobook.
Write to privacy@photobook.example or +49 30 1234567.
The user agent is Photobook/2.4 (+https://photobook.example/bot).
sha256:9f2c61d5a0e1b2c3d4e5f60718293a4b5c6d7e8f9f2c61d5a0e1b2c3d4e5f607
The bucket s3://photobook-audit-eu-central-1/2026/11 has versioning on.
arn:aws:iam::123456789012:role/deletion-job may read the queue.
UUID 3f2504e0-4f89-11d3-9a0c-0305e82c3301 names the request in the log.
eyJ is how a JSON web token begins.
Bearer tokens are sent in the header and never in the address.
Authorization: Bearer <token>
token = await exchange(code)
const secret = process.env.APP_SECRET
password := os.Getenv("DB_PASSWORD")
The CDN keeps copies for 48 hours; ticket #4217 is about the purge.
IG_TOKEN is not set in staging.
Refresh tokens: none are issued.
passed=true, failed=0, skipped=12 in run 20261124.
The compass_pass folder holds passes=12345678 and no words.
DB_PASS is read from /run/secrets/db_pass.
user_token_count=1234567 in the dashboard of November.
The password policy asks for 12 characters, see docs/passwords.md:3-9.
Password hashing: argon2id, in one place.
Password storage: PBKDF2-SHA256 with 600000 rounds.
A password reset (2-factor) is on for everybody.
After each wrong password: 3-attempts, then a lock (15minutes).
Password rules: at least 12 characters; argon2id since release 2.3.
pass: 14, fail: 0, skipped: 2
The reviewer signs in with the password argon2id has hashed.
The key is instagram_business_basic in both places.
The token for the webhook: see row 12 of the sheet.
secret rotation: 90 days, last on 2026-11-02
The keys of the map: 17895695668004550, 17895695668004551.
Primary key: 3f2504e0 of the request; foreign key -> media.id
Bearer tokens of 60 days are refreshed at day 50.
The commit 9f2c61d5a0e1b2c3d4e5f60718293a4b5c6d7e8f took the secret out; token handling is tested in token_test.go.
A bypass_token is not used; the sessionid cookie is never read.
Basic Display was switched off on 4 December 2024.
Rate limit headers X-App-Usage and X-Business-Use-Case-Usage are read.`

func TestOfTheSentencesOfThisTradeAtMostOneInAHundredIsTakenForASecret(t *testing.T) {
	all := strings.Split(sentences, "\n")
	plain := regexp.MustCompile(`(?m)^\s*(?:- )?(?:[a-z-]+: )?"?(.+?)"?$`)
	err := fs.WalkDir(os.DirFS("../policy/library"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, ".md") {
			return err
		}
		text, err := fs.ReadFile(os.DirFS("../policy/library"), path)
		for _, m := range plain.FindAllSubmatch(text, -1) {
			all = append(all, string(m[1]))
		}
		return err
	})
	if err != nil || len(all) < 200 {
		t.Fatal(len(all), err)
	}
	wrong := 0
	for n, sentence := range all {
		if found := Secrets([]byte(sentence)); found != "" {
			wrong++
			t.Logf("%q: %s", sentence, found)
			if n < len(strings.Split(sentences, "\n")) && wrong > 2 {
				t.Errorf("%d of the first sentences already", wrong)
			}
		}
	}
	if wrong*100 > len(all) {
		t.Errorf("%d of %d", wrong, len(all))
	}
}

func TestSecretsAreLookedForInWhateverCanBeOpened(t *testing.T) {
	secret := []byte("token " + fake("gh", "p_", strings.Repeat("a1B2", 9)) + "\n")
	var zipped, tarred, packed bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = w.Write(secret)
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	a := tar.NewWriter(&tarred)
	if err := a.WriteHeader(&tar.Header{Name: "x/.env", Mode: 0o600, Size: int64(len(secret))}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Write(secret); err != nil || a.Close() != nil {
		t.Fatal(err)
	}
	g := gzip.NewWriter(&packed)
	if _, err := g.Write(tarred.Bytes()); err != nil || g.Close() != nil {
		t.Fatal(err)
	}
	sixteen := func(big bool, mark string) []byte {
		text := []byte(mark)
		for _, unit := range utf16.Encode([]rune(string(secret))) {
			high, low := byte(unit>>8), byte(unit)
			if !big {
				high, low = low, high
			}
			text = append(text, high, low)
		}
		return text
	}
	for name, data := range map[string][]byte{
		"a.txt": secret, "a.docx": zipped.Bytes(), "a.tar": tarred.Bytes(), "a.tgz": packed.Bytes(),
		"u.txt": sixteen(false, "\xff\xfe"), "v.txt": sixteen(true, "\xfe\xff"), "w.txt": sixteen(false, ""), "x.txt": sixteen(true, ""),
		fake("gh", "p_", strings.Repeat("a1B2", 9)) + ".png": nil,
	} {
		if got := SecretsInFile(name, data); !strings.Contains(got, "GitHub token in line 1") {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, data := range map[string][]byte{"empty.zip": []byte("PK\x03\x04"), "cut.tgz": packed.Bytes()[:20], "a.txt": []byte("words"), "none": nil} {
		if got := SecretsInFile(name, data); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestASecretInAnArchiveIsToldByItsFile holds for archives whose files are not plain text,
// behind others, cut, and named by the secret itself.
func TestASecretInAnArchiveIsToldByItsFile(t *testing.T) {
	token := fake("gh", "p_", strings.Repeat("a1B2", 9))
	var wide []byte // UTF-16, which nobody finds who reads the archive as it is
	for _, unit := range utf16.Encode([]rune("words\ntoken " + token + "\n")) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	tarred := func(names ...string) []byte {
		var b bytes.Buffer
		a := tar.NewWriter(&b)
		for _, name := range names {
			data := wide
			if name == "empty" {
				data = nil
			}
			if err := a.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data))}); err != nil {
				t.Fatal(err)
			}
			if _, err := a.Write(data); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	zipped := func(names ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range names {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if name == "empty" {
				continue
			}
			if _, err := w.Write(wide); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	packed := func(data []byte) []byte {
		var b bytes.Buffer
		g := gzip.NewWriter(&b)
		if _, err := g.Write(data); err != nil || g.Close() != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	const second = "x/b.txt: GitHub token in line 2"
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a tar":              {tarred("empty", "x/b.txt"), second},
		"a tar of nothing":   {tarred("empty"), ""},
		"a packed tar":       {packed(tarred("empty", "x/b.txt")), second},
		"a packed text":      {packed(wide), "GitHub token in line 2"},
		"a packed nothing":   {packed(nil), ""},
		"a zip":              {zipped("empty", "x/b.txt"), second},
		"a zip of nothing":   {zipped("empty"), ""},
		"a tar that is cut":  {tarred("empty", "x/b.txt")[:700], ""},
		"the head of a tar":  {tarred("empty")[:262], ""},
		"part of that":       {tarred("empty")[:261], ""},
		"a zip that is cut":  {zipped("empty", "x/b.txt")[:20], ""},
		"a name in a zip":    {zipped("x/" + token + ".txt"), "GitHub token in line 1"}, // It stands in the archive as it is.
		"text of two bytes":  {wide[:2], ""},
		"text of four bytes": {[]byte("a\x00b\x00"), ""},
	} {
		if got := SecretsInFile("archive", c.data); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
