package command

// ErrorsOf lets the scripts hold what they have provoked against the source.
var ErrorsOf = Messages
