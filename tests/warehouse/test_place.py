"""The folder of the embedded server's files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newswire.warehouse import place
from newswire.warehouse.account import Account
from newswire.warehouse.place import make_place, place_of

NOBODY = Account(65534, 65534)


def test_it_is_below_the_home_or_where_the_account_can_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.tempfile, "gettempdir", lambda: str(tmp_path))
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    assert place_of(home, Account()) == home / "postgres"
    beside = place_of(home, NOBODY)
    assert beside.parent == tmp_path.resolve()
    assert beside.name.startswith("newswire-")
    monkeypatch.setattr(place.tempfile, "gettempdir", lambda: str(tmp_path / "other"))
    assert place_of(home, NOBODY) == Path("/var/lib") / beside.name


def test_its_folder_is_for_its_account_alone_and_names_its_home(tmp_path: Path) -> None:
    make_place(tmp_path / "place", tmp_path / "home", Account())
    assert (tmp_path / "place").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "place" / "home").read_text() == str(tmp_path / "home")


def test_files_whose_temporary_home_is_gone_are_swept_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / "home").mkdir()
    for name, home, recorded in (
        ("newswire-kept", tmp_path / "home", None),
        ("newswire-runs", tmp_path / "gone", os.getpid()),
        ("newswire-gone", tmp_path / "gone", None),
        ("newswire-dead", tmp_path / "gone", 2**22 + 1),
    ):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "home").write_text(str(home))
        if recorded:
            (tmp_path / name / "data" / "postmaster.pid").write_text(f"{recorded}\n")
    make_place(tmp_path / "newswire-new", tmp_path / "home", Account())
    assert {path.name for path in tmp_path.glob("newswire-*")} == {
        "newswire-kept",
        "newswire-runs",
        "newswire-new",
    }
