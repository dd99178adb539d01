"""The lines that three stories of a host share, and the pages to read again when these lines change.

Two pages tell one story if they share an address, a headline or a long paragraph (``PageNote.story``): print
and AMP versions, updates and versions of a story teach nothing. A line is boilerplate if three pages with it
tell three stories. So another page never makes a line text again, and the order of pages does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row, scalar_row

STORIES = 3
"""Stories of a host that make a line of theirs boilerplate."""

_FEW = 100
"""Pages with a line that are compared first; most lines need no more."""

_KNOWN = "SELECT line FROM news.page_lines WHERE status = 'learned' AND overruled_at IS NULL"

_STATE = """
SELECT
    coalesce((SELECT last_note_id FROM ledger.learning), 0) AS since,
    coalesce((SELECT max(note_id) FROM news.page_notes), 0) AS last,
    coalesce((SELECT is_doubted FROM ledger.learning), false) AS is_doubted,
    EXISTS (SELECT FROM news.page_lines WHERE NOT is_applied) AS is_unapplied
"""

_CANDIDATES = """
SELECT fresh.line, first.fetch_id, first.ordinal
FROM (
    SELECT DISTINCT unnest(lines) AS line FROM news.page_notes
    WHERE note_id > %(since)s AND note_id <= %(last)s
) AS fresh
CROSS JOIN LATERAL (
    SELECT count(*) AS pages FROM (
        SELECT FROM news.page_notes AS page WHERE page.lines @> ARRAY[fresh.line] LIMIT %(stories)s
    ) AS found
) AS held
CROSS JOIN LATERAL (
    SELECT fetch_id, ordinal FROM news.page_notes AS page
    WHERE page.lines @> ARRAY[fresh.line] AND page.is_readable
    ORDER BY note_id LIMIT 1
) AS first
WHERE held.pages = %(stories)s
  AND NOT EXISTS (SELECT FROM news.page_lines AS known WHERE known.line = fresh.line)
ORDER BY first.fetch_id, first.ordinal, fresh.line
"""
"""Unknown lines of new pages that three pages hold, with the first of these pages."""

_STORIES = """
SELECT DISTINCT story FROM (
    SELECT story FROM news.page_notes AS page WHERE page.lines @> ARRAY[%(line)s::bigint] LIMIT %(most)s
) AS found
"""

_LEARN = """
INSERT INTO news.page_lines (line, host, text, status, is_applied)
VALUES (%(line)s, %(host)s, %(text)s, %(status)s, %(status)s = 'fact')
ON CONFLICT DO NOTHING
"""

_DOUBTED = "SELECT line, text, status FROM news.page_lines WHERE overruled_at IS NULL ORDER BY line"

_JUDGE = "UPDATE news.page_lines SET status = %s, is_applied = false WHERE line = %s"

_DOUBT = "UPDATE ledger.learning SET is_doubted = true WHERE NOT is_doubted"

_CHOOSE = """
CREATE TEMPORARY TABLE forgotten ON COMMIT DROP AS
WITH changed AS MATERIALIZED (
    SELECT note_id FROM news.page_notes WHERE note_id > %(since)s
    UNION
    SELECT note_id FROM news.page_notes
    WHERE lines && ARRAY(SELECT line FROM news.page_lines WHERE NOT is_applied)
),
stale AS MATERIALIZED (
    SELECT fetch_id, ordinal, guid_hash FROM changed JOIN news.page_notes AS page USING (note_id)
    WHERE page.is_readable AND known <> ARRAY(
        SELECT line FROM news.page_lines AS learned
        WHERE learned.line = ANY(page.lines) AND status = 'learned' AND overruled_at IS NULL
        ORDER BY line
    )
    ORDER BY note_id LIMIT %(most)s
)
SELECT fetch_id, ordinal FROM stale
UNION
SELECT page.fetch_id, page.ordinal FROM stale JOIN news.page_notes AS page USING (guid_hash)
WHERE page.is_readable
UNION
SELECT page.fetch_id, page.ordinal
FROM stale
JOIN news.versions AS version ON (version.fetch_id, version.ordinal) = (stale.fetch_id, stale.ordinal)
JOIN news.versions AS sibling ON sibling.item_id = version.item_id
JOIN news.page_notes AS page ON (page.fetch_id, page.ordinal) = (sibling.fetch_id, sibling.ordinal)
WHERE page.is_readable
"""
"""The pages whose reading left out other lines than are known now, with all readings of the same items.

Those may repeat a version that reads otherwise now, or become a repetition of it. A page whose bytes were
dropped keeps its text.
"""

_RUNS = """
SELECT
    run_id, source_name,
    array_agg(fetch_id ORDER BY fetch_id, ordinal), array_agg(ordinal ORDER BY fetch_id, ordinal)
FROM forgotten JOIN raw.fetches USING (fetch_id) JOIN ledger.runs USING (run_id)
GROUP BY run_id, source_name, load_number
ORDER BY load_number
"""

_VERSIONS = """
SELECT run_id, count(*)
FROM forgotten
JOIN news.versions AS version USING (fetch_id, ordinal)
JOIN raw.fetches USING (fetch_id)
GROUP BY run_id
"""

_RECOUNT = """
UPDATE ledger.runs SET updated = updated + %(more)s, unchanged = unchanged - %(more)s WHERE run_id = %(run)s
"""

_CLOSE = (
    "DELETE FROM news.page_lines WHERE status = 'lost' AND overruled_at IS NULL",
    "UPDATE news.page_lines SET is_applied = true WHERE NOT is_applied",
    """
INSERT INTO ledger.learning AS state (last_note_id, is_doubted) VALUES (%(last)s, false)
ON CONFLICT ((true)) DO UPDATE SET last_note_id = excluded.last_note_id, is_doubted = false
WHERE (state.last_note_id, state.is_doubted) <> (excluded.last_note_id, false)
""",
)


@dataclass(frozen=True, slots=True)
class State:
    """The state of learning: pages up to ``since`` are counted, ``last`` is the last one.

    ``is_doubted``: learned lines have to be counted anew. ``is_unapplied``: pages may have to be read again.
    """

    since: int
    last: int
    is_doubted: bool
    is_unapplied: bool

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be done."""
        return self.since >= self.last and not self.is_doubted and not self.is_unapplied


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that three stories hold and no row is about, with a page that has it."""

    line: int
    fetch_id: int
    ordinal: int


def known_lines(connection: psycopg.Connection) -> frozenset[int]:
    """Return the keys of the lines that the parser leaves out."""
    with connection.cursor(row_factory=scalar_row) as cursor:
        return frozenset(cursor.execute(_KNOWN))


def state(connection: psycopg.Connection) -> State:
    """Return the state of learning."""
    with connection.cursor(row_factory=class_row(State)) as cursor:
        [found] = cursor.execute(_STATE).fetchall()
    return found


def candidates(connection: psycopg.Connection, at: State) -> list[Candidate]:
    """Return the lines of new pages that three stories hold and no row is about."""
    # Every look-up reads the whole pending list of the index, until it is cleaned.
    connection.execute("SELECT gin_clean_pending_list('news.page_notes_by_line')")
    bounds = {"since": at.since, "last": at.last, "stories": STORIES}
    with connection.cursor(row_factory=class_row(Candidate)) as cursor:
        found = cursor.execute(_CANDIDATES, bounds).fetchall()
    return [one for one in found if has_three_stories(connection, one.line)]


def has_three_stories(connection: psycopg.Connection, line: int) -> bool:
    """Return whether three pages with a line tell three stories."""
    for most in (_FEW, None):
        rows = connection.execute(_STORIES, {"line": line, "most": most}).fetchall()
        if are_three(frozenset(story) for (story,) in rows):
            return True
    return False


def are_three(stories: Iterable[frozenset[int]]) -> bool:
    """Return whether three of the pages share no key with each other."""
    left = list(stories)
    for place, one in enumerate(left):
        others = [other for other in left[place + 1 :] if one.isdisjoint(other)]
        for beside, other in enumerate(others):
            if any(other.isdisjoint(third) for third in others[beside + 1 :]):
                return True
    return False


def learn(connection: psycopg.Connection, rows: Sequence[tuple[int, str, str, bool]]) -> None:
    """Write lines: key, host, text, and whether a fact stands in it."""
    with connection.cursor() as cursor:
        for line, host, text, is_fact in rows:
            status = "fact" if is_fact else "learned"
            cursor.execute(_LEARN, {"line": line, "host": host, "text": text, "status": status})


def doubt(connection: psycopg.Connection) -> None:
    """Mark all learned lines as doubted, because readings of pages are taken back."""
    connection.execute(_DOUBT)


def doubted(connection: psycopg.Connection) -> list[tuple[int, str, str]]:
    """Return key, text and status of each line that no person has ruled on."""
    return connection.execute(_DOUBTED).fetchall()


def judge(connection: psycopg.Connection, line: int, status: str) -> None:
    """Give a line another status."""
    connection.execute(_JUDGE, (status, line))


def choose(
    connection: psycopg.Connection, since: int, most: int
) -> list[tuple[int, str, list[tuple[int, int]]]]:
    """Write the table ``forgotten`` with the pages to read again, about ``most`` of them.

    Return them by run, in the order of the loads: run, source, and fetch and ordinal of each page.
    """
    connection.execute(_CHOOSE, {"since": since, "most": most})
    rows = connection.execute(_RUNS)
    return [(run, source, list(zip(fetches, places, strict=True))) for run, source, fetches, places in rows]


def versions_by_run(connection: psycopg.Connection) -> dict[int, int]:
    """Return the number of versions that each run has from the pages in ``forgotten``."""
    return dict(connection.execute(_VERSIONS).fetchall())


def recount(connection: psycopg.Connection, run_id: int, more: int) -> None:
    """Move a number of a run's items from unchanged to updated; a negative number moves them back."""
    connection.execute(_RECOUNT, {"run": run_id, "more": more})


def close(connection: psycopg.Connection, last: int) -> None:
    """Mark all pages up to ``last`` as counted, and all lines as applied."""
    remove, apply, book = _CLOSE
    connection.execute(remove)
    connection.execute(apply)
    connection.execute(book, {"last": last})
