#!/bin/sh
# Guess:    a run of a DAG whose DeadlineAlert counts from DeadlineReference.DAGRUN_QUEUED_AT can be cleared, and its
#           deadline moves to the new time in the queue, as the function that clears it states.
# Fact:     the clear fails: "unsupported type for timedelta seconds component: dict". The interval is kept as a
#           dict and taken for a number of seconds. With DAGRUN_LOGICAL_DATE the same run can be cleared.
# Package:  apache-airflow 3.3.2 on Python 3.11
# Met in:   a daily run with a deadline: "Clear" in the UI, and a backfill over a day that has run, end in an error 500
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'apache-airflow==3.3.2'
mkdir "$folder/dags"
cat > "$folder/dags/tides.py" <<'PYTHON'
from datetime import datetime, timedelta

from airflow.sdk import dag, task
from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference


def late(**given):
    """Stand for an alert."""


def tides(name, reference):
    @dag(
        name,
        schedule=None,
        start_date=datetime(2026, 3, 1),
        deadline=DeadlineAlert(reference=reference, interval=timedelta(hours=6), callback=SyncCallback(late)),
    )
    def made():
        @task
        def read():
            return 1

        read()

    return made()


from_the_queue = tides("from_the_queue", DeadlineReference.DAGRUN_QUEUED_AT)
from_the_date = tides("from_the_date", DeadlineReference.DAGRUN_LOGICAL_DATE)
PYTHON
export AIRFLOW_HOME="$folder" AIRFLOW__CORE__DAGS_FOLDER="$folder/dags"
export AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__LOGGING__LOGGING_LEVEL=ERROR
airflow="$folder/venv/bin/airflow"
"$airflow" version
"$airflow" db migrate >"$folder/log" 2>&1
"$airflow" dags reserialize >"$folder/log" 2>&1
cleared() {
    "$airflow" dags trigger "$1" --run-id spring --logical-date 2026-03-05 >"$folder/log" 2>&1
    if "$airflow" tasks clear --yes "$1" >"$folder/log" 2>&1; then echo "$1: cleared"; else
        echo "$1: $(tail -n 1 "$folder/log")"
    fi
}
found=$(cleared from_the_queue; cleared from_the_date)
echo "$found"
expected='from_the_queue: TypeError: unsupported type for timedelta seconds component: dict
from_the_date: cleared'
[ "$found" = "$expected" ]
