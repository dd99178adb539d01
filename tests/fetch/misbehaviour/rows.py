"""A fetch of a source in the warehouse, and the rows of the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

import psycopg

from newswire.fetch import FetchError, Interval
from newswire.fetch.fetched import NotAnswerable
from newswire.pipeline import fetch_source, load_run

HOST = "127.0.0.1"


def fetch(warehouse: psycopg.Connection, name: str, folder: Path) -> str | None:
    """Fetch and load a source as a run does, and return its note."""
    now = dt.datetime.now(dt.UTC)
    today = Interval.day(now.date())
    days = Interval(today.start, today.end + dt.timedelta(days=1))  # tests may run past midnight
    try:
        fetching = fetch_source(warehouse, name, days, now, folder)
    except (FetchError, NotAnswerable):
        return None
    if fetching.run_id is not None:
        load_run(warehouse, fetching.run_id, folder)
    return fetching.note


def stories_of(warehouse: psycopg.Connection, name: str) -> int:
    """Return the number of stories that a source has brought."""
    [(stories,)] = warehouse.execute(
        "SELECT count(*) FROM news.versions WHERE source_name = %s", (name,)
    ).fetchall()
    return int(stories)


def name_of(case: str) -> str:
    """Return a name for the source of a case."""
    return re.sub(r"\W+", "-", case.lower())[:60].strip("-")


def shown(reason: str, name: str) -> str:
    """Return a reason without the facts that differ from run to run."""
    for pattern, put in (
        (rf"^Source {re.escape(name)}: ", ""),
        (rf"\b{re.escape(name)}\b", "NAME"),
        (rf"{re.escape(HOST)}(?::\d+)?", "HOST"),
        (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "TIME"),
        (r"(\bport |-p )\d+", r"\1PORT"),
        (r"SHA256:[A-Za-z0-9+/]{43}", "SHA256:KEY"),
        (r"\|", r"\\|"),
    ):
        reason = re.sub(pattern, put, reason)
    return reason


def section(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a section with a table."""
    table = [head, ("---",) * len(head), *rows]
    return f"### {title}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in table) + "\n"
