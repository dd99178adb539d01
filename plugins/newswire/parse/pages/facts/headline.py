"""The headline that a page prints, among the lines that its metadata, its headings and its title give.

Metadata often has a headline for search engines or for a feed; the first heading has the one that is printed.
The name of the site and the line above the headline (kicker) are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newswire.parse.pages.facts.likeness import letters, likeness

LONGEST = 300
"""Characters of a headline; a longer heading holds more than that."""
_LIKE = 0.5
"""The least likeness of the printed heading to a stated headline."""
_SEPARATOR = re.compile(r"\s+(?:[|\-–—•·»«:]|::|//?|>)\s+|\s*\|\s*|(?<=\w): ")
_MOST_PARTS = 3
_SHORT = 5
"""Words of a site's name at most, where nothing else tells that it is one."""

Stated = tuple[str, str]
"""A text and the place where it stands."""


def site_names(names: Iterable[str | None], host: str | None) -> frozenset[str]:
    """Return the names of a site as letters alone: the given ones, its host, and the host without its ends."""
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
            if _is_site(before, sites) and letters(after):
                text = after
                break
        else:
            break
    return text


def _is_site(part: str, sites: frozenset[str]) -> bool:
    bare = letters(part)
    if bare in sites:
        return True
    return len(bare) > 3 and any(len(name) > 3 and (bare in name or name in bare) for name in sites)


def headline_of(
    stated: Sequence[Stated], headings: Sequence[str], title: str | None, sites: frozenset[str]
) -> Stated | None:
    """Return the headline of a page, and the place where it stands.

    Args:
        stated: headlines of the metadata, the best one first.
        headings: the texts of the page's first-level headings.
        title: the text of its ``title`` element.
        sites: names of the site, see ``site_names``.
    """
    printed = [text for text in headings if len(text) <= LONGEST and letters(text) not in sites]
    cleaned = [(without_site(text, sites, printed), place) for text, place in stated]
    if title:
        cleaned.append((_of_title(title, sites, printed), "title"))
    heading = _printed(printed, [text for text, _ in cleaned])
    if heading is None:
        return cleaned[0] if cleaned else None
    for text, place in cleaned:
        if letters(text) == letters(heading):
            return text, f"h1, {place}"
    for text, place in cleaned:
        if _is_without_kicker(text, heading):
            return text, f"h1 without kicker, {place}"
    return heading, "h1"


def _printed(headings: Sequence[str], stated: Sequence[str]) -> str | None:
    """Return the heading that is most like a stated headline; the only one if nothing is stated."""
    if not stated:
        return headings[0] if headings else None
    best, found = 0.0, None
    for heading in headings[:20]:
        like = max(likeness(heading, text) for text in stated)
        if like > best:
            best, found = like, heading
    return found if best >= _LIKE else None


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
