"""Pages that a test writes, and the facts that are read of them."""

from __future__ import annotations

import json

from newswire.model import Defaults, Document
from newswire.parse.pages.facts.facts import Facts, read_facts
from newswire.parse.pages.tree.page import Page, read_page

URL = "https://harbour.example/news/2026/ferry-returns"
HEADLINE = "Night ferry returns to the northern islands"


def page(head: str = "", body: str = "", url: str | None = URL, attributes: str = "") -> Page:
    """Return a page with these elements in its head and in its body."""
    content = f"<!doctype html><html{attributes}><head>{head}</head><body>{body or '<hr>'}</body></html>"
    return read_page(Document(content.encode(), path="page.html", url=url))


def facts(
    head: str = "", body: str = "", url: str | None = URL, attributes: str = "", timezone: str | None = None
) -> Facts:
    """Return the facts of such a page."""
    return read_facts(page(head, body, url, attributes), Defaults("harbour", timezone=timezone))


def script(value: object) -> str:
    """Return a JSON-LD script: of a text as it is, of any other value as JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def story(**properties: object) -> str:
    """Return the JSON-LD script of a news story with these properties."""
    return script(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE} | properties
    )
