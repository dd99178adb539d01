"""Evidence for a dateline: small questions about its tokens and about the text that follows."""

from __future__ import annotations

import re

from newswire.lexicon import agencies, month_names, places
from newswire.parse.dateline.pieces import Token, is_small


def first_place(used: list[Token]) -> Token:
    """Return the first place that the tokens name."""
    return next(token for token in used if token.kind == "P")


def named(used: list[Token]) -> list[str]:
    """Return the names of all places, in order."""
    return [token.text for token in used if token.kind == "P"]


def known(used: list[Token]) -> bool:
    """Return whether the gazetteer or our data have the first place."""
    return places.is_known(first_place(used).text)


def capitals(used: list[Token]) -> bool:
    """Return whether the (first) place is printed in capitals: ``KIEV``, ``McALLEN``."""
    letters = [mark for mark in first_place(used).text if mark.isalpha()]
    large = sum(mark.isupper() for mark in letters)
    return large > 2 and large * 4 >= len(letters) * 3


def caseless(text: str) -> bool:
    """Return whether a text begins with a letter of a script without case."""
    mark = text[:1]
    return mark.isalpha() and not mark.isupper() and not is_small(mark)


def plausible(used: list[Token]) -> bool:
    """Return whether the words before an agency could name a place.

    These could not: ``The Associated Press``, words whose initials are the name in the brackets
    (``Advance Auto Parts (AAP)``), a kind of company (``Nachrichtenagentur``).
    """
    place = first_place(used).text
    if places.is_known(place):
        return True
    words = place.split()
    initials = "".join(word[0] for word in words if word[0].isupper()).casefold()
    spelled_out = len(words) > 1 and initials in {name.casefold() for token in used for name in token.names}
    near = words[0] in _NEAR and len(words) > 1
    return not (
        spelled_out
        or (not near and words[0].casefold() in _NO_BEGINNING)
        or words[-1].casefold() in _NO_ENDING
    )


_NO_BEGINNING = frozenset(re.findall(r"\S+", "the in at on from near by der das bei aus il lo dans en à"))

_NEAR = frozenset({"NEAR", "ON", "AT", "IN"})
"""Words in capitals before a place in capitals: ``NEAR KHARKIV``."""

_NO_ENDING = frozenset(
    re.findall(
        r"\S+",
        "agency agentur nachrichtenagentur agence agencia agenzia agência news photo foto writer reporter",
    )
)
"""Words that begin a phrase and no place, and words that end the name of a company or a credit."""


def begins(rest: str) -> bool:
    """Return whether a text is empty or begins like a sentence: no word in small letters, but ``iPhones``."""
    rest = rest.lstrip(" \u00a0\n:.-–—")
    return not rest or not is_small(rest[0]) or rest[1:2].isupper()


def sentence(rest: str) -> bool:
    """Return whether the text is running text, no headline in capitals and no list."""
    words = rest.split()
    small = sum(1 for word in words if word[0].islower() or caseless(word))
    return begins(rest) and small >= min(2, len(words) // 2)


def ends_openly(used: list[Token], rest: str) -> bool:
    """Return whether a dateline needs no sign at its end.

    A sentence follows it, and it has a date or a sure place: a known one, one in capitals, one with the code
    of its canton (``Fernfeld UR (sda) Auf …``) or one in a script without case. Where
    nothing follows, two letters can be a country's: ``Linz, Oberösterreich (AT)``.
    """
    if used[-1].kind == "D" and not dated(used[-1:]):
        return False
    if _unsigned(used):
        return sentence(rest)
    if not rest.strip() and not dated(used) and not any(_at_home(name, used) for name in used[-1].names):
        return False
    return sentence(rest) and (
        dated(used)
        or known(used)
        or capitals(used)
        or _in_canton(first_place(used).text)
        or caseless(first_place(used).text)
    )


def _unsigned(used: list[Token]) -> bool:
    """Return whether words stand before an agency that ends its datelines so: ``Fernvik/Malmö (TT)``."""
    *before, credit = used
    name = credit.text[1:-1].partition("-")[0]
    return all(
        token.text == "/" or (token.kind == "P" and _is_unsigned(token.text, name)) for token in before
    ) and not known(used)


def _is_unsigned(place: str, name: str) -> bool:
    """Return whether a word that no data knows, or a known place, may stand before an agency's name."""
    if not agencies.is_unsigned(name, place):
        return False
    is_word = len(place) > 3 and place.isalpha() and place.istitle()
    return places.is_known(place) or (
        is_word and not agencies.agency(place) and not month_names.is_weekday(place)
    )


def _in_canton(place: str) -> bool:
    """Return whether the code of a canton ends a place. ``AG`` ends the names of companies, too."""
    town, _, code = place.rpartition(" ")
    is_canton = bool(town) and len(code) == 2 and code.isupper() and "CH" in places.regions(code)
    return is_canton and (code != "AG" or places.is_city(town))


def _at_home(name: str, used: list[Token]) -> bool:
    """Return whether a name is longer than a country's two letters, or an agency's of the place's country."""
    if len(name) > 2:
        return True
    country = places.locate(first_place(used).text).country
    known = agencies.agency(name, country)
    return known is not None and known.country is not None and known.country == country


def arabic(used: list[Token]) -> bool:
    """Return whether a sign sets a name off from a city in Arabic script: ``لندن - «الشرق»: …``."""
    first = first_place(used).text
    return (
        "\u0600" <= first[0] <= "\u06ff" and any(t.kind in "X:" for t in used[:-1]) and places.is_city(first)
    )


def dated(used: list[Token]) -> bool:
    """Return whether a date is surely no score and no number: it has a month's name or a year."""
    return any(token.date and (caseless(token.text) or _DATED.search(token.text)) for token in used)


_DATED = re.compile(r"[^\W\d_]|\d{4}")


def long(rest: str) -> bool:
    """Return whether the text is running text of five words or more."""
    return len(rest.split()) > 4 and sentence(rest)


BIG = 250_000


def picture(used: list[Token]) -> bool:
    """Return whether they begin a caption, its date in capitals: ``KYIV, UKRAINE - JANUARY 5, 2023: …``."""
    if len(used) < 3:
        return False
    dash, date, end = used[-3:]
    return dash.kind == "X" and end.kind == ":" and date.text.isupper()
