"""NewsML 1: the news item and its content."""
