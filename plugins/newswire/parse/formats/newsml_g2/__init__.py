"""NewsML-G2: the news item, its metadata and its content."""
