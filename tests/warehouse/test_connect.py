"""The choice of the server, and the errors of one that is missing."""

from __future__ import annotations

import socket
from pathlib import Path

import psycopg
import pytest

from newswire.errors import DatabaseError
from newswire.warehouse.connect import connect, warehouse, warehouse_url
from newswire.warehouse.embedded import Database


def test_a_configured_server_is_used_and_migrated(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        server.execute("CREATE DATABASE fresh OWNER newswire")
    url = database.url("newswire", "fresh")
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    with warehouse_url() as used, warehouse() as connection:
        assert used == url
        assert connection.execute("SELECT count(*) FROM mart.story_items").fetchone() == (0,)
        assert connection.autocommit
    assert connection.closed
    assert not (tmp_path / "home").exists(), "no embedded server is made"


def test_the_embedded_server_is_used_if_none_is_configured(
    database: Database, newswire_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOME", str(newswire_home))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    with warehouse() as connection:
        assert (connection.info.port, connection.info.dbname) == (database.port, "newswire")


def test_the_error_for_the_embedded_server_names_its_log_and_no_setting(
    database: Database, newswire_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    monkeypatch.setattr(
        Database, "url", lambda self, *_: f"postgresql://newswire:x@{self.host}:{self.port}/newswire"
    )
    with pytest.raises(DatabaseError) as caught, warehouse():
        pass
    said = str(caught.value)
    assert "password authentication failed" in said
    assert "server.log. ./newswire down stops it; then try again." in said
    assert "NEWSWIRE_DATABASE_URL" not in said


def test_the_error_for_an_unreachable_server_is_one_line_without_password() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        with pytest.raises(DatabaseError) as caught:
            connect(f"postgresql://me:secret@127.0.0.1:{port}/news")
    said = str(caught.value)
    assert said.startswith("The warehouse cannot be reached: connection failed: ")
    assert said.endswith(". Is NEWSWIRE_DATABASE_URL right?")
    assert "Connection refused" in said
    assert "\n" not in said
    assert "secret" not in said


@pytest.mark.parametrize("url", ["postgresql//me:secret@host/news", "postgresql://me:secret@host:port/news"])
def test_the_error_for_an_invalid_url_has_no_password(url: str) -> None:
    with pytest.raises(DatabaseError, match="NEWSWIRE_DATABASE_URL") as caught:
        connect(url)
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__ or "secret" not in str(caught.value.__context__)
