"""What each command does: it prints data to standard output, all else to standard error, and returns the exit status."""
