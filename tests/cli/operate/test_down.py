"""``down`` where no ``up`` runs: remaining processes are stopped, and an absence of any is no failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.warehouse.embedded import is_running, running
from tests.cli.conftest import Command


def test_a_server_that_was_left_running_is_stopped(
    newswire: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("NEWSWIRE_HOME", str(home))
    with running(home):
        assert newswire("down").out == "Stopped: PostgreSQL.\n"
        assert not is_running(home)
        assert newswire("down").out == "Nothing was running.\n"


def test_where_nothing_ever_ran_there_is_nothing_to_stop(
    newswire: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    assert newswire("down") == (0, "Nothing was running.\n", "")
