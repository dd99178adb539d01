"""Commands as people type them, run in this process against a warehouse of the test's own."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from newswire.cli.__main__ import main
from tests.support.stories import drop, folder_source, ninjs, run


class Done(NamedTuple):
    """The result of a command: its exit status and its output."""

    status: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def newswire(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Run ``./newswire …``. Its log is part of its output on stderr."""
    monkeypatch.setenv("COLUMNS", "200")
    caplog.set_level("INFO")
    # Airflow, imported by another test, has handlers of its own write the log to stdout.
    monkeypatch.setattr(logging.getLogger(), "handlers", [caplog.handler])

    def run(*arguments: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capfd.readouterr()
        caplog.clear()
        try:
            main(list(map(str, arguments)))
            status = 0
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        out, err = capfd.readouterr()
        log = "".join(f"{record.getMessage()}\n" for record in caplog.records)
        return Done(status, out, log + err)

    return run


@pytest.fixture
def own_warehouse(warehouse_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An empty warehouse of the test's own, on which commands work."""
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", warehouse_url)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    return warehouse_url


@pytest.fixture
def loaded(
    warehouse: psycopg.Connection, own_warehouse: str, sources: Path, tmp_path: Path
) -> psycopg.Connection:
    """A warehouse with two copies of one text, and a story of its own."""
    strike = ninjs("strike", body="Dockers of Port Albers went on strike over their pay at noon.")
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    drop(tmp_path / "wire", "2.json", ninjs("pier-2", minute=4, firstcreated="2024-05-07T12:04:00+00:00"))
    drop(tmp_path / "wire", "3.json", strike)
    run(warehouse, sources, "wire")
    return warehouse


def stories(warehouse: psycopg.Connection) -> list[list[str]]:
    """Return the guids of each story that readers see."""
    rows = warehouse.execute(
        "SELECT array_agg(guid ORDER BY guid) FROM mart.story_items GROUP BY story_id ORDER BY 1"
    )
    return [guids for (guids,) in rows]


@pytest.fixture
def no_warehouse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting with which a command that asks for the warehouse fails."""
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", "no warehouse is asked for")


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sources: ``wire`` reads the folder ``wire``."""
    folder_source(tmp_path / "sources", "wire", tmp_path / "wire", provider="harbour-press")
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(tmp_path / "sources"))
    return tmp_path / "sources"
