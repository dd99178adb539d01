"""``bench`` of warehouses: a table of figures, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.mark.usefixtures("no_warehouse")
def test_the_load_is_measured_in_a_warehouse_of_its_own(
    newswire: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    done = newswire("bench", "load", "--size", 0, "--runs", 1)
    assert done.status == 0, done.err
    assert done.out.splitlines()[1].split()[0] == "0"
    assert "two beside: stories/s  times one" in done.out.splitlines()[0]
    assert not (tmp_path / "home").exists()


@pytest.mark.usefixtures("no_warehouse")
def test_a_growing_warehouse_is_kept_in_the_home_that_is_named(newswire: Command, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = newswire("bench", "scale", "--size", 0, "--runs", 1, "--home", home)
    assert done.status == 0, done.err
    assert done.out.splitlines()[1].split()[0] == "5,000"
    assert (home / "postgres.json").exists()
