"""The HTTP client: the only modules of the package that open network connections for a source."""
