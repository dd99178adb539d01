"""### Every wire, once a day.

Each source that is switched on is **fetched** (its bytes are kept), **parsed** (bytes become items) and
**loaded** (items become stories, each exactly once, in one transaction). After all loads, the lines that the
pages of a host repeat are left out of their texts, the new stories become searchable, and the loads are
checked. No load waits for that.

| you see | meaning |
|---|---|
| a group `source` per source, under its name | one run of the ledger |
| *skipped* | the source has nothing new, or cannot answer for a past day; the task's note has the reason |
| *failed* | this source failed, and the others go on; the task's note has the reason and the remedy |
| `prune` *skipped* | no setting asks for it: all bytes and rejections are kept |
| `check` *failed* | a source is out of order, and its check is set to fail; the task's note has the numbers |
| the run's note | the counts of each source and of learned lines, each failure, and each warning of a check |
| the asset `newswire_stories` | an event per load; its extra has a summary and the counts of that source |

A run is about one UTC day. A scheduled run takes the day that has just ended. A run started by hand takes
today, or the *date* of the form. A backfill asks every source for each of its days.
The same run again changes nothing in the warehouse.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset, TriggerRule, dag, task, task_group
from airflow.sdk.types import OutletEventAccessorsProtocol

from newswire.airflow_tasks import tasks
from newswire.airflow_tasks.forms import date_param, sources_param
from newswire.airflow_tasks.intervals import DailyTimetable
from newswire.airflow_tasks.labels import SOURCE_LABEL

STORIES = Asset("newswire_stories", group="newswire")


@dag(
    schedule=DailyTimetable(),
    start_date=datetime(1980, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["newswire"],
    params={
        "sources": sources_param(),
        "date": date_param("Date", "The UTC day to ask the sources for. Empty: the run's own."),
    },
    default_args={
        "owner": "newswire",
        "retries": 2,
        "retry_delay": timedelta(seconds=15),
        "retry_exponential_backoff": 2.0,
        "max_retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(hours=2),
    },
)
def newswire_daily() -> None:
    @task
    def sources(params: dict[str, Any]) -> list[str]:
        """Return the names of the sources to take: those of the form, else all that are switched on."""
        return tasks.sources_taken(params["sources"])

    @task(map_index_template=SOURCE_LABEL, pool="newswire_network")
    def fetch(source: str) -> dict[str, Any]:
        """Fetch and keep the source's documents for the interval. Skip the source if it has nothing new."""
        return tasks.fetch(source)

    @task(map_index_template=SOURCE_LABEL)
    def parse(source: str, fetched: dict[str, Any]) -> dict[str, Any]:
        """Parse the bytes into items. Write a rejected row, with its reason, for each failure."""
        return tasks.parse(source, fetched["run_id"])

    @task(map_index_template=SOURCE_LABEL, outlets=[STORIES])
    def load(
        source: str, parsed: dict[str, Any], outlet_events: OutletEventAccessorsProtocol
    ) -> dict[str, Any]:
        """Make stories of the items and count them, in one transaction."""
        counts = tasks.load(source, parsed["run_id"])
        outlet_events[STORIES].extra = tasks.event(counts)
        return counts

    @task_group(group_id="source")
    def each_source(source: str) -> None:
        fetched = fetch(source=source)
        parsed = parse(source=source, fetched=fetched)
        load(source=source, parsed=parsed)

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def report(sources: list[str]) -> list[dict[str, Any]]:
        """Write the outcome of each source into the run's note."""
        return tasks.report(sources, ["source.fetch", "source.parse", "source.load"])

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def learn() -> dict[str, int]:
        """Leave out the lines that the pages of a host repeat (`mart.page_lines`), whatever failed."""
        return tasks.learn()

    @task
    def index() -> int:
        """Make the loaded stories searchable (`mart.search`), whatever source failed."""
        return tasks.index()

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def check(sources: list[str]) -> dict[str, int]:
        """Judge the loads (`mart.checks`): warn, or fail where a setting asks for it. Stories stay loaded."""
        return tasks.check(sources)

    @task(trigger_rule=TriggerRule.ALL_DONE)
    def prune() -> dict[str, int]:
        """Drop old bytes and settled rejections, if a setting asks for it. Otherwise skip the task."""
        return tasks.prune()

    taken = sources()
    # A teardown does not count for the run's state: a failed source turns the run red, and is reported as
    # well. So the others stand behind the report: behind the loads they alone would decide the state. The
    # last three stand side by side, because a task that another one follows decides nothing.
    (
        each_source.expand(source=taken)
        >> report(taken).as_teardown()
        >> learn()
        >> [index(), check(taken), prune()]
    )


newswire_daily()
