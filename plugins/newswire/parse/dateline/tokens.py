"""The beginning of a story cut into the pieces that a dateline is made of (see ``pieces``)."""

from __future__ import annotations

import re

from newswire.lexicon import agencies, dates, month_names, places
from newswire.lexicon.dates import PrintedDate
from newswire.parse.dateline import desks
from newswire.parse.dateline.brackets import ADDRESS, CLOSING, bracket, slashes
from newswire.parse.dateline.pieces import Token
from newswire.parse.dateline.place_words import read_known, read_place

LIMIT = 24
"""The most pieces to read: no dateline has more."""
_SPACE = re.compile(r"[\s\u200e\u200f\u202a-\u202e\ufeff]*")
_DASH = re.compile(r"(?:\.[ \u00a0]?)?[-–—‒―−ー_=~*]{1,3}|\.{3}|…|\|")
_DASHES = frozenset(".-–—‒―−ー_=~*…|")
"""The characters that such a sign begins with."""
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
_QUOTES = ('"', "“")
_QUOTED_NAME = re.compile(r'["“]([^\W\d_][^"”\n:]{1,28})["”](?=\s?:)')
_DAY_ALONE = re.compile(r"(?P<day>\d{1,2})(?:(?=\s?\()|,?[ \u00a0](?P<name>(?=[^\W\d_])))")
"""A day of the month before brackets or a name."""
_WEEKDAY = re.compile(r"[^\W\d_]{3,}")
_AFTER_DESK = (",", ":", "।")


def tokenize(text: str, position: int = 0) -> list[Token]:
    """Return the pieces from ``position`` on, up to words that no dateline holds or the paragraph's end."""
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
        return bracket(text, position, before)
    if text[position] in _QUOTES and before and before[-1].kind in "X:":
        return _quoted(text, position)
    if text[position] == "/" and (token := slashes(text, position, before)):
        return token
    if text[position] in _DASHES and (dash := _DASH.match(text, position)):
        return Token("X", position, dash.end(), dash[0])
    if text[position] in _SIGNS:
        return Token(_SIGNS[text[position]], position, position + 1, text[position])
    if before and (end := dates.skip_hijri(text, position)):
        return Token("D", position, end, text[position:end])
    if found := dates.match(text, position):
        date, end = _with_other_month(text, position, *found)
        return Token("D", position, end, text[position:end], date=date)
    if before and text[position].isdigit() and (token := _day(text, position, before)):
        return token
    if (not before or before[-1].kind in ",/") and (token := read_known(text, position)):
        return token
    if (named := agencies.bare(text, position)) and not _is_place(named[0], text, position, before):
        name, end = named
        if not before and (token := read_place(text, position)) and desks.is_reporter(token.text):
            return _desk(token)
        return Token("A", position, end, text[position:end], (name,))
    if before and before[-1].kind == "," and (address := ADDRESS.match(text, position)):
        return Token("W", position, address.end(), address[0], (address[0],))
    if (
        before
        and before[-1].kind == ","
        and (day := _WEEKDAY.match(text, position))
        and month_names.is_weekday(day[0])
    ):
        return Token("D", position, day.end(), day[0])
    token = read_place(text, position)
    if before or token is None or text[token.end : token.end + 1] not in _AFTER_DESK:
        return token
    return _desk(token)


def _with_other_month(text: str, position: int, date: PrintedDate, end: int) -> tuple[PrintedDate, int]:
    """Return a date and its end with the month's other name after a slash: ``5 يناير/كانون الثاني 2021``."""
    day = _FIRST_NUMBER.match(text, position) if text[end : end + 1] == "/" and date.year is None else None
    if not day or not text[end + 1 : end + 2].isalpha():
        return date, end
    found = dates.match(f"{day[0]} {text[end + 1 : end + 40]}")
    if not found or not found[0].months or found[0].months != date.months:
        return date, end
    return found[0], end + found[1] - len(day[0])


_FIRST_NUMBER = re.compile(r"\d{1,2}(?=\s)")


def _quoted(text: str, position: int) -> Token | None:
    """Return a paper's name in quotation marks before a colon: ``لندن - "الشرق": …``."""
    found = _QUOTED_NAME.match(text, position)
    return Token("U", position, found.end(), found[0], (found[1],)) if found else None


def _day(text: str, position: int, before: list[Token]) -> Token | None:
    """Return a day of another calendar, or one alone before an agency: ``SEVILLA, 5 (EUROPA PRESS)``.

    The agency's brackets may be absent: ``BEIJING, 5 Kyodo``.
    """
    if end := dates.skip_uncertain(text, position):
        return Token("D", position, end, text[position:end])
    day = _DAY_ALONE.match(text, position)
    if not day or before[-1].kind != "," or not 1 <= int(day["day"]) <= 31:
        return None
    if day["name"] is not None and not agencies.bare(text, day.end()):
        return None
    return Token("D", position, day.end("day"), day["day"], date=PrintedDate(int(day["day"])))


def _is_place(name: str, text: str, position: int, before: list[Token]) -> bool:
    """Return whether an agency's name is a place here: a city at the beginning, a state after a comma."""
    if not before:
        return places.is_city(name)
    whole = read_place(text, position) if before[-1].kind == "," else None
    return whole is not None and bool(places.regions(whole.text))


def _desk(token: Token) -> Token:
    """Return the first words of a text as a reporter or desk if they name one; otherwise unchanged."""
    reporter = desks.is_reporter(token.text)
    if not reporter and not desks.is_newsroom(token.text):
        return token
    return Token("B", token.start, token.end, token.text, byline=token.text if reporter else None)
