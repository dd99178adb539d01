"""``newswire ingest``: fetch, parse and load the enabled sources once, without a scheduler."""

from __future__ import annotations

import datetime as dt
import json
import logging
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from newswire import settings
from newswire.cli.run.ahead import Room, ahead, index_behind
from newswire.cli.tables import print_counts
from newswire.errors import NewswireError
from newswire.fetch import Interval
from newswire.pipeline import Fetching, fetch_source, parse_ahead
from newswire.quality.check import check
from newswire.quality.verdicts import Verdict, headline, lines
from newswire.rounds.ending import end_round
from newswire.rounds.groups import spread
from newswire.rounds.source import loaded
from newswire.sources import enabled_sources, host_of_source
from newswire.switches import switched
from newswire.warehouse.connect import connect, warehouse_url
from newswire.warehouse.failures import in_words
from newswire.warehouse.migrations import migrate
from newswire.workers.crew import Crew
from newswire.workers.work import Ahead

Read = tuple[Fetching, Ahead | None]
"""A fetch, with the answers of its run if it is parsed."""

_MANY_SOURCES = 100
"""Sources for which a process that parses is started at once. It is ready when the first answer."""

_BYTES_AHEAD = 32 * 1024 * 1024
"""Bytes of parsed runs that may wait for their load. Then the load itself parses them."""

logger = logging.getLogger(__name__)


def command(
    source: Annotated[list[str] | None, typer.Option(help="Take only this source; may be repeated.")] = None,
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The UTC day to ask the sources for. [default: today]"),
    ] = None,
    at_once: Annotated[
        bool, typer.Option("--now", help="Ask sources, too, that are skipped: they fail, or publish seldom.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the ledger's rows, one JSON object a line.")
    ] = False,
) -> None:
    """Fetch, parse and load the enabled sources once, without a scheduler.

    Several sources are fetched and parsed at once, and loaded in one order. A source that fails stops no
    other one; the exit status is then 1. Afterwards the lines that the pages of a host repeat are left out,
    the loaded stories become searchable, and the loads are checked. A check whose level is fail makes the
    exit status 1, too.
    """
    directory = sources or settings.sources_directory()
    if not directory.is_dir():
        raise typer.BadParameter(f"There is no folder {directory}.", param_hint="--sources")
    now = dt.datetime.now(dt.UTC)
    interval = Interval.day(date.date() if date else now.date())
    found: dict[str, dict[str, Any]] = {}
    verdicts: list[Verdict] = []
    failed = False
    with Crew() as crew, ExitStack() as stack:
        if (len(source) if source else sum(1 for _ in directory.glob("*.toml"))) >= _MANY_SOURCES:
            crew.start(1)
        url = stack.enter_context(warehouse_url())
        connection = stack.enter_context(connect(url))
        migrate(connection)
        names = list(dict.fromkeys(source or enabled_sources(directory, switched(connection))))
        if not names:
            logger.warning(
                "No source is enabled. ./newswire sources lists them, ./newswire enable NAME switches one on."
            )

        room = Room(_BYTES_AHEAD)

        def fetch(its_own: psycopg.Connection, name: str) -> Read:
            fetching = fetch_source(its_own, name, interval, now, directory, at_once=at_once, parsers=crew)
            parsed = None
            if fetching.run_id is not None and not room.is_full():
                parsed = parse_ahead(its_own, fetching.run_id, directory, crew)
                room.take(parsed.size() if parsed else 0)
            return fetching, parsed

        with index_behind(url):
            for name, read in ahead(spread(names, partial(host_of_source, directory)), url, fetch):
                try:
                    fetching, parsed = read.result()
                    room.take(-parsed.size() if parsed else 0)
                    found[name] = _loaded(connection, name, fetching, parsed, directory, crew)
                except NewswireError as error:
                    failed = True
                    found[name] = {"source": name, "error": str(error)}
                    logger.error("%s", error)  # noqa: TRY400 - the text is complete; a traceback helps nobody
                except psycopg.OperationalError as error:
                    if connection.closed:
                        raise  # every further source would fail as well
                    failed = True
                    found[name] = {"source": name, "error": str(in_words(error))}
                    logger.error("%s: %s", name, in_words(error))  # noqa: TRY400
                except Exception as error:
                    if connection.closed:
                        raise
                    failed = True
                    found[name] = {"source": name, "error": f"{type(error).__name__}: {error}"}
                    logger.exception("Source %s failed; the others go on.", name)
        try:
            end_round(connection, directory)
            verdicts = [one for one in check(connection, names, interval, now, directory) if one.fresh]
        except (NewswireError, psycopg.OperationalError) as error:
            failed = True
            logger.error("%s", in_words(error) if isinstance(error, psycopg.Error) else error)  # noqa: TRY400
    rows = [found[name] for name in names]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        print_counts(rows)
    if verdicts:
        typer.echo("\n".join([headline(verdicts), *lines(verdicts)]), err=as_json)
    raise typer.Exit(int(failed or any(one.outcome == "failed" for one in verdicts)))


def _loaded(
    connection: psycopg.Connection,
    name: str,
    fetching: Fetching,
    parsed: Ahead | None,
    directory: Path,
    crew: Crew,
) -> dict[str, Any]:
    """Load the run of a fetch, if it has one, and return the row for people."""
    if fetching.run_id is None:
        return {"source": name, "note": fetching.note}
    return loaded(connection, fetching.run_id, fetching.note, directory, crew, parsed)
