"""The beginning of a story cut into the pieces a dateline is made of.

Each piece has a letter, so that ``forms`` can say what a dateline looks like as a pattern over letters:

====== ==========================================================================
``P``  a place, as one to seven words that could name one
``Q``  a country or state in brackets after a place: ``(Ukraine)``, ``[Pakistan]``
``D``  a date
``C``  brackets or slashes with a known agency: ``(AP)``, ``/PRNewswire/``
``U``  brackets with something else that could be a name: ``(Cinemanow.com)``
``A``  a known agency without brackets: ``AAP``
``W``  another outlet's address without brackets: ``village-voice.example``
``B``  a reporter or a desk by what it does: ``(Staff Reporter)``, ``Redacción Ciencia``
``X``  a dash, or another sign that ends a dateline (``=``, ``_``, ``.-``)
``:``  ``,``  ``.``  ``/``  themselves
====== ==========================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from newswire.lexicon import agencies, dates, month_names, places
from newswire.lexicon.dates import PrintedDate
from newswire.parse.dateline import desks

LIMIT = 24
"""Pieces that are read at most: no dateline has more."""


class Token(NamedTuple):
    """One piece: its letter, its place in the text, and what was read in it.

    ``names`` are the credits as printed, ``regions`` the places printed in brackets.
    """

    kind: str
    start: int
    end: int
    text: str
    names: tuple[str, ...] = ()
    date: PrintedDate | None = None
    byline: str | None = None
    regions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Inside:
    """What stands inside one pair of brackets."""

    names: list[str] = field(default_factory=list)
    known: bool = False
    date: PrintedDate | None = None
    byline: str | None = None
    regions: list[str] = field(default_factory=list)


def tokenize(text: str, position: int = 0) -> list[Token]:
    """The pieces from ``position`` on, until something comes that no dateline holds, or a paragraph ends."""
    tokens: list[Token] = []
    while len(tokens) < LIMIT:
        gap = _SPACE.match(text, position)
        if gap and gap.end() > position:
            if gap[0].count("\n") > 1:
                break
            position = gap.end()
        token = _next(text, position, tokens)
        if token is None:
            break
        tokens.append(token)
        position = token.end
    return tokens


def _next(text: str, position: int, before: list[Token]) -> Token | None:
    if position >= len(text):
        return None
    if text[position] in CLOSING:
        return _bracket(text, position, before)
    if text[position] in _QUOTES and before and before[-1].kind in "X:":
        return _quoted(text, position)
    if text[position] == "/" and (token := _slashes(text, position, before)):
        return token
    if dash := _DASH.match(text, position):
        return Token("X", position, dash.end(), dash[0])
    if text[position] in _SIGNS:
        return Token(_SIGNS[text[position]], position, position + 1, text[position])
    if before and (end := dates.skip_hijri(text, position)):
        return Token("D", position, end, text[position:end])
    if found := dates.match(text, position):
        date, end = found
        return Token("D", position, end, text[position:end], date=date)
    if before and text[position].isdigit() and (token := _day(text, position, before)):
        return token
    if (named := agencies.bare(text, position)) and not _is_place(named[0], text, position, before):
        name, end = named
        if not before and (token := _place(text, position)) and desks.is_reporter(token.text):
            return _desk(token)
        return Token("A", position, end, text[position:end], (name,))
    if before and before[-1].kind == "," and (address := _ADDRESS.match(text, position)):
        return Token("W", position, address.end(), address[0], (address[0],))
    if (
        before
        and before[-1].kind == ","
        and (day := _WEEKDAY.match(text, position))
        and month_names.is_weekday(day[0])
    ):
        return Token("D", position, day.end(), day[0])
    token = _place(text, position)
    if before or token is None or text[token.end : token.end + 1] not in _AFTER_DESK:
        return token
    return _desk(token)


_AFTER_DESK = (",", ":", "।")


def _desk(token: Token) -> Token:
    """The first words of a text as a desk, if they are one's name and no place's."""
    reporter = desks.is_reporter(token.text)
    if not reporter and not desks.is_newsroom(token.text):
        return token
    return Token("B", token.start, token.end, token.text, byline=token.text if reporter else None)


def _day(text: str, position: int, before: list[Token]) -> Token | None:
    """A day of another calendar, or one alone before an agency: ``SEVILLA, 5 (EUROPA PRESS)``."""
    if end := dates.skip_uncertain(text, position):
        return Token("D", position, end, text[position:end])
    day = _DAY_ALONE.match(text, position)
    if not day or before[-1].kind != "," or not 1 <= int(day[0]) <= 31:
        return None
    return Token("D", position, day.end(), day[0], date=PrintedDate(int(day[0])))


def _is_place(name: str, text: str, position: int, before: list[Token]) -> bool:
    """Whether an agency's name is a place's here: a city at the beginning, a state after a comma."""
    if not before:
        return places.is_city(name)
    whole = _place(text, position) if before[-1].kind == "," else None
    return whole is not None and bool(places.regions(whole.text))


_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9-]{1,30}(?:(?:\.[a-z][a-z0-9-]{1,20}){1,3}|(?:\.[A-Z][A-Z0-9-]{1,20}){1,3})(?![\w.])"
)
_DAY_ALONE = re.compile(r"\d{1,2}(?=\s?\()")
_SPACE = re.compile(r"[\s\u200e\u200f\u202a-\u202e\ufeff]*")
CLOSING = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕", "<": ">", "«": "»"}
_SIGNS = {
    ":": ":",
    "：": ":",
    ",": ",",
    "،": ",",
    "、": ",",
    "，": ",",
    ".": ".",
    "。": ".",
    "।": ".",
    "۔": ".",
    "/": "/",
    "&": "/",
    "։": ":",
    ";": ":",
    "፣": ",",
    "፡": ",",
    "።": ".",
    "፤": ",",
    "၊": ",",
    "။": ".",
    "។": ".",
}
_DASH = re.compile(r"(?:\.[ \u00a0]?)?[-–—‒―−ー_=~*]{1,3}|\.{3}|…|\|")


def _bracket(text: str, position: int, before: list[Token]) -> Token | None:
    closing = CLOSING[text[position]]
    end = text.find(closing, position + 1, position + 120)
    if end < 0:
        return None
    inner = text[position + 1 : end].strip()
    return _read(inner, position, end + 1, text, before)


def _quoted(text: str, position: int) -> Token | None:
    """The name of a paper in quotation marks and with a colon after it: ``لندن - "الشرق": …``."""
    found = _QUOTED_NAME.match(text, position)
    return Token("U", position, found.end(), found[0], (found[1],)) if found else None


_QUOTES = ('"', "“")
_QUOTED_NAME = re.compile(r'["“]([^\W\d_][^"”\n:]{1,28})["”](?=\s?:)')


def _slashes(text: str, position: int, before: list[Token]) -> Token | None:
    """``/PRNewswire/``, ``/ ACCESSWIRE / November 2, 2020 /``: a credit between slashes, else None."""
    found = _SLASHED.match(text, position)
    if not found or (before and before[-1].end == position and agencies.agency(before[-1].text)):
        return None  # APA/AFP/Ann Marsh: whose picture it is
    token = _read(found[1].strip(), position, found.end(), text, before)
    if token is None or token.kind == "C":
        return token
    alone = before and before[-1].kind in "PQD," and token.kind == "U" and "(" not in token.text
    alone = alone and len(token.names) == 1
    return token if alone and not places.is_known(token.names[0]) else None


_SLASHED = re.compile(r"/\s?([^/\n]{2,60}(?:\s/\s?[^/\n]{4,30})?)\s?/")


def _read(inner: str, start: int, end: int, text: str, before: list[Token]) -> Token | None:
    printed = text[start:end]
    after_place = bool(before) and before[-1].kind == "P"
    if after_place and "/" in inner and places.regions(inner):
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
    if inside.names and all(_nameable(name) or _ADDRESS.fullmatch(name) for name in inside.names):
        return Token("U", start, end, printed, tuple(inside.names), inside.date, inside.byline)
    return None


CAPTION = re.compile(
    r"\b(?:photos?|fotos?|file|image|images|picture|courtesy|getty|credit|source|quelle|bild|archiv|via)\b"
    r"|фото|صورة|写真|画像|图片|圖片|사진|자료"
    r"|(?-i:[A-Z]{2,12}(?:[ -][A-Z]{1,6})?\s?:\s?[A-Z0-9.]{1,8}(?![a-z]))",
    re.IGNORECASE,
)
"""Words of picture credits, and tickers (``NYSE: IBM``): what holds one is no dateline's bracket."""


def _inside(inner: str) -> _Inside | None:
    """The pieces of a bracket's content, each a date, a name, a byline or a region; None for running text."""
    result = _Inside()
    if passed := _VIA.fullmatch(inner):
        if agencies.agency(passed[1]) is None:
            return None
        result.names, result.known = [passed[2], passed[1]], True
        return result
    if CAPTION.search(inner):
        return None
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
    """Where a name ends that a date follows without a sign (``TTXVN 2/11``)."""
    for number, space in enumerate(_GAP.finditer(inner, start, end)):
        if number > 4:
            break
        if dates.match(inner, space.end()):
            return space.start()
    return end


_GAP = re.compile(r"\s+|-(?=\w)")
_VIA = re.compile(r"([\w .-]{2,30}) via ([\w .-]{2,30})")

_BETWEEN = re.compile(
    r"(?:\s*[/|;,،、=＝+&:•]\s*|\s+[-–—]+\s+|\s*(?:--|–|—)\s*|\s+(?:and|und|et|y|e|i|و)\s+|\s+)"
)
_BETWEEN_OR_SPACE = re.compile(r"\s*[/|;,،、=＝+&.]|\s+|[-–—]|$")
_PIECE = re.compile(r"(?:(?!\s+(?:[-–—]+|and|und|et|y)\s|\s*[/|;,،、=＝+&:•–—]|--).)+")
_CORRESPONDENT = re.compile(r"(?:корр?\.?|corr\.?|спец\.?\s?корр?\.?|кор\.?)\s*", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|por|par|di|da|door|av|af|من)\s+(?=\w)", re.IGNORECASE)


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


def is_small(mark: str) -> bool:
    """Whether a letter is small and there are large ones, too: Georgian prints small ones alone."""
    return mark.islower() and not "\u10d0" <= mark <= "\u10ff"


def _nameable(name: str) -> bool:
    """Whether something in brackets could be an outlet's name: short, begins large, no sentence."""
    words = name.split()
    return (
        0 < len(words) <= 5
        and len(name) <= 40
        and not is_small(name[0])
        and name[0].isalpha()
        and not any(mark in name for mark in '!?"“”$%€')
    )


_MARKS = "'’ʻ`·\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u0e31-\u0e4e"
"""What may stand inside a word beside letters: apostrophes, vowel signs, joiners."""
_WORD = re.compile(rf"(?:[^\W\d_]++[{_MARKS}\u200c\u200d]*+(?:[-‐‑](?=[^\W\d_]))?)++")
_ELIDED = re.compile(r"(?:d|dell|nell|l)['’][^\W\d_a-z]")
"""``d'Ivoire``: a small letter and an apostrophe before a name."""
_ORDINAL = re.compile(r"\d{1,3}(?:ST|ND|RD|TH)(?= )")
"""A number in the name of a fleet or a road, ``U.S. 5TH FLEET``."""
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "de del la las le les los el of the am an der den do da dos das di du des d upon sur sous aux au en"
        " y e i und and et ob bei im von van het aan op zee na nad pod u al ul as ash es ach a на",
    )
)
"""Words with a small letter inside a place's name."""
_ABBREVIATED = frozenset(
    {"st", "ste", "sta", "sto", "cd", "ft", "mt", "pt", "tp", "gral", "n", "s", "e", "w", "no"}
)


def _place(text: str, position: int) -> Token | None:
    """Words that could name a place, up to a comma, a bracket, a dash, a date or an agency."""
    end, words, last = position, 0, position
    while words < 7:
        word = _WORD.match(text, end) or (text[end : end + 1].isdigit() and _ORDINAL.match(text, end))
        if not word or len(word[0]) > 40:
            break
        printed = word[0]
        small = printed[0].islower() and is_small(printed[0])
        if small:
            if not words or not (printed.strip("'’") in _PARTICLES or _ELIDED.match(printed)):
                break
        elif words and _ends_place(text, position, word):
            break
        end = word.end()
        if (
            ("-" in printed or "‐" in printed)
            and (cut := _agency_after_hyphen(printed))
            and word.start() + cut > position
        ):
            last = word.start() + cut
            break
        words += 1
        if not small or "'" in printed or "’" in printed:
            last = end
        if text.startswith(".", end) and _abbreviates(text[position : end + 1], printed):
            while abbreviation := _INITIALS.match(text, end):
                end = abbreviation.end()
            end += text.startswith(".", end)
            last = end
        if not (end < len(text) and text[end] in " \u00a0\n"):
            break
        end += 1
    return Token("P", position, last, text[position:last].strip()) if last > position else None


def _ends_place(text: str, position: int, word: re.Match[str]) -> bool:
    """Whether a date or an agency begins with ``word`` and no city holds it (Santo Domingo, Santa Ana)."""
    begins = dates.match(text, word.start()) or agencies.bare(text, word.start())
    return bool(begins) and not places.is_city(text[position : word.end()])


_INITIALS = re.compile(r"\.[^\W\d_]{1,3}(?![^\W\d_])")
_WEEKDAY = re.compile(r"[^\W\d_]{3,}")


def _abbreviates(so_far: str, word: str) -> bool:
    """Whether the full stop after ``word`` belongs to it: ``Mass.``, ``St. Louis``, ``N.Y.``, ``D.C.``."""
    if places.key(word) in _ABBREVIATED or (len(word) == 1 and word.isupper()):
        return True
    name = so_far.rstrip(".")
    if len(word) > 5 or places.is_country(name):
        return False
    return bool(places.regions(name + ".") or (name.isupper() and places.regions(name)))


def _agency_after_hyphen(word: str) -> int | None:
    """Where a place ends to which an agency is tied by a hyphen (``دمشق-سانا``, ``ANKARA-BHA``)."""
    cut = max(word.rfind("-"), word.rfind("‐"))
    return cut if cut > 1 and agencies.agency(word[cut + 1 :]) else None
