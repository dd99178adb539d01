"""The blocks in a container that are no part of the story, each with the reason."""
