"""The first page: the volume, the state of the sources, and the newest of everything."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import psycopg
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from newswire.desk.charts import Bars, bars
from newswire.desk.reading import reader
from newswire.desk.rendering import page

router = APIRouter()

_SLOTS = {"hours": (dt.timedelta(hours=1), 48), "days": (dt.timedelta(days=1), 30)}
"""Length and number of the slots of the chart."""

_VOLUME = """
SELECT floor(extract(epoch FROM loaded_at - %(first)s) / %(seconds)s)::int AS slot, source_name,
    sum(new + updated + copies)::bigint AS versions
FROM mart.runs WHERE loaded_at >= %(first)s AND (%(source)s::text IS NULL OR source_name = %(source)s)
GROUP BY 1, 2
"""

_UP = "SELECT count(*) FILTER (WHERE is_up) AS up, count(*) AS known FROM mart.source_state"

_DOWN = """
SELECT source_name, outcome, reason, last_answer_at, failures FROM mart.source_state
WHERE NOT is_up ORDER BY last_answer_at NULLS FIRST, source_name LIMIT 10
"""

_QUIET = """
SELECT source_name, last_documents_at FROM mart.source_state
WHERE is_up AND coalesce(last_documents_at, '-infinity') < now() - interval '1 day'
ORDER BY last_documents_at NULLS FIRST, source_name LIMIT 10
"""

_RUNS = """
SELECT run_id, source_name, state, fetched_at, loaded_at, documents, new, updated, unchanged, copies, rejected
FROM mart.runs ORDER BY run_id DESC LIMIT 10
"""

_REJECTED = """
SELECT source_name, reason, count(*) AS rejections, max(fetched_at) AS last_at
FROM (SELECT * FROM mart.rejected ORDER BY fetch_id DESC LIMIT 500) AS newest
WHERE settled_at IS NULL GROUP BY 1, 2 ORDER BY last_at DESC LIMIT 8
"""

_CHECKS = """
SELECT source_name, check_name, outcome, sentence, checked_at FROM mart.checks
WHERE outcome <> 'ok' ORDER BY checked_at DESC, source_name, check_name LIMIT 8
"""

_STORIES = """
SELECT story_id, version_id, title, language, provider, place, issued_at FROM mart.story_items
WHERE is_current AND relation <> 'copy' ORDER BY issued_at DESC, version_id DESC LIMIT 10
"""

_CORRECTIONS = """
SELECT story_id, version_id, provider, title, label, changed, version_created FROM mart.revisions
ORDER BY version_created DESC NULLS LAST LIMIT 8
"""

_KILLS = """
SELECT story_id, provider, guid, relation, killed_by, received_at, reason FROM mart.kills
ORDER BY received_at DESC, item_id LIMIT 8
"""


@router.get("/")
def overview(request: Request, by: Literal["hours", "days"] = "hours") -> HTMLResponse:
    """Show the overview."""
    with reader() as connection:
        lists: dict[str, Any] = {
            name: connection.execute(query).fetchall()
            for name, query in {
                "down": _DOWN,
                "quiet": _QUIET,
                "runs": _RUNS,
                "rejections": _REJECTED,
                "checks": _CHECKS,
                "stories": _STORIES,
                "corrections": _CORRECTIONS,
                "kills": _KILLS,
            }.items()
        }
        up = connection.execute(_UP).fetchone()
        chart = volume(connection, by)
    return page(request, "overview.html", by=by, up=up, chart=chart, **lists)


def volume(connection: psycopg.Connection[Any], by: str, source: str | None = None) -> Bars:
    """Return the chart of loaded versions, by source, or of one source."""
    length, slots = _SLOTS[by]
    now = dt.datetime.now(dt.UTC)
    last = now.replace(minute=0, second=0, microsecond=0)
    if by == "days":
        last = last.replace(hour=0)
    starts = [last - length * (slots - 1 - slot) for slot in range(slots)]
    values = {"first": starts[0], "seconds": length.total_seconds(), "source": source}
    return bars(((row[0], row[1], row[2]) for row in connection.execute(_VOLUME, values)), starts)
