"""``newswire ingest``: fetch, parse and load the enabled sources once, without a scheduler."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from newswire import settings
from newswire.cli.run.ahead import ahead, index_behind
from newswire.cli.tables import print_counts
from newswire.errors import NewswireError
from newswire.fetch import Interval
from newswire.pipeline import Fetching, Parsing, fetch_source, load_run, parse_run
from newswire.quality.check import check
from newswire.quality.verdicts import Verdict, headline, lines
from newswire.reading.learning import settle_lines
from newswire.rounds.groups import spread
from newswire.search import index
from newswire.sources import enabled_sources, host_of_source
from newswire.switches import switched
from newswire.warehouse.connect import connect, warehouse_url
from newswire.warehouse.migrations import migrate

Read = tuple[Fetching, Parsing | None]
"""A fetch, with the parsing of its run if it has one."""

_PARSING = threading.Lock()
"""Parsing takes the processor alone, and makes its tables on first use: one thread at a time is as quick."""

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
    with warehouse_url() as url, connect(url) as connection:
        migrate(connection)
        names = list(dict.fromkeys(source or enabled_sources(directory, switched(connection))))
        if not names:
            logger.warning(
                "No source is enabled. ./newswire sources lists them, ./newswire enable NAME switches one on."
            )

        def fetch(its_own: psycopg.Connection, name: str) -> Read:
            fetching = fetch_source(its_own, name, interval, now, directory, at_once=at_once)
            if fetching.run_id is None:
                return fetching, None
            with _PARSING:
                return fetching, parse_run(its_own, fetching.run_id, directory)

        with index_behind(url):
            for name, read in ahead(spread(names, partial(host_of_source, directory)), url, fetch):
                try:
                    found[name] = _loaded(connection, name, *read.result(), directory)
                except NewswireError as error:
                    failed = True
                    found[name] = {"source": name, "error": str(error)}
                    logger.error("%s", error)  # noqa: TRY400 - the text is complete; a traceback helps nobody
                except Exception as error:
                    if connection.closed:
                        raise  # every further source would fail as well
                    failed = True
                    found[name] = {"source": name, "error": f"{type(error).__name__}: {error}"}
                    logger.exception("Source %s failed; the others go on.", name)
        try:
            settle_lines(connection, directory)
            index(connection)
            verdicts = [one for one in check(connection, names, interval, now, directory) if one.fresh]
        except NewswireError as error:
            failed = True
            logger.error("%s", error)  # noqa: TRY400
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
    connection: psycopg.Connection, name: str, fetching: Fetching, parsing: Parsing | None, directory: Path
) -> dict[str, Any]:
    """Load the run of a fetch, if it has one, and return the row for people."""
    if parsing is None:
        return {"source": name, "note": fetching.note}
    row: dict[str, Any] = load_run(connection, parsing.run_id, directory).as_dict()
    remark = " ".join(filter(None, (fetching.note, parsing.note)))
    return row | ({"remark": remark} if remark else {})
