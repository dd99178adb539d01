"""The identity of staged items: known, contested, or continued under a changed identifier."""
