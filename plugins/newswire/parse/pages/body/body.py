"""The story in a page: its paragraphs, without all that stands around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.blocks import Block, read_blocks
from newswire.parse.pages.body.container import after_headline, before_next, blocks_of, find_container
from newswire.parse.pages.body.lead import find_headlines, find_lead, nearest_headline
from newswire.parse.pages.body.noise.unwanted import unwanted
from newswire.parse.pages.body.stated import stated_blocks
from newswire.parse.pages.body.text import text_of
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.page import Page
from newswire.parse.pages.sites.rules import Site


@dataclass(slots=True)
class Body:
    """The text of a page's story, paragraphs separated by one blank line, and what was printed around it.

    ``how`` names the container, ``warnings`` what is doubted.
    """

    text: str = ""
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    how: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_body(page: Page, facts: Facts, site: Site | None, known: Collection[str] = ()) -> Body:  # noqa: ARG001
    """Return the story of a page.

    Args:
        page: the page.
        facts: what it states about itself; a repeated headline is no text.
        site: the rules of its host.
        known: lines that stand on many pages of the host, as ``Defaults.page_lines`` has them.
    """
    blocks = read_blocks(page.root)
    stated = stated_blocks(blocks, facts.article_body)
    titles = _titles(page, facts)
    headlines = find_headlines(blocks, titles)
    headline = headlines[0] if headlines else None
    container = find_container(blocks, stated, headline)
    body = Body(headline=blocks[headline].text if headline is not None else None)
    if container is None:
        return body
    numbers = blocks_of(blocks, container, stated)
    headline = nearest_headline(blocks, headlines, numbers[0], numbers[-1])
    lead: list[int] = []
    if headline is not None:
        body.headline = blocks[headline].text
        numbers = before_next(blocks, after_headline(numbers, headline, container), headline, container)
        lead = find_lead(blocks, headline, numbers[0], facts, stated)
    kept = [blocks[number] for number in (*lead, *numbers)]
    kept = [block for block in kept if block.text not in known]
    printed = [body.headline] if body.headline else []
    ahead = sum(blocks[number].text not in known for number in lead)
    noise = unwanted(kept, facts, lead=ahead, titles=(*titles, *printed))
    kept = [block for number, block in enumerate(kept) if number not in noise]
    body.text = text_of(_once(kept))
    if lead:
        body.standfirst = "\n\n".join(blocks[number].text for number in lead)
    body.how["body_text"] = f"<{container.place.tag}>: {container.how}"
    return body


def _titles(page: Page, facts: Facts) -> list[str]:
    """Return the headlines that a page states, without those of its metadata that only name the site."""
    found = [facts.headline]
    found += [meta.get("content") for meta in page.root.iter("meta") if meta.get("property") == "og:title"]
    found.append(page.root.findtext(".//title"))
    return [title for title in found if title]


def _once(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks without those at the beginning that the next ones repeat: a teaser and a lead."""
    if len(blocks) > 1 and folded(blocks[0].text) == folded(blocks[1].text):
        return list(blocks[1:])
    return list(blocks)
