"""PostgreSQL's client programs: those of this machine, and those of the wheel, which have no TLS."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from newswire import settings
from newswire.errors import FatalError
from newswire.warehouse.connect import parameters
from newswire.warehouse.programs import has_programs, program


class ClientError(FatalError):
    """No client program of this machine fits the server. The text names the reason and the remedy."""


def clients(url: str, server: int) -> Path:
    """Return the folder of a ``pg_dump``, ``pg_restore`` and ``psql`` that fit a server.

    The embedded server has those of its own wheel. On another server this machine's come first, because
    they have TLS. ``pg_dump`` refuses a server of a later major version than its own.

    Args:
        url: of the server.
        server: its major version.

    Raises:
        ClientError: none fits.
    """
    if not settings.database_url():
        return program("pg_dump").parent
    installed = shutil.which("pg_dump")
    if installed and (version_of(installed) or 0) >= server:
        return Path(installed).parent
    needed = tls(parameters(url))
    if not needed and has_programs() and (version_of(program("pg_dump")) or 0) >= server:
        return program("pg_dump").parent
    reason = f", and {needed} asks for TLS, which the one that comes with Newswire lacks" if needed else ""
    found = f"{installed} is of version {version_of(installed)}" if installed else "this machine has none"
    raise ClientError(
        f"The server is PostgreSQL {server} and needs a pg_dump of that version or a later one: "
        f"{found}{reason}. "
        f"Install postgresql-client-{server}, or run pg_dump on the server (docs/production.md)."
    )


def login(target: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the ``--dbname`` of a client and its environment, which alone has the password.

    Everybody on the machine can see a command line.
    """
    shown = {name: value for name, value in target.items() if name != "password"}
    secret = {"PGPASSWORD": target["password"]} if "password" in target else {}
    return f"--dbname={make_conninfo('', **shown)}", {**os.environ, **secret}


def tls(target: Mapping[str, str]) -> str | None:
    """Return the setting of the URL, or of libpq's environment, that requires TLS, or None.

    ``sslmode=prefer`` does not require it; ``sslrootcert=system`` and ``sslnegotiation=direct`` do.
    https://www.postgresql.org/docs/18/libpq-connect.html
    """
    defaults = {option.keyword.decode(): (option.val or b"").decode() for option in Conninfo.get_defaults()}
    said = {**defaults, **target}
    for name, values in (
        ("sslrootcert", ("system",)),
        ("sslmode", ("require", "verify-ca", "verify-full")),
        ("sslnegotiation", ("direct",)),
    ):
        if said.get(name) in values:
            return f"{name}={said[name]}"
    return None


def version_of(client: str | Path) -> int | None:
    """Return the major version that a client prints, or None if it prints none."""
    said = subprocess.run([client, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\b(\d+)(?:\.\d+|devel|beta|rc)", said)
    return int(found[1]) if found else None
