"""Which blocks of a container are no part of the story."""

from __future__ import annotations

from collections.abc import Sequence

from newswire.parse.pages.body.blocks import Block
from newswire.parse.pages.body.noise.bars import Bars
from newswire.parse.pages.body.noise.captions import take_captions
from newswire.parse.pages.body.noise.doubles import take_doubles
from newswire.parse.pages.body.noise.ending import take_ending
from newswire.parse.pages.body.noise.opening import take_head
from newswire.parse.pages.body.noise.places import in_named_places
from newswire.parse.pages.body.noise.related import take_labels, take_links
from newswire.parse.pages.body.noise.view import View
from newswire.parse.pages.facts.facts import Facts


def unwanted(blocks: Sequence[Block], facts: Facts) -> dict[int, str]:
    """Return the blocks that are no part of the story: the index of each, and why.

    Args:
        blocks: the blocks of the story's container in the order of the page, its lead included.
        facts: what the page states about its story.
    """
    view, bars = View(blocks), Bars(facts)
    in_named_places(view)
    take_captions(view)
    take_head(view, facts, bars)
    take_labels(view)
    take_links(view)
    take_doubles(view)
    take_ending(view, facts, bars)
    return view.reasons
