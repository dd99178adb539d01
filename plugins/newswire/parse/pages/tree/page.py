"""A page as a tree, with its address: read once, and looked at by all that takes facts from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, cast

from lxml import etree

from newswire.errors import Unparsable
from newswire.lexicon.addresses import host_of
from newswire.model import Document, Reason
from newswire.parse.pages.address import absolute, is_front
from newswire.parse.pages.tree.encoding import in_utf_8
from newswire.parse.pages.tree.limits import DEEPEST, MAX_BYTES, check_size, shallow
from newswire.parse.pages.tree.mending import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.parse.pages.sites.site import Layout, Site

_END = b"<wbr class=newswire-end>"
"""The last element that the parser is given: a tree without it is not whole."""
_END_CLASS = "newswire-end"
_OF_TEXT = frozenset(
    ("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes", "plaintext")
)
"""Elements that hold characters alone, up to their end tag."""
NAMED = ("base", "meta", "link", "script", "title", "h1", "h2")
"""Elements that state facts, and the first headings."""
_NOT_SHOWN = frozenset(("script", "style", "noscript", "template", "title"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    ``root`` is its tree, without comments. ``url`` is the address that it came from, otherwise the one that
    it gives as its own; None for a file without one. ``base`` is the address from which relative links start.
    ``warnings`` are on its bytes: a wrong encoding, damage. ``layouts`` keeps the layout and the container
    that the rules of a site found, which several rooms ask for.
    """

    root: _Element
    url: str | None = None
    warnings: list[str] = field(default_factory=list)
    base: str | None = None
    layouts: dict[Site, tuple[Layout, _Element] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _named: list[_Element] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def host(self) -> str | None:
        """The host of the address in lower case, without ``www.``; None if there is no address."""
        return host_of(self.url)

    def named(self, *tags: str) -> list[_Element]:
        """Return the elements with one of some names, all of them in ``NAMED``, in the order of the page.

        Many rooms ask for them. A walk over the tree for each would take a tenth of the time of a page.
        """
        if not self._named:
            self._named.extend(self.root.iter(*NAMED))
        return [element for element in self._named if element.tag in tags]

    def address(self, href: str | None) -> str | None:
        """Return a link of the page as an absolute address without its fragment; None if it is none."""
        return _without_place(absolute(href, self.base or self.url))


def read_page(document: Document) -> Page:
    """Return the tree of a document that is a page.

    Raises:
        Unparsable: ``no-content``, there is no element in it; ``too-large`` and ``too-deep``, it is beyond
            the limits.
    """
    if len(document.content) > MAX_BYTES:
        check_size(document.content)
    data, doubt = in_utf_8(document)
    check_size(data)
    root, warning = _tree(mended(data) + _END)
    warnings = [one for one in (doubt, warning) if one]
    sent = Page(root, document.url, warnings)
    base = _base(sent)
    url = document.url or _own_address(sent, base)
    page = Page(root, url, warnings, base or url)
    page._named.extend(sent._named)
    return page


def text_of(element: _Element, pieces: int = 1_000) -> str:
    """Return the text of an element with single spaces: at most its first ``pieces`` of text between tags."""
    return " ".join("".join(cast("Iterator[str]", islice(element.itertext(), pieces))).split())


def shown_text(element: _Element, longest: int) -> str:
    """Return the first ``longest`` characters of the text in an element, without scripts and titles."""
    pieces: list[str] = []
    length = 0
    for part in element.iter():
        if part.tag in _NOT_SHOWN:
            continue
        for piece in (part.text, part.tail if part is not element else None):
            if piece and not piece.isspace():
                pieces.append(piece)
                length += len(piece)
        if length > longest:
            break
    return " ".join(pieces)[:longest]


def _tree(data: bytes) -> tuple[_Element, str | None]:
    """Return the whole tree, and a warning if characters were lost or read in another way.

    Raises:
        Unparsable: ``no-content``; ``too-deep``, the parser ends before the page does.
    """
    root = _parsed(data)
    last, depth = _last(root)
    if last.get("class") == _END_CLASS:
        return _without(last, root), None
    if depth >= DEEPEST:
        root = _parsed(shallow(data))
        last, depth = _last(root)
        if depth >= DEEPEST:
            raise Unparsable(
                Reason.TOO_DEEP, f"The elements of the web page lie in each other more than {DEEPEST} deep."
            )
        if last.get("class") == _END_CLASS:
            last = _without(last, root)
        return (
            root,
            "The page has more than 250 open elements; the deepest ones were read without their tags.",
        )
    where = f"a {last.tag}" if last.tag in _OF_TEXT else "a tag or a comment"
    if last.tag in _OF_TEXT and last.text:
        last.text = last.text.replace(_END.decode(), "")
    if root.find(".//frameset") is not None or last.tag == "plaintext":
        return root, None
    return root, f"The page ends inside {where}: it was cut, or the rest of its text is missing."


def _parsed(data: bytes) -> _Element:
    parser = etree.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, collect_ids=False, encoding="utf-8"
    )
    root = etree.fromstring(data, parser)
    if root is None or not len(root):
        raise Unparsable(Reason.NO_CONTENT, "The page has no element.")
    return root


def _last(root: _Element) -> tuple[_Element, int]:
    """Return the last element in the order of the page, and its depth."""
    depth = 1
    while len(root):
        root, depth = root[-1], depth + 1
    return root, depth


def _without(end: _Element, root: _Element) -> _Element:
    """Return the tree without the element that marks its end.

    Raises:
        Unparsable: ``no-content``, there was no other one.
    """
    parent = end.getparent()
    if parent is not None:
        parent.remove(end)
    if root.tag == "html" and all(not len(part) and not (part.text or "").strip() for part in root):
        raise Unparsable(Reason.NO_CONTENT, "The page has no element.")
    return root


def _base(page: Page) -> str | None:
    """Return the address of relative links: that of ``base href`` (HTML, "The base element")."""
    stated = (href for element in page.named("base") if (href := element.get("href")) is not None)
    return _without_place(absolute(next(stated, None), page.url)) or page.url


def _own_address(page: Page, base: str | None) -> str | None:
    """Return the address that a page without one gives as its own: its canonical link, otherwise ``og:url``.

    The front page of a site is no address of a story: all stories that give it would be one.
    """
    stated = [
        link.get("href")
        for link in page.named("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    stated += [meta.get("content") for meta in page.named("meta") if meta.get("property") == "og:url"]
    addresses = (_without_place(absolute(href, base)) for href in stated)
    return next((address for address in addresses if address and not is_front(address)), None)


def _without_place(address: str | None) -> str | None:
    return address.partition("#")[0] if address else None
