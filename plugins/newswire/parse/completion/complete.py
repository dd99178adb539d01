"""The fields that are derived from an item after its format has been read.

A format reads the facts that its document states; these are never overwritten. The text gives the dateline
and its facts (place, country, credit, byline, date), notes to editors before it, the language, the number of
words and an identity. The item's times and dates give the time of publication, with its evidence. If two
pieces of evidence contradict each other, a warning names both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from newswire.lexicon import languages
from newswire.lexicon.timezones import timezone
from newswire.model import Defaults, Document, Item, Precision
from newswire.parse.completion.authors import authored
from newswire.parse.completion.derived import Derived
from newswire.parse.completion.embargo import embargo
from newswire.parse.completion.identity import content_guid, stated_guid
from newswire.parse.completion.location import placed
from newswire.parse.completion.opening import read_opening
from newswire.parse.completion.origin import credited
from newswire.parse.completion.state import label_of, status
from newswire.parse.completion.words import count_words
from newswire.parse.dateline.parser import Dateline
from newswire.parse.readers import times
from newswire.parse.story.story import Story, story_of

FAR = 3
"""Days by which a dateline and the item's own date may differ without a warning: stories wait."""

AHEAD = dt.timedelta(minutes=10)
"""Most time that a publisher's clock is ahead of ours without a warning."""

DAY_AHEAD = dt.timedelta(hours=14)
"""The same for a day without a time: the first zone begins a day 14 hours before Greenwich."""


def complete(item: Item, document: Document, defaults: Defaults) -> Item:
    """Return the item with its derived fields. Overwrite no value that the document itself gives."""
    *_, completed = completing(item, document, defaults)
    return completed or item


def completing(item: Item, document: Document, defaults: Defaults) -> Iterator[Item | None]:
    """Yield None after each step, and the item with its derived fields in the end: see ``complete``.

    The first step takes off all that is no story in the text, the second the opening; ``opened`` is the item
    without them. Each of the others returns the fields that it derives. An embargo in words is looked for in
    the whole item. The identity comes from it too: a document keeps its identity when more is taken off.
    """
    yield None
    story = story_of(item)
    yield None
    dateline, opening = read_opening(story.item)
    yield None
    opened = story.item.changed(**opening) if opening else story.item
    derived: Derived = {}
    warnings: list[str] = [*story.warnings]
    for step in derivations(story, dateline, opened, document, defaults).values():
        derived.update(step)
        warnings += step.get("warnings", ())
    derived["guid"] = guid = stated_guid(item.guid) if item.guid else None
    derived["warnings"] = _all(item.warnings, warnings)
    completed = opened.changed(**derived)
    yield None
    noted = item if story.item is item else item.changed(ed_note=story.item.ed_note, label=story.item.label)
    held = embargo(noted, completed, document, defaults)
    if doubts := held.pop("warnings", ()):
        held["warnings"] = _all(completed.warnings, doubts)
    if guid is None:
        whole = opened if story.item is item else item
        held["guid"] = _content_guid(whole, opened, completed, defaults)
    yield None
    yield completed.changed(**held) if held else completed


def _all(said: tuple[str, ...], more: Sequence[str]) -> tuple[str, ...]:
    """Return the warnings of an item and further ones, each once."""
    return tuple(dict.fromkeys((*said, *more))) if more else said


def derivations(
    story: Story, dateline: Dateline | None, opened: Item, document: Document, defaults: Defaults
) -> dict[str, Derived]:
    """Return the fields that each step derives, by the name of the step, in their order.

    Args:
        story: the item with its story alone.
        dateline: the one in its text.
        opened: the item of the story without its opening.
        document: the bytes that the item is from.
        defaults: the source's.
    """
    described = _described(opened, defaults)
    return {
        "authors": authored(opened),
        "origin": credited(
            opened if opened.format == "html" else story.item, dateline, defaults, story.agency
        ),
        "location": placed(story.item, dateline, defaults.provider, described["language"]),
        "publication": published(story.item, document, defaults, dateline),
        "description": described,
        "state": status(opened, label_of(opened)),
    }


def _content_guid(item: Item, opened: Item, completed: Item, defaults: Defaults) -> str:
    """Return the identity by the whole text, which ``opened`` may have lost."""
    if item is not opened:
        _, opening = read_opening(item)
        completed = item.changed(**opening) if opening else item
    return content_guid(completed, defaults.source)


def _described(item: Item, defaults: Defaults) -> Derived:
    """Return the language and the number of words of an item without its opening."""
    body = item.body_text or ""
    beginnings = f"{(item.headline or '')[: languages.ENOUGH]} {body[: languages.ENOUGH]}"
    said = item.language or defaults.language
    stated = languages.stated(said, beginnings) if said else languages.Stated(languages.detect(beginnings))
    derived: Derived = {"language": stated.tag}
    if stated.warning:
        derived["warnings"] = (stated.warning,)
    if item.word_count is None and body:
        derived["word_count"] = count_words(body)
    return derived


def published(item: Item, document: Document, defaults: Defaults, dateline: Dateline | None) -> Derived:
    """Return the time of publication: from the item's own times, otherwise from the day in its dateline."""
    given = _given(item)
    derived: Derived = {}
    warnings: list[str] = []
    if item.first_created and item.version_created and item.version_created < item.first_created:
        warnings.append(
            f"The version of {item.version_created} is older than the item of {item.first_created}."
        )
    reference = given[0] if given else document.fetched_at
    printed = None
    if dateline and dateline.date:
        # A date without a year was published before its fetch; time zones add a day at most.
        is_past = reference and not given and dateline.date.year is None
        latest = reference.date() + dt.timedelta(days=1) if reference and is_past else None
        printed = dateline.date.resolve(reference.date() if reference else None, latest=latest)
    if given:
        at, precision, evidence = given
        if item.published is None:
            derived = {"published": at, "published_precision": precision, "published_from": evidence}
        elif item.published_from is None:
            derived = {"published_from": evidence}
        if printed and abs((printed - at.date()).days) > (1 if precision == "day" else FAR):
            warnings.append(f"The dateline's date {printed} contradicts {evidence} {at.date()}.")
    elif printed:
        zone = timezone(defaults.timezone) if defaults.timezone else dt.UTC
        at = dt.datetime.combine(printed, dt.time(), zone)
        derived = {"published": at, "published_precision": "day", "published_from": "dateline"}
        if dateline and dateline.date and dateline.date.year is None:
            warnings.append(
                f"The dateline's date has no year; {printed.year} was inferred from the time of the fetch."
            )
    elif dateline and dateline.date:
        why = "no other date is known" if dateline.date.year is None else "it could be several days"
        warnings.append(f"The dateline's date ({dateline.line}) cannot be taken: {why}.")
    if document.fetched_at:
        warnings += _ahead(item, derived, document.fetched_at)
    derived["warnings"] = tuple(warnings)
    return derived


def _ahead(item: Item, derived: Derived, fetched_at: dt.datetime) -> Iterator[str]:
    """Yield a warning for each of an item's times that lies after the fetch. Such a time is kept."""
    published_at = derived.get("published", item.published)
    is_day = derived.get("published_precision", item.published_precision) == "day"
    for name, at, ahead in (
        ("published", published_at, DAY_AHEAD if is_day else AHEAD),
        ("version_created", item.version_created, AHEAD),
        ("first_created", item.first_created, AHEAD),
    ):
        if at and at > fetched_at + ahead:
            yield f"{name} {at.isoformat()} lies after the fetch ({fetched_at:%Y-%m-%dT%H:%M:%SZ})."


def _given(item: Item) -> tuple[dt.datetime, Precision, str] | None:
    """Return the best of an item's own times, with its precision and its evidence; None if it has none."""
    if item.published:
        return item.published, item.published_precision or "second", item.published_from or "published"
    for name in times.EVIDENCE:
        at: dt.datetime | None = getattr(item, name)
        if at:
            return at, "second", name
    return None
