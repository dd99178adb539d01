"""``newswire ingest``: fetch, parse and load the enabled sources once, without a scheduler."""

from __future__ import annotations

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from newswire import settings
from newswire.cli.tables import print_counts
from newswire.errors import NewswireError
from newswire.fetch import Interval
from newswire.pipeline import Fetching, fetch_source, load_run, parse_run
from newswire.reading.learning import settle_lines
from newswire.search import index
from newswire.sources import enabled_sources
from newswire.switches import switched
from newswire.warehouse.connect import warehouse

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

    A source that fails stops no other one; the exit status is then 1. Afterwards the lines that the pages
    of a host repeat are left out, and the loaded stories become searchable.
    """
    directory = sources or settings.sources_directory()
    if not directory.is_dir():
        raise typer.BadParameter(f"There is no folder {directory}.", param_hint="--sources")
    now = dt.datetime.now(dt.UTC)
    interval = Interval.day(date.date() if date else now.date())
    rows, failed = [], False
    with warehouse() as connection:
        names = source or enabled_sources(directory, switched(connection))
        if not names:
            logger.warning(
                "No source is enabled. ./newswire sources lists them, ./newswire enable NAME switches one on."
            )
        for name in names:
            try:
                rows.append(_ingest(connection, name, interval, now, directory, at_once=at_once))
            except NewswireError as error:
                failed = True
                rows.append({"source": name, "error": str(error)})
                logger.error("%s", error)  # noqa: TRY400 - the text is complete; a traceback helps nobody
            except Exception as error:
                if connection.closed:
                    raise  # every further source would fail as well
                failed = True
                rows.append({"source": name, "error": f"{type(error).__name__}: {error}"})
                logger.exception("Source %s failed; the others go on.", name)
        try:
            settle_lines(connection, directory)
            index(connection)
        except NewswireError as error:
            failed = True
            logger.error("%s", error)  # noqa: TRY400
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        print_counts(rows)
    raise typer.Exit(int(failed))


def _ingest(
    connection: psycopg.Connection,
    name: str,
    interval: Interval,
    now: dt.datetime,
    directory: Path,
    *,
    at_once: bool,
) -> dict[str, Any]:
    fetching: Fetching = fetch_source(connection, name, interval, now, directory, at_once=at_once)
    if fetching.run_id is None:
        return {"source": name, "note": fetching.note}
    parsing = parse_run(connection, fetching.run_id, directory)
    row: dict[str, Any] = load_run(connection, fetching.run_id, directory).as_dict()
    remark = " ".join(filter(None, (fetching.note, parsing.note)))
    return row | ({"remark": remark} if remark else {})
