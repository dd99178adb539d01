#!/bin/sh
# Guess:    deduplicate=True removes paragraphs that a page repeats; each call looks at its own page alone.
# Fact:     the memory of paragraphs is the process's. The text of a fourth page with the same copy is None,
#           without an error, whatever its address and outlet; a new process reads it again.
# Package:  trafilatura 2.3.1 with lxml_html_clean 0.4.6
# Met in:   syndicated copies and retries in one worker: which outlet's story is lost depends on the order
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'lxml_html_clean==0.4.6'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from trafilatura import extract

COPY = "".join(
    f"<p>The council of Norvik voted on Tuesday to keep the night ferry for another {years} years, the mayor said "
    "after a long meeting in the town hall.</p>"
    for years in ("two", "three", "four", "five")
)
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Night ferry stays - {outlet}</title></head>
<body><main><article><h1>Night ferry stays</h1>{copy}</article></main><footer>{outlet}</footer></body></html>"""

read = [
    extract(PAGE.format(outlet=outlet, copy=COPY), url=f"https://{outlet}.example/ferry", deduplicate=True) is not None
    for outlet in ("herald", "courier", "gazette", "mirror", "tribune")
]
print("trafilatura", version("trafilatura"))
print("five outlets with one copy, text read:", read)
sys.exit(read != [True, True, True, False, False])
PYTHON
