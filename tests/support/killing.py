"""A fetch in a process of its own that is killed (SIGKILL) in the middle, and the check of what it left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg

from tests.conftest import ROOT
from tests.support.stories import run

_FETCH = """
import datetime as dt, os, re, signal, sys
from pathlib import Path
import psycopg
from newswire import asking
from newswire.fetch import Interval
from newswire.pipeline import fetch_source

sources, name, at = sys.argv[1], sys.argv[2], int(sys.argv[3])
judged, execute = asking.judged, psycopg.Cursor.execute
stored = set()

def killed(*given):
    for number, one in enumerate(judged(*given)):
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        yield one

def killed_between(self, query, *given, **named):
    tables = set(re.findall(r"INSERT INTO (raw[.](?:fetches|cursors))", str(query)))
    if len(tables) == 2 or stored and tables - stored:
        os.kill(os.getpid(), signal.SIGKILL)
    stored.update(tables)
    return execute(self, query, *given, **named)

if at < 0:
    psycopg.Cursor.execute = killed_between
asking.judged = killed
asking._DOCUMENTS_AT_ONCE = 2
now = dt.datetime.now(dt.UTC)
with psycopg.connect(os.environ["NEWSWIRE_DATABASE_URL"], autocommit=True) as connection:
    fetch_source(connection, name, Interval.day(now.date()), now, Path(sources))
"""


def kill(warehouse_url: str, sources: Path, name: str, at: int) -> None:
    """Fetch a source, two documents a transaction, in a process that is killed at document ``at``.

    If ``at`` is negative, it is killed between the first documents and their cursors.
    """
    done = subprocess.run(
        [sys.executable, "-c", _FETCH, str(sources), name, str(at)],
        env={**os.environ, "NEWSWIRE_DATABASE_URL": warehouse_url, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def check_kill(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, name: str, *, documents: int, at: int
) -> None:
    """Kill a fetch of two documents a transaction twice; then the next run loads the rest.

    The first kill comes between the first documents and their cursors, in whatever order they are stored:
    then neither is there. The second one comes at the document ``at``. After the run every document is kept
    once, no run is left unfinished, and a further run brings nothing.
    """
    kill(warehouse_url, sources, name, -1)
    assert warehouse.execute("SELECT count(*) FROM raw.fetches").fetchone() == (0,)
    assert warehouse.execute("SELECT count(*) FROM raw.cursors").fetchone() == (0,)
    warehouse.execute("UPDATE ledger.hosts SET running = '{}'")  # the turn of the killed process expires
    kill(warehouse_url, sources, name, at)
    warehouse.execute("UPDATE ledger.hosts SET running = '{}'")
    assert warehouse.execute("SELECT count(*) FROM raw.fetches").fetchone() == (at // 2 * 2,)
    run(warehouse, sources, name)
    assert run(warehouse, sources, name) is None
    kept = Counter(place for (place,) in warehouse.execute("SELECT locator FROM raw.fetches"))
    assert (len(kept), set(kept.values())) == (documents, {1})
    assert warehouse.execute("SELECT count(*) FROM ledger.runs WHERE state <> 'loaded'").fetchone() == (0,)
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (documents,)
