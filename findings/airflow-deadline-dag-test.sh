#!/bin/sh
# Guess:    `dag.test()` ends a run of a DAG that has a DeadlineAlert as it ends that of any other DAG.
# Fact:     all tasks succeed, and then it raises: it looks the alert up by the number under which a scheduler has kept
#           it, and has the alert itself, as the DAG file states it. Only a DAG without a deadline can be tested so.
# Package:  apache-airflow 3.3.2 on Python 3.11
# Met in:   tests and debugging of a daily DAG that alerts if its run is late
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'apache-airflow==3.3.2'
mkdir "$folder/dags"
cat > "$folder/dags/ferries.py" <<'PYTHON'
from datetime import datetime, timedelta

from airflow.sdk import dag, task
from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference


def late(**given):
    """Stand for an alert."""


def ferries(name, deadline):
    @dag(name, schedule=None, start_date=datetime(2026, 3, 1), deadline=deadline)
    def made():
        @task
        def read():
            return 1

        read()

    return made()


by_six = DeadlineAlert(
    reference=DeadlineReference.DAGRUN_LOGICAL_DATE, interval=timedelta(hours=30), callback=SyncCallback(late)
)
ferries_at_leisure = ferries("ferries_at_leisure", None)
ferries_by_six = ferries("ferries_by_six", by_six)
PYTHON
cat > "$folder/try.py" <<'PYTHON'
import sys
from datetime import datetime, timezone

from ferries import ferries_at_leisure, ferries_by_six

for dag in (ferries_at_leisure, ferries_by_six):
    try:
        ended = dag.test(logical_date=datetime(2026, 3, 5, tzinfo=timezone.utc)).state.value
    except Exception as error:
        ended = type(error).__name__
    print(dag.dag_id, ended, file=sys.stderr)
PYTHON
export AIRFLOW_HOME="$folder" AIRFLOW__CORE__DAGS_FOLDER="$folder/dags" PYTHONPATH="$folder/dags"
export AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__LOGGING__LOGGING_LEVEL=CRITICAL
"$folder/venv/bin/airflow" version
"$folder/venv/bin/airflow" db migrate >"$folder/log" 2>&1
found=$("$folder/venv/bin/python" "$folder/try.py" 2>&1 >"$folder/log" | grep '^ferries_')
echo "$found"
expected='ferries_at_leisure success
ferries_by_six StatementError'
[ "$found" = "$expected" ]
