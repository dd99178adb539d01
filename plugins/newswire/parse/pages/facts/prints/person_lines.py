"""Lines of an article's head that name a person without a word like ``By`` and without a mark."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon import places
from newswire.lexicon.agencies import agency
from newswire.lexicon.bylines import words
from newswire.parse.byline import reader
from newswire.parse.byline.names import cased, is_name
from newswire.parse.pages.facts.likeness import letters

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST = 60
"""Characters of a line that names a person."""
_MOST_PARTS = 4
_NO_NAMES = words.BEATS | {
    *("facebook", "twitter", "x", "pinterest", "whatsapp", "instagram", "telegram", "linkedin", "youtube"),
    *(
        "reddit",
        "e-mail",
        "email",
        "mail",
        "rss",
        "print",
        "share",
        "newsletter",
        "more",
        "read",
        "law",
        "life",
    ),
}
"""Words of sections and of buttons for sharing that look like names."""
_MOST_TEXT = 20_000
"""Characters of paragraphs that are searched for the words of a name."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_PARTS = re.compile(r"\s*[|·•—–،]\s*|\s+-\s+|,\s+")
_PICTURE = re.compile(r"[©/:@\d]")
"""Signs of credits of pictures and of labels."""
_OF_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|i|a)?|auteurs?|autore|autorzy|journalists?|reporters?|columnists?|contributors?"
    r"|writers?|correspondents?|yazar(?:lar)?|muhabir|penulis|skribent|toimittaja|szerzo|byline)/[^/]",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"categ|section|kicker|tag|topic|label|rubri|theme|location|place|title|head|photo|foto|image|credit|quote"
    r"|subject|name-of|bread|lead|intro|summary|standfirst",
    re.IGNORECASE,
)
"""Marks of lines that name other things than the author."""


def is_author_link(element: _Element, text: str, before: str) -> bool:
    """Return whether a link leads to the page of an author who wrote, and its text is a name.

    The words before the link may name another task: ``Edited by``.
    """
    if _OF_AUTHOR.search((element.get("href") or "")[:300]) is None or not is_name(text):
        return False
    return bool(found := reader.people(text)) and (
        not any(map(str.isalpha, before))
        or set(found) <= {*reader.people(f"{before} {text}"), *reader.people(f"{before}; {text}")}
    )


def person_in(text: str, marks: str, before: str, sites: frozenset[str]) -> str | None:
    """Return the names of a line that names people, with their place, desk or outlet; None if it does not.

    Many pairs of words look like a name, so that the caller decides by what stands beside the line.

    Args:
        text: the line.
        marks: the class and the name of its element.
        before: the words before the element, which may make it the credit of a picture.
        sites: the names of the site, as ``letters`` gives them.
    """
    if len(text) > LONGEST or _PICTURE.search(text) or _OTHERS.search(marks) or _is_of_picture(before):
        return None
    parts = [part for part in _PARTS.split(text.strip(" .,|")) if part]
    if not 0 < len(parts) <= _MOST_PARTS:
        return None
    kinds = [_kind(part, sites) for part in parts]
    if kinds[0] != "name" or None in kinds:
        return None
    if parts[0].upper() == parts[0].lower() and "place" not in kinds:
        return None  # any two words of a script without capitals look like a name
    found = [part for part, kind in zip(parts, kinds, strict=True) if kind == "name"]
    if any(words.key(word) in _NO_NAMES for part in found for word in part.split()):
        return None
    return ", ".join(found)


def has_common_words(name: str, near: _Element) -> bool:
    """Return whether the paragraphs of a page have a word of a line in small letters: no name has it.

    ``Climate Change`` is the name of a section, and a story in it speaks of the climate.
    """
    wanted = {word.lower() for word in _WORD.findall(name) if word.lower() != word}
    left = _MOST_TEXT
    for one in near.getroottree().iter("p"):
        for text in map(str, one.itertext()):
            left -= len(text)
            if not wanted.isdisjoint(_WORD.findall(text)):
                return True
        if left < 0:
            break
    return False


def _kind(part: str, sites: frozenset[str]) -> str | None:
    """Return what a part of a line names; None if it is none of the things that stand in a byline."""
    if letters(part) in sites:
        return "site"
    if places.is_known(part):
        return "place"
    if agency(part):
        return "agency"
    printed = part.split()
    if words.key(printed[0]) in words.PHOTO:
        return None
    if any(words.is_desk(word) or words.is_role(word) for word in printed):
        return "name" if reader.people(part) else "desk"
    return "name" if len(printed) < 5 and _is_person(part) else None


@lru_cache(maxsize=2048)
def _is_person(part: str) -> bool:
    return is_name(part) and reader.people(part) == (cased(part),)


def _is_of_picture(before: str) -> bool:
    return any(words.key(word) in words.PHOTO for word in before.split()[-3:])
