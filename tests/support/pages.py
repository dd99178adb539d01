"""Invented web pages of one host, and runs that bring them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import psycopg

from newswire.pipeline import Loading, fetch_source, load_run, parse_run
from tests.support.stories import NOW, TODAY, drop

HOST = "gazette.example"
FOLLOW = "Follow the Gazette on every channel"
MATTERS = ("pier", "mill", "market", "ferry", "school", "lighthouse", "bakery", "orchard")


_WORDS = (
    *("harbour", "tide", "rope", "sail", "gull", "anchor", "quay", "mast", "barge", "crane", "storm", "oar"),
    *("reef", "dune", "cliff", "meadow", "brook", "hedge", "barn", "plough", "wheat", "rye", "cider", "hive"),
    *(
        "honey",
        "candle",
        "loaf",
        "oven",
        "kettle",
        "chalk",
        "ledger",
        "bell",
        "tower",
        "vane",
        "gate",
        "hill",
    ),
)


def prose(matter: str) -> list[str]:
    """The paragraphs of a story on a matter: long sentences that no other story has."""
    draw = random.Random(matter)
    return [
        f"The {matter} and the {' the '.join(draw.choices(_WORDS, k=24))} were talked of in Port Albers."
        for _ in range(5)
    ]


def page(matter: str, *lines: str, headline: str | None = None, before: Sequence[str] = ()) -> bytes:
    """A page with a story on a matter, with lines behind it and before it."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (*before, *prose(matter), *lines))
    title = f"The {matter} of Port Albers" if headline is None else headline
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>'
        f'<meta property="og:title" content="{title}"></head>'
        f"<body><article>{paragraphs}</article></body></html>"
    ).encode()


def bring(warehouse: psycopg.Connection, sources: Path, name: str, pages: dict[str, bytes]) -> Loading:
    """Load pages in one run of a source: their bytes by their paths on the host."""
    run_id = fetch(warehouse, sources, name, pages)
    parse_run(warehouse, run_id, sources)
    return load_run(warehouse, run_id, sources)


def fetch(warehouse: psycopg.Connection, sources: Path, name: str, pages: dict[str, bytes]) -> int:
    """Fetch pages in one run: the bytes of each come from the address that its path gives."""
    for path, content in pages.items():
        drop(sources.parent / name, f"{path}.html", content)
    run_id = fetch_source(warehouse, name, TODAY, NOW, sources).run_id
    assert run_id is not None
    warehouse.execute(
        "UPDATE raw.fetches SET url = 'https://www.' || %s || '/'"
        " || regexp_replace(locator, '^.*/|(@.*)?[.]html$', '', 'g') WHERE url IS NULL",
        (HOST,),
    )
    return run_id


def texts(warehouse: psycopg.Connection) -> dict[str, str]:
    """The current text of each page, by its path."""
    rows = warehouse.execute(
        "SELECT guid, body_text FROM news.items JOIN news.versions ON version_id = current_version_id"
    ).fetchall()
    return {guid.rpartition("/")[2]: text for guid, text in rows}
