"""Small pages for the tests of this folder."""

from __future__ import annotations

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.pages.tree.page import Page, read_page, text_of

HEADLINE = "Tram tunnel below the harbour opens a year late"
FIRST = "The tram tunnel below the harbour opened on Monday, a year later than the city had planned it."
SECOND = "The first tram carried two hundred people through it, the mayor of Grenholm said at the opening."
THIRD = "The works cost forty million crowns, a tenth more than the council had allowed for in the spring."
STORY = f"<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
URL = "https://weir.example/city/tram-tunnel-opens"
TEASERS = "".join(
    f"<div class=card><h3><a href=/city/{number}>Number {number} of the stories of the city today</a></h3>"
    f"<p>A short teaser of story {number}.</p></div>"
    for number in range(14)
)


def page(body: str, head: str = "<title>The Weir</title>", root: str = "<html>") -> str:
    """A whole page around a body."""
    return f"<!DOCTYPE html>{root}<head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def read(
    content: str | bytes,
    url: str | None = URL,
    content_type: str | None = None,
    defaults: Defaults | None = None,
) -> Item | Rejected:
    """The one answer of a document."""
    data = content.encode() if isinstance(content, str) else content
    (found,) = parse_document(Document(data, "page", url, content_type), defaults or Defaults())
    return found


def item(content: str | bytes, url: str | None = URL, content_type: str | None = None) -> Item:
    """The one item of a page."""
    found = read(content, url, content_type)
    assert isinstance(found, Item), found
    assert found.format == "html"
    return found


def text(content: str | bytes, url: str | None = URL, content_type: str | None = None) -> str:
    """The text of the one item of a page."""
    return item(content, url, content_type).body_text or ""


def rejected(content: str | bytes, url: str | None = URL, content_type: str | None = None) -> Rejected:
    """The rejection of a page."""
    found = read(content, url, content_type)
    assert isinstance(found, Rejected), found
    return found


def tree(content: str | bytes, url: str | None = None, content_type: str | None = None) -> Page:
    """The tree of a page."""
    data = content.encode() if isinstance(content, str) else content
    return read_page(Document(data, "page", url, content_type))


def paragraphs(content: str | bytes, content_type: str | None = None) -> list[str]:
    """The texts of the paragraphs in the tree of a page."""
    return [text_of(one) for one in tree(content, content_type=content_type).root.iter("p")]
