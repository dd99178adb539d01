"""The migrations: the files of ``sql/`` in order, each applied once, under a lock, in one transaction.

No library for plain SQL files has checksums, a lock and support for psycopg 3, so none is used
(docs/choices/run.md has the comparison).
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import psycopg

from newswire import settings
from newswire.errors import DatabaseError

_LOCK = 7_306_501
"""Key of the advisory lock for migrations."""


def migrate(connection: psycopg.Connection, directory: Path | None = None) -> list[str]:
    """Apply the files of ``sql/`` that are not applied yet, all or none, and return their names.

    Where all are applied, the loader may call it too.

    Raises:
        DatabaseError: an applied file was changed or is missing, or a statement fails. Nothing is applied.
    """
    with connection.transaction():
        applied = _applied(connection)
        files = check_files(applied, "The database", directory)
        return [_apply(connection, file) for file in files if file.name not in applied]


def pending(connection: psycopg.Connection, directory: Path | None = None) -> tuple[list[str], list[Path]]:
    """Return the names of the applied files of ``sql/``, and the files that ``migrate`` would apply.

    Nothing is written, and no lock is taken.

    Raises:
        DatabaseError: an applied file was changed or is missing.
    """
    applied: dict[str, bytes] = {}
    if connection.execute("SELECT to_regclass('ledger.migrations')").fetchone() != (None,):
        applied = dict(connection.execute("SELECT name, checksum FROM ledger.migrations").fetchall())
    files = check_files(applied, "The database", directory)
    return sorted(applied), [file for file in files if file.name not in applied]


def check_files(applied: Mapping[str, bytes], whose: str, directory: Path | None = None) -> list[Path]:
    """Return the files of ``sql/`` in order, if each applied one is among them and unchanged.

    Args:
        applied: SHA-256 of each applied file by its name.
        whose: the warehouse in which they are applied, as the subject of a sentence.
        directory: in place of ``sql/``.

    Raises:
        DatabaseError: an applied file was changed or is missing.
    """
    files = sorted((directory or settings.root() / "sql").glob("[0-9]*.sql"))
    present = {file.name: file for file in files}
    for name, checksum in applied.items():
        if name not in present:
            raise DatabaseError(
                f"{whose} has the migration {name}, which is not in sql/. "
                f"A newer Newswire applied it: update this one."
            )
        if sha256(present[name].read_bytes()).digest() != checksum:
            raise DatabaseError(
                f"sql/{name} was changed after it had been applied. "
                f"Restore it, and put the change into a new file."
            )
    return files


def _applied(connection: psycopg.Connection) -> dict[str, bytes]:
    """Take the lock and return the checksums of the applied files by name."""
    try:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        if connection.execute("SELECT to_regclass('ledger.migrations')").fetchone() == (None,):
            connection.execute("CREATE SCHEMA IF NOT EXISTS ledger")
            connection.execute(
                "CREATE TABLE ledger.migrations (name text PRIMARY KEY, checksum bytea NOT NULL,"
                " applied_at timestamptz NOT NULL DEFAULT now())"
            )
        return dict(connection.execute("SELECT name, checksum FROM ledger.migrations").fetchall())
    except psycopg.Error as error:
        raise DatabaseError(
            f"The warehouse cannot be prepared: {error}. Its user must be the owner of the database."
        ) from error


def _apply(connection: psycopg.Connection, file: Path) -> str:
    try:
        connection.execute(file.read_text(encoding="utf-8"))
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseError(
            f"The warehouse lacks sql/{file.name}, and {connection.info.user} may not apply it: {error}. "
            "Run ./newswire migrate with the URL of the warehouse's owner in NEWSWIRE_DATABASE_URL."
        ) from error
    except psycopg.Error as error:
        raise DatabaseError(f"sql/{file.name} could not be applied: {error}") from error
    connection.execute(
        "INSERT INTO ledger.migrations (name, checksum) VALUES (%s, %s)",
        (file.name, sha256(file.read_bytes()).digest()),
    )
    return file.name
