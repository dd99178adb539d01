"""Which blocks of a container are no part of the story."""

from __future__ import annotations

from collections.abc import Sequence

from newswire.lexicon.addresses import host_of
from newswire.parse.pages.body.blocks import Block
from newswire.parse.pages.body.noise.bars import Bars
from newswire.parse.pages.body.noise.captions import take_captions, take_polls
from newswire.parse.pages.body.noise.doubles import take_doubles
from newswire.parse.pages.body.noise.ending import take_ending, take_orphans
from newswire.parse.pages.body.noise.opening import take_head
from newswire.parse.pages.body.noise.places import in_named_places
from newswire.parse.pages.body.noise.related import take_cards, take_labels, take_links, take_teasers
from newswire.parse.pages.body.noise.view import View
from newswire.parse.pages.facts.facts import Facts


def unwanted(
    blocks: Sequence[Block], facts: Facts, *, lead: int = 0, titles: Sequence[str] = ()
) -> dict[int, str]:
    """Return the blocks that are no part of the story: the index of each, and why.

    Args:
        blocks: the blocks of the story's container in the order of the page, its lead before them.
        facts: what the page states about its story.
        lead: the number of blocks at the beginning that are the lead; they stay unless they are the headline.
        titles: other forms of the headline that the page has.
    """
    view, bars, host = View(blocks, lead), Bars(facts), host_of(facts.canonical_url)
    in_named_places(view)
    take_captions(view)
    take_polls(view)
    view.first = view.first_prose()
    take_head(view, facts, bars, titles)
    take_labels(view, host)
    is_news = any("News" in kind for kind in facts.types)
    if is_news:
        take_teasers(view)
    else:
        take_cards(view, host)
    take_links(view, host, is_news=is_news)
    take_doubles(view)
    take_ending(view, facts, bars)
    take_orphans(view)
    return view.reasons
