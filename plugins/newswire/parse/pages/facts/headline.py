"""The headline that a page prints, among the lines that its metadata, its headings and its title give.

Metadata often has a headline for search engines or for a feed; the first heading has the one that is printed.
The name of the site and the line above the headline (kicker) are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newswire.parse.pages.facts.likeness import letters, likeness, words

LONGEST = 300
"""Characters of a headline; a longer heading holds more than that."""
_LIKE = 0.45
"""The least likeness of the printed heading to a stated headline."""
_SEPARATOR = re.compile(
    r"\s+(?:[|\-–—•·»«:]|--|::|//?|>)\s+|\s*[|｜ㅣ]\s*|(?<=[\w\u0900-\u0dff\u0e31-\u0e4e]): "
    r"|(?<=[\u3040-\u9fff\uac00-\ud7a3])[-_]"
)
_SAME = 0.9
"""The least likeness of a heading that is surely a stated headline."""
_WORDING = 0.75
"""The least likeness of two wordings of one headline."""
_MOST_PARTS = 3
_WORDS = 4
"""The fewest words of a heading that is the headline because no other one is there."""
_SHORT = 5
"""Words of a site's name at most, where nothing else tells that it is one."""

Stated = tuple[str, str]
"""A text and the place where it stands."""


def site_names(names: Iterable[str | None], host: str | None) -> frozenset[str]:
    """Return the names of a site as letters alone: the given ones, its host, and the parts of its host."""
    found = {letters(name) for name in names if name}
    if host:
        found |= {letters(host), letters(host.removeprefix("www.")), *map(letters, host.split(".")[:-1])}
    return frozenset(name for name in found if len(name) > 1)


def without_site(text: str, sites: frozenset[str], printed: Sequence[str] = ()) -> str:
    """Return a line without the name of the site before or after it.

    A part is taken off if it is a name of the site, or if the rest is a printed heading.
    """
    headings = {letters(heading) for heading in printed}
    for _ in range(_MOST_PARTS):
        if letters(text) in headings:
            return text
        marks = list(_SEPARATOR.finditer(text[: LONGEST * 2]))
        for mark in (*reversed(marks), *marks[:1]):
            before, after = text[: mark.start()].strip(), text[mark.end() :].strip()
            is_colon = mark[0] == ": "
            if letters(before) in headings and not is_colon:
                return before
            if not is_colon and _is_site(after, sites) and letters(before):
                text = before
                break
            if letters(before) in sites and letters(after):
                text = after
                break
        else:
            break
    return text


def _is_site(part: str, sites: frozenset[str]) -> bool:
    bare = letters(part)
    if bare in sites:
        return True
    return len(bare) > 3 and any(
        (bare in name or name in bare) and 2 * min(len(bare), len(name)) >= max(len(bare), len(name))
        for name in sites
        if len(name) > 3
    )


def headline_of(
    stated: Sequence[Stated],
    headings: Sequence[str],
    title: str | None,
    sites: frozenset[str],
    sections: Sequence[str] = (),
) -> Stated | None:
    """Return the headline of a page, and the place where it stands.

    Args:
        stated: headlines of the metadata, the best one first.
        headings: the texts of the page's first-level headings.
        title: the text of its ``title`` element.
        sites: names of the site, see ``site_names``.
        sections: names of the section, which stand in some titles like the site's.
    """
    taken_off = sites | {*map(letters, sections)} - {""}
    printed = [text for text in headings if len(text) <= LONGEST and not _is_site(text, sites)]
    cleaned = [(without_site(text, taken_off, printed), place) for text, place in stated]
    if title:
        printed = _without_end(printed, title, cleaned)
        cleaned.append((_of_title(title, taken_off, printed), "title"))
    twice = _stated_twice(cleaned)
    heading = _printed(printed, [text for text, _ in cleaned], sure=twice is not None)
    if heading is None:
        return cleaned[0] if cleaned else None
    for text, place in cleaned if not _is_whole(heading, stated, title) else ():
        if _is_without_kicker(text, heading):
            return text, f"h1 without kicker, {place}"
    for text, place in cleaned:
        if letters(text) == letters(heading):
            return (heading if _is_set_badly(text, heading) else text), f"h1, {place}"
    if twice and likeness(twice[0], heading) >= _WORDING:
        return twice
    return heading, "h1"


def _is_set_badly(text: str, heading: str) -> bool:
    """Return whether a stated line has capitals alone or marks of an editor, and the same heading not."""
    return (text.isupper() and not heading.isupper()) or any(
        mark in text and mark not in heading for mark in "*_\\"
    )


def _without_end(headings: list[str], title: str, stated: Sequence[Stated]) -> list[str]:
    """Return headings without the one that ends or begins the title beside the stated headline."""
    ends = [letters(part) for part in _SEPARATOR.split(title)]
    if len(ends) < 2 or not stated or letters(stated[0][0]) not in ends:
        return headings
    return [text for text in headings if letters(text) not in ends or letters(text) == letters(stated[0][0])]


def _stated_twice(stated: Sequence[Stated]) -> Stated | None:
    """Return the headline that JSON-LD and OpenGraph both give.

    It is the one that the outlet sends out: feeds and other pages have it too.
    """
    of_json = next((text for text, place in stated if place.startswith("JSON-LD")), None)
    of_graph = next((text for text, place in stated if place == "meta og:title"), None)
    if of_json and of_graph and letters(of_json) == letters(of_graph):
        return of_graph, "JSON-LD headline, meta og:title"
    return None


def _printed(headings: Sequence[str], stated: Sequence[str], *, sure: bool) -> str | None:
    """Return the heading that is a stated headline or like one, the first of several that are.

    Unless two places agree on the headline (``sure``), a long heading that is alone counts, whatever it is.
    """
    if not headings or not stated:
        return headings[0] if headings else None
    likely = [(max(likeness(heading, text) for text in stated), heading) for heading in headings[:20]]
    best, found = max(likely, key=lambda one: one[0])
    if best >= _SAME:
        return found
    if best >= _LIKE:
        return next(heading for like, heading in likely if like >= _LIKE)
    is_alone = len(set(map(letters, headings))) == 1 and len(words(headings[0])) >= _WORDS
    return headings[0] if is_alone and not sure else None


def _is_whole(heading: str, stated: Sequence[Stated], title: str | None) -> bool:
    """Return whether JSON-LD and the title both give a heading as it is: no part of it is a kicker."""
    whole = letters(heading)
    of_json = {letters(text) for text, place in stated if place.startswith("JSON-LD")}
    return whole in of_json and title is not None and letters(title) == whole


def _is_without_kicker(text: str, heading: str) -> bool:
    """Return whether a line is a heading without the line above it, which ends in a colon or is short."""
    whole, rest = letters(heading), letters(text)
    if not whole.endswith(rest) or len(rest) * 2 < len(whole) or len(rest) < 12:
        return False
    kicker = heading[: max(len(heading) - len(text), 0)].rstrip()
    return kicker.endswith((":", "|", "+++", "-", "–", "—", "/", "."))


def _of_title(title: str, sites: frozenset[str], printed: Sequence[str]) -> str:
    """Return a page's title without the site's name, known or, after a bar, supposed."""
    text = without_site(title, sites, printed)
    before, bar, after = text.rpartition(" | ")
    if bar and text == title and len(after.split()) <= _SHORT and len(before.split()) > 2:
        return before.strip()
    return text
