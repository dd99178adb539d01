"""Where the files of the embedded server live, and the process that wrote its number among them."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import psutil

from newswire.warehouse.account import Account

_HOME = "home"
"""The file among the server's that names the home it belongs to."""


def place_of(home: Path, account: Account) -> Path:
    """Return the folder for the server's files: below the home where the account can reach that.

    Otherwise (root's project in a folder that is root's alone) it is below /var/lib, or, for a home that is
    temporary itself, beside it among the temporary files.
    """
    if account.reaches(home):
        return home / "postgres"
    temporary = Path(tempfile.gettempdir()).resolve()
    base = temporary if home.is_relative_to(temporary) else Path("/var/lib")
    return base / f"newswire-{sha256(str(home).encode()).hexdigest()[:16]}"


def make_place(place: Path, home: Path, account: Account) -> None:
    """Make the folder for the server's files, which is the account's alone and names its home."""
    _sweep(place)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    account.own(place)
    (place / _HOME).write_text(str(home))


def recorded_process(data: Path) -> psutil.Process | None:
    """Return the process whose number a server wrote down: the server, or after a crash any other one."""
    try:
        return psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def is_served(data: Path) -> bool:
    """Return whether a server runs on a data folder: the recorded process works in it."""
    process = recorded_process(data)
    if process is None:
        return False
    try:
        return Path(process.cwd()) == data.resolve()
    except psutil.Error:
        return False


def _sweep(place: Path) -> None:
    """Remove the files of servers among the temporary files whose home, temporary too, is gone."""
    if place.parent != Path(tempfile.gettempdir()).resolve():
        return
    for other in place.parent.glob(f"newswire-*/{_HOME}"):
        if not Path(other.read_text()).exists() and not recorded_process(other.parent / "data"):
            # Renamed first: whoever makes that home again at this moment finds nothing, not a half of it.
            gone = other.parent.with_name(f"{other.parent.name}.gone")
            with suppress(OSError):
                other.parent.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
