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


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary files, and a home in it."""
    monkeypatch.setattr(place.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / "home").mkdir(mode=0o700)
    return tmp_path


def test_files_whose_temporary_home_is_gone_are_swept_away(temporary: Path) -> None:
    made = {}
    for name, recorded in (("home", None), ("runs", os.getpid()), ("gone", None), ("dead", 2**22 + 1)):
        home = temporary / name
        home.mkdir(mode=0o700, exist_ok=True)
        made[name] = place_of(home, NOBODY)
        (made[name] / "data").mkdir(parents=True)
        (made[name] / "home").write_text(str(home))
        if recorded:
            (made[name] / "data" / "postmaster.pid").write_text(f"{recorded}\n")
        if name != "home":
            home.rmdir()
    make_place(made["home"], temporary / "home", Account())
    assert set(temporary.glob("newswire-*")) == {made["home"], made["runs"]}


@pytest.mark.parametrize("content", ["/nowhere", None, b"\xff"], ids=["file", "folder", "bytes"])
def test_folders_of_others_stay(temporary: Path, content: str | bytes | None) -> None:
    theirs = temporary / "newswire-notes" / "home"
    theirs.parent.mkdir()
    if content is None:
        theirs.mkdir()
    else:
        theirs.write_bytes(content if isinstance(content, bytes) else content.encode())
    make_place(place_of(temporary / "home", NOBODY), temporary / "home", Account())
    assert theirs.exists()
