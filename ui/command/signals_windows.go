package command

func ignoreFileSizeSignal() {}
