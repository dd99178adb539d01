"""The story in a page: its paragraphs, without all that stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.page import Page
from newswire.parse.pages.sites.rules import Site

if TYPE_CHECKING:
    from lxml.etree import _Element


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
    if site is not None and (ruled := site.container(page)) is not None:
        return Body(_of_container(ruled, site.removed(page), known), how={"body_text": "rules"})
    weights: Counter[object] = Counter()
    for paragraph in page.root.iter("p"):
        if (parent := paragraph.getparent()) is not None:
            weights[parent] += len("".join(map(str, paragraph.itertext())))
    if not weights:
        return Body()
    container = weights.most_common(1)[0][0]
    texts = (" ".join("".join(map(str, one.itertext())).split()) for one in container.iter("p"))  # type: ignore[attr-defined]
    return Body(
        "\n\n".join(text for text in texts if text and text not in known), how={"body_text": "paragraphs"}
    )


_BLOCKS = frozenset(["p", "h2", "h3", "h4", "li", "blockquote", "div", "td"])


def _of_container(container: _Element, removed: set[_Element], known: Collection[str]) -> str:
    """Return the texts of the innermost blocks in a container that a rule names."""
    skipped = set(removed)
    texts = []
    for element in container.iter("*"):
        if element in skipped or element.getparent() in skipped or element.tag in {"script", "figure"}:
            skipped.add(element)
        elif element.tag in _BLOCKS and not any(
            inner.tag in _BLOCKS for inner in element.iterdescendants("*")
        ):
            texts.append(" ".join("".join(map(str, element.itertext())).split()))
    return "\n\n".join(text for text in texts if text and text not in known)
