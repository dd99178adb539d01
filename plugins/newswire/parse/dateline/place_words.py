"""The words of a dateline that could name a place."""

from __future__ import annotations

import re

from newswire.lexicon import agencies, country_names, dates, places
from newswire.parse.dateline.beginnings import begins_with_name
from newswire.parse.dateline.pieces import Token, is_small

_MARKS = "'’‘ʻ`·׳״\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u0e31-\u0e4e"
"""The marks that may stand inside a word beside letters: apostrophes, vowel signs, joiners."""
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
LONGEST_WORD = 40
"""Letters that a word of a place's name may have."""

_INITIALS = re.compile(r"\.[^\W\d_]{1,3}(?![^\W\d_])|\.-[BÉNPL](?=[.,]|\s[—–(-])")
"""More letters after a full stop; in Canadian provinces in French after a hyphen, too: ``N.-É.``."""


def read_place(text: str, position: int) -> Token | None:
    """Return the words that could name a place, up to a comma, bracket, dash, date or agency; or None."""
    end, words, last = position, 0, position
    while words < 7:
        word = _WORD.match(text, end) or (text[end : end + 1].isdigit() and _ORDINAL.match(text, end))
        if not word or len(word[0]) > LONGEST_WORD:
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


def read_known(text: str, position: int) -> Token | None:
    """Return the whole name of a country or city of several words, or None: ``Trinidad & Tobago``.

    A comma, a bracket, a dash or a number follows the name. It may have any words and signs, and begin like
    an agency: ``Nova York``.
    """
    shown = _UP_TO_SIGN.match(text, position)
    if shown is None or is_small(text[position]) or not begins_with_name(shown[0]):
        return None
    ends = [sign.end() if sign[0] in ")）" else sign.start() for sign in _SIGN.finditer(shown[0])]
    for end in reversed([*ends, len(shown[0])]):
        name = shown[0][:end].rstrip(". \u00a0\t\u3000")
        several = _SEVERAL.search(name) or len(name) > LONGEST_WORD
        if several and (country_names.countries(name) or places.is_city(name)):
            stop = position + len(name)
            stop += text[stop : stop + 1] == "." and _INITIAL_LAST.search(name) is not None
            return Token("P", position, stop, text[position:stop])
    return None


_UP_TO_SIGN = re.compile(r"[^\W\d_][^\d\n]{3,70}")
_SIGN = re.compile(r"[()（）/,،、，:：–—-]")
_SEVERAL = re.compile(r"[\s&(（・׳:/-]")
_INITIAL_LAST = re.compile(r"[\s.]\w{1,2}$")
"""The end of a name with initials, ``EE. UU``, whose full stop belongs to it."""


def _ends_place(text: str, position: int, word: re.Match[str]) -> bool:
    """Return whether ``word`` begins a date or an agency, and is in no city's name (Santo Domingo)."""
    begins = dates.match(text, word.start()) or agencies.bare(text, word.start())
    return bool(begins) and not places.is_city(text[position : word.end()])


def _abbreviates(so_far: str, word: str) -> bool:
    """Return whether the full stop after ``word`` belongs to it: ``Mass.``, ``St. Louis``, ``N.Y.``."""
    if country_names.key(word) in _ABBREVIATED or (len(word) == 1 and word.isupper()):
        return True
    name = so_far.rstrip(".")
    if len(word) > 5 or places.is_country(name):
        return False
    return bool(places.regions(name + ".") or (name.isupper() and places.regions(name)))


def _agency_after_hyphen(word: str) -> int | None:
    """Return the end of a place that a hyphen ties to an agency (``دمشق-سانا``, ``ANKARA-BHA``), or None."""
    cut = max(word.rfind("-"), word.rfind("‐"))
    return cut if cut > 1 and agencies.agency(word[cut + 1 :]) else None
