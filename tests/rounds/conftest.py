"""A web server, sources of it, and a round over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.rounds import several
from newswire.rounds.source import Order
from newswire.warehouse.connect import connect
from newswire.workers.work import HERE
from tests.fetch.conftest import Site, site
from tests.support.stories import TODAY

__all__ = ["site"]

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coastal Press</title>
<item><guid isPermaLink="false">urn:ferry:{0}</guid><title>Ferry {0} is late</title>
<pubDate>Tue, 07 May 2024 12:00:00 GMT</pubDate><description>Ferry {0} left late again.</description></item>
</channel></rss>"""

Round = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feeds").mkdir()
    return tmp_path / "feeds"


@pytest.fixture
def order(folder: Path, warehouse: psycopg.Connection) -> Order:
    """A round of a run of Airflow's that began at this moment."""
    [(now,)] = warehouse.execute("SELECT clock_timestamp()").fetchall()
    return Order(TODAY, folder, airflow_run="scheduled", since=now)


@pytest.fixture
def taken(warehouse_url: str) -> Round:
    """Takes sources in a round. Returns their rows by name."""

    opened = partial(connect, warehouse_url)

    def take(order: Order, *names: str) -> dict[str, dict[str, Any]]:
        return {row["source"]: row for row in several.ingest(names, order, opened, HERE)}

    return take


def feed(folder: Path, site: Site, name: str, number: int) -> None:
    site.reply(f"/{name}.xml", FEED.format(number).encode())
    url = f"{site.url}/{name}.xml"
    (folder / f"{name}.toml").write_text(
        f'name = "{name}"\nkind = "feed"\nprovider = "{name}"\nurl = "{url}"\npause = 0.001'
    )
