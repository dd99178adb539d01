"""What grows with a warehouse: the load, its bytes, readers' questions, vacuum, backup and restore."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import psycopg

from newswire.bench import load, mart
from newswire.bench.stories import stories, varied
from newswire.search import index
from newswire.warehouse.backups import back_up, read_backup, restore
from newswire.warehouse.clients import clients
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.embedded import folder as server_folder
from newswire.warehouse.migrations import migrate
from newswire.warehouse.roles import READER

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Point:
    """A warehouse of one size, in versions. Rates are stories a second of processor time, PostgreSQL's too.

    The bytes are those of a version, without and with the text search. All else is seconds by the clock.
    """

    size: int
    load_rate: float
    index_rate: float
    bytes_of_load: float
    bytes_of_search: float
    questions: tuple[mart.Answered, ...]
    vacuum: float
    backup: float
    backup_bytes: int
    restore: float

    @property
    def milliseconds(self) -> list[float]:
        """The median of each question, the quickest one first."""
        return sorted(median(one.milliseconds) for one in self.questions)

    @property
    def slowest(self) -> str:
        """The question that takes longest."""
        return max(self.questions, key=lambda one: median(one.milliseconds)).question


def measure(
    database: Database, sizes: Sequence[int], scratch: Path, runs: int = 3, run: int = mart.RUN
) -> Iterator[Point]:
    """Fill the warehouse up to each size. Measure ``runs`` more runs of ``run`` stories and all else there.

    ``scratch`` is an empty folder for a backup and a second server, with room for both.
    """
    with psycopg.connect(database.url(), autocommit=True) as owner:
        for size in sizes:
            for at in mart.grow(owner, size, run):
                index(owner)
                if at // run % 20 == 0:
                    logger.info("%s stories are loaded.", f"{at:,}")
            loaded, indexed = _rates(owner, runs, run)
            began = time.perf_counter()
            owner.execute("VACUUM ANALYZE")
            vacuum = time.perf_counter() - began
            count = mart.versions(owner)
            of_load, of_search = load.sizes_of_tables(owner)
            with psycopg.connect(database.url(READER, "newswire"), autocommit=True) as reader:
                questions = tuple(mart.measure(reader, runs))
            logger.info("Readers have asked their questions of %s stories.", f"{count:,}")
            backup, backup_bytes, restored = _saved(owner, database.url(), scratch / f"{count}")
            yield Point(
                count, loaded, indexed, of_load / count, of_search / count, questions,
                vacuum, backup, backup_bytes, restored,
            )  # fmt: skip


def _rates(owner: psycopg.Connection, runs: int, run: int) -> tuple[float, float]:
    """Load some more runs. Return the rate of the load and of the index, each the median of them."""
    loads, indexes = [], []
    for _ in range(runs):
        at = mart.versions(owner)
        items = list(varied(stories(run, at)))
        began = _processor(owner)
        mart.load_run(owner, at, items)
        loaded = _processor(owner)
        index(owner)
        loads.append(run / (loaded - began))
        indexes.append(run / (_processor(owner) - loaded))
    return median(loads), median(indexes)


def _processor(owner: psycopg.Connection) -> float:
    """Return the seconds of processor time of this process and of its server process so far."""
    server = psutil.Process(owner.info.backend_pid).cpu_times()
    return time.process_time() + server.user + server.system


def _saved(owner: psycopg.Connection, url: str, folder: Path) -> tuple[float, int, float]:
    """Write a backup, and restore it into another server. Return seconds, bytes and seconds."""
    folder.mkdir()
    file = folder / "news.backup"
    began = time.perf_counter()
    size = back_up(owner, url, file, _unseen)
    backup = time.perf_counter() - began
    logger.info("%s bytes are backed up.", f"{size:,}")
    with (
        running(folder / "restored") as other,
        psycopg.connect(other.url(), autocommit=True) as connection,
    ):
        migrate(connection)
        programs = clients(other.url(), connection.info.server_version // 10_000)
        began = time.perf_counter()
        restore(connection, other.url(), read_backup(file, programs, _unseen), _unseen)
        restored = time.perf_counter() - began
        if mart.versions(connection) != mart.versions(owner):
            raise AssertionError("The restored warehouse has other stories.")
    file.unlink()
    shutil.rmtree(server_folder(folder / "restored"))
    return backup, size, restored


def _unseen(done: int) -> None:
    """Take the progress of a backup, which nobody watches."""
