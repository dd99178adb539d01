"""The contents of a dateline's brackets and slashes: credits, dates, regions and bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newswire.lexicon import agencies, dates, places
from newswire.lexicon.dates import PrintedDate
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.byline import reader
from newswire.parse.dateline import desks
from newswire.parse.dateline.pieces import Token, is_small

CLOSING = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕", "<": ">", "«": "»"}
CAPTION = late_pattern(
    r"\b(?:photos?|fotos?|file|image|images|picture|courtesy|getty|credit|source|quelle|bild|archiv|via)\b"
    r"|фото|صورة|写真|画像|图片|圖片|사진|자료"
    r"|(?-i:[A-Z]{2,12}(?:[ -][A-Z]{1,6})?\s?:\s?[A-Z0-9.]{1,8}(?![a-z]))",
    re.IGNORECASE,
)
"""Words of picture credits, and tickers (``NYSE: IBM``): a bracket with one is not part of a dateline."""
ADDRESS = late_pattern(
    r"[A-Za-z0-9][A-Za-z0-9-]{1,30}(?:(?:\.[a-z][a-z0-9-]{1,20}){1,3}|(?:\.[A-Z][A-Z0-9-]{1,20}){1,3})(?![\w.])"
)
_SLASHED = late_pattern(r"/\s?([^/\n]{2,60}(?:\s/\s?[^/\n]{4,30}|/[^/\s]{2,20}(?=/))?)\s?/")
_VIA = late_pattern(r"([\w .-]{2,30}) via ([\w .-]{2,30})")
_GAP = late_pattern(r"\s+|-(?=\w)")
_BETWEEN = late_pattern(
    r"(?:\s*[/|;,،、=＝+&:•]\s*|\s+[-–—]+\s+|\s*(?:--|–|—)\s*|\s+(?:and|und|et|y|e|i|و)\s+|\s+)"
)
_BETWEEN_OR_SPACE = late_pattern(r"\s*[/|;,،、=＝+&.]|\s+|[-–—]|$")
_PIECE = late_pattern(r"(?:(?!\s+(?:[-–—]+|and|und|et|y)\s|\s*[/|;,،、=＝+&:•–—]|--).)+")
_CORRESPONDENT = late_pattern(r"(?:корр?\.?|corr\.?|спец\.?\s?корр?\.?|кор\.?)\s*", re.IGNORECASE)
_BY = late_pattern(r"(?:by|von|por|par|di|da|door|av|af|من)\s+(?=\w)", re.IGNORECASE)


def bracket(text: str, position: int, before: list[Token]) -> Token | None:
    """Return the piece in the brackets that open at ``position``; None if it belongs to no dateline.

    Args:
        text: the beginning of the story.
        position: the offset of the opening bracket.
        before: the pieces before it; they decide between a country and an outlet.
    """
    closing = CLOSING[text[position]]
    end = text.find(closing, position + 1, position + 120)
    if end < 0:
        return None
    inner = text[position + 1 : end].strip()
    return _read(inner, position, end + 1, text, before)


def slashes(text: str, position: int, before: list[Token]) -> Token | None:
    """Return a credit between slashes, or None: ``/PRNewswire/``, ``/ ACCESSWIRE / November 2, 2020 /``."""
    found = _SLASHED.match(text, position)
    if not found or (before and before[-1].end == position and agencies.agency(before[-1].text)):
        return None  # APA/AFP/Ann Marsh credits a picture
    token = _read(found[1].strip(), position, found.end(), text, before)
    if token is None or token.kind == "C":
        return token
    alone = before and before[-1].kind in "PQD," and token.kind == "U" and "(" not in token.text
    alone = alone and len(token.names) == 1
    return token if alone and not places.is_known(token.names[0]) else None


def _read(inner: str, start: int, end: int, text: str, before: list[Token]) -> Token | None:
    """Return the piece that ``inner`` is, printed from ``start`` to ``end``; None for running text."""
    printed = text[start:end]
    after_place = bool(before) and before[-1].kind == "P"
    if after_place and "/" in inner and places.regions(inner):
        return Token("Q", start, end, printed, regions=(inner,))
    if after_place and len(inner) == 2 and places.is_state_of(inner, before[-1].text):
        return Token("Q", start, end, printed, regions=(inner,))
    if before and inner and desks.is_reporter(inner):
        return Token("B", start, end, printed, byline=inner)
    inside = _inside(inner)
    if inside is None:
        return None
    if inside.known:
        return Token(
            "C", start, end, printed, tuple(inside.names), inside.date, inside.byline, tuple(inside.regions)
        )
    if inside.date and not inside.names and not inside.regions and re.search(r"[^\W\d_]|\d{4}", inner):
        return Token("D", start, end, printed, date=inside.date)
    if inside.regions and not inside.names and not inside.date and before and before[-1].kind in "PQ,":
        return Token("Q", start, end, printed, regions=tuple(inside.regions))
    if not inside.date and after_place and inside.names and all(map(places.is_city, inside.names)):
        return Token("Q", start, end, printed, regions=tuple(inside.names))
    if inside.regions and not inside.names and before and before[-1].kind == "D":
        inside.names = inside.regions  # no state stands after a date
    if not before and inside.regions == [inner] and places.is_city(inner):
        inside.names = inside.regions
    if inside.names and all(_nameable(name) or ADDRESS.fullmatch(name) for name in inside.names):
        return Token("U", start, end, printed, tuple(inside.names), inside.date, inside.byline)
    return None


def _nameable(name: str) -> bool:
    """Return whether words in brackets could be an outlet's name: few, no small initial, no sentence."""
    words = name.split()
    return (
        0 < len(words) <= 5
        and len(name) <= 40
        and not is_small(name[0])
        and name[0].isalpha()
        and not any(mark in name for mark in '!?"“”$%€')
    )


@dataclass(slots=True)
class _Inside:
    """The contents of one pair of brackets."""

    names: list[str] = field(default_factory=list)
    known: bool = False
    date: PrintedDate | None = None
    byline: str | None = None
    regions: list[str] = field(default_factory=list)


def _inside(inner: str) -> _Inside | None:
    """Return dates, names, bylines and regions of a bracket's content, or None for running text."""
    result = _Inside()
    if passed := _VIA.fullmatch(inner):
        if agencies.agency(passed[1]) is None:
            return None
        result.names, result.known = [passed[2], passed[1]], True
        return result
    if CAPTION.search(inner):
        return None
    if "-" in inner and (written := _written(inner)):
        result.names, result.known, result.byline = [written[0]], True, written[1]
        return result
    position, count = 0, 0
    while position < len(inner):
        separator = _BETWEEN.match(inner, position)
        if separator and separator.end() > position:
            position = separator.end()
            continue
        count += 1
        if count > 6:
            return None
        found = dates.match(inner, position)
        if found and (found[1] == len(inner) or _BETWEEN_OR_SPACE.match(inner, found[1])):
            result.date = result.date or found[0]
            position = found[1]
            continue
        piece = _PIECE.match(inner, position)
        if not piece:
            return None
        end = _before_date(inner, position, piece.end())
        _sort(inner[position:end].strip(" .-\u00a0©"), result)
        position = end + inner.startswith("-", end)
    return result


def _before_date(inner: str, start: int, end: int) -> int:
    """Return the end of a name before a date that no sign sets off (``TTXVN 2/11``)."""
    for number, space in enumerate(_GAP.finditer(inner, start, end)):
        if number > 4:
            break
        if dates.match(inner, space.end()):
            return space.start()
    return end


def _written(inner: str) -> tuple[str, str] | None:
    """Return an agency and the reporters that a hyphen ties to it, or None: ``NTB-Anne Marsh``."""
    name, _, people = inner.partition("-")
    found = agencies.agency(name) if " " in people else None
    if not found or found.kind != "agencies" or name != found.name or places.is_known(people):
        return None
    return (name, people) if reader.people(people) else None


def _sort(piece: str, result: _Inside) -> None:
    """Put one piece of a bracket's content where it belongs."""
    if reporter := _CORRESPONDENT.match(piece):
        named = agencies.bare(piece, reporter.end())
        piece = piece[reporter.end() :]
        if named and named[1] < reporter.end() + len(piece):
            result.byline = piece[named[1] - reporter.end() :].strip() or None
            piece = named[0]
    if not piece:
        return
    if found := agencies.agency(piece):
        result.names.append(piece)
        result.known = result.known or found.kind != "desks"
    elif several := agencies.sequence(piece):
        result.names.extend(several)
        result.known = True
    elif _BY.match(piece):
        result.byline = piece
    elif places.regions(piece):
        result.regions.append(piece)
    else:
        result.names.append(piece)
