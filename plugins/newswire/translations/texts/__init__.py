"""Whether two texts in different languages are one story: pure functions of the texts."""
