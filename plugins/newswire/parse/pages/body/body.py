"""The story in a page: its paragraphs, without all that stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from newswire.parse.pages.body.blocks import Place, read_blocks
from newswire.parse.pages.body.noise.unwanted import unwanted
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


def read_body(page: Page, facts: Facts, site: Site | None, known: Collection[str] = ()) -> Body:
    """Return the story of a page.

    Args:
        page: the page.
        facts: what it states about itself; a repeated headline is no text.
        site: the rules of its host.
        known: lines that stand on many pages of the host, as ``Defaults.page_lines`` has them.
    """
    weights: Counter[Place] = Counter()
    blocks = read_blocks(page.root)
    for block in blocks:
        if block.tag == "p" and block.place.parent is not None:
            weights[block.place.parent] += len(block.text)
    if not weights:
        return Body()
    container = weights.most_common(1)[0][0]
    kept = [block for block in blocks if block.tag == "p" and block.place.parent is container]
    noise = unwanted(kept, facts)
    texts = (block.text for number, block in enumerate(kept) if number not in noise)
    return Body("\n\n".join(text for text in texts if text not in known), how={"body_text": "paragraphs"})
