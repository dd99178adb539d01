"""The account that the embedded server runs as: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newswire.errors import DatabaseError

_UNPRIVILEGED = ("postgres", "nobody")
"""Users that run the server for root. The first one that exists is taken; none is created."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user and a group by number. ``None`` is the user of this program."""

    user: int | None = None
    group: int | None = None

    def reaches(self, path: Path) -> bool:
        """Return whether the modes of a folder and its parents let this account enter it."""
        return self.user is None or all(
            part.stat().st_mode & 0o001 for part in (path, *path.parents) if part.exists()
        )

    def own(self, path: Path) -> None:
        """Make this account the owner of a file or folder, unless it is the user of this program."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)

    def run(self, command: list[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the server as this account, in a folder that it can enter."""
        privileges: dict[str, Any] = (
            {} if self.user is None else {"user": self.user, "group": self.group, "extra_groups": []}
        )
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=environment | {"LC_ALL": "C", "HOME": str(cwd)},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **privileges,
        )
        return done


def server_account() -> Account:
    """Return the server's account: the user of this program, or an unprivileged user if that is root.

    Raises:
        DatabaseError: this program runs as root and the machine has no such user.
    """
    if os.geteuid() != 0:
        return Account()
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    raise DatabaseError(
        "PostgreSQL does not run as root, and this machine has no user postgres or nobody to run it as. "
        "Run ./newswire as an ordinary user, or set NEWSWIRE_DATABASE_URL to a server of yours."
    )
