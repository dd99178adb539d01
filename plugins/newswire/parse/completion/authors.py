"""The authors of an item: people alone, whoever the format calls a creator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newswire.lexicon import agencies
from newswire.lexicon.agencies import agency
from newswire.lexicon.bylines.words import is_desk
from newswire.model import Item
from newswire.parse.byline import names, reader
from newswire.parse.byline.credits import Credit, read_credit
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline import prefixes

_SHOWN = frozenset({"picture", "graphic", "video", "audio"})
"""Kinds whose makers stand in the credit line."""

_TAIL = 800
"""Characters at the end of a text in which its reporters may stand."""

_SIGN_OFF = re.compile(r"\(?\b(?:[\w ]{1,20} )?[Rr]eporting (?:and \w+ )?by (?=[^\W\d_a-z]).*", re.DOTALL)
_TURNED = re.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+(?: [^\W\d_]\.?)?)")
"""A family name, a comma and a given name: ``Marsh, Ann B.``"""
_PARTS = re.compile(r"[,/()|]")
_INITIALS = re.compile(r"[A-Z]{1,4}")


def authored(item: Item) -> Derived:
    """Return the authors: the creators that are people, otherwise the people of the byline.

    Without either they are the reporters whom the last paragraphs of the text name, or the people of the
    credit line. The people in the credit line of a picture are always among them.
    """
    found = makers(item) or _reporters(item)
    if item.credit and (item.kind in _SHOWN or not found):
        shown = (name for credit in read_credits(item) for name in credit.people)
        found = tuple(reader.once((*found, *shown)))
    return {"authors": found} if found != item.authors else {}


def makers(item: Item) -> tuple[str, ...]:
    """Return the people whom the fields for authors and for the byline name."""
    given = tuple(reader.once(name for author in item.authors for name in people_of(author)))
    return given or (reader.people(item.byline) if item.byline else ())


def writers(item: Item) -> tuple[str, ...]:
    """Return the agencies that stand where an item names its authors, by their canonical names."""
    byline = item.byline or ""
    whole = [name for name in (*item.authors, prefixes.names(byline)) if name and agency(name)]
    return agencies.chain(
        whole or [name for part in _PARTS.split(byline) if (name := part.strip()) and _is_wire(name)]
    )


def _is_wire(name: str) -> bool:
    """Return whether a part of a byline is an agency (``Ann Marsh, The Canadian Press``), and no outlet."""
    found = agency(name)
    return found is not None and found.kind == "agencies" and (" " in name or bool(agencies.bare(name, 0)))


def read_credits(item: Item) -> Iterator[Credit]:
    """Yield the organisations and the people of each credit line of an item."""
    known = makers(item)
    for printed in item.credit:
        yield read_credit(printed, known, picture=item.kind in _SHOWN)


@lru_cache(maxsize=4096)
def people_of(author: str) -> tuple[str, ...]:
    """Return the people in a value for an author. A value that is surely none is left out.

    Left out are organisations, desks, initials and mail addresses. A login or a name of one word stays.
    """
    bare = author.strip()
    turned = _TURNED.fullmatch(bare)
    if turned and (turned[1].isupper() or not turned[2].isupper()):
        name = f"{turned[2]} {turned[1]}"
        if names.is_name(name):
            return (names.cased(name),)
    if found := reader.people(author):
        return found
    read = reader.read(bare)
    if " " not in bare and bare.istitle() and agency(bare) and not agencies.bare(bare, 0):
        return (bare,)  # Ana is a name too, ANA an agency alone
    is_desks = all(is_desk(word) or agency(word) for word in bare.split()) if bare else False
    is_none = read.known or read.organised or agency(bare) or is_desks or "@" in bare.lstrip("@")
    return () if is_none or _INITIALS.fullmatch(bare) else (bare,)


def _reporters(item: Item) -> tuple[str, ...]:
    """Return the reporters at the end of a text: ``(Reporting by Ann Marsh; Editing by Piet Roe)``."""
    tail = "" if item.byline else (item.body_text or "")[-_TAIL:]
    if "eporting by " not in tail:
        return ()
    return signed_by(next(part for part in reversed(tail.split("\n\n")) if "eporting by " in part))


def signed_by(paragraph: str) -> tuple[str, ...]:
    """Return the reporters whom a sign-off names: ``(Reporting by Ann Marsh)``; none for any other text."""
    found = _SIGN_OFF.search(paragraph)
    return reader.people(found[0].strip("() \n")) if found else ()
