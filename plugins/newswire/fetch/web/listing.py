"""The links that a CSS selector finds in a web page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from newswire.pointing.selector import Selector

if TYPE_CHECKING:
    from lxml.etree import _Element


def links_in(content: bytes, base: str, selector: Selector) -> list[str]:
    """Return the absolute addresses of the links that a selector finds, in the order of the page, each once.

    An element that is no link stands for the links inside it. Links to a place in the page itself are left
    out.
    """
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(remove_comments=True))
    except (etree.ParserError, ValueError):
        return []
    base = _joined(base, next((str(one.get("href") or "") for one in root.iter("base")), "")) or base
    found = (_joined(base, href) for element in selector.all(root) for href in _hrefs(element))
    own = urldefrag(base)[0]
    return list(dict.fromkeys(one for one in found if one and urldefrag(one)[0] != own))


def _hrefs(element: _Element) -> list[str]:
    own = element.get("href")
    return [own] if own else [href for link in element.iter("a") if (href := link.get("href"))]


def _joined(base: str, href: str) -> str | None:
    try:
        return urljoin(base, "".join(href.split()))
    except ValueError:
        return None
