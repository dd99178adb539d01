"""The story in the text that a format gives: pure functions from text to text and fields."""
