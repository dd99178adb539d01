"""What every task needs, imported once: task processes are forked from the one that has imported this.

Without it each task imports all of it anew: a run of 18 sources took 81 s of processor time in the
scheduler and its tasks, and takes 27 s with it. The other side: tasks see changed code of the package
only when the scheduler is started again.
"""

from __future__ import annotations

from contextlib import suppress

from airflow.dag_processing import dagbag
from airflow.executors import local_executor
from airflow.providers.postgres.hooks import postgres
from airflow.providers.standard.decorators import python
from airflow.sdk import types
from airflow.sdk.definitions import decorators
from airflow.sdk.execution_time import supervisor, task_runner

from newswire import pipeline
from newswire.dedupe.keys import keys
from newswire.desk import forms, labels, tasks
from newswire.parse import language, places
from newswire.parse.registry import FormatError, formats

__all__ = [
    "dagbag",
    "decorators",
    "forms",
    "labels",
    "local_executor",
    "pipeline",
    "postgres",
    "python",
    "supervisor",
    "task_runner",
    "tasks",
    "types",
]

# Read or made on first use: a second for the names of places, half of one for the languages, a tenth each
# for the table of characters and the formats of installed packages.
places.is_city("Paris")
language.detect("The harbour council of Port Albers voted on Tuesday to rebuild the northern pier.")
keys(["The harbour council of Port Albers voted on Tuesday to rebuild the northern pier."])
with suppress(FormatError):  # the tasks that parse fail with it, and no others
    formats()
