"""Commands that write, on the embedded server: they log in as the loader, who may change no table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newswire.warehouse.connect import warehouse
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.roles import LOADER
from tests.cli.conftest import Command
from tests.support.pages import FOLLOW, HOST, bring, page
from tests.support.stories import BODY, drop, ninjs


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The server of a home of the test's own: other databases lack the rights of its warehouse."""
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    with running(tmp_path / "home") as database:
        yield database


def test_the_loader_has_the_rights_that_every_command_needs(
    newswire: Command, embedded: Database, sources: Path, tmp_path: Path
) -> None:
    wire = tmp_path / "wire"
    pages = {matter: page(matter, FOLLOW) for matter in ("pier", "mill", "market")}
    with warehouse() as connection:
        bring(connection, sources, "wire", pages)
    drop(wire, "1.json", ninjs("one-1"))
    drop(wire, "2.json", ninjs("one-1", version="2", minute=5, headline="Pier is rebuilt"))
    drop(wire, "3.json", ninjs("two-1", minute=9, body=f"{BODY} The mayor is glad of it."))
    drop(wire, "4.json", b'{"uri": broken')
    for command in (
        ("ingest", "--source", "wire"),
        ("split", "two-1"),
        ("join", "two-1", "one-1"),
        ("unlearn", HOST, FOLLOW),
        ("disable", "wire"),
        ("enable", "wire"),
        ("replay",),
        ("status",),
        ("show", "1", "--facts"),
        ("sources",),
        ("search", "pier"),
        ("migrate",),
    ):
        done = newswire(*command)
        assert "permission denied" not in done.err, command
        assert "must be owner" not in done.err, command
        assert done.status == 0, (command, done.err)
    with psycopg.connect(embedded.url(LOADER, "newswire")) as connection:
        counted = connection.execute(
            "SELECT (SELECT count(*) FROM mart.story_items), (SELECT count(*) FROM mart.page_lines)"
        ).fetchone()
        made = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = 'newswire_loader'::regrole"
        ).fetchone()
    assert counted == (6, 1)
    assert made == (0,)
