"""### Every wire, once a day.

Each source that is switched on is **fetched** (its bytes are kept), **parsed** (bytes become items) and
**loaded** (items become stories, each exactly once, in one transaction). After all loads, the lines that the
pages of a host repeat are left out of their texts, the new stories become searchable, and the loads are
checked. No load waits for that.

| you see | meaning |
|---|---|
| `ingest []` | some sources, under their names; with few sources, each has its own task |
| `ingest` *skipped* | none of them was loaded: nothing is new, or they failed; its note has the reason |
| `retry []` | a source that failed, under its name; none failed if the task is *skipped* |
| `retry` *failed* | the task's note has the reason and the remedy; the other sources go on |
| `retry` *up for retry* | another try may help; it comes some seconds later, and later again |
| `retry` *up for reschedule* | the host asks to be called later (Retry-After), within an hour: it runs then |
| `alert` *skipped* | no alert has a connection (docs/quality.md) |
| `prune` *skipped* | no setting asks for it: all bytes and rejections are kept |
| `check` *failed* | a source is out of order, and its check is set to fail; the task's note has the numbers |
| the run's note | the counts of each source and of learned lines, each failure, and each warning of a check |
| the asset `newswire_stories` | an event per load; its extra has a summary and the counts of that source |

A run is about one UTC day. A scheduled run takes the day that has just ended. A run started by hand takes
today, or the *date* of the form. A backfill asks every source for each of its days. Sources that state a
schedule of their own (`every` in their file) have a DAG for each such schedule, with the same tasks; this one
takes them only if a person starts it, and in a backfill.
The same run again changes nothing in the warehouse.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from airflow.sdk import DAG, Asset, AssetAlias, TriggerRule, dag, task
from airflow.sdk.types import OutletEventAccessorsProtocol

from newswire.airflow_tasks import sources as bodies
from newswire.airflow_tasks import tasks
from newswire.airflow_tasks.cadences import cadences
from newswire.airflow_tasks.deadlines import deadline
from newswire.airflow_tasks.forms import date_param, sources_param
from newswire.airflow_tasks.intervals import CadenceTimetable, DailyTimetable
from newswire.airflow_tasks.labels import FAILURE_LABEL, GROUP_LABEL
from newswire.limits.cadence import DAILY, Cadence

STORIES = Asset("newswire_stories", group="newswire")
LOADS = AssetAlias("newswire_loads", group="newswire")
"""A task that loads several sources makes an event of ``STORIES`` for each, which only an alias can."""


DEFAULTS = {
    "owner": "newswire",
    "retries": 2,
    "retry_delay": timedelta(seconds=15),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=2),
}

KEYWORDS: dict[str, Any] = {
    "start_date": datetime(1980, 1, 1, tzinfo=UTC),
    "catchup": False,
    "max_active_runs": 1,
    "tags": ["newswire"],
    "params": {
        "sources": sources_param(),
        "date": date_param("Date", "The UTC day to ask the sources for. Empty: the run's own."),
    },
    "default_args": DEFAULTS,
}


def stages(cadence: Cadence) -> None:
    @task
    def sources(params: dict[str, Any]) -> list[list[str]]:
        """Return the sources to take, divided among tasks: those of the form, else all that are on."""
        return bodies.sources_taken(params["sources"], cadence)

    # Airflow takes the docstring of a function for its task, unless the task is mapped.
    @task(
        map_index_template=GROUP_LABEL,
        pool="newswire_network",
        outlets=[LOADS],
        doc_md="Fetch, parse and load some sources, several at once. Skip the task if none was loaded.",
    )
    def ingest(sources: list[str], outlet_events: OutletEventAccessorsProtocol) -> list[dict[str, Any]]:
        return bodies.ingest(sources, partial(outlet_events[LOADS].add, STORIES))

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def failures(sources: list[list[str]]) -> list[dict[str, Any]]:
        """Return the failed sources, each with its error."""
        return bodies.failures(sources)

    @task(
        map_index_template=FAILURE_LABEL,
        pool="newswire_network",
        outlets=[LOADS],
        doc_md="Fail with the error of a source. At later tries, fetch, parse and load it.",
    )
    def retry(failure: dict[str, Any], outlet_events: OutletEventAccessorsProtocol) -> list[dict[str, Any]]:
        return bodies.retry(failure, partial(outlet_events[LOADS].add, STORIES))

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def report(sources: list[list[str]]) -> list[dict[str, Any]]:
        """Write the outcome of each source into the run's note."""
        return tasks.report(sources)

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def learn() -> dict[str, int]:
        """Leave out the lines that the pages of a host repeat (`mart.page_lines`), whatever failed."""
        return tasks.learn()

    @task(inlets=[STORIES])  # an asset of aliases alone would be inactive, and outside of its group
    def index() -> int:
        """Make the loaded stories searchable (`mart.search`), whatever source failed."""
        return tasks.index()

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def check(sources: list[list[str]]) -> dict[str, int]:
        """Judge the loads (`mart.checks`): warn, or fail where a setting asks for it. Stories stay loaded."""
        return tasks.check(sources)

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def prune() -> dict[str, int]:
        """Drop old bytes and settled rejections, if a setting asks for it. Otherwise skip the task."""
        return tasks.prune()

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def alert(sources: list[list[str]]) -> list[str]:
        """Send what failed or is out of order, each event once. Skip if no alert has a connection."""
        return tasks.alert(sources, ["sources", "failures", "learn", "index", "check", "prune"])

    taken = sources()
    failed = failures(taken)
    ingest.expand(sources=taken) >> failed
    # A teardown does not count for the run's state: a failed source turns the run red, and is reported as
    # well. So the others stand behind the report: behind the sources they alone would decide the state. The
    # last three stand side by side, because a task that another one follows decides nothing.
    (
        retry.expand(failure=failed)
        >> report(taken).as_teardown()
        >> learn()
        >> [index(), check(taken), prune()]
        >> alert(taken).as_teardown()
    )


@dag(schedule=DailyTimetable(), doc_md=__doc__, deadline=deadline(), **KEYWORDS)
def newswire_daily() -> None:
    stages(DAILY)


newswire_daily()

for own in cadences():
    doc = f"### Sources with a schedule of their own: `{own.cron}` (UTC)\n\nAs newswire_daily, more often."
    with DAG(
        dag_id=own.dag_id,
        schedule=CadenceTimetable(own.cron),
        doc_md=doc,
        is_paused_upon_creation=False,
        **KEYWORDS,
    ):
        stages(own)
