"""### Parse and load kept documents again.

Nothing is fetched. Today's parsers parse the kept documents, and the result replaces the earlier items, in
one transaction. A **dry run**, which is the default, does all of it, counts, and takes it back. The run's
note has the outcome of each source. Afterwards the lines that the pages of a host repeat are left out, and
the stories become searchable.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import Param, dag, task

from newswire.airflow_tasks import tasks
from newswire.airflow_tasks.forms import date_param, known_sources


@dag(
    schedule=None,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["newswire"],
    params={
        "source": Param(
            None,
            type=["null", "string"],
            examples=known_sources(),
            title="Source",
            description_md="The source whose documents are taken. Empty: **every source**.",
        ),
        "first_day": date_param(
            "First day", "Take the runs of this UTC day and later. Empty: from the first."
        ),
        "last_day": date_param("Last day", "Take the runs of this UTC day and before. Empty: to the last."),
        "dry_run": Param(True, type="boolean", title="Dry run", description_md="Count, and change nothing."),
    },
    default_args={"owner": "newswire", "retries": 1, "retry_delay": timedelta(seconds=15)},
)
def newswire_replay() -> None:
    @task
    def replay(params: dict[str, Any]) -> list[dict[str, Any]]:
        """Parse and load the kept documents again. A dry run takes it back."""
        return tasks.replay(
            params["source"], params["first_day"], params["last_day"], dry_run=params["dry_run"]
        )

    @task
    def learn() -> dict[str, int]:
        """Leave out the lines that the pages of a host repeat (`mart.page_lines`)."""
        return tasks.learn()

    @task
    def index() -> int:
        """Make the stories that were loaded again searchable (`mart.search`)."""
        return tasks.index()

    replay() >> learn() >> index()


newswire_replay()
