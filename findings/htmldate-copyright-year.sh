#!/bin/sh
# Guess:    a page without any date of publication has none: find_date returns None.
# Fact:     it returns 2019-01-01 for a story whose page holds "© 2019 Norvik Herald" in its footer and no other
#           date. Nothing tells that the month and the day are made up. With extensive_search=False it is None.
# Package:  htmldate 1.11.0 with lxml 6.1.3
# Met in:   pages of outlets without metadata: stories of today are sorted into the first of January of another year
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'htmldate==1.11.0' 'lxml==6.1.3'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

from htmldate import find_date

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Night ferry stays</title></head><body>
<main><h1>Night ferry stays</h1><p>The council of Norvik voted to keep the night ferry, the mayor said.</p></main>
<footer>© 2019 Norvik Herald</footer>
</body></html>"""

found, careful = find_date(PAGE), find_date(PAGE, extensive_search=False)
print("htmldate", version("htmldate"), "lxml", version("lxml"))
print("find_date:", found, "without extensive search:", careful)
sys.exit((found, careful) != ("2019-01-01", None))
PYTHON
