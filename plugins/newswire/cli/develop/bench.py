"""``newswire bench``: the speed of this machine, and the faults of the parsers' reading, as figures."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from operator import truediv
from pathlib import Path
from statistics import median
from typing import Annotated, Any, Literal

import typer

from newswire import settings
from newswire.bench import airflow, fetch, pages, parse, run, start, workers
from newswire.bench.reading import Fault, Found, all_faults
from newswire.cli.tables import print_rows
from newswire.cli.warehouse_figures import print_load, print_mart, print_scale, print_translations
from newswire.model import Defaults, Document
from newswire.parse import parse_document


def command(
    what: Annotated[
        Literal[
            "airflow",
            "fetch",
            "load",
            "mart",
            "pages",
            "parse",
            "reading",
            "run",
            "scale",
            "start",
            "translations",
        ],
        typer.Argument(help="The part to measure."),
    ],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="parse, pages, reading, start: files and folders; reading: - for item objects on stdin. "
            "[default: the tests' fixtures; start: one of each wire] run: a folder. "
            "[default: invented stories]"
        ),
    ] = None,
    size: Annotated[
        list[int] | None,
        typer.Option(
            help="load: stories in the warehouse; may be repeated. [default: 10000, 100000, 1000000] "
            "fetch: feeds. [default: 1000] airflow: feeds; may be repeated. [default: 100, 1000] "
            "With --celery: [default: 1000]. mart: stories. [default: 100000] "
            "scale, translations: stories; may be repeated. [default: 100000] run: stories. [default: 10000]"
        ),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(help="Runs measured for each figure. [default: 3; mart: 5]", min=1)
    ] = None,
    celery: Annotated[
        bool,
        typer.Option(
            "--celery",
            help="airflow: run it on Redis and two workers, with the settings of docker-compose.yaml, and "
            "kill a worker or Redis in the middle.",
        ),
    ] = False,
    failing: Annotated[
        bool,
        typer.Option("--failing", help="airflow: take 20 sources beside that fail, each in another way."),
    ] = False,
    home: Annotated[
        Path | None,
        typer.Option(
            help="mart, scale, translations: use the warehouse in this folder, a NEWSWIRE_HOME that no "
            "server runs on. An empty one is filled first and kept. [default: a throw-away warehouse]"
        ),
    ] = None,
) -> None:
    """Measure parsers, pages, fetches, the load or the answers to readers, or count faults of reading.

    Parsers are measured beside a plain parse, each document by itself and together with others, as a run
    parses them. Pages are measured beside trafilatura. start is that of a command for one file, run is
    ingest over a folder, with the memory of each of its processes. Fetches are two rounds of it over feeds
    of one host on loopback, and airflow is the same through its scheduler or its workers. They, the load and
    the readers' questions fill a throw-away warehouse.
    """
    fixtures = [settings.root() / "tests" / "fixtures"]
    if what == "parse":
        _parse(paths or fixtures, runs or 3)
    elif what == "pages":
        _pages(paths or fixtures, runs or 3)
    elif what == "mart":
        print_mart((size or [100_000])[0], runs or 5, home)
    elif what == "reading":
        _reading(paths or fixtures)
    elif what == "translations":
        print_translations(sorted(size or [100_000]), home)
    elif what == "scale":
        print_scale(sorted(size or [100_000]), runs or 3, home)
    elif what == "airflow":
        if celery:
            _celery((size or [1000])[0])
        else:
            _airflow(size or [100, 1000], with_failures=failing)
    elif what == "start":
        _start(list(_files(paths)) if paths else [fixtures[0] / name for name in _WIRES], runs or 5)
    elif what == "run":
        _run(paths[0] if paths else None, (size or [10_000])[0])
    elif what == "fetch":
        _fetch((size or [1000])[0])
    else:
        print_load(sorted(size or [10_000, 100_000, 1_000_000]), runs or 3)


_WIRES = (
    *("newsml-g2/event.xml", "newsml-1/message.xml", "nitf/story.xml", "ninjs/superdesk.json"),
    *("feeds/rss.xml", "iptc7901/lead.txt", "email/teletype.eml"),
)


def _start(files: list[Path], runs: int) -> None:
    """Print the processor time and the memory of a start."""
    rows = [
        (
            one.command,
            f"{median(one.seconds):.2f}",
            " ".join(f"{each:.2f}" for each in one.seconds),
            f"{one.peak / 1e6:,.0f}",
        )
        for one in start.measure(files, runs)
    ]
    print_rows(("file", "processor: median in s", "each run", "peak in MB"), rows)


def _run(folder: Path | None, stories: int) -> None:
    """Print a run of ingest that brings all documents, and one that finds nothing new."""
    with tempfile.TemporaryDirectory(prefix="newswire-bench-") as invented:
        if folder is None:
            run.write(Path(invented), stories)
        rows = [
            (
                str(number),
                f"{sum(row.get('documents', 0) for row in one.rows):,}",
                f"{one.seconds:,.1f}",
                f"{one.processor:,.1f}",
                f"{one.database:,.1f}",
                " ".join(f"{peak / 1e6:,.0f}" for peak in sorted(one.peaks.values(), reverse=True)),
                str(one.status),
            )
            for number, one in enumerate(run.measure(folder or Path(invented)), 1)
        ]
    head = ("run", "documents", "seconds", "processor", "of PostgreSQL", "peak in MB of each process")
    print_rows((*head, "exit status"), rows)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (file for file in [path, *sorted(path.rglob("*"))] if file.is_file())


def _reading(paths: list[Path]) -> None:
    """Print each fault, and the number of each kind for all items and their files."""
    items = [json.loads(line) for line in sys.stdin] if paths == [Path("-")] else list(_parsed(paths))
    found: dict[Fault, list[Found]] = defaultdict(list)
    for one in all_faults(items):
        found[one.fault].append(one)
    for one in (one for kind in Fault for one in found[kind]):
        typer.echo(f"{one.path}: {one.fault}: {' '.join(one.words.split())}")
    print_rows(("fault", "items"), [(str(kind), f"{len(found[kind]):,}") for kind in Fault])
    typer.echo(f"{sum('rejected' not in item for item in items):,} items were read.")


def _parsed(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for file in _files(paths):
        for result in parse_document(Document(file.read_bytes(), str(file)), Defaults()):
            yield result.as_json()


def _parse(paths: list[Path], runs: int) -> None:
    rows = [
        (
            speed.format,
            f"{speed.documents:,}",
            f"{speed.documents / speed.seconds:,.0f}",
            f"{speed.size / speed.seconds / 1e6:,.1f}",
            "–" if not speed.plain else f"{speed.seconds / speed.plain:.1f}",
            f"{speed.documents / speed.together:,.0f}",
            "–" if not speed.plain else f"{speed.together / speed.plain:.1f}",
        )
        for speed in parse.measure(_files(paths), runs)
    ]
    head = ("format", "documents", "documents/s", "MB/s", "times a plain parse")
    print_rows((*head, "together: documents/s", "times a plain parse"), rows)


def _pages(paths: list[Path], runs: int) -> None:
    """Print the figures of each reader of pages, and how many times as quick as it we are in a turn."""
    found = list(pages.pages_of(paths))
    if not found:
        raise typer.BadParameter("There is no HTML file among the paths.")
    rates = pages.measure(found, runs)
    rows = [
        (
            rate.reader,
            f"{rate.pages:,}",
            f"{rate.pages / median(rate.seconds):,.1f}",
            f"{rate.pages / min(rate.seconds):,.1f}",
            f"{median(map(truediv, rate.seconds, rates[0].seconds)):.2f}",
            f"{rate.start:.2f}",
            f"{rate.peak / 1e6:,.0f}",
        )
        for rate in rates
    ]
    head = ("reader", "pages", "pages/s", "best pass", "times our seconds", "start in s", "peak in MB")
    print_rows(head, rows)


def _fetch(feeds: int) -> None:
    """Print a round of ingest that brings all feeds, and one that finds nothing new."""
    rows = [
        (
            str(number),
            f"{one.seconds:,.1f}",
            f"{one.processor:,.1f}",
            f"{one.database:,.1f}",
            f"{len(one.served.asked):,}",
            f"{one.served.answers:,}",
            f"{one.served.unchanged:,}",
            str(one.served.at_once),
            str(one.status),
        )
        for number, one in enumerate(fetch.measure(feeds), 1)
    ]
    head = (
        "round",
        "seconds",
        "processor",
        "of PostgreSQL",
        "feeds asked",
        "answers",
        "of 304",
        "at once",
        "exit status",
    )
    print_rows(head, rows)


def _airflow(sizes: list[int], *, with_failures: bool) -> None:
    """Print two rounds for each number of feeds, beside those of ingest; one with sources that fail.

    Print then the memory of each process at rest, before the first round.
    """
    rounds = [
        (feeds, number, one)
        for feeds in sizes
        for number, one in enumerate(
            airflow.measure(feeds, 1 if with_failures else 2, with_failures=with_failures), 1
        )
    ]
    rows = [
        (
            f"{feeds:,}",
            str(number),
            f"{one.seconds:,.1f}",
            f"{one.ingest.seconds:,.1f}",
            f"{one.times_ingest:.1f}",
            f"{one.processor:,.1f}",
            f"{one.ingest.processor + one.ingest.database:,.1f}",
            f"{one.share:.0%}",
            f"{one.tasks:,}",
            f"{one.failed:,}",
            f"{one.loaded:,}",
            one.state,
        )
        for feeds, number, one in rounds
    ]
    head = ("feeds", "round", "seconds", "of ingest", "times", "processor", "of ingest", "Airflow's share")
    print_rows((*head, "tasks", "red sources", "sources loaded", "state"), rows)
    at_rest = rounds[0][2].memory
    memory = [*at_rest.items(), ("together", sum(at_rest.values()))]
    print_rows(("process", "MB at rest"), [(name, f"{size / 1e6:,.0f}") for name, size in memory])


def _celery(feeds: int) -> None:
    """Print a round for each part of the services that is killed."""
    rows = [
        (
            one.killed,
            f"{one.seconds:,.0f}",
            f"{one.processor:,.1f}",
            f"{one.lost:,}",
            f"{one.healed:,.0f}",
            f"{one.loaded:,}",
            f"{one.twice:,}",
            f"{one.missing:,}",
            f"{one.asked_again:,}",
            f"{one.heartbeat:,.0f}",
            one.state,
        )
        for one in workers.measure(feeds)
    ]
    head = ("killed", "seconds", "processor", "tasks lost", "begun again after s", "sources loaded")
    print_rows((*head, "twice", "items missing", "asked again", "oldest heartbeat", "state"), rows)
