#!/bin/sh
# Guess:    Airflow sends a metric whose tag has a name that the server cannot take, such as a source with a blank, without
#           that tag: its log calls it "Dropping invalid tag". So the sum over all sources stays right.
# Fact:     that holds for a comma alone. With a blank or a letter outside of ASCII in the value the whole metric is lost, with an
#           error and a traceback in the log of the task, which goes on.
# Package:  apache-airflow 3.3.2 with statsd 4.0.1 on Python 3.11, statsd_influxdb_enabled
# Met in:   counts of stories by agency or source: "Nordsee Telegraph" has none in the dashboard, and the total lacks them
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'apache-airflow==3.3.2' 'statsd==4.0.1'
cat > "$folder/count.py" <<'PYTHON'
import os
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
server.settimeout(2)
os.environ["AIRFLOW__METRICS__STATSD_PORT"] = str(server.getsockname()[1])

from airflow.sdk.observability import stats

for source in ("harbour", "harbour,north", "Nordsee Telegraph", "Çorlu"):
    stats.incr("stories", tags={"source": source})

lines = []
try:
    while True:
        lines.append(server.recv(1000).decode())
except TimeoutError:
    pass
print("\n".join(line for line in lines if "stories" in line))
PYTHON
AIRFLOW_HOME=$folder/airflow AIRFLOW__METRICS__STATSD_ON=True AIRFLOW__METRICS__STATSD_HOST=127.0.0.1 \
AIRFLOW__METRICS__STATSD_INFLUXDB_ENABLED=True "$folder/venv/bin/python" "$folder/count.py" >"$folder/log" 2>&1
"$folder/venv/bin/pip" list --disable-pip-version-check 2>/dev/null | grep -E '^(apache-airflow|statsd) '
grep -o '\[error .*' "$folder/log" | cut -c1-80
found=$(grep '^airflow\.stories' "$folder/log")
echo "$found"
expected='airflow.stories,source=harbour:1|c
airflow.stories:1|c'
[ "$found" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
