"""Regular expressions of many languages, which most documents do not need."""
