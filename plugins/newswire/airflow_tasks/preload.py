"""The imports of every task, done once: task processes are forked from the one that imports this module.

Without it each task imports all of them anew: a run of 18 sources took 81 s of processor time in the
scheduler and its tasks, and takes 27 s with it. The price is that tasks see changed code of the package
only when the scheduler, or ``up``, is started again.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from airflow.dag_processing import dagbag
from airflow.executors import local_executor
from airflow.providers.postgres.hooks import postgres
from airflow.providers.standard.decorators import python
from airflow.sdk import types
from airflow.sdk.definitions import decorators
from airflow.sdk.execution_time import supervisor, task_runner

from newswire import pipeline
from newswire.airflow_tasks import cadences, deadlines, forms, labels, notifiers, sources, tasks
from newswire.dedupe.texts.keys import keys
from newswire.lexicon import languages, places
from newswire.parse import parse_document
from newswire.parse.pages import fact_lines
from newswire.parse.pages.body import learned
from newswire.parse.registry import FormatError, formats
from newswire.quality import alerts, check
from newswire.reading import retention
from newswire.rounds import groups, several

__all__ = [
    "alerts",
    "cadences",
    "check",
    "dagbag",
    "deadlines",
    "decorators",
    "fact_lines",
    "forms",
    "groups",
    "labels",
    "learned",
    "local_executor",
    "notifiers",
    "parse_document",
    "pipeline",
    "postgres",
    "python",
    "retention",
    "several",
    "sources",
    "supervisor",
    "task_runner",
    "tasks",
    "types",
]

# These are read or made on first use. The names of places take a second, the languages half of one, the
# table of characters and the modules of all formats a tenth each.
places.is_city("Paris")
languages.detect("The harbour council of Port Albers voted on Tuesday to rebuild the northern pier.")
keys(["The harbour council of Port Albers voted on Tuesday to rebuild the northern pier."])
with suppress(FormatError):  # the tasks that parse fail with it, and no others
    tuple(formats())

# A garbage collection writes into every object that it visits. So a forked process would soon have copies of
# the pages that it shares with this one. There is none before either: it would leave holes to write into.
gc.freeze()
