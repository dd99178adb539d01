"""The judgement on a page: a story, or the reason why it is none."""

from __future__ import annotations

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.page import Page


def check(page: Page, facts: Facts, body: Body) -> None:  # noqa: ARG001
    """Return if the page is a story.

    Raises:
        Unparsable: with the reason for which it is none.
    """
    if not body.text:
        detail = f"This web page{titled(page)} holds no story. Look at its address in a browser."
        raise Unparsable(Reason.WEB_PAGE, detail)


def titled(page: Page) -> str:
    """Return the title of a page in brackets, for a sentence about it; an empty text if it has none."""
    title = " ".join((page.root.findtext(".//title") or "").split())
    return f" ({title[:300]!r})" if title else ""
