"""The lines below a text that name where it comes from: ``SOURCE Norwind Ltd``, ``Harbour Post / Reuters``.

A name behind a dash may stand behind the last sentence, too: ``… on Tuesday. -- Reuters``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import agencies
from newswire.lexicon.bylines import words
from newswire.lexicon.desk.folding import folded
from newswire.parse.byline.names import is_of_organisations

_SOURCE = re.compile(r"(?:SOURCE|Source)\s*:?\s+(?P<name>\S.{0,70})")
_PUBLISHED = re.compile(
    r"This (?:report|story|article)\b[^.!?\n]{0,60} was (?:first|originally) published"
    r" (?:on )?[^.!?\n]{4,30}\.?|"
    r"(?:Cet article|Ce texte|Cette dépêche)\b[^.!?\n]{0,60} a (?:d'abord )?été (?:initialement )?publiée?"
    r" [^.!?\n]{4,60}\d{4}\.?"
)
_LONGEST_PUBLISHED = 140
"""Characters of a sentence about the first publication of a report."""
_LONGEST_CREDITS = 72
"""Characters of a line of two credits."""
_NAME = r"[^\W\d_][^\n/.:;,!?()\[\]]{1,38}"
_CREDITS = re.compile(rf"(?P<carrier>{_NAME}?) ?/ ?(?P<writer>{_NAME})")
_DASHED = re.compile(rf"(?:^|(?<=[.!?\"”»।。]) ?)(?:--|—|–|-(?= )) ?(?P<name>{_NAME})$")


class Source(NamedTuple):
    """The agency that a line names, by its canonical name, or the line as a note for editors."""

    agency: str | None = None
    note: str | None = None


def source_of(line: str, before: str, known: str | None, ed_note: str | None) -> Source | None:
    """Return what a line about the source of a text says; None if it is text.

    ``SOURCE Norwind Ltd`` ends a press release. ``Source: …`` does so if the note above the text names it,
    and ends a table if it is an agency. ``This report was first published …`` ends a report. Two credits are
    a paragraph of their own.

    Args:
        line: the last line.
        before: the text before it.
        known: the canonical name of the item's agency or outlet.
        ed_note: the item's.
    """
    if line[:6] in {"SOURCE", "Source"} and (found := _SOURCE.fullmatch(line)):
        name = folded(found["name"])
        is_known = name in folded(ed_note or "") or agency_named(found["name"].rstrip(".")) is not None
        return Source(note=line) if name and (line.startswith("SOURCE") or is_known) else None
    if line[:2] in {"Th", "Ce"} and len(line) <= _LONGEST_PUBLISHED and _PUBLISHED.fullmatch(line):
        return Source(note=line)
    if "/" in line and len(line) <= _LONGEST_CREDITS and before.endswith("\n\n"):
        return _two_credits(line, known)
    return None


def _two_credits(line: str, known: str | None) -> Source | None:
    """Return the writer of ``UrduPoint News / Sputnik``: the first name is an outlet's or the item's own.

    A writer that nobody knows is a note, and the first name is the item's own.
    """
    found = _CREDITS.fullmatch(line)
    if found is None:
        return None
    carrier, writer = _printed(found["carrier"]), _printed(found["writer"])
    is_own = folded(found["carrier"]) == folded(known or "")
    is_outlet = carrier or is_own or any(map(_is_of_outlets, found["carrier"].split()[1:]))
    if writer and is_outlet and "agencies" in {writer.kind, carrier and carrier.kind}:
        return Source(agencies.chain([found["carrier"], found["writer"]])[-1])
    printed = found["writer"].split()
    is_name = is_own and len(printed) < 5 and all(word[0].isupper() for word in printed)
    return Source(note=line) if is_name else None


def _is_of_outlets(word: str) -> bool:
    return is_of_organisations(word) or words.key(word) in words.WEAK


def _printed(name: str) -> agencies.Agency | None:
    """Return the agency or outlet of a name that is printed as such, and is no plain word."""
    is_word = name.casefold() in agencies.listed("plain_words")
    return agencies.agency(name) if not is_word and agencies.bare(name, 0) == (name, len(name)) else None


def behind_a_dash(tail: str, known: str | None) -> tuple[str | None, int] | None:
    """Return the agency and the length of a name behind a dash at the end of a text: ``. -- Reuters``.

    It is an agency's, or that of the item's agency or outlet (``known``), which needs no other name.
    """
    found = _DASHED.search(tail)
    if found is None:
        return None
    signed = agency_named(found["name"]) if _printed(found["name"]) else None
    if signed is None and (not known or folded(found["name"]) != folded(known)):
        return None
    return (signed.name if signed else None), len(tail) - found.start()


def agency_named(name: str) -> agencies.Agency | None:
    """Return the agency of a name; None for outlets, which are words of stories more often."""
    found = agencies.agency(name) if 1 < len(name) <= 40 else None
    return found if found and found.kind != "outlets" else None
