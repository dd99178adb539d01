"""``newswire docs``: write the generated pages of docs/."""

from __future__ import annotations

import inspect
import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import psycopg
import typer

from newswire import settings
from newswire.airflow_tasks.observing.catalogue import METRICS, rows
from newswire.cli.develop.dbt import sources_file
from newswire.cli.develop.reliability import reliability_page
from newswire.cli.operate.env import VARIABLES
from newswire.documentation import (
    Dag,
    Param,
    Task,
    dags_page,
    observability_page,
    read_warehouse,
    settings_page,
    sites_page,
    warehouse_page,
)
from newswire.parse.pages.sites.rules import OURS, read_site, site_files
from newswire.warehouse.embedded import running
from newswire.warehouse.migrations import migrate

if TYPE_CHECKING:
    from airflow.sdk import DAG, BaseOperator
    from airflow.sdk import Param as AirflowParam


def command(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a page is out of date.")
    ] = False,
) -> None:
    """Write DAGS.md, WAREHOUSE.md, reliability.md, settings.md, dbt/newswire.yml, and tables of other pages.

    Their sources are DAGs, the database's comments, tests of faults, settings, metrics and rules for sites.

    The database is a throw-away one to which all of sql/ is applied. If a DAG, a param, a task or a part of
    the database has no description, it is named and the exit status is 1.
    """
    with tempfile.TemporaryDirectory(prefix="newswire-docs-") as temporary:
        os.environ |= {
            "AIRFLOW_HOME": temporary,
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        }
        logging.getLogger("airflow").setLevel(logging.WARNING)
        dags = read_dags()
        with running(Path(temporary)) as database, psycopg.connect(database.url()) as connection:
            migrate(connection)
            warehouse = read_warehouse(connection)
    pages = {
        "DAGS.md": dags_page(dags),
        "WAREHOUSE.md": warehouse_page(warehouse),
        "dbt/newswire.yml": sources_file(warehouse),
        "reliability.md": reliability_page(settings.root() / "tests" / "faults"),
        "settings.md": settings_page(settings.SETTINGS, ((one.name, one.purpose) for one in VARIABLES)),
        "observability.md": observability_page(_present("observability.md"), rows(METRICS.values())),
        "sites.md": sites_page(_present("sites.md"), map(read_site, site_files(OURS))),
    }
    complaints = [
        *(f"{name} has no description in its DAG." for dag in dags for name in dag.undescribed()),
        *(f"{name} has no comment in sql/." for name in warehouse.uncommented()),
        *publish(pages, settings.root() / "docs", check=check),
    ]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if complaints:
        raise typer.Exit(1)


def _present(page: str) -> str:
    return (settings.root() / "docs" / page).read_text(encoding="utf-8")


def publish(pages: dict[str, str], folder: Path, *, check: bool) -> list[str]:
    """Write each page that differs from its file. With ``check``, return a complaint about it instead."""
    complaints = []
    for name, page in pages.items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == page:
            print(f"{path} is up to date.")
        elif check:
            complaints.append(f"{path} is out of date: ./newswire docs writes it anew.")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(page, encoding="utf-8")
            print(f"{path} is written.")
    return complaints


def read_dags(folder: Path | None = None) -> list[Dag]:
    """Return the DAGs of a folder, by default ``dags/``, in the order of their names.

    Raises:
        ImportError: a file of the folder cannot be read; the text is Airflow's.
    """
    from airflow.dag_processing.dagbag import DagBag  # noqa: PLC0415 - it reads its settings on import

    bag = DagBag(folder or settings.root() / "dags")
    if bag.import_errors:
        raise ImportError("\n".join(f"{file}: {error}" for file, error in bag.import_errors.items()))
    return [_dag(bag.dags[name]) for name in sorted(bag.dags)]


def _dag(dag: DAG) -> Dag:
    return Dag(
        name=dag.dag_id,
        file=Path(dag.fileloc).relative_to(settings.root()).as_posix(),
        description=dag.doc_md,
        schedule=_schedule(dag),
        params=[_param(name, dag.params.get_param(name)) for name in dag.params],
        tasks=[_task(task) for task in dag.topological_sort()],  # type: ignore[no-untyped-call]
    )


def _schedule(dag: DAG) -> str:
    from airflow.serialization.encoders import coerce_to_core_timetable  # noqa: PLC0415 - as above

    timetable = coerce_to_core_timetable(dag.timetable)
    if not timetable.can_be_scheduled:
        return timetable.description
    catchup = "on" if dag.catchup else "off"
    return f"{timetable.description} (`{timetable.summary}`), catch-up {catchup}"


def _param(name: str, param: AirflowParam) -> Param:
    schema = param.schema
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    [type_] = [one for one in types if one != "null"]
    if type_ == "array":
        type_ = f"list of {schema['items']['type']}s"
    optional = " or nothing" if "null" in types else ""
    return Param(
        name=name,
        type=f"{schema.get('format', type_)}{optional}",
        default=json.dumps(param.value),
        description=param.description or schema.get("description_md"),
    )


def _task(task: BaseOperator) -> Task:
    return Task(
        name=task.task_id,
        after=sorted(task.upstream_task_ids),
        mapped=task.is_mapped or task.get_closest_mapped_task_group() is not None,
        pool=task.pool,
        retries=task.retries or 0,
        trigger_rule=str(getattr(task.trigger_rule, "value", task.trigger_rule)),
        description=inspect.cleandoc(task.doc_md) if task.doc_md else None,
    )
