"""What datelines look like, as patterns over the letters of ``tokens``, and when such a beginning is one.

A form alone is not evidence: ``Paris - the city`` has one too. Each names the proof it needs beside it. A
known agency in brackets is proof for nearly any place; without an agency the place itself must be known, or
a date be there; without either the place must be printed in capitals and known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newswire.parse import places
from newswire.parse.dateline import credits
from newswire.parse.dateline.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of a dateline, and where the story's text begins."""

    tokens: tuple[Token, ...]
    rest: int


Proof = Callable[[list[Token], str], bool]


def recognise(tokens: list[Token], text: str) -> Found | None:
    """The longest dateline that begins with the first token, if what follows proves it to be one."""
    letters = "".join(token.kind for token in tokens)
    for pattern, proof in _FORMS:
        match = pattern.match(letters)
        if not match:
            continue
        used = tokens[: match.end()]
        rest = used[-1].end
        if proof(used, text[rest : rest + 200].partition("\n\n")[0]):
            while used and used[-1].kind in "X:,.":
                used.pop()
            return Found(tuple(used), rest)
    return None


def enclosed(text: str, start: int) -> Found | None:
    """A place and a date in one pair of brackets, ``(Chicago, IL - October 20)``, before running text."""
    end = text.find(")", start, start + 90)
    if end < 0 or text[start] != "(":
        return None
    tokens = tokenize(text[:end], start + 1)
    letters = "".join(token.kind for token in tokens)
    if not _ENCLOSED.fullmatch(letters) or tokens[-1].end < end - 1:
        return None
    after = _AFTER.match(text, end)
    rest = after.end() if after else end + 1
    return Found(tuple(tokens), rest) if _date_only(tokens, text[rest : rest + 200]) else None


_AFTER = re.compile(r"\)[ \u00a0]*(?:[-–—:]+\s*)?")


def _first_place(used: list[Token]) -> Token:
    return next(token for token in used if token.kind == "P")


def _named(used: list[Token]) -> list[str]:
    return [token.text for token in used if token.kind == "P"]


def _known(used: list[Token]) -> bool:
    return places.is_known(_first_place(used).text)


def _capitals(used: list[Token]) -> bool:
    """Whether the (first) place is printed in capitals: ``KIEV``, ``McALLEN``."""
    letters = [mark for mark in _first_place(used).text if mark.isalpha()]
    large = sum(mark.isupper() for mark in letters)
    return large > 2 and large * 4 >= len(letters) * 3


def _caseless(text: str) -> bool:
    return text[:1].isalpha() and text[:1].lower() == text[:1].upper()


def _plausible(used: list[Token]) -> bool:
    """Whether words before an agency could name a place at all.

    Not ``The Associated Press``, not the words whose first letters are the name in the brackets
    (``Advance Auto Parts (AAP)``), not a kind of company (``Nachrichtenagentur``).
    """
    place = _first_place(used).text
    if places.is_known(place):
        return True
    words = place.split()
    initials = "".join(word[0] for word in words if word[0].isupper()).casefold()
    spelled_out = len(words) > 1 and initials in {name.casefold() for token in used for name in token.names}
    return not (spelled_out or words[0].casefold() in _NO_BEGINNING or words[-1].casefold() in _NO_ENDING)


_NO_BEGINNING = frozenset(re.findall(r"\S+", "the in at on from near by der das bei aus il lo dans en à"))
_NO_ENDING = frozenset(
    re.findall(
        r"\S+",
        "agency agentur nachrichtenagentur agence agencia agenzia agência news photo foto writer reporter",
    )
)
"""Words that begin a phrase and no place, and words that end the name of a company or a credit."""


def _begins(rest: str) -> bool:
    """Whether text begins like a sentence: with anything but a small letter."""
    rest = rest.lstrip()
    return not rest or not rest[0].islower()


def _sentence(rest: str) -> bool:
    """Whether what follows is running text, no headline in capitals and no list."""
    words = rest.split()
    small = sum(1 for word in words if word[:1].islower() or _caseless(word))
    return _begins(rest) and small >= min(2, len(words) // 2)


def _agency(used: list[Token], rest: str) -> bool:
    return _plausible(used) and (used[-1].kind in "X:" or _ends_openly(used, rest))


def _ends_openly(used: list[Token], rest: str) -> bool:
    """Without a sign at its end a dateline needs a sentence after it, and a date or a surer place before."""
    return _sentence(rest) and (
        _dated(used) or _known(used) or _capitals(used) or _caseless(_first_place(used).text)
    )


def _unknown_name(used: list[Token], rest: str) -> bool:
    """An outlet nobody knows: after a date, a known place in capitals, or if it looks like an outlet."""
    names = [name for token in used if token.kind == "U" for name in token.names]
    if any(places.is_known(name) for name in names):
        return False
    telling = any(_OUTLET.search(name) for name in names)
    return _begins(rest) and (_dated(used) or (_known(used) and (telling or _capitals(used))))


_OUTLET = re.compile(
    r"\.[a-z]{2,4}$|\b(?:news|press|wire|newswire|zeitung|noticias|presse|agencia|agence|agenzia)\b",
    re.IGNORECASE,
)


def _dated(used: list[Token]) -> bool:
    """Whether a date is there that cannot be a score or a number: with a month's name or a year."""
    return any(token.date and (_caseless(token.text) or _DATED.search(token.text)) for token in used)


_DATED = re.compile(r"[^\W\d_]|\d{4}")


def _bare_agency(used: list[Token], rest: str) -> bool:
    return _plausible(used) and _begins(rest) and (_dated(used) or _known(used) or _capitals(used))


def _tied_agency(used: list[Token], rest: str) -> bool:
    """``دمشق-سانا``, ``ANKARA-BHA``: a known place, an agency tied to it by a hyphen, then a sentence."""
    *_, place, hyphen, name = used
    return place.end == hyphen.start and hyphen.end == name.start and _known(used) and _begins(rest)


def _date_only(used: list[Token], rest: str) -> bool:
    set_off = _capitals(used) and used[1].kind == "," and not _MARK.match(_first_place(used).text)
    place = _known(used) or set_off or any(places.regions(name) for name in _named(used)[1:])
    if not (place and _dated(used) and rest.strip()):
        return False
    return _sentence(rest) or (_capitals(used) and _known(used) and rest.lstrip()[0].islower())


def _place_only(used: list[Token], rest: str) -> bool:
    """A city in capitals, or with its country; no country or state alone, which begin the entries of a list.

    A dash must stand free. Before a colon it must be a big city, and no one may be speaking: transcripts name
    their speakers so, and many are called like towns.
    """
    if not rest.strip() or not _sentence(rest):
        return False
    if used[-1].kind == "X" and used[-1].text.startswith("."):
        return places.is_city(_first_place(used).text)
    if used[-1].kind == "X" and (used[-1].start == used[-2].end or rest[:1].strip()):
        return False
    if _city_in_country(used):
        return True
    place = _first_place(used).text
    if not _capitals(used) or not places.is_city(place) or places.is_only_region(place):
        return False
    return used[-1].kind == "X" or (places.size(place) >= _BIG and not _SPEAKING.match(rest))


_BIG = 250_000
_SPEAKING = re.compile(
    r"\s*(?:I|I['’]\w+|We|You|Well|Yes|No|Yeah|So|And|But|What|Why|How|Thank|Thanks|OK|Okay|Right|Look|My|Oh|Let)\b"
)


def _city_in_country(used: list[Token]) -> bool:
    first, *others = (token.text for token in used if token.kind == "P")
    return len(others) == 1 and used[-1].kind == "X" and places.is_city_in(first, others[0])


def _dated_agency(used: list[Token], rest: str) -> bool:
    """``30 ноября. INTERFAX.RU - …``, ``TASS, November 2. …``: an agency and a date without a place."""
    ended = used[-1].kind in "X:." or used[-1].text.endswith(".")
    return ended and _dated(used) and bool(rest.strip()) and _sentence(rest)


_MARK = re.compile(r"(?:UPDATED?|CORRECT\w*|NOTE|EDIT|ALERT|WATCH|LIVE|BREAKING|DEADLINE|DUE)\b")


def _dated_place(used: list[Token], rest: str) -> bool:
    """``BAKU, Azerbaijan, November 2. Trains …``: a known place in capitals, a date, then a sentence."""
    ended = used[-1].kind == "." or used[-1].text.endswith(".")
    return (
        ended
        and _capitals(used)
        and _known(used)
        and _dated(used)
        and len(rest.split()) > 3
        and _sentence(rest)
    )


def _agency_at_line_end(used: list[Token], rest: str) -> bool:
    """``Bakı, 2 noyabr, AZƏRTAC``: an agency at the end of a line of its own."""
    alone = rest.startswith("\n") or (not rest and len(used) > 2)
    return alone and _known(used) and (_dated(used) or _capitals(used))


def _agency_before_sentence(used: list[Token], rest: str) -> bool:
    """``(sda) Der Bundesrat hat …``: known agencies in brackets, and a sentence right after them."""
    return _agency_only(used, rest) and len(rest.split()) > 3 and _sentence(rest)


def _agency_and_stop(used: list[Token], rest: str) -> bool:
    """``EFE.- Llega el otoño``: nothing but an agency, a full stop and a dash tied to it."""
    return used[1].text.startswith(".") and used[0].end == used[1].start and _begins(rest)


def _agency_only(used: list[Token], rest: str) -> bool:
    """An agency alone in brackets, if all names in them are known (not ``(Reuters/Ann Marsh)``)."""
    return _begins(rest) and all(credits.agency(name) for token in used for name in token.names)


_ENCLOSED = re.compile(r"P(?:[,/]P|,?Q){0,4}[,.]?X?[,.]?D[,.]?")
_PLACES = r"P(?:[,/]P|,?Q){0,5}"
_FORMS: tuple[tuple[re.Pattern[str], Proof], ...] = tuple(
    (re.compile(pattern), proof)
    for pattern, proof in (
        (rf"{_PLACES}[,.:]{{0,2}}X?(?:D[,.:]{{0,2}})?X?C(?:X?[,.]?D)?(?:[X:.,]*[X:]|\.)?", _agency),
        (rf"D[,.]?{_PLACES}[,.]?X?C(?:[X:.,]*[X:]|\.)?", _agency),
        (rf"U[X:.,]*{_PLACES}[,.]?D[X:.]*[X:]", _unknown_name),
        (rf"C[X:.,]*{_PLACES}[,.]?(?:D[,.]?)?(?:[X:.]*[X:])", _bare_agency),
        (rf"A[X:,.]{_PLACES}[,.]?(?:D[,.]?)?[X:]", _bare_agency),
        (rf"{_PLACES}[,.]?(?:D[,.X]*)+A(?:[.,]?[X:]|\.)", _bare_agency),
        (rf"{_PLACES}(?:[,.]?(?:D[,.X]*)+|[,/X])A", _agency_at_line_end),
        (rf"{_PLACES}XAX?[,.]?DX", _bare_agency),
        (rf"{_PLACES}(?:[,./]|\.?X)A(?:[.,]?[X:/]|\.)", _bare_agency),
        (r"PXA", _tied_agency),
        (rf"{_PLACES}[,.]?(?:D[,.:]?)?U[.,]?[X:]", _unknown_name),
        (rf"{_PLACES}[,.]?X?D[,.]?[X:]", _date_only),
        (rf"{_PLACES}[,.]?D\.?", _dated_place),
        (rf"{_PLACES}[,.]?[X:]", _place_only),
        (r"(?:D[,.]?)?C(?:[:,.]?X|:)", _agency_only),
        (r"(?:D[,.]?)?C", _agency_before_sentence),
        (r"D[,.]?A[.,]?[X:]", _dated_agency),
        (r"A[,.]D[.,]?[X:.]?", _dated_agency),
        (r"AX", _agency_and_stop),
    )
)
