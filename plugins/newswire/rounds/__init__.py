"""A round over sources: each is fetched, parsed and loaded, several at once."""
