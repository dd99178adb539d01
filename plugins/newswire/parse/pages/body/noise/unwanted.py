"""Which blocks of a container are no part of the story."""

from __future__ import annotations

from collections.abc import Sequence

from newswire.parse.pages.body.blocks import Block
from newswire.parse.pages.facts.facts import Facts


def unwanted(blocks: Sequence[Block], facts: Facts) -> dict[int, str]:  # noqa: ARG001
    """Return the blocks that are no part of the story: the index of each, and why.

    Args:
        blocks: the blocks of the story's container in the order of the page, its lead included.
        facts: what the page states about its story.
    """
    return {}
