package ui

// onPortfolio are the actions of the list of many apps, which is no part of the
// walk through one.
func onPortfolio() []Action {
	return []Action{
		{Name: "open app", Keys: []string{"enter"}, Mode: Portfolio, Short: "open", Help: "open this line: a team's apps, the apps that fail a clause, or an audit"},
		{Name: "next question", Keys: []string{"tab"}, Mode: Portfolio, Short: "next question", Help: "next question: worst first, by team, by clause, what falls due"},
		{Name: "previous question", Keys: []string{"shift+tab"}, Mode: Portfolio, Help: "previous question"},
		{Name: "leave portfolio", Keys: []string{"esc"}, Mode: Portfolio, Short: "back", Help: "clear the filter, go back to the previous question, or leave"},
		{Name: "help on portfolio", Keys: []string{"f1", "ctrl+g"}, Mode: Portfolio, Short: "help", Help: "this help"},
		{Name: "next app", Keys: []string{"down", "ctrl+n"}, Mode: Portfolio, Help: "next line"},
		{Name: "previous app", Keys: []string{"up", "ctrl+p"}, Mode: Portfolio, Help: "previous line"},
		{Name: "apps on", Keys: []string{"pgdown", "ctrl+d"}, Mode: Portfolio, Help: "one page on"},
		{Name: "apps back", Keys: []string{"pgup", "ctrl+u"}, Mode: Portfolio, Help: "one page back"},
		{Name: "first app", Keys: []string{"home"}, Mode: Portfolio, Help: "first line"},
		{Name: "last app", Keys: []string{"end"}, Mode: Portfolio, Help: "last line"},
		{Name: "read again", Keys: []string{"ctrl+r"}, Mode: Portfolio, Help: "read all apps again"},
	}
}
