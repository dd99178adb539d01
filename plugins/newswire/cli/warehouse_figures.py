"""Tables of the benchmarks that fill a warehouse: its load, its translations, its growth and its answers."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from statistics import median

import psycopg
import typer

from newswire.bench import load, mart, scale, translations
from newswire.cli.tables import print_rows
from newswire.warehouse.embedded import running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.roles import READER


def print_load(sizes: list[int], runs: int) -> None:
    """Print the rates of one load, of two beside each other and of the search's index at each size."""
    logging.getLogger("newswire.search").setLevel(logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as home,
        running(Path(home)) as database,
        psycopg.connect(database.url(), autocommit=True) as connection,
    ):
        migrate(connection)
        rows = [
            (
                f"{rate.size:,}",
                f"{median(rate.rates):,.0f}",
                " ".join(f"{one:,.0f}" for one in rate.rates),
                f"{rate.beside:,.0f}",
                f"{rate.beside / median(rate.rates):.2f}",
                f"{rate.bytes_per_story:,.0f}",
                f"{rate.search_rate:,.0f}",
                f"{rate.search_bytes_per_story:,.0f}",
            )
            for rate in load.measure(connection, sizes, runs, beside=database.url())
            if rate.beside
        ]
    head = ("warehouse", "stories/s", "each run", "two beside: stories/s", "times one", "bytes a story")
    print_rows((*head, "search: stories/s", "bytes a story"), rows)


def print_translations(sizes: list[int], home: Path | None) -> None:
    """Print the rate of the stage at each size."""
    logging.getLogger("newswire.translations").setLevel(logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as throw_away,
        running(home or Path(throw_away)) as database,
        psycopg.connect(database.url(), autocommit=True) as connection,
    ):
        migrate(connection)
        rows = [
            (
                f"{one.size:,}",
                f"{one.stories:,}",
                f"{one.links:,}",
                f"{one.seconds:,.1f}",
                f"{one.processor:,.1f}",
                f"{one.database:,.1f}",
                f"{one.rate:,.0f}",
                f"{one.bytes_per_story:,.0f}",
            )
            for one in translations.measure(connection, sizes)
        ]
    head = ("warehouse", "stories", "links", "seconds", "processor", "of PostgreSQL")
    print_rows((*head, "stories a second of both", "bytes a story"), rows)


def print_scale(sizes: list[int], runs: int, home: Path | None) -> None:
    """Print what a warehouse of each size costs, from its load to its restore."""
    logging.getLogger("newswire.search").setLevel(logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as throw_away,
        running(home or Path(throw_away, "home")) as database,
    ):
        with psycopg.connect(database.url(), autocommit=True) as owner:
            migrate(owner)
        rows = []
        for one in scale.measure(database, sizes, Path(throw_away), runs):
            rows.append(
                (
                    f"{one.size:,}",
                    f"{one.load_rate:,.0f}",
                    f"{one.index_rate:,.0f}",
                    f"{one.bytes_of_load:,.0f}",
                    f"{one.bytes_of_search:,.0f}",
                    f"{median(one.milliseconds):,.0f}",
                    f"{one.milliseconds[-1]:,.0f} ({one.slowest})",
                    f"{one.vacuum:,.1f}",
                    f"{one.backup:,.1f}",
                    f"{one.backup_bytes / 1e6:,.0f}",
                    f"{one.restore:,.1f}",
                )
            )
            typer.echo("  ".join(rows[-1]), err=True)  # a large warehouse takes hours: nothing is lost
    head = ("stories", "loaded/s", "indexed/s", "bytes a story", "of search", "question in ms", "slowest")
    print_rows((*head, "vacuum in s", "backup in s", "of MB", "restore in s"), rows)


def print_mart(size: int, runs: int, home: Path | None) -> None:
    """Print the milliseconds of each question, and which are above the bar."""
    logging.getLogger("newswire.search").setLevel(logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as throw_away,
        running(home or Path(throw_away)) as database,
    ):
        with psycopg.connect(database.url(), autocommit=True) as owner:
            migrate(owner)
            if not mart.versions(owner):
                mart.fill(owner, size)
            stories = mart.versions(owner)
        with psycopg.connect(database.url(READER, "newswire"), autocommit=True) as reader:
            answered = list(mart.measure(reader, runs))
    rows = [
        (
            one.question,
            f"{median(one.milliseconds):,.0f}",
            " ".join(f"{each:,.0f}" for each in one.milliseconds),
            f"{one.rows:,}",
        )
        for one in answered
    ]
    print_rows(("question", "median in ms", "each run", "rows"), rows)
    slow = [one.question for one in answered if one.is_slow]
    typer.echo(
        f"{stories:,} stories; {len(slow)} of {len(answered)} questions take more than {mart.BAR} ms"
        + (f": {'; '.join(slow)}." if slow else ".")
    )
