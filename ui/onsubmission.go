package ui

// onSubmission are the actions of the page of a submission.
func onSubmission() []Action {
	return []Action{
		{Name: "copy field", Keys: []string{"y"}, Mode: Submission, Short: "copy, mark pasted", Help: "copy the field to the terminal's clipboard and mark it as pasted"},
		{Name: "text of field", Keys: []string{"i"}, Mode: Submission, Short: "write", Help: "write the text to paste, or what was done about an earlier decision"},
		{Name: "field for us", Keys: []string{"x"}, Mode: Submission, Short: "for the team", Help: "nothing of this field leaves, or it leaves again"},
		{Name: "same as another", Keys: []string{"="}, Mode: Submission, Help: "use another permission's text or recording here too"},
		{Name: "go to field", Keys: []string{"enter", "right", "l"}, Mode: Submission, Short: "go there", Help: "go to the item that fills the field"},
		{Name: "permissions of it", Keys: []string{"p"}, Mode: Submission, Short: "permissions", Help: "choose its permissions"},
		{Name: "begin another", Keys: []string{"n"}, Mode: Submission, Short: "new", Help: "start another submission"},
		{Name: "look at another", Keys: []string{"tab"}, Mode: Submission, Help: "show the audit's next submission, of whichever product"},
		{Name: "review packet", Keys: []string{"r"}, Mode: Submission, Short: "packet", Help: "read the packet for the review: whether it is ready, the texts to paste, what is missing"},
		{Name: "state of it", Keys: []string{"s"}, Mode: Submission, Short: "state", Help: "set its state: draft, ready, handed in, decided"},
		{Name: "decided about it", Keys: []string{"D"}, Mode: Submission, Short: "decided", Help: "record what the platform decided about it"},
		{Name: "pack it", Keys: []string{"w"}, Mode: Submission, Short: "pack", Help: "write what the reviewer gets, texts and recordings, to a file"},
		{Name: "next in it", Keys: []string{"j", "down"}, Mode: Submission, Help: "next line"},
		{Name: "previous in it", Keys: []string{"k", "up"}, Mode: Submission, Help: "previous line"},
		{Name: "on in it", Keys: []string{"ctrl+d", "pgdown", " "}, Mode: Submission, Help: "half a page on"},
		{Name: "back in it", Keys: []string{"ctrl+u", "pgup"}, Mode: Submission, Help: "half a page back"},
		{Name: "leave submission", Keys: []string{"esc", "q", "left", "M"}, Mode: Submission, Short: "back", Help: "back to the walk"},
	}
}
