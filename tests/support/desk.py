"""The desk for tests: a warehouse with stories of every sort, and a real API server of Airflow's."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import psycopg
import requests
import uvicorn

from newswire.errors import NewswireError
from newswire.fetch.fetched import Cursor, Fetched
from newswire.fetch.store import keep
from newswire.load.answers import Answer
from newswire.load.run import load
from newswire.model import Document, Item, Link, Reason, Rejected, Subject
from newswire.quality.check import check
from newswire.search import index
from tests.support.stories import BODY, NOW, TODAY, drop, folder_source, ninjs, run

SCRIPT = "<script>alert(1)</script>"
"""Text that runs if a page does not escape it."""

IMAGE = '"><img src=x onerror=alert(1)>'
"""Text that leaves an attribute and runs if a page does not escape it."""

CORRECTED = BODY.replace("4.2 million", "4.4 million") + "\n\nThe council meets again in June."

BRIDGE = "A bridge over the Tarn gave way on Sunday after rain.\n\nRepairs take a year, and ferries sail."

ARABIC = "أقر مجلس الميناء في بورت ألبرز يوم الثلاثاء إعادة بناء الرصيف الشمالي قبل الشتاء القادم."
CHINESE = "阿尔伯斯港港口委员会周二投票决定在下一个冬季之前重建北部码头，渡轮将使用煤码头。"


HOSTILE = f"{SCRIPT}{IMAGE}"
_VALUES: dict[str, Any] = {
    "str": HOSTILE,
    "str | None": HOSTILE,
    "tuple[str, ...]": (HOSTILE,),
    "tuple[Subject, ...]": (Subject(HOSTILE, HOSTILE, HOSTILE),),
    "tuple[Link, ...]": (Link(HOSTILE, HOSTILE, "javascript:alert(1)"), Link("related", None, HOSTILE)),
}
ADDRESSES = {"source_url": "javascript:alert(1)", "canonical_url": f"javascript:alert(2)//{IMAGE}"}


def hostile(version: str, minute: int) -> Item:
    """An item with markup in every field that holds text, and scripts for its addresses."""
    filled = {one.name: _VALUES[str(one.type)] for one in fields(Item) if str(one.type) in _VALUES}
    body = f"{HOSTILE} The lighthouse of Cape Orra is dark.\n\nIts keeper {HOSTILE} wrote version {version}."
    at = dt.datetime(2024, 5, 8, 12, minute, tzinfo=dt.UTC)
    named = {"version": version, "body_text": body, "published": at, "version_created": at}
    return Item(**filled | ADDRESSES | named | {"guid": f"urn:hostile:{HOSTILE}", "pubstatus": "usable"})


def _load_hostile(connection: psycopg.Connection) -> None:
    """Load the items with markup, which no parser would give, and a rejection with markup."""
    place = f"hostile/{HOSTILE}"
    document = Document(HOSTILE.encode(), place, "javascript:alert(1)", HOSTILE, fetched_at=NOW)
    run_id, _ = keep(connection, "hostile", TODAY, [Fetched(document, Cursor(place))])
    assert run_id is not None
    found = connection.execute("SELECT fetch_id FROM raw.fetches WHERE run_id = %s", (run_id,)).fetchone()
    assert found is not None
    rejected = Rejected(place, Reason.UNREADABLE, HOSTILE)
    items = [hostile("1", 0), hostile("2", 30), rejected]
    answers = [Answer(found[0], ordinal, one) for ordinal, one in enumerate(items)]
    with connection.transaction():
        load(connection, run_id, "hostile", iter([answers]))


def fill(connection: psycopg.Connection, folder: Path) -> Path:
    """Fill a warehouse through the pipeline. Return the folder of the sources' files."""
    sources = folder / "sources"
    for name in ("wire", "paper", "hostile", "empty", "torn", "lost"):
        folder_source(sources, name, folder / name, provider=name)
    folder_source(sources, "off", folder / "off", enabled=False)
    (sources / "broken.toml").write_text('name = "broken"\nkind = "no-such-kind"\n')
    (folder / "lost").rmdir()
    drop(folder / "wire", "pier.json", ninjs("urn:wire:pier"))
    _run(connection, sources, "wire")
    later = ninjs(
        "urn:wire:pier", version="2", body=CORRECTED, headline="CORRECTED: Pier to be rebuilt", minute=30
    )
    drop(folder / "wire", "pier-2.json", later)
    drop(
        folder / "wire", "arabic.json", ninjs("urn:wire:ar", language="ar", body=ARABIC * 3, headline=ARABIC)
    )
    drop(
        folder / "wire",
        "chinese.json",
        ninjs("urn:wire:zh", language="zh", body=CHINESE * 3, headline=CHINESE * 4),
    )
    drop(folder / "wire", "bridge.json", ninjs("urn:wire:bridge", body=BRIDGE))
    drop(folder / "wire", f"broken {IMAGE}.xml", b"<newsItem><head>" + SCRIPT.encode())
    copy = ninjs("urn:paper:pier", body=BODY, headline="A new pier", minute=95)
    drop(folder / "paper", "pier.json", copy | {"firstcreated": copy["versioncreated"]})
    for number in range(3):
        drop(folder / "torn", f"{number}.json", b'{"torn": ' + b" " * number)
    for name in ("wire", "paper", "torn", "lost"):
        _run(connection, sources, name)
    _load_hostile(connection)
    kill = ninjs(
        "urn:wire:bridge", version="2", body=BRIDGE, pubstatus="canceled", ednote=f"Gone {SCRIPT}", minute=50
    )
    drop(folder / "wire", "bridge-2.json", kill)
    _run(connection, sources, "wire")
    index(connection)
    check(connection, ["wire", "torn"], TODAY, NOW, sources)
    return sources


def _run(connection: psycopg.Connection, sources: Path, name: str) -> None:
    try:
        run(connection, sources, name)
    except NewswireError:
        assert name == "lost"


@dataclass(frozen=True)
class Desk:
    """A served desk with the logins of two people: one may do all, one may look."""

    airflow: str
    passwords: dict[str, str]

    @property
    def address(self) -> str:
        return f"{self.airflow}/newswire"

    def session(self, user: str | None) -> requests.Session:
        """A browser's session of a user; None is a stranger."""
        session = requests.Session()
        if user:
            login = {"username": user, "password": self.passwords[user]}
            token = session.post(f"{self.airflow}/auth/token", json=login, timeout=60).json()["access_token"]
            session.cookies.set("_token", token)
        return session


@contextmanager
def served(folder: Path) -> Iterator[Desk]:
    """Serve Airflow's API and UI with the project's plugin on loopback, from a thread of this process."""
    passwords = {name: secrets.token_urlsafe(12) for name in ("editor", "visitor")}
    kept = folder / "passwords.json"
    kept.write_text(json.dumps(passwords))
    os.environ |= {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "editor:admin,visitor:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(kept),
        "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(32),
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(48),
    }
    from airflow.api_fastapi.app import create_app  # noqa: PLC0415 - it reads the environment

    server = uvicorn.Server(uvicorn.Config(create_app(), "127.0.0.1", 0, log_level="warning"))
    started = threading.Event()
    startup = server.startup

    async def tell(sockets: Any = None) -> None:
        await startup(sockets)
        started.set()

    server.startup = tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert started.wait(120), "The API server did not start within two minutes."
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Desk(f"http://127.0.0.1:{port}", passwords)
    finally:
        server.should_exit = True
        thread.join(30)
