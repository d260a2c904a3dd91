package postgrestest

// start starts nothing: a server's own user and its socket are those of Unix.
func start() (string, func(), error) { return "", nil, errNone }
