"""One client per outside system; nothing else in this project makes network calls."""
