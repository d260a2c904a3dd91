package boxes

import (
	"clausewalk/ui"
	"clausewalk/ui/walk/layer"
)

// Palette lists every action of the walk with its key.
func Palette(table *ui.Table, on ui.On) layer.Layer {
	var all []Choice
	for _, a := range table.All {
		if a.Mode != ui.Walk && a.Mode != ui.Everywhere || a.Name == "palette" {
			continue
		}
		all = append(all, Choice{Words: a.Name + ": " + a.Help, Right: ui.KeyName(a.Keys[0]), Off: a.Why(on), Take: func() layer.Result {
			return layer.Result{Do: a.Name}
		}})
	}
	return Chooser("Every action: type to find one, enter does it", all)
}
