"""What every task needs, imported once: task processes are forked from the one that has imported this.

Without it each task imports all of it anew: a run of 18 sources took 81 s of processor time in the
scheduler and its tasks, and takes 27 s with it. The other side: tasks see changed code of the package
only when the scheduler is started again.
"""

from __future__ import annotations

from airflow.dag_processing import dagbag
from airflow.executors import local_executor
from airflow.providers.postgres.hooks import postgres
from airflow.sdk.execution_time import supervisor, task_runner

from newswire import pipeline
from newswire.airflow_tasks import tasks
from newswire.lexicon import languages, places

__all__ = ["dagbag", "local_executor", "pipeline", "postgres", "supervisor", "task_runner", "tasks"]

# Read on first use: a second for the names of places, half of one for the languages.
places.is_city("Paris")
languages.detect("The harbour council of Port Albers voted on Tuesday to rebuild the northern pier.")
