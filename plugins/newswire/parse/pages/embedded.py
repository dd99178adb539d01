"""Pages that a script draws: no element holds the text, and the page's data do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape

from lxml import etree

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.script_blocks import longest_array
from newswire.parse.pages.tree.page import Page

_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_SHORTEST, _LONGEST = 200, 2_000_000
"""Characters of a string that may hold a story."""
_PARAGRAPH = re.compile(r"</p\s*>", re.IGNORECASE)
_FEWEST = 2
"""Paragraphs of a string in the data of a script."""
_SHORTEST_STATED = 40
_LIKE = 60
_BLANK_LINES = re.compile(r"\s*\n\s*\n?\s*")
_PLACES = re.compile(r"(\$\$|%%|##|@@)[A-Z][A-Z0-9_-]{0,40}\1|\{\{[^{}<>]{1,60}\}\}")
"""Marks of places that the script fills: advertisements, players."""
_TAG = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_MARKS = re.compile(r"<[^<>]{0,2000}>")


def with_embedded_text(page: Page, facts: Facts, body: Body, read: Callable[[Page], Body]) -> Body:
    """Return the body of a page; if no element holds any text, the one in the page's data, with a warning.

    JSON-LD's ``articleBody`` is such data, and so are the longest string of HTML, with two paragraphs or
    more, and the longest array of paragraphs in the data that a script draws. None replaces a text that the
    page prints: on one page in five ``articleBody`` is cut, or that of another page.

    Args:
        page: the page.
        facts: what it states.
        body: its printed text.
        read: the reader of a body, for the elements that a script would have made.
    """
    if body.text.strip():
        return body
    stated = (facts.article_body or "").strip()
    stated = stated if len(stated) >= _SHORTEST_STATED else ""
    parts = longest_array((script.text or "" for script in page.named("script")), facts.headline)
    for found in sorted(filter(None, (parts, _longest(page))), key=len, reverse=True):
        if not stated or folded(_MARKS.sub("", stated))[:_LIKE] in folded(_MARKS.sub("", found)):
            return _read(page, facts, _PLACES.sub("", found), read, "the data of a script")
    if stated:
        return _read(page, facts, _as_html(stated), read, "JSON-LD articleBody")
    return body


def _read(page: Page, facts: Facts, html: str, read: Callable[[Page], Body], where: str) -> Body:
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    headline = f"<h1>{escape(facts.headline)}</h1>" if facts.headline else ""
    source = f"<html><body><article>{headline}{html}</article></body></html>"
    body = read(replace(page, root=etree.fromstring(source.encode("utf-8", "replace"), parser)))
    if body.text.strip():
        body.how["body_text"] = where
        body.warnings.append(f"No element of the page holds the text; it was taken from {where}.")
    return body


def _as_html(text: str) -> str:
    if _TAG.search(text):
        return text
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in _BLANK_LINES.split(text))


def _longest(page: Page) -> str | None:
    """Return the longest string of HTML in the scripts of a page; None if none has paragraphs."""
    found = (string for script in page.named("script") for string in _strings(script.text or ""))
    return max((one for one in found if len(_PARAGRAPH.findall(one)) >= _FEWEST), key=len, default=None)


def _strings(script: str, depth: int = 2) -> Iterator[str]:
    """Yield the long strings of JSON in a script, and those inside a string that is JSON itself."""
    if "p>" not in script and "p\\u003e" not in script.lower():
        return
    for literal in _STRING.finditer(script):
        if not _SHORTEST <= len(literal[1]) <= _LONGEST:
            continue
        try:
            string = json.loads(literal[0], strict=False)
        except ValueError:
            continue
        if '":"' in string and depth > 1:
            yield from _strings(string, depth - 1)
        else:
            yield string
