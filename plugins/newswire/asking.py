"""One fetch of a source: ask it, judge the answer, keep the bytes, and book the outcome."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import psycopg

from newswire.fetch import book, moves
from newswire.fetch.fetched import (
    Cursor,
    Fetched,
    FetchError,
    FetchFailed,
    FetchRefused,
    HostWaits,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.hosts import WarehouseHosts
from newswire.fetch.kind import Remote, Source
from newswire.fetch.kinds.feed import FeedSource
from newswire.fetch.pace import Skipped, check_pace, last_fetch
from newswire.fetch.registry import fetch
from newswire.fetch.store import cursors, keep
from newswire.fetch.transport.neighbour import Neighbour, behaving
from newswire.fetch.validators import without
from newswire.fetch.web.instead import asks_for_login, instead_of
from newswire.fetch.web.pages import Lead, Pages
from newswire.fetch.web.stated import Stated
from newswire.logs.about import in_run
from newswire.portions import portions
from newswire.usable import Verdict
from newswire.workers.work import HERE, Parsers, weight_of

logger = logging.getLogger(__name__)

_SECOND = dt.timedelta(seconds=1)
_DOCUMENTS_AT_ONCE = 500
_BYTES_AT_ONCE = 4 * 1024 * 1024


@dataclass(slots=True)
class Asked:
    """The result of asking a source: the run of its new documents (None: there are none), and a note.

    ``unusable`` is the error of an answer that is no whole feed. Its document is kept. ``remark`` is a
    sentence of the kind of source, such as one about documents that wait for another run.
    """

    run_id: int | None = None
    documents: int = 0
    note: str | None = None
    remark: str | None = None
    unusable: FetchFailed | None = None
    http_status: int | None = None
    is_empty: bool = False
    is_doubted: bool = False


def ask(
    connection: psycopg.Connection,
    source: Source,
    interval: Interval,
    now: dt.datetime,
    airflow_run: str | None = None,
    *,
    at_once: bool = False,
    parsers: Parsers = HERE,
) -> Asked:
    """Fetch a source's documents, keep them with their cursors, and book the outcome in ``ledger.fetches``.

    The answer of a feed is parsed at once: only if it is a whole, usable document its cursor is kept. With
    ``at_once`` a source is asked whose poll would be skipped.

    Raises:
        Skipped: the source keeps failing or is slow to publish, and is left out this time.
        NotAnswerable: the source has no data for the interval.
        FetchError: the source cannot be read; documents that it brought before are kept.
    """
    asked = Asked()
    manners = _manners(connection, source, airflow_run)
    last = last_fetch(connection, source)
    write = partial(_book, connection, book.begin(connection, source, interval, airflow_run), asked, manners)
    try:
        if interval.is_latest(now) and not at_once:
            check_pace(connection, source, last, airflow_run)
        with behaving(manners):
            known = cursors(connection, source.name)
            if last and (last.is_whole_due or last.refused_a_body()):
                known = without(known)
            had_stories = partial(_had_stories, connection, source)
            arriving = judged(source, known, interval, now, asked, had_stories, parsers)
            _bring(connection, source, arriving, interval, airflow_run, asked, parsers)
    except NotModified as reason:
        asked.note, asked.http_status = str(reason), 304
    except Skipped as reason:
        write("skipped", str(reason), retry_at=reason.until)
        raise
    except NotAnswerable as reason:
        write("no answer", str(reason))
        raise
    except FetchError as error:
        write(_outcome(error), str(error), error)
        if manners.moved and not isinstance(error, HostWaits):
            moves.forget(connection, source)
        raise
    except psycopg.Error:
        raise
    except Exception as error:
        write("failed", f"{type(error).__name__}: {error}")
        raise
    if asked.unusable is not None:
        write("unusable", str(asked.unusable))
        if manners.moved:
            moves.forget(connection, source)
        return asked
    moves.keep(connection, source, manners.moves)
    if asked.is_empty:
        asked.note = f"{source.name} is a valid feed without entries."
        if asked.is_doubted:
            asked.note += " It had some before, so that is doubted: the next fetch asks for the whole feed."
        write("empty", asked.note)
    else:
        write("documents" if asked.documents else "unchanged")
    return asked


def _manners(connection: psycopg.Connection, source: Source, airflow_run: str | None) -> Neighbour:
    """Return the manners of a fetch. Airflow tries a failed task again, so each of its tries asks once."""
    manners = Neighbour(WarehouseHosts(connection), moved=moves.moved(connection, source))
    if airflow_run:
        manners.tries = 1
    if isinstance(source, Remote):
        manners.pause, manners.connections = source.pause, source.connections
    return manners


def _outcome(error: FetchError) -> book.Outcome:
    if isinstance(error, HostWaits):
        return "waiting"
    return "refused" if isinstance(error, FetchRefused) else "failed"


def _bring(
    connection: psycopg.Connection,
    source: Source,
    arriving: Iterator[Fetched],
    interval: Interval,
    airflow_run: str | None,
    asked: Asked,
    parsers: Parsers,
) -> None:
    failures: list[Exception] = []
    size = 0
    for some in portions(
        _before(failures, arriving),
        lambda one: len(one.document.content),
        most=_DOCUMENTS_AT_ONCE,
        largest=_BYTES_AT_ONCE,
    ):
        into, kept = keep(connection, source.name, interval, some, airflow_run)
        asked.run_id, asked.documents = into or asked.run_id, asked.documents + kept
        if into is not None:
            in_run(into)
        if kept:
            size += sum(len(one.document.content) for one in some)
            parsers.expect(weight_of(asked.documents, size))
            logger.info("%s: %s documents kept so far.", source.name, f"{asked.documents:,}")
    for failure in failures:
        raise failure


def _before(failures: list[Exception], arriving: Iterator[Fetched]) -> Iterator[Fetched]:
    """Yield the documents before a failure, which is noted: a portion that it cuts short is kept as well."""
    try:
        yield from arriving
    except Exception as failure:  # noqa: BLE001 - it is raised again
        failures.append(failure)


def _had_stories(connection: psycopg.Connection, source: Source) -> bool:
    row = connection.execute(
        "SELECT FROM ledger.runs WHERE source_name = %s AND parsed > rejected LIMIT 1", (source.name,)
    ).fetchone()
    return row is not None


def _book(
    connection: psycopg.Connection,
    number: int,
    asked: Asked,
    manners: Neighbour,
    outcome: book.Outcome,
    reason: str | None = None,
    error: FetchError | None = None,
    retry_at: dt.datetime | None = None,
) -> None:
    traffic = manners.traffic
    entry = book.Entry(
        outcome,
        reason,
        asked.documents,
        asked.run_id,
        error.http_status if error else asked.http_status,
        (error and error.host) or traffic.host,
        error.retry_at if error else retry_at,
        traffic.requests,
        traffic.size,
        round(traffic.seconds * 1000),
    )
    book.finish(connection, number, entry)


def judged(
    source: Source,
    known: Mapping[str, Cursor],
    interval: Interval,
    now: dt.datetime,
    asked: Asked,
    had_stories: Callable[[], bool],
    parsers: Parsers = HERE,
) -> Iterator[Fetched]:
    """Yield the documents of a source, each marked whether it is usable. Only answers of feeds are judged.

    The pages of a feed's entries follow it if the source asks for them. They are noted before the feed itself
    is yielded, so that none is forgotten, and they are read although the feed has not changed.

    Args:
        source: the source to ask.
        known: its cursors.
        interval: the interval of the run.
        now: the time of the fetch.
        asked: takes the sentences and the outcome.
        had_stories: returns whether the source has brought a story before.
        parsers: judge the answers.

    Raises:
        NotModified: nothing has changed, and no page waits.
        NotAnswerable, FetchError: as ``fetch`` raises them.
    """
    pages = None
    if isinstance(source, FeedSource) and source.full_text:
        pages = Pages(source, known, interval, now, has_past=False)
    unchanged = None
    try:
        for one in _remarked(fetch(source, known, interval, now), asked):
            yield from _judged(one, source, asked, had_stories, pages, parsers)
    except NotModified as reason:
        unchanged = reason
    read = 0
    for page in pages.read() if pages else ():
        read += 1
        asked.http_status = asked.http_status or page.http_status
        yield page
    if pages:
        asked.remark = pages.sentence()
    if unchanged and not read:
        raise unchanged


def _remarked(arriving: Any, asked: Asked) -> Iterator[Fetched]:  # noqa: ANN401 - any iterator, or a generator
    """Yield the documents, and note the sentence that a generator returns at its end."""
    asked.remark = yield from arriving


def _judged(
    one: Fetched,
    source: Source,
    asked: Asked,
    had_stories: Callable[[], bool],
    pages: Pages | None,
    parsers: Parsers,
) -> Iterator[Fetched]:
    """Yield a document, marked whether it is usable, behind the pages that it leads to.

    A feed without entries that had some is doubted: it is valid, but its place and validators do not move.
    """
    defaults = source.defaults()
    asked.http_status = asked.http_status or one.http_status
    is_feed = one.kept and defaults.expects_feed(one.document.path)
    found = parsers.judge(one.document, defaults) if is_feed else Verdict(0)
    reason = found.reason
    if reason and asks_for_login(one.document.content):
        reason = instead_of("a feed", one.document.content)
    asked.is_empty = asked.is_empty or found.is_empty
    if found.is_empty and had_stories():
        asked.is_doubted = True
        yield replace(one, usable=False)
        return
    if reason is None:
        if pages:
            yield from pages.note(Lead(url, _at(when)) for url, when in found.links)
        yield one
        return
    asked.unusable = FetchFailed(
        f"Source {source.name}: the answer is no whole, usable feed. {reason}", http_status=one.http_status
    )
    yield replace(one, usable=False)


def _at(when: dt.datetime | None) -> Stated | None:
    return Stated(when, when + _SECOND) if when else None
