"""The folder of the embedded server's files, and the process that its pid file names."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import psutil

from newswire.warehouse.account import Account

_HOME = "home"
"""Name of the file that holds the path of the home to which the server belongs."""


def place_of(home: Path, account: Account) -> Path:
    """Return the folder for the server's files: below the home if the account can enter the home.

    Otherwise (a project of root in a folder closed to others) it is among the temporary files for a
    temporary home, and below /var/lib for any other.
    """
    if account.reaches(home):
        return home / "postgres"
    temporary = Path(tempfile.gettempdir()).resolve()
    base = temporary if home.is_relative_to(temporary) else Path("/var/lib")
    return base / _name(str(home))


def _name(home: str) -> str:
    return f"newswire-{sha256(home.encode()).hexdigest()[:16]}"


def make_place(place: Path, home: Path, account: Account) -> None:
    """Make the folder for the server's files, open to the account only, and record its home there."""
    _sweep(place)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    account.own(place)
    (place / _HOME).write_text(str(home))


def recorded_process(data: Path) -> psutil.Process | None:
    """Return the process that the server's pid file names: the server, or after a crash any other process."""
    try:
        return psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def is_served(data: Path) -> bool:
    """Return whether a server runs on a data folder: the recorded process has it as its working folder."""
    process = recorded_process(data)
    if process is None:
        return False
    try:
        return Path(process.cwd()) == data.resolve()
    except psutil.Error:
        return False


def is_stopping(data: Path) -> bool:
    """Return whether the server's pid file states that it is asked to stop (its line 8, ``miscadmin.h``)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[7].strip() == "stopping"


def _sweep(place: Path) -> None:
    """Remove temporary folders of servers whose home is gone and whose process has ended."""
    if place.parent != Path(tempfile.gettempdir()).resolve():
        return
    for other in place.parent.glob("newswire-*"):
        if _is_left(other):
            # Renamed first, so that a concurrent start for that home finds no half-removed folder.
            gone = other.with_name(f"{other.name}.gone")
            with suppress(OSError):
                other.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def _is_left(place: Path) -> bool:
    """Return whether a folder is one of ``place_of`` whose home is gone and whose process has ended.

    Anybody may have a folder of such a name among the temporary files. Ours has that of the home it records.
    """
    try:
        home = (place / _HOME).read_text()
    except (OSError, UnicodeDecodeError):
        return False
    is_ours = place.name == _name(home)
    return is_ours and not Path(home).exists() and not recorded_process(place / "data")
