"""``newswire bench``: how fast this machine parses and loads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import Annotated, Literal

import psycopg
import typer

from newswire.bench import load
from newswire.cli.tables import print_rows
from newswire.warehouse.embedded import running
from newswire.warehouse.migrations import migrate


def command(
    what: Annotated[Literal["load"], typer.Argument(help="What to measure.")],
    size: Annotated[
        list[int] | None, typer.Option(help="Stories in the warehouse; may be given again.")
    ] = None,
    runs: Annotated[int, typer.Option(help="Runs measured at each size.")] = 3,
) -> None:
    """Measure stories a second of the whole load, in a throw-away warehouse filled with made-up stories."""
    with tempfile.TemporaryDirectory(prefix="newswire-bench-") as home, running(Path(home)) as database:
        with psycopg.connect(database.url(), autocommit=True) as connection:
            migrate(connection)
        with psycopg.connect(database.url("postgres", "newswire"), autocommit=True) as connection:
            rows = [
                (f"{rate.size:,}", f"{median(rate.rates):,.0f}", " ".join(f"{one:,.0f}" for one in rate.rates),
                 f"{rate.bytes_per_story:,.0f}")
                for rate in load.measure(connection, sorted(size or [10_000, 100_000, 1_000_000]), runs)
            ]  # fmt: skip
    print_rows(("stories in the warehouse", "stories/s (median)", "runs", "bytes a story"), rows)
