"""What datelines look like, as patterns over the letters of ``tokens``, and when such a beginning is one.

A form alone is not evidence: ``Paris - the city`` has one too. Each names the proof it needs beside it. A known
agency in brackets is proof for nearly any place; without an agency the place itself must be known, or a date be
there; without either the place must be printed in capitals and known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from newswire.parse import places
from newswire.parse.dateline.tokens import Token


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
        if proof(used, text[rest : rest + 200]):
            while used and used[-1].kind in "X:,.":
                used.pop()
            return Found(tuple(used), rest)
    return None


def _first_place(used: list[Token]) -> Token:
    return next(token for token in used if token.kind == "P")


def _named(used: list[Token]) -> list[str]:
    return [token.text for token in used if token.kind == "P"]


def _known(used: list[Token]) -> bool:
    return places.is_known(_first_place(used).text)


def _capitals(used: list[Token]) -> bool:
    """Whether the (first) place is printed in capitals: ``KIEV``, ``McGILLICUDDY CITY``."""
    letters = [mark for mark in _first_place(used).text if mark.isalpha()]
    large = sum(mark.isupper() for mark in letters)
    return large > 2 and large * 4 >= len(letters) * 3


def _caseless(text: str) -> bool:
    return text[:1].isalpha() and text[:1].lower() == text[:1].upper()


def _plausible(used: list[Token]) -> bool:
    """Whether words before an agency could name a place at all (not ``The Associated Press``)."""
    place = _first_place(used).text
    return not place.startswith(("The ", "THE ", "In ", "At ", "On ", "From ")) or places.is_known(place)


def _begins(rest: str) -> bool:
    """Whether text begins like a sentence: a large letter, one of a script without case, a digit or a quote."""
    rest = rest.lstrip()
    return not rest or not rest[0].islower()


def _sentence(rest: str) -> bool:
    """Whether what follows is running text, no headline in capitals and no list."""
    words = rest.split()
    small = sum(1 for word in words if word[:1].islower() or _caseless(word))
    return _begins(rest) and (not words or small >= 2)


def _agency(used: list[Token], rest: str) -> bool:
    return _plausible(used) and (used[-1].kind in "X:" or _ends_openly(used, rest))


def _ends_openly(used: list[Token], rest: str) -> bool:
    """Without a sign at its end a dateline needs a sentence after it, and a date or a surer place before."""
    dated = any(token.date for token in used)
    return _begins(rest) and (dated or _known(used) or _capitals(used) or _caseless(_first_place(used).text))


def _unknown_name(used: list[Token], rest: str) -> bool:
    dated = any(token.date for token in used)
    return _begins(rest) and (_known(used) or (dated and _capitals(used)))


def _bare_agency(used: list[Token], rest: str) -> bool:
    dated = any(token.date for token in used)
    return _plausible(used) and _begins(rest) and (dated or _known(used) or _capitals(used))


def _date_only(used: list[Token], rest: str) -> bool:
    return _known(used) and _sentence(rest)


def _place_only(used: list[Token], rest: str) -> bool:
    return _capitals(used) and _known(used) and _sentence(rest)


def _agency_only(used: list[Token], rest: str) -> bool:
    return _begins(rest)


_PLACES = r"P(?:[,/]P|,?Q){0,5}"
_FORMS: tuple[tuple[re.Pattern[str], Proof], ...] = tuple(
    (re.compile(pattern), proof)
    for pattern, proof in (
        (rf"{_PLACES}[,.:]?(?:D[,.:]?)?X?C(?:X?[,.]?D)?(?:[X:.,]*[X:])?", _agency),
        (rf"D[,.]?{_PLACES}[,.]?X?C(?:[X:.,]*[X:])?", _agency),
        (rf"C[X:.,]*{_PLACES}[,.]?(?:D[,.]?)?(?:[X:.]*[X:])", _bare_agency),
        (rf"A[X:,.]{_PLACES}[,.]?(?:D[,.]?)?[X:]", _bare_agency),
        (rf"{_PLACES}[,.]?(?:D[,.X]*)?A(?:[.,]?[X:]|\.)", _bare_agency),
        (rf"{_PLACES}X[,.]?(?:D[,.X]*)?A(?:[.,]?[X:]|\.)", _bare_agency),
        (rf"{_PLACES}[,.]?(?:D[,.:]?)?U[.,]?[X:]", _unknown_name),
        (rf"{_PLACES}[,.]?D[,.]?[X:]", _date_only),
        (rf"{_PLACES}[,.]?[X:]", _place_only),
        (r"C[:,.]?X", _agency_only),
        (r"C:", _agency_only),
    )
)
