"""The stage after the loads that learns boilerplate lines of web pages, and reads pages with them again.

The texts in the warehouse then are those that a reading of all pages with all known lines gives, whatever the
order in which the pages came. No load waits for the counting; the pages are read again some at a time, each
time in one transaction under the lock of the loads. If it is killed, the next call goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import psycopg

from newswire.load.pages import lines
from newswire.load.pages.lines import Candidate, State
from newswire.load.replay import forget_chosen
from newswire.load.run import lock, write
from newswire.load.settling import settle
from newswire.model import Defaults, Item
from newswire.reading.documents import answers_of_fetches, defaults_of
from newswire.workers.work import batches

logger = logging.getLogger(__name__)

_LOCK = 7_306_504
"""Key of the advisory lock. One process learns at a time, and no person rules meanwhile."""

_PAGES_AT_ONCE = 200


@contextmanager
def alone(connection: psycopg.Connection) -> Iterator[None]:
    """Hold the lock of the stage. The connection must be in autocommit mode, outside of a transaction."""
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


@dataclass(frozen=True, slots=True)
class Learned:
    """The counts of a call: lines that are left out from now on, and pages that were read again."""

    lines: int = 0
    pages: int = 0

    @property
    def note(self) -> str | None:
        """The counts as a sentence for people; None if nothing has changed."""
        if not self.lines and not self.pages:
            return None
        return f"Lines of web pages: {self.lines:,} newly left out, {self.pages:,} pages read again."


def settle_lines(connection: psycopg.Connection, directory: Path | None = None) -> Learned:
    """Find lines that pages repeat in the loads since the last call, and read the pages with them again.

    Args:
        connection: in autocommit mode.
        directory: the folder of the sources' files; None for the configured one.

    Returns:
        the counts of this call. What a killed call had learned before is counted in none.
    """
    learned = pages = 0
    with alone(connection):
        while not (at := lines.state(connection)).is_settled:
            learned += _learn(connection, at)
            while some := _read_again(connection, at, directory):
                pages += some
                logger.info("%s pages are read again with the lines that their hosts repeat.", f"{pages:,}")
    return Learned(learned, pages)


def _learn(connection: psycopg.Connection, at: State) -> int:
    """Write the lines that new pages make boilerplate; return their number.

    Count all lines anew if they are in doubt.
    """
    if at.is_doubted:
        for line, text, status in lines.doubted(connection):
            is_held = lines.has_three_stories(connection, line)
            found = "lost" if not is_held else "fact" if _holds_fact(text) else "learned"
            if found != status:
                lines.judge(connection, line, found)
    learned = 0
    found_lines = lines.candidates(connection, at)
    for (fetch_id, ordinal), some in groupby(found_lines, lambda one: (one.fetch_id, one.ordinal)):
        rows = list(_rows(connection, fetch_id, ordinal, list(some)))
        lines.learn(connection, rows)
        for _, host, text, is_fact in rows:
            if not is_fact:
                learned += 1
                logger.info("%s: three stories have the line %r; it is left out from now on.", host, text)
    return learned


def _rows(
    connection: psycopg.Connection, fetch_id: int, ordinal: int, wanted: list[Candidate]
) -> Iterator[tuple[int, str, str, bool]]:
    """Yield key, host and text of lines, and whether a fact stands in them, from a page that has them."""
    for answer in answers_of_fetches(connection, [fetch_id], Defaults()):
        note = answer.found.page_note if isinstance(answer.found, Item) else None
        if answer.ordinal == ordinal and note is not None:
            texts = dict(note.lines)
            for one in wanted:
                if one.line in texts:
                    text = texts[one.line].replace("\0", "")
                    yield one.line, note.host, text, _holds_fact(text)


def _holds_fact(text: str) -> bool:
    from newswire.parse.pages.fact_lines import holds_fact  # noqa: PLC0415 - most rounds have no new line

    return holds_fact(text)


def _read_again(connection: psycopg.Connection, at: State, directory: Path | None) -> int:
    """Read some pages again whose lines have changed, in one transaction. Return their number.

    If there are none, book that all are read. A version takes the place of the earlier reading of its page,
    as in a replay. It may repeat another version now; the count of its run follows.
    """
    with connection.transaction():
        lock(connection)
        runs = lines.choose(connection, at.since, _PAGES_AT_ONCE)
        if not runs:
            lines.close(connection, at.last)
            return 0
        before = lines.versions_by_run(connection)
        touched = forget_chosen(connection)
        for _, source_name, places in runs:
            chosen = set(places)
            defaults = defaults_of(connection, source_name, directory)
            answers = answers_of_fetches(connection, sorted({fetch_id for fetch_id, _ in places}), defaults)
            kept = (answer for answer in answers if (answer.fetch_id, answer.ordinal) in chosen)
            write(connection, source_name, batches(kept))
        settle(connection, touched)
        after = lines.versions_by_run(connection)
        for run_id, _, _ in runs:
            if more := after.get(run_id, 0) - before.get(run_id, 0):
                lines.recount(connection, run_id, more)
        return sum(len(places) for _, _, places in runs)
