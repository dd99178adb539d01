"""``newswire status``: show the warehouse, and the last run of each source."""

from __future__ import annotations

import json
from typing import Annotated

import psycopg
import typer
from psycopg.rows import dict_row

from newswire import settings
from newswire.cli.tables import print_counts
from newswire.warehouse.connect import warehouse
from newswire.warehouse.embedded import folder, is_running

_TOTALS = """
SELECT
    (SELECT count(*) FROM raw.documents) AS documents,
    (SELECT count(*) FROM news.versions) AS versions,
    (SELECT count(*) FROM news.items) AS items,
    (SELECT count(*) FROM news.stories) AS stories,
    (SELECT count(*) FROM ledger.rejected) AS rejected
"""

_LAST_RUNS = """
SELECT DISTINCT ON (source_name)
    source_name AS source, interval_start, state, documents, parsed, new, updated, unchanged, copies, rejected
FROM ledger.runs ORDER BY source_name, run_id DESC
"""


def command(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Show the warehouse's server, its totals, and the last run of each source that brought something."""
    own = settings.database_url() is None
    was_running = not own or is_running(settings.home())
    with warehouse() as connection:
        totals = _one(connection)
        runs = connection.cursor(row_factory=dict_row).execute(_LAST_RUNS).fetchall()
    files = str(folder(settings.home())) if own else None
    if as_json:
        places = {"home": str(settings.home()), "database_files": files, "database_runs": was_running}
        print(json.dumps({**places, "totals": totals, "runs": runs}, default=str))
        return
    place = f"embedded PostgreSQL in {files}" if own else "PostgreSQL of NEWSWIRE_DATABASE_URL"
    started = "" if was_running else " (started for this command)"
    print(f"Home:      {settings.home()}")
    print(f"Warehouse: {place}{started}")
    print("Holds:     " + ", ".join(f"{count:,} {name}" for name, count in totals.items()))
    unfinished = [run for run in runs if run["state"] != "loaded"]
    for run in unfinished:
        run["note"] = (
            f"{run['source']}: its run is not loaded yet ({run['state']}); the next start finishes it."
        )
    print("Last run of each source:\n" if runs else "No source has brought anything yet.")
    if runs:
        print_counts([{k: v for k, v in run.items() if v is not None} for run in runs])


def _one(connection: psycopg.Connection) -> dict[str, int]:
    row = connection.cursor(row_factory=dict_row).execute(_TOTALS).fetchone()
    assert row is not None  # noqa: S101 - one row of counts
    return row
