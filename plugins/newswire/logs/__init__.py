"""The source and the run that a line of a log is about."""
