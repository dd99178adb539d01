"""What can be derived from an item once its format has been read.

A format says what its document says, and that is never overwritten. From the text come the dateline and
what it tells (place, country, credit, byline, date), notes to editors before it, the language, the number
of words and an identity; from the item's times and dates the one it was published at, with the evidence
that gave it. Where two pieces of evidence contradict each other a warning says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from newswire import marks
from newswire.invisible import visible
from newswire.model import Defaults, Document, Item, Precision
from newswire.parse import language, places, times
from newswire.parse.dateline import Dateline, credits, parse_dateline, prefixes, read_dateline
from newswire.parse.identity import content_guid
from newswire.timezones import timezone

FIRST_PARAGRAPHS = 10
"""How many short paragraphs (byline, notes, points) may stand before the dateline."""

SHORT = 300
"""Characters of a paragraph before the dateline that is neither byline nor note: a headline, a subhead."""

_CREDITED = re.compile(
    r"(?=[^!?;\n(/（]{0,80}[(/（])(?=\W{0,2}\w)(?:[^!?;\n(/（]|(?<=\d)/(?=\d)){1,80}[(/（][^()\n]{2,40}[)/）]\s?[-–—:._=]"
)
"""What a dateline with a credit in brackets or slashes looks like; that one is there is asked first."""

FAR = 3
"""Days by which a dateline and the item's own date may differ without a warning: stories wait."""

_NO_TEXT = frozenset({"picture", "graphic", "video", "audio"})
"""Kinds whose text is a caption: its first words are no dateline, though they may look so."""


def complete(item: Item, document: Document, defaults: Defaults) -> Item:
    """The item with its derived fields filled in; what the document itself said is never overwritten."""
    changes: dict[str, Any] = {}
    warnings: list[str] = list(item.warnings)
    dateline = _dateline(item, changes)
    _credit(item, defaults, dateline, changes)
    _place(item, dateline, changes, warnings)
    _published(item, document, defaults, dateline, changes, warnings)
    body = changes.get("body_text", item.body_text)
    if item.language is None:
        said = f"{(item.headline or '')[: language.ENOUGH]} {(body or '')[: language.ENOUGH]}"
        changes["language"] = defaults.language or language.detect(said)
    else:
        changes["language"] = language.tag(item.language)
    if item.word_count is None and body:
        changes["word_count"] = count_words(body)
    _label(item, changes)
    _pubstatus(item, changes, warnings)
    if len(warnings) > len(item.warnings):
        changes["warnings"] = tuple(dict.fromkeys(warnings))
    if not item.guid:
        changes["guid"] = content_guid(item.changed(**changes), defaults.source)
    return item.changed(**changes)


def count_words(text: str) -> int:
    """Words of a text: what spaces separate; in scripts without them (Chinese, Japanese, Thai) characters."""
    text = visible(text)
    if len(text) > _SLICE:  # a list of all words of a huge text would take ten times its memory
        return sum(map(count_words, _slices(text)))
    if text.isascii() or not _SPACELESS.search(text):
        return len(text.split())
    spaced, characters = _SPACELESS.subn(" ", text)
    return len(spaced.split()) + characters


def _slices(text: str) -> Iterator[str]:
    """A text in parts of at least 100,000 characters that end between words, if there are any."""
    start = 0
    while start < len(text):
        space = _SPACE.search(text, start + _SLICE // 2, start + _SLICE)
        end = space.start() if space else start + _SLICE
        yield text[start:end]
        start = end


_SLICE = 200_000
_SPACE = re.compile(r"\s")


_SPACELESS = re.compile(
    r"[\u0e01-\u0e2e\u0e81-\u0eae\u1000-\u1021\u1780-\u17a2\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


def _dateline(item: Item, changes: dict[str, Any]) -> Dateline | None:
    """The dateline, taken off the body with byline and notes before it; else the document's own, read."""
    found = None
    if item.body_text and item.kind not in _NO_TEXT:
        found = _opening(item, changes)
    if item.dateline is None:
        if found and found.line:
            changes["dateline"] = found.line
        return found
    own = None if times.is_only_a_time(item.dateline) else read_dateline(item.dateline)
    if found is None and own and item.body_text and item.kind not in _NO_TEXT:
        found = _take_off(item.dateline, item.body_text, changes)
    if found is None or (own and own.place and not found.credit):
        return own or found
    if found.credit and found.place and not (own and _same_place(own, found)):
        changes["dateline"] = found.line  # the printed one, which the text has lost
    return found


def _same_place(one: Dateline, other: Dateline) -> bool:
    return not {place.casefold() for place in one.places}.isdisjoint(map(str.casefold, other.places))


def _take_off(dateline: str, text: str, changes: dict[str, Any]) -> Dateline | None:
    """Take the document's own dateline off the paragraph that begins with it, wherever that stands."""
    at = 0 if text.startswith(dateline) else text.find("\n\n" + dateline) + 2
    if at == 1:
        return None
    end = text.find("\n\n", at)
    paragraph = text[at : end if end >= 0 else len(text)]
    found = parse_dateline(paragraph)
    rest = found.rest if found else paragraph[len(dateline) :].lstrip(" \u00a0-–—_:")
    changes["body_text"] = (text[:at] + rest + (text[end:] if end >= 0 else "")).strip() or None
    return found


def _opening(item: Item, changes: dict[str, Any]) -> Dateline | None:
    """Look for a dateline in the first paragraphs: a byline, notes and points in short may come before it.

    After any other short paragraph (the headline once more, what this version replaces) a dateline
    counts only with place and credit, and if it is the only one: a digest has one in each paragraph.
    """
    text = item.body_text or ""
    start, notes, points, byline, headed = 0, list[str](), list[str](), None, -1
    for _ in range(FIRST_PARAGRAPHS):
        end = text.find("\n\n", start)
        paragraph = text[start : end if end >= 0 else len(text)]
        shown = visible(paragraph)
        if (headed < 0 or _CREDITED.match(shown)) and (found := parse_dateline(paragraph)):
            if headed >= 0 and not (found.place and found.credit and (end < 0 or _is_only(text, end))):
                break
            body = [*points, found.rest + (text[end:] if end >= 0 else "")]
            _keep_notes(item, [*notes, *found.notes], body, changes)
            _keep_byline(item, byline or found.byline, body, changes)
            changes["body_text"] = "\n\n".join(filter(None, body)).strip() or None
            return found
        if len(paragraph) > (prefixes.NOTE_LIMIT if headed < 0 else SHORT):
            break
        line, shown = paragraph.strip(), shown.strip()
        if headed < 0 and byline is None and prefixes.is_byline(shown):
            byline = line.rstrip(" =:")
        elif headed < 0 and prefixes.notes(shown + "\n").end >= len(shown):
            notes.append(line)
        elif headed < 0 and shown.startswith(("* ", "• ")):
            points.append(line)
        elif len(line) <= SHORT:
            points.append(line)
            headed = start if headed < 0 else headed
        else:
            break
        if end < 0:
            break
        start = end + 2
    if byline and item.byline is None and not notes and (rest := text[headed if headed >= 0 else start :]):
        changes["byline"] = byline
        changes["body_text"] = rest.strip()
    return None


def _is_only(text: str, start: int) -> bool:
    """Whether no paragraph further on begins with a dateline that has a credit."""
    later = text[start : start + FIRST_PARAGRAPHS * SHORT].split("\n\n")
    return not any(_CREDITED.match(visible(paragraph)) and parse_dateline(paragraph) for paragraph in later)


def _keep_notes(item: Item, notes: list[str], body: list[str], changes: dict[str, Any]) -> None:
    """Marks become the label, notes go to ``ed_note``; if the document has its own they stay in the body."""
    for note in notes:
        bare = note.strip("()[]（）【】 -–—:/\n")
        if item.label is None and marks.read_line(bare):
            changes["label"] = bare
        elif item.ed_note is None:
            changes["ed_note"] = "\n".join(filter(None, (changes.get("ed_note"), note)))
        elif bare not in item.ed_note and bare != item.label:
            body.insert(0, note)


def _label(item: Item, changes: dict[str, Any]) -> None:
    """The marks of text, headline or slugline, as printed; else what a note says was done."""
    if item.label is not None or "label" in changes:
        return
    label = (
        marks.read_headline(item.headline or "").printed or marks.read_slugline(item.slugline or "").printed
    )
    if label is None:
        said = marks.read_note(changes.get("ed_note") or item.ed_note or "")
        label = said if said in marks.REWRITTEN else None
    changes["label"] = label


def _pubstatus(item: Item, changes: dict[str, Any], warnings: list[str]) -> None:
    """The document's own; but a kill that comes as an item of its own is canceled, whatever it says."""
    label = marks.read_line(changes.get("label") or item.label or "")
    texts = item.headline, changes.get("body_text", item.body_text)
    kill = (label is not None and label.label == "kill") or any(
        text and marks.is_kill(text) for text in texts
    )
    if kill and item.pubstatus == "usable":
        warnings.append("It is marked as a kill: taken as canceled, though its status says usable.")
    if kill and label is None:
        changes["label"] = "kill"
    changes["pubstatus"] = "canceled" if kill else item.pubstatus or "usable"
    changes["pubstatus_given"] = kill or item.pubstatus is not None


def _keep_byline(item: Item, byline: str | None, body: list[str], changes: dict[str, Any]) -> None:
    """A byline goes to its field; one that the document's own does not hold stays in the body."""
    if not byline:
        return
    if item.byline is None:
        changes["byline"] = byline
        return
    own, said = visible(item.byline).casefold(), visible(byline)
    if prefixes.names(said).casefold() not in own and own not in said.casefold():
        body.insert(0, byline)


def _credit(item: Item, defaults: Defaults, dateline: Dateline | None, changes: dict[str, Any]) -> None:
    credit = item.credit
    if not credit and dateline and dateline.credit:
        credit = changes["credit"] = dateline.credit
    elif credit and (named := _canonical(credit, item)) != credit:
        credit = changes["credit"] = named
    if item.provider is None:
        changes["provider"] = defaults.provider or (credit[-1] if credit else None)


def _canonical(credit: tuple[str, ...], item: Item) -> tuple[str, ...]:
    people = (*item.authors, item.byline or "")
    return tuple(dict.fromkeys(name for printed in credit for name in credits.line(printed, people)))


def _place(item: Item, dateline: Dateline | None, changes: dict[str, Any], warnings: list[str]) -> None:
    elsewhere = dateline and item.place and item.dateline is None and item.place != dateline.place
    if dateline is None or dateline.place is None or elsewhere:
        if item.place and not (item.country and item.places):
            _own_place(item, changes, warnings)
        return
    if item.place is None:
        changes["place"] = dateline.place
    if not item.places:
        changes["places"] = dateline.places
    if item.country is None:
        changes["country"] = dateline.country
        warnings.extend(dateline.warnings)


def _own_place(item: Item, changes: dict[str, Any], warnings: list[str]) -> None:
    """Places and country of a place that the document names outside a dateline."""
    read = read_dateline(item.place or "")
    if read is None or not read.places:
        return
    if not item.places:
        changes["places"] = read.places
    if item.country is None:
        country = read.country
        if read.warnings and (writer := credits.agency(item.provider or "")):
            country = places.locate(read.places[0], (), writer.country).country
        changes["country"] = country
        warnings.extend(read.warnings if country is None else ())


def _published(
    item: Item,
    document: Document,
    defaults: Defaults,
    dateline: Dateline | None,
    changes: dict[str, Any],
    warnings: list[str],
) -> None:
    """When it was published: the item's own times first, then the day in its dateline."""
    if item.first_created and item.version_created and item.version_created < item.first_created:
        warnings.append(
            f"The version of {item.version_created} is older than the item of {item.first_created}."
        )
    given = _given(item)
    reference = given[0] if given else document.fetched_at
    printed = None
    if dateline and dateline.date:
        # Without a date of its own an item was published before it was fetched; a day more for time zones.
        latest = reference.date() + dt.timedelta(days=1) if reference and not given else None
        printed = dateline.date.resolve(reference.date() if reference else None, latest=latest)
    if given:
        at, precision, evidence = given
        if item.published is None:
            changes.update(published=at, published_precision=precision, published_from=evidence)
        elif item.published_from is None:
            changes["published_from"] = evidence
        if printed and abs((printed - at.date()).days) > (1 if precision == "day" else FAR):
            warnings.append(f"The dateline's date {printed} contradicts {evidence} {at.date()}.")
    elif printed:
        zone = timezone(defaults.timezone) if defaults.timezone else dt.UTC
        at = dt.datetime.combine(printed, dt.time(), zone)
        changes.update(published=at, published_precision="day", published_from="dateline")
        if dateline and dateline.date and dateline.date.year is None:
            warnings.append(
                f"The dateline's date has no year; {printed.year} was inferred from the time of the fetch."
            )
    elif dateline and dateline.date:
        why = "no other date is known" if dateline.date.year is None else "it lies after the fetch"
        warnings.append(f"The dateline's date ({dateline.line}) cannot be taken: {why}.")


def _given(item: Item) -> tuple[dt.datetime, Precision, str] | None:
    if item.published:
        return item.published, item.published_precision or "second", item.published_from or "published"
    for name in times.EVIDENCE:
        at: dt.datetime | None = getattr(item, name)
        if at:
            return at, "second", name
    return None
