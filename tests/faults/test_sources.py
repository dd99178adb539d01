"""Sources that do their worst, a name that leads nowhere, and a clock that jumps back."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from newswire.fetch import FetchError
from newswire.pipeline import fetch_source
from tests.faults.row import fault
from tests.fetch.conftest import Site, site
from tests.support.stories import NOW, TODAY, drop, ninjs, run

__all__ = ["site"]

FEED = b"""<?xml version='1.0'?><rss version='2.0'><channel><title>Quay</title><item><title>Pier</title>
<guid>urn:pier</guid><description>The pier of Port Albers was closed at noon.</description></item>
</channel></rss>"""


class Endless(http.server.BaseHTTPRequestHandler):
    """A server that answers with a gigabyte, made while it is sent."""

    sent = 0

    def do_GET(self) -> None:
        size = 0 if self.path == "/robots.txt" else 1_000_000_000
        self.send_response(200 if size else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        portion = b"<!-- " + b"x" * 65_000 + b" -->"
        while Endless.sent < size:
            try:
                Endless.sent += self.wfile.write(portion)
            except OSError:
                return

    def log_message(self, *_: Any) -> None:
        """Write no log."""


@pytest.fixture
def gigabyte() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    thread.join()
    server.server_close()


def feed(sources: Path, name: str, url: str) -> None:
    (sources / f"{name}.toml").write_text(f'name = "{name}"\nkind = "feed"\nurl = "{url}"\n')


@fault(
    name="A source sends 1 GB",
    does="Stops reading at the limit (50 MB, `max_bytes`), in bounded memory, and keeps nothing of it.",
    shows="The source fails with a sentence that names the limit; the others go on.",
    heals="The next run asks again; the cursor has not moved.",
)
def test_a_gigabyte_is_not_read(
    warehouse: psycopg.Connection, sources: Path, wire: Path, gigabyte: str
) -> None:
    feed(sources, "endless", gigabyte)
    before = psutil.Process().memory_info().rss
    with pytest.raises(FetchError, match=r"50 MB|52,428,800|larger than"):
        fetch_source(warehouse, "endless", TODAY, NOW, sources)
    assert Endless.sent < 100_000_000
    assert psutil.Process().memory_info().rss - before < 300_000_000
    assert warehouse.execute("SELECT count(*) FROM raw.cursors").fetchone() == (0,)
    drop(wire, "1.json", ninjs("pier"))
    assert run(warehouse, sources, "wire") is not None


@fault(
    name="DNS is gone",
    does="Moves no cursor; other sources go on.",
    shows="The source fails with a sentence that its name cannot be resolved.",
    heals="The next run asks again.",
)
def test_a_name_that_does_not_resolve(
    warehouse: psycopg.Connection, sources: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.reply("/feed.xml", FEED)
    feed(sources, "quay", f"http://wire.localhost:{site.url.rpartition(':')[2]}/feed.xml")
    resolve, is_gone = socket.getaddrinfo, True

    def resolved(host: Any, *args: Any, **named: Any) -> Any:
        if is_gone and host == "wire.localhost":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return resolve("127.0.0.1" if host == "wire.localhost" else host, *args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with pytest.raises(FetchError, match=r"wire\.localhost"):
        fetch_source(warehouse, "quay", TODAY, NOW, sources)
    assert warehouse.execute("SELECT count(*) FROM raw.cursors").fetchone() == (0,)
    is_gone = False
    assert run(warehouse, sources, "quay") is not None
    assert run(warehouse, sources, "quay") is None


STAMPED = """
SELECT format('UPDATE %I.%I SET %s', table_schema, table_name, string_agg(
    format('%1$I = %1$I + interval ''1 year''', column_name), ', '))
FROM information_schema.columns
WHERE data_type = 'timestamp with time zone' AND (table_schema, table_name) IN (
    ('ledger', 'fetches'), ('ledger', 'hosts'), ('ledger', 'runs'), ('raw', 'fetches'), ('raw', 'cursors'))
GROUP BY table_schema, table_name
"""
"""Statements after which all that Newswire has stamped lies a year ahead, as after a clock that was wrong."""


@fault(
    name="The clock jumps back (by a year)",
    does="Goes by cursors and validators, and holds a host back no longer than its own rules allow.",
    shows="Nothing.",
    heals="There is nothing to heal: the next run brings the new stories.",
)
def test_a_clock_that_jumps_back(
    warehouse: psycopg.Connection, sources: Path, wire: Path, site: Site
) -> None:
    site.reply("/feed.xml", FEED)
    feed(sources, "quay", f"{site.url}/feed.xml")
    drop(wire, "1.json", ninjs("strike", body="Dockers of Port Albers went on strike at noon."))
    for name in ("quay", "wire"):
        assert run(warehouse, sources, name) is not None
    for (statement,) in warehouse.execute(STAMPED).fetchall():
        warehouse.execute(statement.encode())
    site.reply("/feed.xml", FEED.replace(b"urn:pier", b"urn:crane").replace(b"pier", b"crane"))
    drop(wire, "2.json", ninjs("herring", body="Herring was cheap in Port Albers on Monday, fishers said."))
    for name in ("quay", "wire"):
        assert run(warehouse, sources, name) is not None, name
        assert run(warehouse, sources, name) is None, name
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (4,)
