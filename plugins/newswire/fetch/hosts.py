"""The memory of hosts in the warehouse: one clock for each host, over all tasks, workers and machines."""

from __future__ import annotations

import datetime as dt
import random
import uuid

import psycopg

from newswire.fetch.transport.neighbour import PATIENCE, Claim, RobotsFile
from newswire.outcomes import storable

_CLAIM = """
INSERT INTO ledger.hosts AS kept (host, next_at, running)
VALUES (
    %(host)s,
    clock_timestamp() + make_interval(secs => %(pause)s),
    jsonb_build_object(%(key)s::text, extract(epoch FROM clock_timestamp()) + %(lasts)s)
)
ON CONFLICT (host) DO UPDATE SET
    next_at = greatest(
            CASE WHEN kept.next_at < clock_timestamp() + interval '1 day' THEN kept.next_at END,
            clock_timestamp()
        )
        + make_interval(secs => greatest(%(pause)s, kept.crawl_delay)),
    running = (
        SELECT coalesce(jsonb_object_agg(turn.key, turn.value), '{}') FROM jsonb_each(kept.running) AS turn
        WHERE turn.value::float - extract(epoch FROM clock_timestamp()) BETWEEN 0 AND 86400
    ) || jsonb_build_object(
        %(key)s::text, %(lasts)s + extract(epoch FROM greatest(
            CASE WHEN kept.next_at < clock_timestamp() + interval '1 day' THEN kept.next_at END,
            clock_timestamp()
        ))
    )
WHERE coalesce(kept.closed_until <= clock_timestamp(), true)
    AND kept.next_at NOT BETWEEN clock_timestamp() + make_interval(secs => %(patience)s)
        AND clock_timestamp() + interval '1 day'
    AND (
        SELECT count(*) FROM jsonb_each(kept.running) AS turn
        WHERE turn.value::float - extract(epoch FROM clock_timestamp()) BETWEEN 0 AND 86400
    ) < %(connections)s
RETURNING extract(epoch FROM next_at - clock_timestamp())::float - greatest(%(pause)s, crawl_delay)
"""
"""One statement, so the lock on the row lasts as long as it takes. After a wait for that lock PostgreSQL
evaluates the conditions on the row's last version. The new ``next_at`` less the pause is the turn's start.
No pause and no turn reaches a day ahead: a moment beyond is of a clock that was set back since, and void."""

_REFUSED = """
SELECT
    CASE WHEN closed_until > clock_timestamp() THEN closed_until END,
    CASE WHEN next_at BETWEEN clock_timestamp() + make_interval(secs => %(patience)s)
        AND clock_timestamp() + interval '1 day' THEN next_at END
FROM ledger.hosts WHERE host = %(host)s
"""

_PROLONG = """
UPDATE ledger.hosts
SET running = running || jsonb_build_object(%(key)s::text, extract(epoch FROM clock_timestamp()) + %(lasts)s)
WHERE host = %(host)s
"""

_RELEASE = "UPDATE ledger.hosts SET running = running - %(key)s::text WHERE host = %(host)s"

_CLOSE = """
INSERT INTO ledger.hosts AS kept (host, closed_until) VALUES (%(host)s, %(until)s)
ON CONFLICT (host) DO UPDATE SET closed_until = greatest(kept.closed_until, excluded.closed_until)
"""

_ROBOTS = "SELECT asked_at, text, read_at, unreadable_since FROM ledger.robots WHERE origin = %s"

_KEEP_ROBOTS = """
INSERT INTO ledger.robots AS kept (origin, asked_at, text, read_at, unreadable_since)
VALUES (%(origin)s, %(asked_at)s, %(text)s, %(read_at)s, %(unreadable_since)s)
ON CONFLICT (origin) DO UPDATE SET
    asked_at = excluded.asked_at, text = excluded.text, read_at = excluded.read_at,
    unreadable_since = excluded.unreadable_since
"""

_KEEP_DELAY = """
INSERT INTO ledger.hosts AS kept (host, crawl_delay) VALUES (%(host)s, %(delay)s)
ON CONFLICT (host) DO UPDATE SET crawl_delay = excluded.crawl_delay
"""


class WarehouseHosts:
    """The hosts in ``ledger.hosts``. Every call is a short transaction of its own.

    The connection must be in autocommit mode and outside of a transaction: a turn that is not committed is
    one that no other process sees.
    """

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def claim(self, host: str, pause: float, connections: int, lasts: float) -> Claim:
        """Claim a turn. It expires ``lasts`` seconds after its start, by the server's clock."""
        key = uuid.uuid4().hex
        row = self._connection.execute(
            _CLAIM,
            {
                "host": storable(host),
                "pause": pause,
                "connections": connections,
                "key": key,
                "lasts": lasts,
                "patience": PATIENCE,
            },
        ).fetchone()
        if row:
            return Claim(key, max(0.0, row[0]))
        [(closed, free)] = self._connection.execute(
            _REFUSED, {"host": storable(host), "patience": PATIENCE}
        ).fetchall()
        if closed or free:
            return Claim(None, closed_until=_utc(closed), free_at=_utc(free))
        return Claim(None, random.uniform(0.05, 0.5))  # noqa: S311 - no secret

    def prolong(self, host: str, key: str, lasts: float) -> None:
        """Let a turn that goes on expire ``lasts`` seconds from now."""
        self._connection.execute(_PROLONG, {"host": storable(host), "key": key, "lasts": lasts})

    def release(self, host: str, key: str) -> None:
        """Return a turn."""
        self._connection.execute(_RELEASE, {"host": storable(host), "key": key})

    def close(self, host: str, until: dt.datetime) -> None:
        """Call the host no more before ``until``. The longest such wait holds."""
        self._connection.execute(_CLOSE, {"host": storable(host), "until": until})

    def robots(self, origin: str) -> RobotsFile | None:
        """Return the kept robots.txt of an origin."""
        row = self._connection.execute(_ROBOTS, (origin,)).fetchone()
        return RobotsFile(*row) if row else None

    def keep_robots(self, origin: str, host: str, file: RobotsFile, crawl_delay: float) -> None:
        """Keep a robots.txt and the delay that it asks for."""
        self._connection.execute(
            _KEEP_ROBOTS,
            {
                "origin": origin,
                "asked_at": file.asked_at,
                "text": file.text,
                "read_at": file.read_at,
                "unreadable_since": file.unreadable_since,
            },
        )
        self._connection.execute(_KEEP_DELAY, {"host": storable(host), "delay": crawl_delay})


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment and moment.astimezone(dt.UTC)
