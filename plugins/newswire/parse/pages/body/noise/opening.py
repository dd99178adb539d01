"""The head of a page that stands in the container: headline, kicker, date line, byline bar."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.noise.bars import Bars, announces
from newswire.parse.pages.body.noise.phrases import plain
from newswire.parse.pages.body.noise.view import HEADINGS, View
from newswire.parse.pages.facts.facts import Facts

_LONGEST_HEADLINE = 300
_LONGEST_KICKER = 60
_NEAR = 0.8
"""Share of the words of a heading and the headline that are in both, if the heading is the headline."""
_SHORTEST_PART = 18
"""Letters of a line that is the beginning or end of the headline."""
_ZONE = 3
"""The bars of the head stand before this paragraph of prose: a standfirst and the first may precede."""
_MOST_NAMES = 3
"""Lines of two or three capitals that may be names of authors; more of them are a list of things."""
_MOST_KEYWORDS = 40
_MOST = 60
"""Blocks at the beginning that may be the head."""
_WORDS = re.compile(r"[^\W_]+")
_SITE = re.compile(r"\s+[|–—-]\s+")


def take_head(view: View, facts: Facts, bars: Bars, titles: Sequence[str]) -> None:
    """Take away the headline, all short lines above it, and the bars of date and byline below it."""
    first = view.first_prose()
    headline = _headline(view, [title for title in (facts.headline, *titles) if title], first)
    zone = _zone(view)
    authors = [plain(name) for name in facts.authors if len(name) > _SHORTEST_NAME or not name.isascii()]
    bare = [number for number in zone if bars.is_bare_name(view.blocks[number].text)]
    listed = frozenset(bare if len(bare) > _MOST_NAMES else ()) | _described(view, zone)
    for number in zone:
        reason = None if number in listed else bars.reason(view.blocks[number].text)
        if reason is None and number < first and number not in listed:
            reason = _bar_of_any_language(view, number, authors)
        if reason and (reason != "date" or not view.is_heading(number) or number < first):
            view.take(number, reason)
            _take_beside(view, number)
    last_bar = max(
        (number for number in view.reasons if number < first and view.reasons[number] in _OF_HEAD), default=-1
    )
    for number in zone:
        if (
            number < last_bar
            and len(view.blocks[number].text) <= _LONGEST_ABOVE
            and _is_of_heading(view, number)
        ):
            view.take(number, "kicker")
        if (
            number < first
            and number not in listed
            and view.blocks[number].tag in _BARS
            and bars.is_loose(
                view.blocks[number].text,
                dated="date" in (view.reasons.get(number - 1), view.reasons.get(number + 1)),
            )
        ):
            view.take(number, "byline")
    about = {
        folded(word) for word in (facts.section, facts.publisher, *facts.keywords[:_MOST_KEYWORDS]) if word
    }
    for number in zone:
        if number < first and _is_short(view, number) and view.letters(number) in about:
            view.take(number, "kicker")
    standfirst = folded(facts.standfirst or "")
    for number in range(max(headline, 0)):
        if number in view.reasons or not _is_short(view, number):
            continue
        letters = view.letters(number)
        if not letters or letters not in standfirst:
            view.take(number, "kicker")


_SHORTEST_NAME, _LONGEST_BAR, _LONGEST_DATE = 4, 120, 45
_FEWEST_DIGITS, _MOST_LETTERS = 5, 2
"""Digits of a date at least, and letters for each of them at most."""


def _bar_of_any_language(view: View, number: int, authors: Sequence[str]) -> str | None:
    """Return ``byline`` for a line above the text with an author's name, ``date`` for one of mere numbers.

    The words of it may be of any language. A sentence may have a name too.
    """
    text = view.blocks[number].text
    if len(text) > _LONGEST_BAR or view.is_heading(number):
        return None
    digits = sum(map(str.isdigit, text))
    line = plain(text)
    if (text[-1:] not in _ENDS or digits >= _FEWEST_DIGITS) and any(name in line for name in authors):
        return "byline"
    letters = sum(map(str.isalpha, text))
    is_date = digits >= _FEWEST_DIGITS and letters <= _MOST_LETTERS * digits and _NO_DATE.isdisjoint(text)
    return "date" if is_date and len(text) <= _LONGEST_DATE and _CLOCK.search(text) else None


_NO_DATE = frozenset("$€£¥%₹₽+×#@/")
_CLOCK = re.compile(r"(?<!\d)(?:\d{1,2}[:.]\d{2}|\d{4})(?!\d)")
"""A time of day, or a year."""
_ENDS = frozenset('.!?…。！？।؟۔:”“»"')
_OF_HEAD = frozenset({"date", "byline", "headline"})
_LONGEST_ABOVE = 140
"""Characters of a heading above the bars of date and byline."""


def _is_of_heading(view: View, number: int) -> bool:
    block = view.blocks[number]
    return view.is_heading(number) or not HEADINGS.isdisjoint(block.inside)


_BARS = frozenset({"p", "div", "span", "address", "dt", "dd"})
_LONGEST_BOX = 160


def _take_beside(view: View, number: int) -> None:
    """Take away what stands in one small element with a bar: the author's function and city."""
    place = view.blocks[number].place
    for _ in range(2):
        if place.parent is None:
            return
        place = place.parent
        content = view.content[place]
        if content.prose + content.links > _LONGEST_BOX or place.tag in {"article", "main", "body", "header"}:
            return
        for one in range(content.first, content.last + 1):
            if not view.is_prose(one) and not view.is_heading(one):
                view.take(one, "byline")


def _described(view: View, zone: Sequence[int]) -> frozenset[int]:
    """Return the lines of lists of terms that tell of the story: ``Length``, ``20 m``."""
    found, is_told = set(), False
    for number in zone:
        if view.blocks[number].tag == "dt":
            is_told = not announces(view.blocks[number].text)
        if is_told and view.blocks[number].tag in {"dt", "dd"}:
            found.add(number)
    return frozenset(found)


def _zone(view: View) -> list[int]:
    prose, zone = 0, []
    for number in view.rest()[:_MOST]:
        if view.is_prose(number):
            prose += 1
            if prose == _ZONE:
                break
        else:
            zone.append(number)
    return zone


def _is_short(view: View, number: int) -> bool:
    return len(view.blocks[number].text) <= _LONGEST_KICKER and not view.is_prose(number)


def _headline(view: View, titles: Sequence[str], first: int) -> int:
    """Take away the headline wherever it stands; return its last number in the head, otherwise -1."""
    names = frozenset().union(*map(_forms, titles))
    found = -1
    words = [frozenset(word.lower() for word in _WORDS.findall(title)) for title in titles]
    rest = view.rest()
    is_head = True
    for number in rest:
        block = view.blocks[number]
        is_head = is_head and number <= first
        if len(block.text) > _LONGEST_HEADLINE:
            continue
        letters = view.letters(number)
        if letters in names or (is_head and _is_headline(view, number, names, words)):
            view.take(number, "headline")
            if is_head:
                found = number
    return found


def _forms(headline: str) -> frozenset[str]:
    """Return the letters of a headline, as it is and without the site's name behind it."""
    parts = _SITE.split(headline)
    forms = {folded(headline)}
    if len(parts) > 1:
        forms.add(folded(" - ".join(parts[:-1])))
    return frozenset(form for form in forms if len(form) >= 8)


def _is_headline(view: View, number: int, names: frozenset[str], titles: Sequence[frozenset[str]]) -> bool:
    """Return whether a block of the head is the headline: an ``h1``, or a heading with most of its words."""
    block = view.blocks[number]
    if block.tag == "h1":
        return True
    letters = view.letters(number)
    if len(letters) < 8:
        return False
    if any(len(name) >= 12 and (letters.endswith(name) or letters.startswith(name)) for name in names) and (
        len(letters) <= 2 * max(map(len, names))
    ):
        return not view.is_prose(number)
    if len(letters) >= _SHORTEST_PART and any(
        name.startswith(letters) or name.endswith(letters) for name in names
    ):
        return True
    if not view.is_heading(number):
        return False
    if any(letters in name for name in names) and len(letters) >= 12:
        return True
    words = {word.lower() for word in _WORDS.findall(block.text)}
    return any(len(words & title) >= _NEAR * len(words | title) for title in titles) and bool(words)
