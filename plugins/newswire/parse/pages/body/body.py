"""The story in a page: its paragraphs, without all that stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.page import Page
from newswire.parse.pages.sites.rules import Site


class LeftOut(NamedTuple):
    """A block that is no story, and the reason: a learned line, a byline bar, a teaser."""

    text: str
    why: str


@dataclass(slots=True)
class Body:
    """The text of a page's story, paragraphs separated by one blank line, and what was printed around it.

    ``how`` names the container, ``warnings`` what is doubted. ``left_out`` are the blocks of the container
    that are no story.
    """

    text: str = ""
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    how: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_body(page: Page, facts: Facts, site: Site | None, known: Collection[str] = ()) -> Body:
    """Return the story of a page.

    Args:
        page: the page.
        facts: what it states about itself; a repeated headline is no text.
        site: the rules of its host.
        known: lines that stand on many pages of the host, as ``Defaults.page_lines`` has them.
    """
    weights: Counter[object] = Counter()
    for paragraph in page.root.iter("p"):
        if (parent := paragraph.getparent()) is not None:
            weights[parent] += len("".join(paragraph.itertext()))
    if not weights:
        return Body()
    container = weights.most_common(1)[0][0]
    texts = (" ".join("".join(one.itertext()).split()) for one in container.iter("p"))  # type: ignore[attr-defined]
    return Body(
        "\n\n".join(text for text in texts if text and text not in known), how={"body_text": "paragraphs"}
    )
