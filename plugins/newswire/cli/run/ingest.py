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
from newswire.cli.tables import print_counts
from newswire.errors import NewswireError
from newswire.fetch import Interval
from newswire.logs.about import name_in_lines
from newswire.quality.check import check
from newswire.quality.verdicts import Verdict, headline, lines
from newswire.rounds.ending import end_round, index_behind
from newswire.rounds.groups import spread
from newswire.rounds.several import ingest
from newswire.rounds.source import Order
from newswire.sources import enabled_sources, host_of_source
from newswire.switches import switched
from newswire.warehouse.connect import connect, warehouse_url
from newswire.warehouse.failures import in_words
from newswire.warehouse.migrations import migrate
from newswire.workers.ahead import KeysAhead
from newswire.workers.crew import Crew

STOPPED = "Stopped. What was fetched is kept: the next run goes on from there, and nothing comes twice."

_MANY_SOURCES = 100
"""Sources for which a process that parses is started at once. It is ready when the first answer."""

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

    Several sources are taken at once. A source that fails stops no other one; the exit status is then 1.
    Afterwards the lines that the pages of a host repeat are left out, the loaded stories become searchable,
    and the loads are checked. A check whose level is fail makes the exit status 1, too.
    """
    name_in_lines()
    directory = sources or settings.sources_directory()
    if not directory.is_dir():
        raise typer.BadParameter(f"There is no folder {directory}.", param_hint="--sources")
    now = dt.datetime.now(dt.UTC)
    interval = Interval.day(date.date() if date else now.date())
    found: dict[str, dict[str, Any]] = {}
    verdicts: list[Verdict] = []
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

        opened = partial(connect, url)
        texts = KeysAhead(crew)
        order = Order(interval, directory, at_once=at_once, texts=texts)
        with index_behind(opened):
            for row in ingest(spread(names, partial(host_of_source, directory)), order, opened, crew):
                found[row["source"]] = row
        failed = any("error" in row for row in found.values())
        try:
            end_round(connection, directory, opened, texts.keys)
            verdicts = [one for one in check(connection, names, interval, now, directory) if one.fresh]
        except (NewswireError, psycopg.OperationalError) as error:
            failed = True
            # The text is complete; a traceback helps nobody.
            logger.error("%s", in_words(error) if isinstance(error, psycopg.Error) else error)  # noqa: TRY400
    rows = [_for_people(found[name]) for name in names]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        print_counts(rows)
    if verdicts:
        typer.echo("\n".join([headline(verdicts), *lines(verdicts)]), err=as_json)
    raise typer.Exit(int(failed or any(one.outcome == "failed" for one in verdicts)))


def _for_people(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without the keys that are for another try."""
    return {key: value for key, value in row.items() if key not in {"is_final", "retry_at"}}
