package policy_test

import (
	"testing"

	"clausewalk/policy"
)

func TestADutyIsSeenInTheLanguagesWhoseLabelsAreRead(t *testing.T) {
	for _, words := range []string{
		"Apps must not sell data.", "Never ask for a password.", "Don't copy data.", "Do not copy data.", "Apps cannot sell data.",
		"Le développeur doit supprimer les données.", "Die App darf keine Daten verkaufen.", "Queda claro: usted debe borrar los datos.",
		"O desenvolvedor deve excluir os dados.", "Lo sviluppatore non può, anzi deve, chiedere.", "De ontwikkelaar moet gegevens verwijderen.",
		"Utvecklaren ska radera bilder.", "Deweloper nie może sprzedawać danych.", "Vývojář musí smazat data.",
		"Разработчик обязан удалить данные.", "Розробник повинен видалити дані.", "Ο προγραμματιστής πρέπει να διαγράψει τα δεδομένα.",
		"Pengembang wajib menghapus data.", "Nhà phát triển phải xóa dữ liệu.", "המפתח חייב למחוק נתונים.",
		"사진을 저장하여서는 아니 됩니다.", "開発者はデータを削除しなければなりません。", "不得出售数据。",
	} {
		if !policy.Binds(words) {
			t.Errorf("binds nobody: %s", words)
		}
	}
	for _, words := range []string{"We cannot promise anything.", "These terms were last changed in May.", "Things that people do not like are listed."} {
		if policy.Binds(words) {
			t.Errorf("binds somebody: %s", words)
		}
	}
}
