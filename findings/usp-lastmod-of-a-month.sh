#!/bin/sh
# Guess:    ultimate-sitemap-parser reads <lastmod>2024-05</lastmod>, a valid W3C date (sitemaps.org), as the first of
#           May 2024 or as None, and the same sitemap gives the same dates on each day.
# Fact:     it fills day and month in from the clock of the machine, without a warning: on the 27th of November the
#           month is 2024-05-27 and <lastmod>2024</lastmod> is 2024-11-27; a day later both have moved.
# Package:  ultimate-sitemap-parser 1.8.1 with python-dateutil 2.9.0.post0 on Python 3.11
# Met in:   crawls that ask again for pages whose lastmod has moved: all such pages, each day, for ever
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    'ultimate-sitemap-parser==1.8.1' 'python-dateutil==2.9.0.post0'
"$folder/venv/bin/python" - <<'PYTHON'
import datetime as dt
import platform
import sys
from importlib.metadata import version

from usp.tree import sitemap_from_str

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://pier.example/1</loc><lastmod>2024-05</lastmod></url>
<url><loc>https://pier.example/2</loc><lastmod>2024</lastmod></url>
</urlset>"""

print(
    "ultimate-sitemap-parser", version("ultimate-sitemap-parser"),
    "python-dateutil", version("python-dateutil"), "Python", platform.python_version(),
)
today = dt.date.today()
found = [f"{page.last_modified:%Y-%m-%d}" for page in sitemap_from_str(SITEMAP).all_pages()]
print("today is", today, "and it reads", found)
expected = [f"2024-05-{today:%d}", f"2024-{today:%m-%d}"]
if found != expected:
    print("expected", expected)
sys.exit(found != expected)
PYTHON
