"""``newswire up``: from nothing to stories in Postgres and a UI to look at, in one command."""

from __future__ import annotations

import datetime as dt
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.status import Status

from newswire import settings
from newswire.airflow_local import processes
from newswire.airflow_local.api import DAILY, FINISHED, REPLAY, Api
from newswire.airflow_local.configuration import USER, AirflowError, Installation
from newswire.airflow_local.holder import holding
from newswire.airflow_local.processes import SERVICES, TRIGGERER, Services
from newswire.cli.tables import print_counts
from newswire.outcomes import INGEST, OUTCOME, RETRY, Outcome, counted, together
from newswire.warehouse.connect import warehouse
from newswire.warehouse.embedded import running
from newswire.warehouse.ports import reserved
from newswire.warehouse.roles import LOADER

_POOL = (
    "newswire_network",
    3,
    "Tasks that ingest sources at the same time; one slot of four is left for others.",
)

_QUERIES = (
    "SELECT published_at, place, title FROM mart.story_items ORDER BY issued_at DESC LIMIT 10",
    "SELECT title, copies, versions, source_names FROM mart.stories ORDER BY copies DESC LIMIT 10",
    "SELECT source_name, reason, count(*) FROM mart.rejected GROUP BY 1, 2 ORDER BY 3 DESC",
)

_PATIENCE = 900.0
"""Seconds that a step of the start may take. A busy machine needs minutes; a dead process is seen at once."""

_RESTARTS = 5
"""Most restarts within ten minutes of services that end by themselves."""

_LOOK_SECONDS = 2.0
"""Seconds between two looks for the home."""

console = Console(highlight=False)


def command(
    once: Annotated[bool, typer.Option("--once", help="Stop everything after the run, and exit.")] = False,
    port: Annotated[
        int | None,
        typer.Option(
            min=1, max=65535, help="Port of the Airflow UI. [default: the first free one from 8080 on]"
        ),
    ] = None,
) -> None:
    """Start PostgreSQL and Airflow, run today's DAG, show its counts, and serve the Airflow UI until Ctrl-C.

    The exit status is 1 if a source failed.
    """
    home = settings.home()
    serving = failed = False
    try:
        with holding(home), _signals_interrupt(), ExitStack() as cleanup:
            begun = dt.datetime.now(dt.UTC)
            services, installation = _start(cleanup, port)
            failed = _run_today(services, Api(installation), begun)
            _show_queries()
            _show_contact()
            if not once:
                serving = True
                _serve(services, installation, home)
    except KeyboardInterrupt:
        console.print("Everything is stopped." if serving else "Stopped before everything was up.")
        raise typer.Exit(0 if serving else 130) from None
    raise typer.Exit(int(failed))


def _show_contact() -> None:
    """Name the setting of the contact if it is missing."""
    if not settings.contact():
        console.print(
            "NEWSWIRE_CONTACT is not set. Set it to your address, such as news@example.org: a publisher "
            "whose server you call can then write to you before locking you out."
        )


def _start(cleanup: ExitStack, port: int | None) -> tuple[Services, Installation]:
    """Start the database, the schema, Airflow's own tables and Airflow. ``cleanup`` stops each of them."""
    home = settings.home()
    folder = home / "airflow"
    if left := processes.stop(folder / processes.RECORDS):
        console.print(f"An earlier start was killed. Its {left} remaining processes are stopped now.")
    installation = Installation(folder, cleanup.enter_context(_port(port)))
    with _step("PostgreSQL"):
        database = cleanup.enter_context(running(home))
    with _step("Schema of the warehouse"), warehouse():
        pass
    services = Services(
        folder, installation.environment(settings.database_url() or database.url(LOADER, "newswire"))
    )
    cleanup.callback(_stop, services)
    with _step("Airflow's own tables"):
        installation.configure(database.url("airflow"))
        services.run("migrate", ["db", "migrate"])
    with _step("Airflow") as status:
        for name in SERVICES:
            if name != TRIGGERER:
                services.start(name)
        status.update("Airflow: waiting until it is healthy")
        services.until(Api(installation).healthy, _PATIENCE, "A healthy Airflow")
    return services, installation


def _run_today(services: Services, api: Api, begun: dt.datetime) -> bool:
    """Start today's run, wait for it and for other due runs, and show the counts. Return whether one failed.

    DAGs must have been read since ``begun``: Airflow keeps earlier versions, and the files may be newer.
    """
    with _step("DAGs") as status:
        status.update("DAGs: waiting until they are read")
        api.log_in()
        api.make_pool(*_POOL)
        for dag_id in (DAILY, REPLAY):
            services.until(partial(_read_since, api, dag_id, begun), _PATIENCE, f"Reading of {dag_id}")
            api.unpause(dag_id)
        services.until(partial(_nothing_due, api), _PATIENCE, "The scheduler's first check of the schedule")
    with _step("Run of newswire_daily") as status:
        runs = {api.trigger(DAILY): None}  # a dict, for its order
        services.until(partial(_all_over, api, runs, status), 24 * 3600, "The run", every=1.0)
    states = [api.state(DAILY, run_id) for run_id in runs]
    rows = [row for run_id in runs for row in api.returned(DAILY, run_id, "report") or ()]
    print()
    if rows:
        print_counts([result.as_row() for result in together(map(Outcome.of_row, rows))])
    for run_id, state in zip(runs, states, strict=True):
        if sentence := _sentence(api, run_id, state):
            print(sentence)
    return any(state != "success" for state in states)


def _sentence(api: Api, run_id: str, state: str) -> str | None:
    """Return what happened in a run that the counts do not show; None if there is no more."""
    if state == "success":
        if api.returned(DAILY, run_id, "sources") == []:
            return (
                "No source is switched on. ./newswire sources lists them, "
                "./newswire enable NAME switches one on."
            )
        return None
    failed = [task for task in api.failed_tasks(DAILY, run_id) if task != RETRY]
    if not failed:
        return None  # sources failed alone, and stand among the counts
    left = (api.returned(DAILY, run_id, task, OUTCOME) for task in failed if task != INGEST)
    reasons = [row["error"] for row in left if row and "error" in row]
    return (
        f"The run {run_id} failed in the {'task' if len(failed) == 1 else 'tasks'} {', '.join(failed)}. "
        + (" ".join(reasons) or "The logs of the tasks have the reasons.")
    )


def _read_since(api: Api, dag_id: str, moment: dt.datetime) -> bool:
    """Return whether Airflow has read the DAG's file since ``moment``.

    Raises:
        AirflowError: Airflow cannot read the file.
    """
    dag = api.dag(dag_id)
    if dag and dt.datetime.fromisoformat(dag["last_parsed_time"]) > moment:
        return True
    for error in api.import_errors():
        if f"{dag_id}.py" in error:
            raise AirflowError(f"Airflow cannot read a DAG. {error}")
    return False


def _nothing_due(api: Api) -> bool:
    """Return whether the schedule has no run due now, or the scheduler is busy with one."""
    dag = api.dag(DAILY) or {}
    due = dag.get("next_dagrun_run_after")
    waits = due is not None and dt.datetime.fromisoformat(due) <= dt.datetime.now(dt.UTC)
    return not waits or bool(api.active_runs(DAILY))


def _all_over(api: Api, runs: dict[str, None], status: Status) -> bool:
    """Return whether no run is active. Put active ones into ``runs``, and show the progress of the first."""
    active = api.active_runs(DAILY)
    runs |= dict.fromkeys(active)
    if not active:
        return True
    done, there = (api.count(DAILY, active[0], INGEST, states) for states in (FINISHED, ()))
    waiting = api.count(DAILY, active[0], RETRY, ["up_for_retry", "up_for_reschedule"])
    again = f", {counted(waiting, 'source')} to be tried again" if waiting else ""
    status.update(f"Run {active[0]}: {done} of {counted(there, 'task')} done{again}")
    return False


def _show_queries() -> None:
    console.print("\nTo try:")
    for query in _QUERIES:
        console.print(f'  ./newswire query "{query}"', soft_wrap=True)


def _show_login(installation: Installation) -> None:
    """Print address and login of the UI. The password appears on a terminal only, which nobody records."""
    login = f"password in {installation.login_file}"
    if console.is_terminal:
        login = f"password {installation.password()}"
    console.print(f"\nAirflow: {installation.address}, user {USER}, {login}", soft_wrap=True)
    console.print(f"Stories: {installation.desk}, with the same login", soft_wrap=True)


def _serve(services: Services, installation: Installation, home: Path) -> None:
    """Serve until interrupted. Start a service again if it ends by itself.

    Raises:
        AirflowError: services end again and again, or the home is gone.
    """
    services.start(TRIGGERER)
    services.settle()
    _show_login(installation)
    console.print("Other tools: ./newswire psql --url prints the reader's address (docs/connecting.md).")
    console.print("It goes on until Ctrl-C, which stops everything.")
    restarts: list[float] = []
    while True:
        name = services.ended(_LOOK_SECONDS)
        if not services.records_file.exists():
            raise AirflowError(
                f"{home} was deleted while Newswire was up. Everything is stopped. "
                "./newswire reset deletes what is left; ./newswire up begins anew."
            )
        if name is None:
            continue
        restarts = [moment for moment in restarts if time.monotonic() - moment < 600] + [time.monotonic()]
        if len(restarts) > _RESTARTS:
            raise AirflowError(f"Airflow's {name} ends again and again; its log is {services.log(name)}.")
        console.print(
            f"Airflow's {name} ended by itself and is started again; its log is {services.log(name)}."
        )
        services.start(name)
        services.settle()


@contextmanager
def _step(what: str) -> Iterator[Status]:
    """Show a step while it runs, then that it is done and the seconds it took."""
    begun = time.monotonic()
    with console.status(what) as status:
        yield status
    console.print(f"[green]✓[/green] {what} [dim]({time.monotonic() - begun:.1f} s)[/dim]")


@contextmanager
def _port(asked_for: int | None) -> Iterator[int]:
    """Yield the port of the UI, reserved for as long as this command runs.

    Raises:
        AirflowError: it is taken or forbidden. The message has the remedy.
    """
    with ExitStack() as held:
        try:
            free = held.enter_context(reserved([asked_for] if asked_for else range(8080, 8100)))
        except PermissionError:
            raise AirflowError(
                f"This user may not listen on port {asked_for}; give one from 1024 on with --port."
            ) from None
        if free is None:
            raise AirflowError(
                f"Port {asked_for} is taken by another program; give another one with --port."
                if asked_for
                else "The ports 8080 to 8099 are all taken by other programs; give another one with --port."
            )
        yield free


@contextmanager
def _signals_interrupt() -> Iterator[None]:
    """Handle SIGTERM and SIGHUP (a terminal that goes away) like Ctrl-C."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    yield


def _stop(services: Services) -> None:
    """Stop Airflow. Ignore signals from here to the end: an interrupt would leave processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with console.status("Stopping"):
        services.stop()
