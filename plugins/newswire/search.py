"""The stage after the loads: new stories become searchable by ``mart.search`` and ``newswire search``.

No load waits for it, because it takes none of their locks. If it is killed or fails, the next call goes on.
"""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import psycopg

from newswire.errors import RetriableError
from newswire.warehouse.connect import Opened

logger = logging.getLogger(__name__)

_LOCK = 7_306_503
"""Key of the advisory lock. It lets one batch be written at a time, in order of the versions' numbers."""

_VERSIONS_AT_ONCE = 5000
_NO_END = 2**63 - 1

_PLACES = """
SELECT first, (
    SELECT version_id FROM news.versions WHERE version_id >= first ORDER BY version_id OFFSET %(most)s LIMIT 1
)
FROM (SELECT coalesce(max(version_id), 0) + 1 AS first FROM news.searchable) AS searchable
"""
"""Where the next batch begins, and the one after it, if there is one."""

_INDEX = """
WITH taken AS MATERIALIZED (
    SELECT
        version_id, language, headline, slugline, keywords, standfirst, byline, place, body_text,
        version.issued_at, source_name, provider, credit, array_append(places, place) AS places, country, kind
    FROM news.versions AS version JOIN news.items AS item USING (item_id)
    WHERE version_id >= %(first)s AND version_id < %(end)s
    ORDER BY version_id
    LIMIT %(most)s
    FOR KEY SHARE NOWAIT
)
INSERT INTO news.searchable (version_id, issued_at, words)
SELECT
    version_id,
    issued_at,
    news.search_words(coalesce(body_text, ''), rules) || (
        setweight(to_tsvector(rules, news.search_text(left(coalesce(headline, ''), 4000))), 'A')
        || setweight(to_tsvector(rules, news.search_text(left(
            concat_ws(' ', slugline, array_to_string(keywords, ' '), standfirst), 4000))), 'B')
        || setweight(to_tsvector(rules, news.search_text(left(concat_ws(' ', byline, place), 4000))), 'C')
        || array_to_tsvector(
            ARRAY['rules ' || rules, 'language ' || coalesce(lower(split_part(language, '-', 1)), '')]
            || news.search_symbols(headline, rules) || news.search_symbols(body_text, rules)
            || news.search_marks(issued_at, source_name, provider, credit, places, country)
            || CASE WHEN kind = 'text' THEN '{}' ELSE ARRAY['kind ' || left(kind, 200)] END
        )
    )
FROM taken CROSS JOIN LATERAL (SELECT news.search_configuration(language) AS rules OFFSET 0) AS spoken
"""
"""Loads write one after the other and the numbers of versions only grow. So the missing versions have
higher numbers than all that are there. A tsvector holds 1 MB: the cuts keep any text of any script below."""


class SearchError(RetriableError):
    """Stories could not be made searchable, or could not be searched."""


def index(connection: psycopg.Connection, opened: Opened | None = None) -> int:
    """Make searchable all versions that are not yet, some thousand a transaction. Return their number.

    With ``opened`` two batches are made at a time, the earlier one by a connection of its own.

    A replay that runs meanwhile holds the versions that it takes back. They are left to the replay's own
    call, with a warning in the log.

    Raises:
        SearchError: the database refuses; loaded stories stay as they are.
    """
    indexed = 0
    try:
        while written := _index_some(connection, opened):
            indexed += written
            logger.info("%s stories are searchable now.", f"{indexed:,}")
        if indexed:
            # Every search reads the whole pending list of the index, until it is cleaned.
            connection.execute("SELECT news.clean_pending_list('news.searchable_words')")
    except psycopg.errors.LockNotAvailable:
        logger.warning("A replay is at work; the other new stories become searchable after it.")
    except psycopg.Error as error:
        raise SearchError(
            f"Stories are loaded but not all searchable: {str(error).strip()}. The next run tries again."
        ) from error
    return indexed


def _index_some(connection: psycopg.Connection, opened: Opened | None = None) -> int:
    """Make the next batch searchable, or the next two. The later one is committed last, under the lock."""
    with connection.transaction():
        # The lock has a statement of its own, so that the next one sees the rows of the call it waited for.
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        row = connection.execute(_PLACES, {"most": _VERSIONS_AT_ONCE}).fetchone()
        assert row is not None  # noqa: S101 - an aggregate has a row
        first, second = row
        if opened is None or second is None:
            return _index_batch(connection, first, _NO_END)
        with ThreadPoolExecutor(1) as beside:
            earlier = beside.submit(_index_beside, opened, first, second)
            later = _index_batch(connection, second, _NO_END)
        return earlier.result() + later


def _index_beside(opened: Opened, first: int, end: int) -> int:
    with opened() as connection, connection.transaction():
        return _index_batch(connection, first, end)


def _index_batch(connection: psycopg.Connection, first: int, end: int) -> int:
    connection.execute("SELECT set_config('work_mem', '64MB', true)")
    batch = {"first": first, "end": end, "most": _VERSIONS_AT_ONCE}
    return connection.execute(_INDEX, batch).rowcount


def marked(excerpt: str | None) -> list[tuple[str, bool]]:
    """Return the parts of an excerpt of ``mart.search``, and whether each is a found word (``**word**``)."""
    parts = re.split(r"\*\*(.+?)\*\*", excerpt or "", flags=re.DOTALL)
    return [(part, bool(number % 2)) for number, part in enumerate(parts) if part]
