#!/bin/sh
# Guess:    HTMLTranslator, the translator for HTML, finds <a rel="Next"> by [rel~=next] and <input type="PASSWORD"> by
#           [type=password], as browsers do: in HTML the case of these values does not count (HTML Standard,
#           "Case-sensitivity of selectors").
# Fact:     it compares them letter by letter and finds neither. [rel~="next" i] finds it.
# Package:  cssselect 1.6.0 with lxml 6.1.3 on Python 3.11
# Met in:   selectors that a person tried in the browser's inspector: links to the next page and to feeds are not found
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'cssselect==1.6.0' 'lxml==6.1.3'
"$folder/venv/bin/python" - <<'PYTHON'
import platform
import sys
from importlib.metadata import version

from cssselect import HTMLTranslator
from lxml import html

PAGE = html.document_fromstring(
    "<!doctype html><title>Harbour Wire</title><a rel='Next' href='/2'>Older</a><input type='PASSWORD'>"
)

print("cssselect", version("cssselect"), "lxml", version("lxml"), "Python", platform.python_version())
found = {
    css: len(PAGE.xpath(HTMLTranslator().css_to_xpath(css)))
    for css in ("[rel~=next]", "[rel~='next' i]", "[type=password]", "[type='password' i]")
}
print(found)
expected = {"[rel~=next]": 0, "[rel~='next' i]": 1, "[type=password]": 0, "[type='password' i]": 1}
if found != expected:
    print("expected", expected)
sys.exit(found != expected)
PYTHON
