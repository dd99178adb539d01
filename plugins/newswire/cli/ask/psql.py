"""``newswire psql``: open psql on the warehouse. A server of the user's own gets this machine's psql."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import typer

from newswire import settings
from newswire.errors import FatalError
from newswire.warehouse.clients import login, tls, version_of
from newswire.warehouse.connect import Way, owner_url, parameters, reading, url_setting, warehouse_url
from newswire.warehouse.embedded import is_running
from newswire.warehouse.programs import has_programs, program
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
    url: Annotated[
        bool,
        typer.Option("--url", help="Open nothing. Print the address, with its password, for another tool."),
    ] = False,
    pgpass: Annotated[
        bool, typer.Option("--pgpass", help="Open nothing. Print the line of ~/.pgpass with the password.")
    ] = False,
) -> None:
    """Open psql on the warehouse as the reader, who sees the views of mart. Arguments are passed to psql.

    A server of your own (NEWSWIRE_DATABASE_URL) is opened with the psql that is installed on this machine.
    """
    if url or pgpass:
        address = _address(owner)
        print(address if url else _pgpass(parameters(address)))
        return
    stated = settings.database_url() if owner else settings.reader_url() or settings.database_url()
    psql = _program(parameters(stated)) if stated else str(program("psql"))
    with _way(owner) as way:
        target = parameters(way.url, way.variable or "NEWSWIRE_DATABASE_URL")
        if not way.logs_in:
            as_reader = f"-c role={READER} -c default_transaction_read_only=on"
            target["options"] = f"{target.get('options') or ''} {as_reader}".strip()
        database, environment = login(target)
        command_line = [psql, database, *(arguments or [])]
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is psql's: it cancels a query
        try:
            done = subprocess.run(command_line, env=environment, check=False)
        finally:
            signal.signal(signal.SIGINT, handler)
    raise typer.Exit(done.returncode)


@contextmanager
def _way(owner: bool) -> Iterator[Way]:
    """Yield the owner's way to the warehouse, or the reader's, with all migrations applied."""
    if owner:
        with warehouse_url(), owner_url() as url:
            yield Way(url, url_setting(), logs_in=True)
    else:
        with reading() as way:
            yield way


def _address(owner: bool) -> str:
    """Return the address of the warehouse for another tool. Start no server: it would stop at once.

    Raises:
        PsqlError: there is none now. The text names the remedy.
    """
    if not settings.database_url() and not is_running(settings.home()):
        raise PsqlError(
            "The embedded PostgreSQL is not running. ./newswire up runs it; the address stays the same from "
            "one start to the next."
        )
    with _way(owner) as way:
        if not way.logs_in:
            raise PsqlError(
                "The only known login is the owner's, in NEWSWIRE_DATABASE_URL, and a tool needs one that "
                "may only read. docs/production.md shows how to make it; put its address into "
                "NEWSWIRE_READER_URL. --owner prints the owner's."
            )
        return way.url


def _pgpass(target: Mapping[str, str]) -> str:
    r"""Return a line of ~/.pgpass; ``\`` and ``:`` are escaped, and ``*`` stands for what is not stated.

    https://www.postgresql.org/docs/18/libpq-pgpass.html

    Raises:
        PsqlError: the address has no password.
    """
    if "password" not in target:
        raise PsqlError("The address has no password, so ~/.pgpass needs no line for it. --url prints it.")
    fields = (target.get(name, "*") for name in ("host", "port", "dbname", "user", "password"))
    return ":".join(re.sub(r"([\\:])", r"\\\1", field) for field in fields)


def _program(target: Mapping[str, str]) -> str:
    """Return the psql for a server of the user's own: this machine's, else the embedded one without TLS.

    Raises:
        PsqlError: there is none, or the URL or the environment asks for a feature that this psql lacks.
    """
    needed = tls(target)
    if not (installed := shutil.which("psql")):
        if not has_programs():
            raise PsqlError(
                "This machine has no psql: install the PostgreSQL client (Debian: apt-get install "
                "postgresql-client); meanwhile ./newswire query works."
            )
        if needed:
            raise PsqlError(
                f"{needed} asks for TLS, which the psql that comes with Newswire does not have: "
                "install the PostgreSQL client (Debian: apt-get install postgresql-client); "
                "meanwhile ./newswire query works."
            )
        return str(program("psql"))
    if needed == "sslrootcert=system" and (version := version_of(installed)) and version < _KNOWS_SYSTEM:
        raise PsqlError(
            f"{installed} is of version {version} and cannot read {needed}: install version {_KNOWS_SYSTEM} "
            "or a newer one, or name the file of the authorities "
            "(Debian: sslrootcert=/etc/ssl/certs/ca-certificates.crt); meanwhile ./newswire query works."
        )
    return installed
