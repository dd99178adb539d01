"""The changes of a replay: the versions that its runs wrote before, compared with those they write now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

EXAMPLES = 20
"""Most changed versions that are listed one by one."""

_LENGTH = 80

_VERSIONS = """
SELECT item_id, provider, guid, kept.fetch_id, kept.ordinal,
    to_jsonb(kept) - ARRAY[
        'version_id', 'item_id', 'content_hash', 'text_hash', 'fetch_id', 'ordinal', 'loaded_at', 'issued_at',
        'body_text'
    ] || jsonb_build_object('body_text', md5(body_text), 'provider', provider, 'guid', guid) AS fields
FROM news.versions AS kept JOIN news.items USING (item_id)
WHERE fetch_id IN (SELECT fetch_id FROM raw.fetches WHERE run_id = ANY(%(runs)s))
"""
"""A text is compared by its hash: a copy of all texts would be as large as the warehouse."""

_CHANGES = """
CREATE TEMPORARY TABLE replay_changes ON COMMIT DROP AS
WITH old AS (
    SELECT *, row_number() OVER (PARTITION BY item_id ORDER BY fetch_id, ordinal) AS place
    FROM replay_before AS one
    WHERE NOT EXISTS (
        SELECT FROM replay_after AS other
        WHERE (other.item_id, other.fields) = (one.item_id, one.fields)
    )
), young AS (
    SELECT *, row_number() OVER (PARTITION BY item_id ORDER BY fetch_id, ordinal) AS place
    FROM replay_after AS one
    WHERE NOT EXISTS (
        SELECT FROM replay_before AS other
        WHERE (other.item_id, other.fields) = (one.item_id, one.fields)
    )
)
SELECT
    place,
    coalesce(young.provider, old.provider) AS provider,
    coalesce(young.guid, old.guid) AS guid,
    CASE WHEN old.fields IS NULL THEN 'new' WHEN young.fields IS NULL THEN 'gone' ELSE 'changed' END AS kind,
    coalesce(young.fields, old.fields) ->> 'headline' AS headline,
    CASE WHEN old.fields IS NOT NULL AND young.fields IS NOT NULL THEN (
        SELECT jsonb_object_agg(key, jsonb_build_array(was.value, became.value))
        FROM jsonb_each(old.fields) AS was FULL JOIN jsonb_each(young.fields) AS became USING (key)
        WHERE was.value IS DISTINCT FROM became.value
    ) END AS fields
FROM old FULL JOIN young USING (item_id, place)
"""
"""Versions of one item that differ are paired in the order in which they were fetched.

The item may have another identity now (``newswire.load.identity.reread``).
"""

_REJECTED = """
SELECT count(*) FROM ledger.rejected
WHERE fetch_id IN (SELECT fetch_id FROM raw.fetches WHERE run_id = ANY(%(runs)s))
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """The versions that a replay makes new, changes and takes away, and the numbers of rejections.

    ``fields`` counts the changed versions by field. ``examples`` holds the first ones, as text.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    rejected_before: int = 0
    rejected_after: int = 0
    examples: list[str] = field(default_factory=list)

    def lines(self, *, dry_run: bool) -> Iterator[str]:
        """Yield the changes as text: a line of totals, then the examples."""
        numbers = (self.new, self.changed, self.gone)
        rejections = self.rejected_before != self.rejected_after
        if not any(numbers) and not rejections:
            yield "Nothing would change." if dry_run else "Nothing has changed."
            return
        fields = ", ".join(f"{name} {count:,}" for name, count in self.fields.items())
        by_field = f" ({fields})" if fields else ""
        total = f"{self.new:,} new, {self.changed:,} changed{by_field}, {self.gone:,} gone"
        if rejections:
            total += f"; rejected: {self.rejected_before:,} before, {self.rejected_after:,} after"
        yield f"Changes{', if this were no dry run' if dry_run else ''}: {total}."
        yield from self.examples
        if sum(numbers) > len(self.examples):
            yield f"… and {sum(numbers) - len(self.examples):,} more."


class Comparison:
    """Compares what runs have in the warehouse at two moments of one transaction."""

    def __init__(self, connection: psycopg.Connection, run_ids: Sequence[int]) -> None:
        """Keep what the runs have now. Temporary tables hold it until the transaction ends."""
        self._connection = connection
        self._runs = {"runs": list(run_ids)}
        self._keep("replay_before")
        self._rejected = self._rejections()

    def changes(self) -> Changes:
        """Return the differences of what the runs have now."""
        self._keep("replay_after")
        self._connection.execute(_CHANGES)
        kinds: dict[str, int] = dict(
            self._connection.execute("SELECT kind, count(*) FROM replay_changes GROUP BY 1").fetchall()
        )
        fields = self._connection.execute(
            "SELECT key, count(*) FROM replay_changes, jsonb_object_keys(fields) AS key"
            " GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        examples = self._connection.execute(
            "SELECT kind, provider, guid, headline, fields FROM replay_changes"
            " ORDER BY kind, provider, guid, place LIMIT %s",
            (EXAMPLES,),
        ).fetchall()
        self._connection.execute("DROP TABLE replay_before, replay_after, replay_changes")
        return Changes(
            **kinds,
            fields=dict(fields),
            rejected_before=self._rejected,
            rejected_after=self._rejections(),
            examples=[_example(*row) for row in examples],
        )

    def _keep(self, table: str) -> None:
        self._connection.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS ").format(sql.Identifier(table))
            + sql.SQL(_VERSIONS),
            self._runs,
        )

    def _rejections(self) -> int:
        row = self._connection.execute(_REJECTED, self._runs).fetchone()
        assert row is not None  # noqa: S101 - a count
        return int(row[0])


def _example(
    kind: str, provider: str, guid: str, headline: str | None, fields: dict[str, list[Any]] | None
) -> str:
    """Return one change as text: the version, and the old and new values of its fields (not of the text)."""
    name = f"{kind}  {provider}  {guid}"
    if fields is None:
        return f"{name}  {_short(headline or '')}".rstrip()
    values = (
        key if key == "body_text" else f"{key}: {_value(was)} → {_value(became)}"
        for key, (was, became) in sorted(fields.items())
    )
    return f"{name}  {'; '.join(values)}"


def _value(value: object) -> str:
    return "none" if value in (None, [], "") else _short(str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1]}…"
