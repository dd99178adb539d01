"""The story in a page: its paragraphs, without all that stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newswire.parse.pages.body.article_body import stated_blocks
from newswire.parse.pages.body.blocks import Block, read_blocks, unveil
from newswire.parse.pages.body.container import Container, find_container
from newswire.parse.pages.body.extent import (
    after_headline,
    before_next,
    before_teasers,
    blocks_of,
    with_strays,
)
from newswire.parse.pages.body.lead import (
    find_headlines,
    find_lead,
    lead_inside,
    nearest_headline,
)
from newswire.parse.pages.body.noise.credits import printed_agencies, printed_byline, printed_sign_off
from newswire.parse.pages.body.noise.phrases import is_signed
from newswire.parse.pages.body.noise.unwanted import unwanted
from newswire.parse.pages.body.places import chain, veil_of
from newswire.parse.pages.body.text import text_of
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.sites.rules import Site
from newswire.parse.pages.tree.page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element


_LONGEST_TITLE = 2_000
"""Characters of a title that are looked at."""


class LeftOut(NamedTuple):
    """A block that is no story, and the reason: a learned line, a byline bar, a teaser."""

    text: str
    why: str


@dataclass(slots=True)
class Body:
    """The text of a page's story, paragraphs separated by one blank line, and what was printed around it.

    ``byline`` and ``credit`` are the people and agencies that lines around the text name as printed,
    ``sign_off`` the line below it with reporters and editors, ``copyright`` the one on rights.
    ``how`` names the container, ``warnings`` what is doubted. ``left_out`` are the blocks of the container
    that are no story.
    """

    text: str = ""
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    credit: tuple[str, ...] = ()
    sign_off: str | None = None
    copyright: str | None = None
    how: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_body(page: Page, facts: Facts, site: Site | None) -> Body:
    """Return the story of a page.

    Args:
        page: the page.
        facts: what it states about itself; a repeated headline is no text.
        site: the rules of its host.
    """
    titles = _titles(page, facts)
    if site is not None and (ruled := site.container(page)) is not None:
        story = _ruled_story(page, site, ruled, titles)
    else:
        story = _story(read_blocks(page.root), titles, facts)
        if story is None or not story.numbers:
            story = _story(read_blocks(page.root, fallbacks=True), titles, facts) or story
    if story is None:
        return Body()
    blocks = story.blocks
    body = Body(headline=blocks[story.headline].text if story.headline is not None else None)
    if story.container is None:
        return body
    chosen = [blocks[number] for number in (*story.lead, *story.numbers)]
    leads = {id(blocks[number]) for number in story.lead}
    printed = [body.headline] if body.headline else []
    noise = unwanted(chosen, facts, lead=len(leads) * story.sure, titles=(*titles, *printed))
    body.byline, body.credit = printed_byline(chosen, noise), printed_agencies(chosen, noise)
    body.sign_off = printed_sign_off(chosen, noise)
    rights = (chosen[number].text for number, why in sorted(noise.items()) if why == "copyright")
    body.copyright = next((line for line in rights if is_signed(line)), None)
    kept = [block for number, block in enumerate(chosen) if number not in noise]
    body.left_out = [LeftOut(chosen[number].text, str(why)) for number, why in sorted(noise.items())]
    body.text = text_of(kept)
    lead = [block for block in kept if id(block) in leads]
    if not story.sure and len(lead) != 1:  # paragraphs outside the container
        lead = []
    leads = set(map(id, lead))
    lead = lead or kept[: lead_inside(kept, facts)]
    body.standfirst = text_of(lead) or None
    body.how["body_text"] = f"<{story.container.place.tag}>: {story.container.how}"
    if lead:
        body.how["standfirst"] = "above the text" if leads else "first in the text"
    return body


@dataclass(slots=True)
class _Story:
    """The blocks of a page, and the indexes of those that are the story's: the lead outside, and the others.

    ``sure`` holds if the lead is named or stated.
    """

    blocks: list[Block]
    headline: int | None = None
    container: Container | None = None
    numbers: list[int] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    sure: bool = False


def _story(blocks: list[Block], titles: Sequence[str], facts: Facts) -> _Story | None:
    """Return the story among the blocks of a page; None if the page has no text."""
    if not blocks:
        return None
    stated = stated_blocks(blocks, facts.article_body)
    headlines = find_headlines(blocks, titles)
    container = find_container(blocks, stated, headlines[0] if headlines else None)
    if container is not None and container.place.hidden:  # a script shows the page
        unveil(blocks, veil_of(container.place))
        headlines = find_headlines(blocks, titles)
        container = find_container(blocks, stated, headlines[0] if headlines else None)
    if container is None:
        return _Story(blocks, headlines[0] if headlines else None)
    numbers = before_teasers(blocks, blocks_of(blocks, container, stated), container)
    numbers = with_strays(blocks, numbers, container) if numbers else numbers
    headline = nearest_headline(blocks, headlines, numbers[0], numbers[-1])
    if headline is None:
        return _Story(blocks, None, container, numbers)
    numbers = before_next(blocks, after_headline(numbers, headline, container), headline, container)
    lead, sure = find_lead(blocks, headline, numbers[0], facts, stated)
    return _Story(blocks, headline, container, numbers, lead, sure)


def _ruled_story(page: Page, site: Site, element: _Element, titles: Sequence[str]) -> _Story | None:
    """Return the story in the container that the rules of a site name; None if there is no text in it.

    The rules take the lead outside of it.
    """
    removed = {inner for outer in site.removed(page) for inner in outer.iter()}
    inside = set(element.iter()) - removed
    blocks = read_blocks(page.root)
    numbers = [number for number, block in enumerate(blocks) if block.element in inside]
    if not numbers:
        return None
    around = chain(blocks[numbers[0]].place)
    place = next((one for one in around if one.element is element), around[0])
    if place.hidden:  # a script shows the page
        unveil(blocks, veil_of(place))
    headlines = find_headlines(blocks, titles)
    headline = nearest_headline(blocks, headlines, numbers[0], numbers[-1])
    return _Story(blocks, headline, Container(place, "rules"), numbers)


def _titles(page: Page, facts: Facts) -> list[str]:
    """Return the headlines that a page states, the surest first, each in one line."""
    found = [facts.headline]
    found += [meta.get("content") for meta in page.named("meta") if meta.get("property") == "og:title"]
    found += [title.text for title in page.named("title")[:1]]
    lines = (" ".join(title[:_LONGEST_TITLE].split()) for title in found if title)
    return [line for line in lines if line]
