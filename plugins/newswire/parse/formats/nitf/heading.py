"""The heading of an NITF story: headline, byline, dateline, abstract.

They stand in ``body.head``. Some agencies put them into the content ("block" in the NITF 3.6 documentation
allows a byline, a dateline and an abstract), where they are the heading too if ``body.head`` has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from newswire.lexicon.agencies import agency
from newswire.parse.formats.captions import bare
from newswire.parse.formats.nitf.content import same_words
from newswire.parse.formats.nitf.dateline import printed
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import attribute, children, first, local, named, once, text, text_in
from newswire.parse.readers.markup import block_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from newswire.parse.formats.nitf.parts import Parts
    from newswire.parse.readers.elements import Groups


class Heading(TypedDict):
    """The heading of a story. NewsML falls back on it where its own metadata are empty."""

    headline: str | None
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    place: str | None
    country: str | None
    standfirst: str | None


_NO_HEADING = Heading(
    headline=None, byline=None, authors=(), dateline=None, place=None, country=None, standfirst=None
)
_SEVERAL = re.compile(r"[,;/&]|\s(?:and|und|et|y|e|og|och|en|ja)\s", re.IGNORECASE)
"""Signs and words between the names of several people."""


def heading(parts: Parts | None) -> Heading:
    """Return headline, byline, dateline and abstract of a story.

    Without a headline in ``body.head``, the one that begins the content is the headline, otherwise the
    ``title`` of the document ("title": it names the document). Without an abstract, the subordinate headline
    (``hl2``) replaces it, unless it repeats the headline.
    """
    if parts is None:
        return _NO_HEADING
    above, inner = parts.above, parts.inner
    headlines = children(first(above, "hedline"))
    headline = text_in(headlines, "hl1") or text(first(above, "hedline")) or text_in(above, "hl1")
    inside = first(inner, "hedline")
    headline = headline or text_in(children(inside), "hl1") or text(inside)
    headline = headline or text_in(parts.head, "title")
    bylines = [*_bylines(above.get("byline", ())), *inner.get("byline", ())]
    dateline = first(above, "dateline")
    if dateline is None:
        dateline = first(inner, "dateline")
    location = {} if dateline is None else {local(e.tag): e for e in named(dateline, "city", "country")}
    return Heading(
        headline=headline,
        byline=", ".join(once(map(_line, bylines))) or None,
        authors=_people(bylines),
        dateline=None if dateline is None else printed(dateline),
        place=text(location.get("city")),
        country=newscodes.country(attribute(location.get("country"), "iso-cc")),
        standfirst=_abstract(above, inner) or _second(headlines.get("hl2", ()), headline),
    )


def _bylines(elements: Iterable[_Element]) -> list[_Element]:
    """Return the bylines without those for machines: ``class="normalized_byline"`` repeats one, sorted."""
    return [element for element in elements if "normalized" not in (element.get("class") or "")]


def _people(bylines: Iterable[_Element]) -> tuple[str, ...]:
    """Return the people that bylines mark as ``person``, no agencies; nobody if one mark holds several.

    The names are then read off the byline like those of a byline without marks.
    """
    found = [name for byline in bylines for e in named(byline, "person") if (name := text(e))]
    if any(_SEVERAL.search(name) for name in found):
        return ()
    return once(name for name in found if not agency(name))


def _abstract(above: Groups, inner: Groups) -> str | None:
    for element in (*above.get("abstract", ()), *inner.get("abstract", ())):
        if found := block_text(bare(element)):
            return found
    return None


def _second(elements: Iterable[_Element], headline: str | None) -> str | None:
    """Return the subordinate headline, unless it is the headline again or one for another medium."""
    for element in elements:
        found = text(element)
        if found and "headline" not in (element.get("class") or "") and not same_words(found, headline):
            return found
    return None


def _line(element: _Element) -> str | None:
    """Return the text of a line, with spaces between adjacent parts: ``By <person>…</person><byttl>…``."""
    line = ""
    for piece in map(str, element.itertext()):
        line += f" {piece}" if line[-1:].isalnum() and piece[:1].isalnum() else piece
    return " ".join(line.split()) or None
