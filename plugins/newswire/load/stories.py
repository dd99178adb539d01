"""Merge stories by union-find: connected groups, independent of the order of the connections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def merge(groups: Iterable[Sequence[int]]) -> dict[int, int]:
    """Map each story that disappears to the story that absorbs it: the lowest number of its group."""
    into: dict[int, int] = {}

    def root(story: int) -> int:
        while (parent := into.get(story, story)) != story:
            into[story] = into.get(parent, parent)  # halve the path: long chains stay fast
            story = into[story]
        return story

    for group in groups:
        first, *others = map(root, group)
        for other in others:
            kept, gone = sorted((root(first), root(other)))
            if kept != gone:
                into[gone] = kept
    return {story: root(story) for story in list(into) if root(story) != story}
