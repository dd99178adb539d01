"""``newswire psql``: open psql on the warehouse. A server of the user's own gets this machine's psql."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping
from typing import Annotated

import typer
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from newswire import settings
from newswire.errors import FatalError
from newswire.warehouse.connect import parameters, warehouse, warehouse_url
from newswire.warehouse.programs import program
from newswire.warehouse.roles import READER

PASSES_OPTIONS_ON = True

_KNOWS_SYSTEM = 16
"""The first version of psql that reads ``sslrootcert=system``; older ones look for a file of that name."""


class PsqlError(FatalError):
    """No psql of this machine can reach the warehouse. The text names the reason and the remedy."""


def command(
    arguments: Annotated[list[str] | None, typer.Argument(help="Arguments for psql itself.")] = None,
    owner: Annotated[
        bool, typer.Option("--owner", help="Connect as the owner, who can change everything.")
    ] = False,
) -> None:
    """Open psql on the warehouse as the reader, who sees the views of mart. Arguments are passed to psql.

    A server of your own (NEWSWIRE_DATABASE_URL) is opened with the psql that is installed on this machine.
    """
    with warehouse_url() as url:
        target = parameters(url)
        psql = _program(target) if settings.database_url() else str(program("psql"))
        with warehouse():
            pass  # this makes the tables on the first call
        # The password is in the environment, because everybody on the machine can see a command line.
        password = target.pop("password", None)
        environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
        if not owner:
            as_reader = f"-c role={READER} -c default_transaction_read_only=on"
            target["options"] = f"{target.get('options') or ''} {as_reader}".strip()
        command_line = [psql, f"--dbname={make_conninfo('', **target)}", *(arguments or [])]
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is psql's: it cancels a query
        try:
            done = subprocess.run(command_line, env=environment, check=False)
        finally:
            signal.signal(signal.SIGINT, handler)
    raise typer.Exit(done.returncode)


def _program(target: Mapping[str, str]) -> str:
    """Return the psql for a server of the user's own: this machine's, else the embedded one without TLS.

    Raises:
        PsqlError: the URL, or the environment, asks for a feature that this psql lacks.
    """
    tls = _tls(target)
    if not (installed := shutil.which("psql")):
        if tls:
            raise PsqlError(
                f"{tls} asks for TLS, which the psql that comes with Newswire does not have: "
                "install the PostgreSQL client (Debian: apt-get install postgresql-client); "
                "meanwhile ./newswire query works."
            )
        return str(program("psql"))
    if tls == "sslrootcert=system" and (version := _version(installed)) and version < _KNOWS_SYSTEM:
        raise PsqlError(
            f"{installed} is of version {version} and cannot read {tls}: install version {_KNOWS_SYSTEM} or "
            "a newer one, or name the file of the authorities "
            "(Debian: sslrootcert=/etc/ssl/certs/ca-certificates.crt); meanwhile ./newswire query works."
        )
    return installed


def _tls(target: Mapping[str, str]) -> str | None:
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


def _version(psql: str) -> int | None:
    """Return the major version that a psql prints, or None if it prints none."""
    said = subprocess.run([psql, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\b(\d+)(?:\.\d+|devel|beta|rc)", said)
    return int(found[1]) if found else None
