"""Lineage of the tasks as events of OpenLineage: source → raw → news → mart.

The provider sends them, wherever ``[openlineage]`` of Airflow's settings leads. Without the provider or the
setting nothing is read or sent. The events of a part of a task are a run of its own, below the task's run:
``newswire_daily.ingest.fetch`` reads sources, ``newswire_daily.ingest.load`` reads what it wrote. No failure
here is a failure of the task.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextvars import copy_context
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newswire.airflow_tasks.observing.harmless import harmless

if TYPE_CHECKING:
    import psycopg
    from openlineage.client.event_v2 import InputDataset, OutputDataset, RunEvent

    from newswire.warehouse.connect import Opened

_PRODUCER = "urn:newswire"

_PLACES = """
SELECT name, asked.place
FROM unnest(%s::text[]) AS name CROSS JOIN LATERAL (
    SELECT place FROM ledger.fetches WHERE source_name = name ORDER BY asked_at DESC LIMIT 1
) AS asked
ORDER BY name
"""

_VIEWS = """
WITH RECURSIVE reads (view, relation) AS (
    SELECT DISTINCT rule.ev_class, part.refobjid
    FROM pg_rewrite AS rule
    JOIN pg_depend AS part ON part.classid = 'pg_rewrite'::regclass AND part.objid = rule.oid
        AND part.refclassid = 'pg_class'::regclass AND part.refobjid <> rule.ev_class
), below (relation) AS (
    SELECT oid FROM pg_class WHERE relnamespace = 'mart'::regnamespace AND relkind = 'v'
    UNION
    SELECT reads.relation FROM below JOIN reads ON reads.view = below.relation
)
SELECT namespace.nspname || '.' || relname, relkind = 'v'
FROM below JOIN pg_class ON pg_class.oid = relation
JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
WHERE relkind IN ('r', 'p') OR nspname = 'mart' AND relkind = 'v'
ORDER BY 1
"""
"""The views for readers, and the tables that they read by way of other views."""

_LOADED = {
    "ledger.rejected": ("rejected",),
    "news.items": ("new", "copies"),
    "news.versions": ("new", "updated", "copies"),
    "news.stories": ("new",),
}
"""Tables that a load writes, with the counts of the run whose sum is the number of new rows."""


def is_on() -> bool:
    """Return whether the provider is installed, and Airflow's settings lead its events anywhere."""
    if find_spec("airflow.providers.openlineage") is None:
        return False
    from airflow.providers.openlineage import conf

    return not conf.is_disabled()


def emit_loads(opened: Opened, rows: Sequence[Mapping[str, Any]]) -> None:
    """Send that the sources of these rows of the ledger were fetched, and loaded into the tables."""
    if not rows or not is_on():
        return
    with harmless("Lineage", "[openlineage]"):
        with opened() as connection:
            table = _Tables(connection)
            sources = _sources(connection, rows)
        documents = sum(row["documents"] for row in rows)
        new = {name: sum(row[count] for row in rows for count in counts) for name, counts in _LOADED.items()}
        written = [table.written(name, number) for name, number in new.items()]
        events = _events("fetch", sources, [table.written("raw.documents", documents)])
        events += _events("load", [table.read("raw.documents", documents)], written)
        send(events)


def emit_index(opened: Opened) -> None:
    """Send that the stories were made searchable, and the tables that the views for readers show."""
    if not is_on():
        return
    with harmless("Lineage", "[openlineage]"):
        with opened() as connection:
            table = _Tables(connection)
            relations = connection.execute(_VIEWS).fetchall()
        texts = [table.read("news.versions"), table.read("news.items")]
        events = _events("search", texts, [table.written("news.searchable")])
        events += _events(
            "views",
            [table.read(name) for name, is_view in relations if not is_view],
            [table.written(name) for name, is_view in relations if is_view],
        )
        send(events)


class _Tables:
    """Makes datasets of the warehouse's tables, named by server and database."""

    def __init__(self, connection: psycopg.Connection) -> None:
        at = connection.info
        self._namespace = f"postgres://{at.host}:{at.port}"
        self._database = at.dbname

    def read(self, table: str, rows: int | None = None) -> InputDataset:
        """Return a table that is read, with the number of rows if that is known."""
        from openlineage.client.event_v2 import InputDataset
        from openlineage.client.facet_v2 import InputDatasetFacet, input_statistics_input_dataset

        facets: dict[str, InputDatasetFacet] = {}
        if rows is not None:
            facets["inputStatistics"] = input_statistics_input_dataset.InputStatisticsInputDatasetFacet(rows)
        return InputDataset(self._namespace, f"{self._database}.{table}", inputFacets=facets)

    def written(self, table: str, rows: int | None = None) -> OutputDataset:
        """Return a table that is written, with the number of its new rows if that is known."""
        from openlineage.client.event_v2 import OutputDataset
        from openlineage.client.facet_v2 import OutputDatasetFacet, output_statistics_output_dataset

        facets: dict[str, OutputDatasetFacet] = {}
        if rows is not None:
            counted = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(rows)
            facets["outputStatistics"] = counted
        return OutputDataset(self._namespace, f"{self._database}.{table}", outputFacets=facets)


def _sources(connection: psycopg.Connection, rows: Sequence[Mapping[str, Any]]) -> list[InputDataset]:
    """Return a dataset for each source, named by the place that was asked last."""
    from openlineage.client.event_v2 import InputDataset
    from openlineage.client.facet_v2 import documentation_dataset
    from openlineage.client.facet_v2 import input_statistics_input_dataset as statistics

    documents = {row["source"]: row["documents"] for row in rows}
    return [
        InputDataset(
            *name_of(place),
            facets={"documentation": documentation_dataset.DocumentationDatasetFacet(f"Source {source}.")},
            inputFacets={
                "inputStatistics": statistics.InputStatisticsInputDatasetFacet(fileCount=documents[source])
            },
        )
        for source, place in connection.execute(_PLACES, (list(documents),))
    ]


def name_of(place: str) -> tuple[str, str]:
    """Return namespace and name of a place by OpenLineage's naming: server and path, or ``file`` and path.

    A server that a connection of Airflow names has the id of that connection as its namespace.
    """
    parts = urlsplit(place)
    if parts.scheme and parts.netloc:
        name = parts.path.strip("/") or "/"
        return (
            f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
            f"{name}?{parts.query}" if parts.query else name,
        )
    connection, between, path = place.partition(": ")
    return (connection, path) if between and not place.startswith("/") else ("file", place)


def _events(part: str, inputs: list[InputDataset], outputs: list[OutputDataset]) -> list[RunEvent]:
    """Return begin and end of a part of the present task, as a run of its own below the task's."""
    from airflow.providers.openlineage.plugins.macros import (
        lineage_job_name,
        lineage_job_namespace,
        lineage_run_id,
    )
    from airflow.sdk import get_current_context
    from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
    from openlineage.client.facet_v2 import parent_run
    from openlineage.client.uuid import generate_new_uuid

    instance = get_current_context()["ti"]
    namespace = lineage_job_namespace()  # type: ignore[no-untyped-call]
    task = lineage_job_name(instance)
    parent = parent_run.ParentRunFacet(
        run=parent_run.Run(runId=lineage_run_id(instance)),
        job=parent_run.Job(namespace=namespace, name=task),
    )
    run = Run(runId=str(generate_new_uuid()), facets={"parent": parent})
    return [
        RunEvent(
            eventType=state,
            eventTime=dt.datetime.now(dt.UTC).isoformat(),
            run=run,
            job=Job(namespace=namespace, name=f"{task}.{part}"),
            inputs=inputs,
            outputs=outputs,
            producer=_PRODUCER,
        )
        for state in (RunState.START, RunState.COMPLETE)
    ]


def send(events: Iterable[RunEvent]) -> None:
    """Send events. Wait for it as long as Airflow's ``[openlineage] execution_timeout`` allows, and go on.

    A thread that still waits for the server ends with the task's process.
    """
    from airflow.providers.openlineage import conf
    from airflow.providers.openlineage.api import emit

    def work() -> None:
        for event in events:
            emit(event)

    thread = threading.Thread(target=copy_context().run, args=(work,), daemon=True)
    thread.start()
    thread.join(conf.execution_timeout())
    if thread.is_alive():
        raise TimeoutError(f"the server did not take it within {conf.execution_timeout()} s")
