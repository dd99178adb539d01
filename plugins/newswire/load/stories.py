"""Stories that become one: connected groups, in whatever order the connections are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def merge(groups: Iterable[Sequence[int]]) -> dict[int, int]:
    """Return each story that disappears with the one it becomes part of: the lowest of all connected ones."""
    into: dict[int, int] = {}

    def root(story: int) -> int:
        while (parent := into.get(story, story)) != story:
            into[story] = into.get(parent, parent)  # halve the path, so that long chains stay quick
            story = into[story]
        return story

    for group in groups:
        first, *others = map(root, group)
        for other in others:
            kept, gone = sorted((root(first), root(other)))
            if kept != gone:
                into[gone] = kept
    return {story: root(story) for story in list(into) if root(story) != story}
