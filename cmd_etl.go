package main

// exitError ends the program with an exit code of its own: 2 wrong use, 3 held for a person. Without err nothing more is
// said.
type exitError struct {
	code int
	err  error
}

// Error says what was wrong.
func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap gives what was wrong.
func (e *exitError) Unwrap() error { return e.err }
