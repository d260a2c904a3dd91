// A package with a file like this one may declare functions that are elsewhere.
