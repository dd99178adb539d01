"""Whether two versions under one identifier are one item, or unlike stories given the same one.

The two versions alone decide, with two exceptions. An identifier that is known to stand on several stories
proves nothing by itself, so that the equal time or address that comes with it proves nothing either. Entries
beside each other in one document are two stories for their publisher, unless their texts are alike.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from newswire.dedupe.texts.headlines import compare_headlines
from newswire.dedupe.texts.normalise import tokenise
from newswire.dedupe.texts.overlap import Overlap
from newswire.dedupe.texts.words import prepare
from newswire.lexicon import marks
from newswire.lexicon.addresses import without_visit
from newswire.lexicon.invisible import visible

_PASSAGE = 3
"""Words in a row that are no coincidence."""

_SOME = 0.25
"""Share of the shorter text's passages that the other one has if it is the same story, rewritten."""

_MOST = 0.5
"""The same share if the headlines differ and the publisher gives another time."""

_FACTS = 0.1
"""Share of the facts that differ if two notices of one form follow each other under other headlines."""

_LONGEST = 20_000
"""Characters of a text that are compared."""

UNLIKE, BY_STATEMENT, BY_HEADLINE, BY_TEXT = range(4)
"""Degrees of likeness. A higher one is better evidence."""


@dataclass(frozen=True)
class Version:
    """The compared parts of a version.

    ``fetch`` is the number of the fetch that brought it. ``page`` is the address that it came from, if it is
    a web page.
    """

    headline: str = ""
    text: str = ""
    url: str | None = None
    files: frozenset[str] = field(default_factory=frozenset)
    published: dt.datetime | None = None
    number: int | None = None
    label: str | None = None
    is_canceled: bool = False
    fetch: int | None = None
    page: str | None = None

    @cached_property
    def address(self) -> str | None:
        """The address of the page without the parts of a visit."""
        return without_visit(self.url) if self.url else None

    @cached_property
    def title(self) -> tuple[int, ...]:
        """The words of the headline without marks, as hashes."""
        return _words(marks.read_headline(self.headline).rest)

    @cached_property
    def passages(self) -> frozenset[tuple[int, ...]]:
        """The passages of the text; a text that is shorter than one is its only passage."""
        words = _words(self.text[:_LONGEST])
        found = (words[at : at + _PASSAGE] for at in range(max(1, len(words) - _PASSAGE + 1)))
        return frozenset(filter(None, found))

    @cached_property
    def is_replacement(self) -> bool:
        """Whether the version is marked as a correction, an update or another replacement."""
        mark = marks.read_line(self.label) if self.label else None
        return mark is not None and mark.label in marks.REWRITTEN


def likeness(a: Version, b: Version, *, shared: bool) -> int:
    """Return the degree to which two versions under one identifier are one item; ``UNLIKE`` for two stories.

    A page that is fetched again is the same item, however much of it is new.

    Args:
        a: one version.
        b: the other one.
        shared: whether the identifier is known to stand on several stories.
    """
    degree = _likeness(a, b, shared=shared)
    return max(degree, BY_STATEMENT) if a.page is not None and a.page == b.page else degree


def _likeness(a: Version, b: Version, *, shared: bool) -> int:
    if a.headline == b.headline and a.text == b.text and not _are_two_recordings(a, b):
        return BY_TEXT
    if a.is_canceled or b.is_canceled or not (a.headline or a.text) or not (b.headline or b.text):
        return BY_STATEMENT
    if a.is_replacement or b.is_replacement or _differ(a.number, b.number):
        return BY_STATEMENT
    headlines = compare_headlines(a.title, b.title)
    is_later = _differ(a.published, b.published)
    is_elsewhere = _differ(a.address, b.address)
    is_beside = a.fetch is not None and a.fetch == b.fetch
    is_under_another = is_later and headlines.known and not headlines.agree
    if _are_two_recordings(a, b) or (is_beside and is_under_another):
        return UNLIKE
    if a.passages and b.passages:
        least = _MOST if is_under_another else _SOME
        if _common(a, b) >= least and not (is_under_another and _are_of_one_form(a, b)):
            return BY_TEXT
    elif headlines.same:
        return BY_HEADLINE
    if is_beside or is_under_another or (is_later and is_elsewhere):
        return UNLIKE
    if headlines.same or (headlines.agree and not shared):
        return BY_HEADLINE
    is_same_time = a.published is not None and a.published == b.published
    return BY_STATEMENT if is_same_time and not (is_elsewhere or shared) else UNLIKE


def have_one_text(a: Version, b: Version) -> bool:
    """Return whether two texts are alike, so that a third one like both proves nothing by that."""
    return bool(a.passages and b.passages) and _common(a, b) >= _SOME


def _are_two_recordings(a: Version, b: Version) -> bool:
    """Return whether both bring other files and have other times."""
    return bool(a.files and b.files) and a.files.isdisjoint(b.files) and _differ(a.published, b.published)


def _differ(one: object, other: object) -> bool:
    """Return whether both are known and differ."""
    return one is not None and other is not None and one != other


def _common(a: Version, b: Version) -> float:
    """Return the share of the shorter text's passages that the other one has."""
    common, shorter = len(a.passages & b.passages), min(len(a.passages), len(b.passages))
    return common / shorter if common > 1 or common == shorter else 0.0


def _are_of_one_form(a: Version, b: Version) -> bool:
    """Return whether the texts differ in facts at the same places, as notices of one form do."""
    one, other = prepare([a.text[:_LONGEST], b.text[:_LONGEST]])
    return Overlap(one, other).conflict > _FACTS


def _words(text: str) -> tuple[int, ...]:
    return tuple(tokenise([visible(text)]).words.tolist())
