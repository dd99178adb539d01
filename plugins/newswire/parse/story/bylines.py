"""The byline that a text prints above it, between stars or as its field has it, or in its last paragraph.

TT, CP and NTB sign the last paragraph (``Ann Marsh/TT``, ``Ann Marsh, The Canadian Press``), PAP with the
place (``Z Gdyni Anna Rybak (PAP)``) or a label (``Autor: Anna Rybak``). Lusa heads a text with
``*** Ana Luz (texto), da agência Lusa ***``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import agencies
from newswire.lexicon.bylines.words import NO_AUTHORS
from newswire.lexicon.desk.folding import folded
from newswire.parse.byline import reader
from newswire.parse.byline.names import is_name

_LONGEST = 120
"""Characters of a paragraph that is a byline."""
_LEAST = 5

_BETWEEN_STARS = re.compile(r"\*{3} ?(?P<words>[^*\n]{4,}?) ?\*{3}")
_LABELLED = re.compile(r"[^\W\d_a-z][\w/]{2,14}: ?[^\W\d_a-z]")
_SIGNED = re.compile(
    r"(?:(?:Z|Ze) [^\W\d_a-z]\w+ (?=\S+ \S+))?"
    r"(?P<name>[^\W\d_a-z][^\n,/()]{3,48}?)(?:, ?|/| ?\()(?P<agency>[^\n,()/]{2,40})\)?/?"
)
"""A name and its agency. The place before it is Polish: ``from Gdynia``."""


_MAKERS = re.compile(r"\s(?P<agency>[A-Z]{3,12})/ ?\((?P<makers>[^()\n:]{4,40}:[^()\n]{4,200})\)$")
"""The agency, and its writer and editors, behind the last sentence: ``AGERPRES/(A - autor: Ana Pop, …)``."""
_LONGEST_MAKERS = 260


class Signed(NamedTuple):
    """A text without its bylines, and the byline that no field holds."""

    text: str
    byline: str | None = None


def without_bylines(text: str, byline: str | None = None) -> Signed:
    """Return the text without the bylines in its first and last paragraph, or behind its last sentence.

    It is the same object if it has none.

    Args:
        text: paragraphs, separated by blank lines. One of them always stays.
        byline: the item's own byline. A paragraph of another name stays then.
    """
    makers = None
    signed = _MAKERS.search(text, max(0, len(text) - _LONGEST_MAKERS)) if text.endswith(")") else None
    if signed and _is_agency(signed["agency"]) and reader.people(signed["makers"]):
        text, makers = text[: signed.start()].rstrip(), signed[0].strip()
    end = text.find("\n\n")
    if end < 0:
        return Signed(text, None if byline else makers)
    found = None
    if _LEAST <= end <= _LONGEST and (found := _above(text[:end], byline)) is not None:
        text = text[end:].lstrip("\n")
    start = text.rfind("\n\n") + 2
    if start > 2 and _LEAST <= len(text) - start <= _LONGEST:
        last = _below(text[start:], byline or found)
        if last is not None:
            text, found = text[: start - 2].rstrip(), found or last
    return Signed(text, found or (None if byline else makers))


def is_signed(line: str) -> bool:
    """Return whether a line is the name of a person and an agency, and nothing else."""
    return _name(line) is not None


def _above(line: str, byline: str | None) -> str | None:
    """Return the byline in the first paragraph, empty if the item holds it; None if it is text."""
    if _is_held(line, byline):
        return ""
    found = _BETWEEN_STARS.fullmatch(line) if line[0] == "*" else None
    if found is None:
        return None
    words = found["words"].strip()
    people = reader.people(words)
    if not people or not _is_agency(words.split()[-1]):
        return None
    return None if byline and reader.people(byline) != people else "" if byline else words


def _below(line: str, byline: str | None) -> str | None:
    """Return the byline in the last paragraph, empty if the item holds it; None if it is text."""
    if _is_held(line, byline):
        return ""
    name = _name(line)
    if name is None:
        return _labelled(line, byline) if _LABELLED.match(line) else None
    if byline:
        return "" if folded(name) in map(folded, reader.people(byline)) else None
    return line[line.index(name) :]


def _labelled(paragraph: str, byline: str | None) -> str | None:
    """Return the byline among lines of a label and a name each: ``Autor: Anna Rybak``, and perhaps an editor.

    Return an empty text if the item holds the byline; None if a line is text or no line names an author.
    """
    found = None
    for line in paragraph.split("\n"):
        people = reader.people(line)
        if people and reader.is_byline(line) and _LABELLED.match(line):
            found = line if found is None else f"{found}; {line}"
        elif not _is_other(line):
            return None
    if found is None or (byline and not set(reader.people(found)) <= set(reader.people(byline))):
        return None
    return "" if byline else found


def _is_other(line: str) -> bool:
    """Return whether a line is a label and the name of an editor or a photographer: ``Editor: Bo Lind``."""
    label, colon, name = line.partition(":")
    return bool(colon) and label.strip().casefold() in NO_AUTHORS and is_name(name.strip())


def _is_held(line: str, byline: str | None) -> bool:
    return byline is not None and line[:1].isupper() and folded(line) == folded(byline)


def _name(line: str) -> str | None:
    found = _SIGNED.fullmatch(line)
    if found is None or not _is_agency(found["agency"].strip()):
        return None
    name = found["name"].strip()
    return name if " " in name and is_name(name) and reader.people(name) else None


def _is_agency(name: str) -> bool:
    found = agencies.agency(name)
    return found is not None and found.kind == "agencies"
