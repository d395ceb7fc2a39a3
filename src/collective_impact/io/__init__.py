"""Documents in and out. This room knows the form of a file, and no scores."""
