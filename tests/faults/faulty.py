"""Commands in a process of their own in which a fault happens at a chosen statement, and what they leave."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from newswire.rounds.ending import end_round
from tests.conftest import ROOT, TABLES
from tests.support.stories import contents, run

_COMMAND = """
import itertools, os, signal, sys
import psycopg

at, action = int(sys.argv[1]), sys.argv[2]
superuser = os.environ.get("FAULT_SUPERUSER", "")
counted = itertools.count()
execute = psycopg.Cursor.execute

def faulty(cursor, *given, **named):
    if next(counted) == at:
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if action == "backend":
            os.kill(cursor.connection.info.backend_pid, signal.SIGKILL)
        if action == "disconnect":
            with psycopg.connect(superuser, autocommit=True) as server:
                server.cursor().execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'newswire' AND pid <> pg_backend_pid()"
                )
    return execute(cursor, *given, **named)

psycopg.Cursor.execute = faulty
from newswire.cli.__main__ import main
try:
    main(sys.argv[3:])
finally:
    if action == "count":
        print(f"statements {next(counted)}", file=sys.stderr)
"""

BALANCED = """
SELECT run_id FROM ledger.runs
WHERE state = 'loaded' AND parsed <> new + updated + unchanged + copies + rejected
"""


def begin(action: str, at: int, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """Start ``./newswire`` with a fault at its statement ``at``: kill, backend, disconnect, or count only."""
    return subprocess.Popen(
        [sys.executable, "-c", _COMMAND, str(at), action, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status and output of a command at its end."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def statements(*arguments: object, **environment: str) -> int:
    """Number of statements that a command sends to the database."""
    status, _, err = done(begin("count", -1, *arguments, **environment))
    assert status == 0, err
    return int(err.rpartition("statements ")[2])


def empty(warehouse: psycopg.Connection) -> None:
    """Take all rows out of the warehouse."""
    [(tables,)] = warehouse.execute(TABLES).fetchall()
    warehouse.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())


def heal(warehouse: psycopg.Connection, sources: Path, names: tuple[str, ...]) -> Mapping[str, object]:
    """Run the sources once more, as the next run does. Return what the warehouse says, counts apart.

    No run is left unfinished, counts add up, all stories are searchable, and a further run writes nothing.
    """
    for name in names:
        run(warehouse, sources, name)
    end_round(warehouse, sources)
    assert warehouse.execute("SELECT run_id FROM ledger.runs WHERE state <> 'loaded'").fetchall() == []
    assert warehouse.execute(BALANCED).fetchall() == []
    lacking = warehouse.execute(
        "SELECT count(*) FROM news.versions WHERE version_id NOT IN (SELECT version_id FROM news.searchable)"
    )
    assert lacking.fetchone() == (0,)
    assert [run(warehouse, sources, name) for name in names] == [None] * len(names)
    return said(warehouse)


def said(warehouse: psycopg.Connection) -> Mapping[str, object]:
    """What the warehouse says: versions, stories, rejections, and how copies match. Counts depend on runs."""
    kinds = (
        "SELECT provider, guid, version, relation, match_kind, score FROM mart.story_items ORDER BY 1, 2, 3"
    )
    found = contents(warehouse)
    return {name: found[name] for name in ("versions", "stories", "rejected")} | {
        "seen": warehouse.execute(kinds).fetchall()
    }
