"""The account of the embedded server."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from newswire.errors import DatabaseError
from newswire.warehouse.account import Account, server_account


def test_an_ordinary_user_runs_it_and_reaches_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    tmp_path.chmod(0o700)
    assert server_account() == Account()
    assert Account().reaches(tmp_path)


def test_root_gives_it_to_a_user_that_exists() -> None:
    if os.geteuid():
        pytest.skip("only root gives it to another user")
    account = server_account()
    assert account.user
    assert pwd.getpwuid(account.user).pw_name in {"postgres", "nobody"}


def test_root_without_an_unprivileged_user_gets_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(name: str) -> None:
        raise KeyError(name)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", nobody)
    with pytest.raises(DatabaseError, match="this machine has no user postgres or nobody to run it as"):
        server_account()


def test_a_folder_is_reached_by_others_only_through_open_ones(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    other = Account(65534, 65534)
    inner.chmod(0o755)
    inner.parent.chmod(0o700)
    assert not other.reaches(inner)
    assert other.reaches(Path("/"))


def test_programs_run_without_the_settings_of_another_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGDATA", "/elsewhere")
    seen = Account().run(["env"], tmp_path).stdout.splitlines()
    assert f"HOME={tmp_path}" in seen
    assert "LC_ALL=C" in seen
    assert not any(line.startswith("PG") for line in seen)
