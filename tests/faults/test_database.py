"""The database stops, loses its clients or has no room, in the middle of the work."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newswire.warehouse.embedded import Database, folder, is_running, running, stop
from tests.faults.faulty import BALANCED, begin, done, empty, heal, said, statements
from tests.faults.row import ROUNDS, SECONDS, fault
from tests.faults.test_kills import NAMES, fill
from tests.support.stories import drop, folder_source, ninjs

pytestmark = pytest.mark.timeout(SECONDS)


def told(output: str) -> bool:
    """Whether a person is told what happened: in the run, or in the stages after it."""
    return "connection to the database was lost" in output or "The next run tries again." in output


@fault(
    name="The database ends all connections in the middle of a run",
    does="The transaction is rolled back by the server.",
    shows="One sentence that the connection was lost, and exit status 1.",
    heals="The next run finishes the fetched runs and fetches the rest.",
)
def test_connections_that_the_server_ends(
    database: Database,
    warehouse: psycopg.Connection,
    warehouse_url: str,
    sources: Path,
    wire: Path,
    paper: Path,
) -> None:
    fill(wire, paper)
    command = ("ingest", "--sources", sources)
    url = {"NEWSWIRE_DATABASE_URL": warehouse_url, "FAULT_SUPERUSER": database.url("postgres")}
    count = statements(*command, **url)
    whole = said(warehouse)
    moments = random.Random(20)
    for _ in range(max(2, ROUNDS // 2)):
        empty(warehouse)
        at = moments.randrange(12, count)
        status, out, err = done(begin("disconnect", at, *command, **url))
        assert "Traceback" not in err, (at, err)
        assert status == 0 or told(out + err), (at, err)
        assert warehouse.execute(BALANCED).fetchall() == [], at
        assert heal(warehouse, sources, NAMES) == whole, at


@fault(
    name="A process of the embedded server is killed: the server restarts in the middle of a run",
    does="Stops the server at once if it hangs in its recovery.",
    shows="One sentence that the connection was lost, and exit status 1.",
    heals="The next start recovers the database, and the next run goes on.",
)
def test_a_killed_backend_of_the_embedded_server(tmp_path: Path) -> None:
    sources, wire, paper = tmp_path / "sources", tmp_path / "wire", tmp_path / "paper"
    for name, place in (("wire", wire), ("paper", paper)):
        folder_source(sources, name, place)
    fill(wire, paper)
    home = tmp_path / "home"
    count = statements("ingest", "--sources", sources, NEWSWIRE_HOME=str(home))
    with running(home) as database, psycopg.connect(database.url(), autocommit=True) as connection:
        whole = said(connection)
        empty(connection)
    status, out, err = done(
        begin("backend", count // 2, "ingest", "--sources", sources, NEWSWIRE_HOME=str(home))
    )
    assert (status, "Traceback" in out + err) == (1, False), out + err
    assert told(out + err), out + err
    assert not is_running(home)
    with running(home) as database, psycopg.connect(database.url(), autocommit=True) as connection:
        assert heal(connection, sources, NAMES) == whole


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 90 MB, where the server's account may go: otherwise its files would lie on another one."""
    disk = Path(tempfile.mkdtemp(prefix="newswire-disk-"))
    disk.chmod(0o755)
    tool = shutil.which("mount")
    made = tool and subprocess.run(
        [tool, "-t", "tmpfs", "-o", "size=90m,mode=755", "tmpfs", disk], capture_output=True, check=False
    )
    if not made or made.returncode:
        disk.rmdir()
        pytest.skip("This user may not mount a small disk.")
    try:
        yield disk
    finally:
        stop(disk / "home")
        subprocess.run(["umount", disk], check=True)
        disk.rmdir()


@fault(
    name="The disk is full",
    does="Rolls the transaction back, and keeps all that was kept before.",
    shows="One sentence that the database's disk is full, and exit status 1.",
    heals="With room on the disk the next run goes on.",
)
def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    sources, wire = tmp_path / "sources", tmp_path / "wire"
    folder_source(sources, "wire", wire)
    noise = random.Random(1)
    for number in range(1200):
        drop(wire, f"{number}.json", ninjs(f"ship-{number}", body=f"Ship {noise.randbytes(25_000).hex()}."))
    command = [sys.executable, "-m", "newswire.cli", "ingest", "--sources", str(sources)]
    environment = {**os.environ, "NEWSWIRE_HOME": str(small_disk / "home")}
    full = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert folder(small_disk / "home").is_relative_to(small_disk)
    assert full.returncode == 1
    assert "Traceback" not in full.stderr, full.stderr
    assert "The database's disk is full (" in full.stderr
    subprocess.run(["mount", "-o", "remount,size=900m", small_disk], check=True)
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    with running(small_disk / "home") as database, psycopg.connect(database.url(), autocommit=True) as found:
        assert found.execute("SELECT count(*) FROM mart.story_items").fetchone() == (1200,)
        assert found.execute(BALANCED).fetchall() == []
