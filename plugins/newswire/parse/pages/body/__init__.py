"""The story in a page: the blocks of text, the container of the story, and the lines that are none of it."""
