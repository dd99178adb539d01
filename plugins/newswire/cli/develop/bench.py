"""``newswire bench``: the speed at which this machine parses, loads and makes stories searchable."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from statistics import median
from typing import Annotated, Literal

import psycopg
import typer

from newswire import settings
from newswire.bench import load, parse
from newswire.cli.tables import print_rows
from newswire.warehouse.embedded import running
from newswire.warehouse.migrations import migrate


def command(
    what: Annotated[Literal["load", "parse"], typer.Argument(help="The part to measure.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="parse: files and folders. [default: the tests' fixtures]"),
    ] = None,
    size: Annotated[
        list[int] | None,
        typer.Option(
            help="load: stories in the warehouse; may be repeated. [default: 10000, 100000, 1000000]"
        ),
    ] = None,
    runs: Annotated[int, typer.Option(help="Runs measured for each figure.")] = 3,
) -> None:
    """Measure the parsers beside a plain parse, or the load in a throw-away warehouse of invented stories."""
    if what == "parse":
        _parse(paths or [settings.root() / "tests" / "fixtures"], runs)
    else:
        _load(sorted(size or [10_000, 100_000, 1_000_000]), runs)


def _parse(paths: list[Path], runs: int) -> None:
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    rows = [
        (
            speed.format,
            f"{speed.documents:,}",
            f"{speed.documents / speed.seconds:,.0f}",
            f"{speed.size / speed.seconds / 1e6:,.1f}",
            "–" if not speed.plain else f"{speed.seconds / speed.plain:.1f}",
        )
        for speed in parse.measure((file for file in files if file.is_file()), runs)
    ]
    print_rows(("format", "documents", "documents/s", "MB/s", "times a plain parse"), rows)


def _load(sizes: list[int], runs: int) -> None:
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
                f"{rate.bytes_per_story:,.0f}",
                f"{rate.search_rate:,.0f}",
                f"{rate.search_bytes_per_story:,.0f}",
            )
            for rate in load.measure(connection, sizes, runs)
        ]
    head = ("warehouse", "stories/s", "each run", "bytes a story")
    print_rows((*head, "search: stories/s", "bytes a story"), rows)
