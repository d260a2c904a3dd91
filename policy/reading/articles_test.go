package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"clausewalk/policy/policytest"
)

func TestAnArticleIsASectionUnderItsNumber(t *testing.T) {
	try(t, articles, []trial{
		{"# T\n\n## Article 3: Use\n\n1. Ask.\n\n## Part IV\n\n1. Thank.\n",
			"[S1] Article 3: Use\nS1.1 Ask.\n[S2] Part IV\nS2.1 Thank.\n",
			"[3] Article 3: Use\n3.1 Ask.\n[IV] Part IV\nIV.1 Thank.\n"},
		{"# T\n\n## Articles of ours\n\n1. Ask.\n",
			"[S1] Articles of ours\nS1.1 Ask.\n",
			"[S1] Articles of ours\nS1.1 Ask.\n"},
		{"Section 1. Eligibility\n\nAsk.\n\nSection 2. License\n\nSection 2 applies.\n",
			"[P] \nP.1 Section 1. Eligibility\nP.2 Ask.\nP.3 Section 2. License\nP.4 Section 2 applies.\n",
			"[1] Section 1. Eligibility\n1.1 Ask.\n[2] Section 2. License\n2.1 Section 2 applies.\n"},
		{"# T\n\n## CLÁUSULA DECIMA PRIMERA: Datos\n\nPedir.\n\n## CLAUSULA DECIMA SEPTIMA: Ley\n\nPedir.\n",
			"[S1] CLÁUSULA DECIMA PRIMERA: Datos\nS1.1 Pedir.\n[S2] CLAUSULA DECIMA SEPTIMA: Ley\nS2.1 Pedir.\n",
			"[11] CLÁUSULA DECIMA PRIMERA: Datos\n11.1 Pedir.\n[17] CLAUSULA DECIMA SEPTIMA: Ley\n17.1 Pedir.\n"},
		{"# T\n\n## Cláusula segunda: Datos\n\nPedir.\n\n## المادة الثالثة\n\nAsk.\n\n## 第4条の2\n\nAsk.\n\n## Article 2 bis\n\nAsk.\n",
			"[S1] Cláusula segunda: Datos\nS1.1 Pedir.\n[S2] المادة الثالثة\nS2.1 Ask.\n[S3] 第4条の2\nS3.1 Ask.\n[S4] Article 2 bis\nS4.1 Ask.\n",
			"[2] Cláusula segunda: Datos\n2.1 Pedir.\n[3] المادة الثالثة\n3.1 Ask.\n[4-2] 第4条の2\n4-2.1 Ask.\n[2bis] Article 2 bis\n2bis.1 Ask.\n"},
	})
}

func TestTheWordsOfManyLanguagesOpenSections(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"# 약관\n\n## 제1조 (목적)\n\n1. 적용.\n\n## 제3조의2 (삭제)\n\n① 삭제.\n\n② 백업.\n", "[1] 제1조 (목적)\n1.1 적용.\n[3-2] 제3조의2 (삭제)\n3-2.1 삭제.\n3-2.2 백업.\n"},
		{"제1장 총칙\n\n제1조 (목적)\n\n1. 적용.\n\n제2장 자료\n\n제2조 (삭제)\n\n1. 삭제.\n", "[1] 제1장 총칙\n[1.1] 제1조 (목적)\n1.1.1 적용.\n[2] 제2장 자료\n[2.2] 제2조 (삭제)\n2.2.1 삭제.\n"},
		{"# Соглашение\n\nГлава I. Общее\n\nСтатья 1. Предмет\n\n1. Для всех.\n\nГлава II. Данные\n\nСтатья 2. Хранение\n\n1. Нельзя.\n", "[I] Глава I. Общее\n[I.1] Статья 1. Предмет\nI.1.1 Для всех.\n[II] Глава II. Данные\n[II.2] Статья 2. Хранение\nII.2.1 Нельзя.\n"},
		{"# Podmínky\n\nČl. 1\n\nÚvod\n\n1. Platí.\n\nČl. 2\n\nÚdaje\n\n1. Mažou se.\n", "[1] Čl. 1 Úvod\n1.1 Platí.\n[2] Čl. 2 Údaje\n2.1 Mažou se.\n"},
		{"# Koşullar\n\n## Madde 1 – Kapsam\n\n(1) Geçerlidir.\n\n(2) Edilir.\n", "[1] Madde 1 – Kapsam\n1.1 Geçerlidir.\n1.2 Edilir.\n"},
		{"# Villkor\n\n## 2 kap. Uppgifter\n\n1 § Sparas.\n\n2 § Raderas.\n", "[2] 2 kap. Uppgifter\n2.1 Sparas.\n2.2 Raderas.\n"},
		{"# Όροι\n\n## Άρθρο 2 – Δεδομένα\n\nα) Ένα.\n\nβ) Δύο.\n", "[2] Άρθρο 2 – Δεδομένα\n2.α Ένα.\n2.β Δύο.\n"},
		{"# תנאים\n\n## סעיף 2: נתונים\n\nא. אסור.\n\nב. למחוק.\n", "[2] סעיף 2: נתונים\n2.א אסור.\n2.ב למחוק.\n"},
		{"# शर्तें\n\n## अनुच्छेद २: डेटा\n\n१. मना।\n\n२. हटाएँ।\n", "[2] अनुच्छेद २: डेटा\n2.1 मना।\n2.2 हटाएँ।\n"},
		{"# Điều khoản\n\n## Điều 2. Dữ liệu\n\na) Một.\n\nb) Hai.\n", "[2] Điều 2. Dữ liệu\n2.a Một.\n2.b Hai.\n"},
		{"# Ketentuan\n\n## Pasal 2 Data\n\n(1) Satu.\n\n(2) Dua.\n", "[2] Pasal 2 Data\n2.1 Satu.\n2.2 Dua.\n"},
		{"# شرایط\n\n## ماده ۲ - داده\n\nالف) یک.\n\nب) دو.\n", "[2] ماده ۲ - داده\n2.الف یک.\n2.ب دو.\n"},
		{"# AGB\n\n§ 1 Geltung\n\n1. Für alle.\n\n§ 2 Pflichten\n\n1. Löschen.\n", "[1] § 1 Geltung\n1.1 Für alle.\n[2] § 2 Pflichten\n2.1 Löschen.\n"},
		{"# Condizioni\n\nArt. 2 - Obblighi\n\n1. Cancellare.\n\nArt. 2-bis - Deroghe\n\n1. Escluse.\n", "[2] Art. 2 - Obblighi\n2.1 Cancellare.\n[2-bis] Art. 2-bis - Deroghe\n2-bis.1 Escluse.\n"},
		{"# Regulamento\n\nArtigo 1.º\n\nObjeto\n\n1 - Aplica-se.\n\n2 - Aceita-se.\n", "[1] Artigo 1.º Objeto\n1.1 Aplica-se.\n1.2 Aceita-se.\n"},
		{"# Regulamin\n\n## § 2. Obowiązki\n\n1. Aplikacja:\n\n1) usuwa;\n\n2) zgłasza.\n\n2. Deweloper płaci.\n", "[2] § 2. Obowiązki\n2.1 Aplikacja: usuwa; zgłasza.\n2.2 Deweloper płaci.\n"},
	} {
		if diff := cmp.Diff(c.want, policytest.Outline(parsed(t, c.source))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.source, diff)
		}
	}
}
