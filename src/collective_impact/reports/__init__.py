"""Results in, words out: the page that a steering committee reads, and the file of the first hour."""
