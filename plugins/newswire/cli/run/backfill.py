"""``newswire backfill``: a run of the DAG for each past day of a range, on the Airflow that is up."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from newswire import settings
from newswire.airflow_local.api import DAILY, Api
from newswire.airflow_local.configuration import AirflowError, Installation
from newswire.airflow_local.holder import holder
from newswire.cli.tables import print_counts
from newswire.outcomes import Outcome, add, counted, in_words, together
from newswire.sources import find_source

_DAY = ["%Y-%m-%d"]
_EVERY = 1.0

console = Console(highlight=False, soft_wrap=True)


def command(
    first: Annotated[dt.datetime, typer.Argument(metavar="FROM", formats=_DAY, help="First UTC day.")],
    last: Annotated[dt.datetime, typer.Argument(metavar="TO", formats=_DAY, help="Last UTC day, included.")],
    source: Annotated[
        list[str] | None,
        typer.Option(help="Take only this source; may be repeated. [default: all that are on]"),
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, help="Days that run at the same time.")] = 4,
) -> None:
    """Run newswire_daily for each day of a range, on the Airflow that ./newswire up serves. Show the counts.

    Days that ran before run again: a repeated run changes nothing. Ctrl-C ends the display; the backfill
    goes on. The exit status is 1 if a day failed.
    """
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    begin, end = first.date(), last.date()
    if begin > end:
        raise typer.BadParameter("FROM lies after TO.")
    if begin > yesterday:
        raise typer.BadParameter(f"{begin} has not ended yet (UTC). ./newswire ingest takes today.")
    if end > yesterday:
        console.print(f"{yesterday} is the last day that has ended (UTC); ./newswire ingest takes today.")
        end = yesterday
    for name in source or ():
        find_source(settings.sources_directory(), name)
    api, address = _running(settings.home())
    made = api.backfill(DAILY, begin, end, {"sources": source or None, "date": None}, at_once)
    page = f"{address}/dags/{DAILY}/backfills"
    if made is None:
        raise AirflowError(f"Another backfill of {DAILY} is in progress. Wait for its end, or end it: {page}")
    days = (end - begin).days + 1
    console.print(f"Backfill {made['id']} of {counted(days, 'day')}, {begin} to {end}: {page}")
    try:
        results, states = _followed(api, made["id"], begin, end)
    except KeyboardInterrupt:
        console.print(f"The backfill goes on: {page}")
        raise typer.Exit(130) from None
    raise typer.Exit(int(_shown(results, states, begin, end)))


def _running(home: Path) -> tuple[Api, str]:
    """Return the client and the address of the Airflow that ``up`` serves now.

    Raises:
        AirflowError: ``up`` does not run, or is not ready yet.
    """
    if holder(home) is None:
        raise AirflowError(
            f"Newswire is not up in {home}. Start ./newswire up in another terminal, and run this again. "
            "Without Airflow, ./newswire ingest --date DAY takes one day."
        )
    installation = Installation.of(home)
    api = Api(installation)
    if not api.healthy():
        raise AirflowError(
            "./newswire up has started, and its Airflow is not ready yet. Run this again soon."
        )
    api.log_in()
    return api, installation.address


def _followed(api: Api, number: int, first: dt.date, last: dt.date) -> tuple[list[Outcome], dict[str, str]]:
    """Print each day as it ends. Return the outcomes of all, and the state of each day's run."""
    states: dict[str, str] = {}
    results: list[Outcome] = []
    total = (last - first).days + 1
    with console.status(f"0 of {total:,} days done") as status:
        while True:
            over = api.backfill_is_over(number)
            for run in api.backfill_runs(DAILY, first, last):
                day = run["logical_date"][:10]
                if run["state"] in {"success", "failed"} and day not in states:
                    rows: list[dict[str, Any]] = api.returned(DAILY, run["dag_run_id"], "report") or []
                    outcomes = [Outcome.of_row(row) for row in rows]
                    states[day], results = run["state"], results + outcomes
                    console.print(f"{day}  {run['state']}  {in_words(add(outcomes))}")
            if over:
                return results, states
            status.update(f"{len(states):,} of {total:,} days done")
            time.sleep(_EVERY)


def _shown(results: list[Outcome], states: dict[str, str], first: dt.date, last: dt.date) -> bool:
    """Print the counts of each source, and the days without a good run. Return whether there are any."""
    days = [str(first + dt.timedelta(days=number)) for number in range((last - first).days + 1)]
    failed = [day for day in days if states.get(day) == "failed"]
    missing = [day for day in days if day not in states]
    print()
    print_counts([result.as_row() for result in together(results)])
    if failed:
        print(f"Failed: {', '.join(failed)}. The notes of these runs have the reasons.")
    if missing:
        print(
            f"Without a run of this backfill: {', '.join(missing)}. Another run of the day was in progress, "
            "or the backfill was ended, or the day lies before the DAG's first."
        )
    return bool(failed or missing)
