"""The values of gauges and of fetches, as the warehouse has them. Each row is (metric, source, value)."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from newswire import settings
from newswire.sources import enabled_sources
from newswire.switches import switched

Value = tuple[str, str | None, float]
"""Name of a metric, name of a source (None: the whole warehouse), value."""

_FETCHES = """
SELECT measured.name, source_name, measured.value
FROM ledger.fetches
CROSS JOIN LATERAL (
    VALUES ('fetch.requests', requests), ('fetch.bytes', bytes), ('fetch.time', ms)
) AS measured (name, value)
WHERE source_name = ANY(%(names)s) AND airflow_run = %(airflow_run)s AND requests > 0
  AND begun_at >= clock_timestamp() - make_interval(secs => %(seconds)s)
"""

_SLACK = 5
"""Seconds from the end of the fetches to the statement, at most. Airflow tries a task again after 15."""

_STATE = """
WITH state AS MATERIALIZED (
    SELECT source_name, is_up, failures FROM mart.source_state WHERE source_name = ANY(%(names)s)
), refused AS MATERIALIZED (
    SELECT source_name, count(*) AS rejections FROM mart.rejected
    WHERE settled_at IS NULL GROUP BY source_name
)
SELECT 'source.up', source_name, is_up::integer::float FROM state
UNION ALL
SELECT 'source.failures', source_name, failures FROM state
UNION ALL
SELECT 'source.lag', name, extract(epoch FROM now() - newest.fetched_at)
FROM unnest(%(names)s::text[]) AS name CROSS JOIN LATERAL (
    SELECT fetched_at FROM ledger.runs
    WHERE source_name = name AND state = 'loaded' AND new + updated + copies > 0
    ORDER BY fetched_at DESC LIMIT 1
) AS newest
UNION ALL
SELECT 'source.delay', source_name,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM fetch_delay)::float)
FROM mart.lateness
WHERE is_first AND published_precision <> 'day' AND received_at > now() - interval '1 day'
  AND source_name = ANY(%(names)s)
GROUP BY source_name
UNION ALL
SELECT 'source.rejections', name, coalesce(rejections, 0)
FROM unnest(%(names)s::text[]) AS name LEFT JOIN refused ON source_name = name
UNION ALL
SELECT 'sources.down', NULL, count(*) FILTER (WHERE NOT is_up) FROM state
UNION ALL
SELECT 'rejections.open', NULL, coalesce(sum(rejections), 0) FROM refused
UNION ALL
SELECT 'kills', NULL, count(*) FROM mart.kills WHERE received_at > now() - interval '1 day'
UNION ALL
SELECT 'embargoes', NULL, count(*) FROM news.shown WHERE is_timed AND visible_from > now()
UNION ALL
SELECT 'checks.' || verdict, NULL, count(check_name)
FROM unnest(ARRAY['warned', 'failed']) AS verdict
LEFT JOIN ledger.checks ON outcome = verdict AND outcome <> 'ok' AND checked_at > now() - interval '1 day'
GROUP BY verdict
UNION ALL
SELECT 'runs.unfinished', NULL, count(*) FROM ledger.runs WHERE state <> 'loaded'
UNION ALL
SELECT 'search.waiting', NULL, count(*) FROM news.versions
WHERE version_id > (SELECT coalesce(max(version_id), 0) FROM news.searchable)
UNION ALL
SELECT 'round.ended', NULL, extract(epoch FROM clock_timestamp())
UNION ALL
SELECT 'warehouse.bytes', NULL, pg_database_size(current_database())
"""
"""Reads indices alone, except for the rejections: these are few."""


def fetches(
    connection: psycopg.Connection, names: Sequence[str], airflow_run: str, seconds: float
) -> list[Value]:
    """Return requests, bytes and milliseconds of each fetch of a run of Airflow, begun so long ago."""
    key = {"names": list(names), "airflow_run": airflow_run, "seconds": seconds + _SLACK}
    return [(name, source, float(value)) for name, source, value in connection.execute(_FETCHES, key)]


def state(connection: psycopg.Connection, names: Sequence[str]) -> list[Value]:
    """Return the gauges of these sources, of all that are switched on, and of the warehouse."""
    enabled = enabled_sources(settings.sources_directory(), switched(connection))
    key = {"names": sorted({*names, *enabled})}
    return [(name, source, float(value)) for name, source, value in connection.execute(_STATE, key)]
