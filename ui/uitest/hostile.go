package uitest

import "strings"

// Hostile are texts that people, policies and file names may bring to the screen.
var Hostile = map[string]string{
	"ascii": "The CDN keeps copies for 48 hours, and nobody has a list of what it keeps.",
	"cjk":   "削除要求から二十四時間以内にすべての複製を削除します。",
	"emoji": "done 👩‍👩‍👧‍👦 🇩🇪 ✅ and é combining",
	"long":  strings.Repeat("x", 2700),
	"bad":   "a\x1b[2Jb\x1b]52;c;aGk=\x07c\u202Ed\u0000e\tf\r\ng\u009b31m",
	"rtl":   "حذف كل النسخ خلال 24 ساعة",
}
