"""A trial of a source: it is fetched and parsed as a run does it, and nothing is written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from newswire.asking import Asked, judged
from newswire.cli.tables import print_rows
from newswire.errors import NewswireError
from newswire.fetch import FetchError, Interval, NotAnswerable, NotModified
from newswire.fetch.kind import Source
from newswire.fetch.kinds.page import PageSource
from newswire.fetch.web.leading import LeadingSource
from newswire.model import Item, Rejected
from newswire.outcomes import counted
from newswire.parse import parse_document

SHORT = 80
"""Words below which the text of a feed's entries is a teaser, in the median."""
_LISTINGS = 2
"""Pages of a listing that are requested: the first one, and the one that its link to the next leads to."""
_LONGEST_CELL = 70


@dataclass(slots=True)
class Trial:
    """The result of a trial: items and rejections in their order, and sentences for people."""

    items: list[Item] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    documents: int = 0
    error: str | None = None
    http_status: int | None = None
    """The status of the answer that the error is about."""
    remarks: list[str] = field(default_factory=list)

    @property
    def worked(self) -> bool:
        """Whether an item came and nothing failed."""
        return bool(self.items) and self.error is None

    def words(self) -> int:
        """Return the number of words of an item, in the median."""
        return int(median(item.word_count or 0 for item in self.items)) if self.items else 0

    def languages(self) -> list[str]:
        """Return the languages of the items, the most frequent first."""
        return [name for name, _ in Counter(item.language for item in self.items).most_common() if name]


def last_days(now: dt.datetime) -> Interval:
    """Return the interval of today (UTC) and the two days before: a site may be quiet for a day."""
    today = Interval.day(now.date())
    return Interval(today.start - dt.timedelta(days=2), today.end)


def try_source(source: Source, interval: Interval, now: dt.datetime, most: int) -> Trial:
    """Fetch at most ``most`` documents of a source, parse them, and write nothing.

    No state is known, so the documents of the whole interval come. An error of the fetch is part of the
    result, beside the items that came before it.
    """
    if isinstance(source, LeadingSource):
        source = source.model_copy(update={"max_pages": min(source.max_pages, most)})
    if isinstance(source, PageSource):
        source = source.model_copy(update={"max_listings": min(source.max_listings, _LISTINGS)})
    found, asked, defaults = Trial(), Asked(), source.defaults()
    arriving = judged(source, {}, interval, now, asked, lambda: False)
    try:
        for one in arriving:
            if not one.kept:
                continue
            found.documents += 1
            for answer in parse_document(one.document, defaults):
                if isinstance(answer, Item):
                    found.items.append(answer)
                else:
                    found.rejected.append(answer)
            if found.documents >= most:
                found.remarks.append(f"Tried with {counted(most, 'document')}; there may be more.")
                break
    except (NewswireError, NotAnswerable, NotModified) as error:
        found.error = str(error)
        found.http_status = error.http_status if isinstance(error, FetchError) else None
    if asked.unusable:
        found.error = str(asked.unusable)
    if asked.remark:
        found.remarks.append(asked.remark)
    return found


def print_trial(found: Trial) -> None:
    """Print the items, the rejections with their reasons, and the sentences of a trial."""
    if found.items:
        head = ("published", "headline", "words", "language", "from")
        print_rows(head, map(_cells, found.items))
    for rejected in found.rejected:
        print(f"{rejected.path}: rejected ({rejected.reason}). {rejected.detail}")
    print(
        f"{counted(found.documents, 'document')}, {counted(len(found.items), 'item')}, "
        f"{len(found.rejected):,} rejected. Nothing was written."
    )
    for remark in filter(None, (*found.remarks, found.error)):
        print(remark)


def _cells(item: Item) -> tuple[object, ...]:
    at = item.published
    published = (
        None
        if at is None
        else f"{at:%Y-%m-%d}"
        if item.published_precision == "day"
        else f"{at:%Y-%m-%d %H:%M %Z}"
    )
    headline = item.headline or item.slugline or item.body_text or ""
    return published, _short(headline), item.word_count, item.language, _short(item.source_url or item.path)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CELL else f"{line[: _LONGEST_CELL - 1]}…"
