"""The part of a replay before the load: choose the runs and delete the rows that they wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import scalar_row

from newswire.fetch.fetched import Interval
from newswire.load.identity.reread import remember
from newswire.load.pages import addresses
from newswire.load.pages.lines import doubt
from newswire.load.settling import dissolve
from newswire.outcomes import counted

_MATCHING = """
WITH pruned AS MATERIALIZED (
    SELECT run_id, count(*) AS documents FROM raw.documents JOIN raw.fetches USING (document_id)
    WHERE pruned_at IS NOT NULL GROUP BY run_id
),
matching AS (
    SELECT
        run_id, load_number, pruned.documents AS pruned,
        pruned.run_id IS NULL AND load_number > coalesce((
            SELECT max(load_number) FROM ledger.runs JOIN pruned USING (run_id) WHERE unchanged > 0
        ), 0) AS is_readable
    FROM ledger.runs LEFT JOIN pruned USING (run_id)
    WHERE state = 'loaded'
      AND (%(source)s::text IS NULL OR source_name = %(source)s)
      AND (%(start)s::timestamptz IS NULL OR interval_start >= %(start)s AND interval_start < %(end)s)
)
"""
"""A run whose bytes were dropped in part stays as it is. So does each run before it if it has unchanged
versions: it may have met those of the earlier run, which nobody could read from its own bytes any more."""

_RUNS = f"""
{_MATCHING}, chosen AS (SELECT run_id, load_number FROM matching WHERE is_readable)
SELECT run_id, source_name, documents, run_id IN (SELECT run_id FROM chosen) FROM ledger.runs
WHERE run_id IN (SELECT run_id FROM chosen)
   OR (unchanged > 0 AND load_number > (SELECT min(load_number) FROM chosen))
ORDER BY load_number
"""  # noqa: S608 - a constant
"""The chosen runs, and later runs with unchanged versions, because a chosen run may have brought those."""

_LEFT = f"""
{_MATCHING}
SELECT coalesce(sum(pruned), 0), count(pruned), count(*) FILTER (WHERE NOT is_readable AND pruned IS NULL), (
    SELECT array_agg(name) FROM (
        SELECT run.source_name || ' ' || fetched.locator AS name
        FROM matching
        JOIN raw.fetches AS fetched USING (run_id)
        JOIN raw.documents AS document USING (document_id)
        JOIN ledger.runs AS run USING (run_id)
        WHERE matching.pruned > 0 AND document.pruned_at IS NOT NULL
        ORDER BY fetched.fetch_id LIMIT %(most)s
    ) AS first
)
FROM matching
"""  # noqa: S608 - a constant

_OF_RUNS = """
CREATE TEMPORARY TABLE forgotten ON COMMIT DROP AS
SELECT fetch_id, NULL::integer AS ordinal FROM raw.fetches WHERE run_id = ANY(%(runs)s)
"""

_FORGET = """
WITH gone AS (
    DELETE FROM news.versions AS version USING forgotten
    WHERE version.fetch_id = forgotten.fetch_id
      AND (forgotten.ordinal = version.ordinal) IS NOT FALSE
    RETURNING item_id, version_id, text_hash, news.slot_of(news.period_of(issued_at), 0, 0) AS slot
),
seen AS (
    DELETE FROM news.last_fetches AS again USING news.versions AS version, forgotten
    WHERE again.version_id = version.version_id
      AND again.fetch_id = forgotten.fetch_id
      AND (forgotten.ordinal = again.ordinal) IS NOT FALSE
    RETURNING version.item_id
),
renamed AS (
    DELETE FROM news.changed_guids
    WHERE fetch_id IN (SELECT fetch_id FROM forgotten WHERE ordinal IS NULL)
),
noted AS (
    DELETE FROM news.page_notes AS page USING forgotten
    WHERE page.fetch_id = forgotten.fetch_id AND (forgotten.ordinal = page.ordinal) IS NOT FALSE
),
keyless AS (
    DELETE FROM news.text_keys AS kept
    USING gone
    WHERE kept.slot BETWEEN (SELECT min(slot) FROM gone) AND (SELECT max(slot) | 281474976710655 FROM gone)
      AND kept.version_and_context >> 16 = gone.version_id
),
refused AS (
    DELETE FROM ledger.rejected
    WHERE fetch_id IN (SELECT fetch_id FROM forgotten WHERE ordinal IS NULL)
)
SELECT DISTINCT item.item_id
FROM news.items AS item
WHERE item.story_id IN (
    SELECT story_id FROM news.items
    WHERE item_id IN (SELECT item_id FROM gone UNION SELECT item_id FROM seen)
    UNION
    SELECT story_id
    FROM (SELECT DISTINCT text_hash FROM gone) AS text
    JOIN news.versions AS same USING (text_hash)
    JOIN news.items ON items.item_id = same.item_id
    UNION
    SELECT beside.story_id
    FROM (
        SELECT key, count(*) AS items
        FROM (SELECT DISTINCT item_id FROM gone) AS item JOIN news.page_addresses USING (item_id)
        GROUP BY key
    ) AS address
    CROSS JOIN LATERAL (
        SELECT item_id FROM news.page_addresses AS one
        WHERE one.key = address.key
        LIMIT address.items + 1
    ) AS place
    JOIN news.items AS beside ON beside.item_id = place.item_id
)
ORDER BY item.item_id
"""
"""Deletes the versions and the later fetches of other versions.

Returns every item of their stories, of stories with an item of the same text, and of one more story at their
address: fewer headlines may be left above that text than make a wall of it (``newswire.load.walls``), and
fewer items under that address than make it identify none (``newswire.load.pages.addresses``). One item that
stays is enough, because an address joins all its items when one of them is settled.
"""

_FORGET_ADDRESSES = """
DELETE FROM news.item_addresses AS known
WHERE item_id = ANY(%(items)s)
  AND NOT EXISTS (SELECT FROM news.versions AS kept WHERE kept.item_id = known.item_id OFFSET 0)
"""
"""The load writes those of the documents anew: a better parser may read other links."""

_NAMED = 10
"""Most sources, and most documents without bytes, that the scope of a replay names."""


@dataclass(frozen=True, slots=True)
class ReplayedRun:
    """A run to replay. It was ``chosen``, or goes along."""

    run_id: int
    source_name: str
    documents: int
    chosen: bool


def runs_to_replay(
    connection: psycopg.Connection, source_name: str | None, interval: Interval | None
) -> list[ReplayedRun]:
    """Return the loaded runs to replay in the order of their loads."""
    bounds = {"start": interval and interval.start, "end": interval and interval.end}
    rows = connection.execute(_RUNS, {"source": source_name, **bounds})
    return [ReplayedRun(*row) for row in rows]


def left(connection: psycopg.Connection, source_name: str | None, interval: Interval | None) -> str:
    """Return the documents that a replay cannot read, because their bytes were dropped, as text.

    Their items stay as they are. The text is empty if there are none.
    """
    bounds = {"start": interval and interval.start, "end": interval and interval.end}
    row = connection.execute(_LEFT, {"source": source_name, "most": _NAMED, **bounds}).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    documents, runs, earlier, names = row
    if not documents and not earlier:
        return ""
    parts = []
    if documents:
        listed = "; ".join(names) + ("; …" if documents > _NAMED else "")
        parts.append(
            f"{counted(documents, 'document')} of {counted(runs, 'run')} cannot be read again, because the "
            f"bytes were dropped: {listed} (mart.pruned_documents has all). Such a run stays as it is, with "
            "every item."
        )
    if earlier:
        parts.append(
            f"{counted(earlier, 'earlier run')} stayed as well, because such a run has met versions that "
            "were there already."
        )
    return " ".join(parts)


def scope(runs: Sequence[ReplayedRun]) -> str:
    """Return the scope of a replay as text: the chosen runs, those that go along, and the reason."""
    chosen = Counter(run.source_name for run in runs if run.chosen)
    along = Counter(run.source_name for run in runs if not run.chosen)
    text = f"Replay of {_runs(chosen)}."
    if along:
        text += (
            f" {_runs(along)} loaded later {'go' if along.total() > 1 else 'goes'} along, because "
            "versions in them were there already: a chosen run may have brought these."
        )
    return text


def _runs(counts: Counter[str]) -> str:
    named = [f"{name} {count:,}" for name, count in sorted(counts.items())]
    more = [f"{len(named) - _NAMED:,} more sources"] if len(named) > _NAMED else []
    sources = ", ".join([*named[:_NAMED], *more])
    return f"{counted(counts.total(), 'run')} ({sources})"


def forget(connection: psycopg.Connection, run_ids: Sequence[int]) -> list[int]:
    """Delete the rows that the runs wrote; return the items to pass to ``settle`` after the load."""
    connection.execute(_OF_RUNS, {"runs": list(run_ids)})
    doubt(connection)
    return forget_chosen(connection)


def forget_chosen(connection: psycopg.Connection) -> list[int]:
    """Delete the rows of the documents in the temporary table ``forgotten``; return the items to ``settle``.

    An ``ordinal`` there names one item of a document, NULL the whole document.
    """
    connection.execute("ANALYZE forgotten")
    remember(connection)
    with connection.cursor(row_factory=scalar_row) as cursor:
        items: list[int] = cursor.execute(_FORGET).fetchall()
    for statement in (_FORGET_ADDRESSES, addresses.FORGET):
        connection.execute(statement, {"items": items})
    dissolve(connection, items)
    return items
