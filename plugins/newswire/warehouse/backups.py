"""Backups of the warehouse: one file of ``pg_dump``, read and restored as a whole or not at all.

A backup has the project's four schemas with rows, indexes, rights, comments and the list of applied files of
``sql/``. Roles, their passwords and the rights that only a superuser gives belong to the server.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from newswire.errors import FatalError
from newswire.warehouse.clients import clients, login
from newswire.warehouse.connect import parameters
from newswire.warehouse.roles import LOADER, READER

SCHEMAS = ("raw", "ledger", "news", "mart")
"""All that a backup has, and all that a restore replaces."""

Progress = Callable[[int], None]
"""Takes the bytes that are done so far."""

_BLOCK = 1 << 20

PATIENCE = "1min"
"""How long a restore waits for a load or a migration that runs."""

_BEGIN = """
SET client_min_messages = warning;
BEGIN;
SET LOCAL lock_timeout = '{patience}';
SELECT pg_catalog.pg_advisory_xact_lock(7306501);
DROP SCHEMA IF EXISTS mart, news, ledger, raw CASCADE;
"""

_MAGIC = b"PGDMP"

_SEAL = b"\nnewswire-sha256:"
"""Stands behind the last byte of ``pg_dump``, before the SHA-256 of all bytes up to there in hexadecimals.

``pg_restore`` does not look there. It restores a file with a changed byte without a word.
"""

_SEAL_LENGTH = len(_SEAL) + 64

_FILLED = """
SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables
WHERE schemaname = ANY(%s) AND (schemaname, tablename) <> ('ledger', 'migrations')
ORDER BY 1
"""

_FOREIGN = """
SELECT DISTINCT format('%%I.%%I', dependent.relnamespace::regnamespace, dependent.relname)
FROM pg_depend AS link
JOIN pg_class AS ours ON link.refclassid = 'pg_class'::regclass AND ours.oid = link.refobjid
LEFT JOIN pg_rewrite AS rule ON link.classid = 'pg_rewrite'::regclass AND rule.oid = link.objid
LEFT JOIN pg_constraint AS key ON link.classid = 'pg_constraint'::regclass AND key.oid = link.objid
JOIN pg_class AS dependent ON dependent.oid = coalesce(rule.ev_class, key.conrelid)
WHERE ours.relnamespace::regnamespace::text = ANY(%(ours)s)
  AND dependent.relnamespace::regnamespace::text <> ALL(%(ours)s)
ORDER BY 1
"""


class BackupError(FatalError):
    """A backup cannot be written, read or restored. The text names the reason and the remedy."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was read from end to end."""

    path: Path
    made: str
    """When, as ``pg_dump`` writes it."""
    owner: str
    """The role that owned the warehouse."""
    applied: Mapping[str, bytes]
    """Names and SHA-256 of the files of ``sql/`` that its warehouse had."""
    programs: Path
    """The folder of the client programs that read it. They restore it, too."""


def back_up(connection: psycopg.Connection, url: str, path: Path, progress: Progress) -> int:
    """Write the warehouse as it is at this moment to a file of mode 600, and return its size in bytes.

    Loads go on meanwhile; one that has not ended is not in the file. An older backup of this name stays
    until the new one is whole.

    Raises:
        BackupError: it cannot be written.
        ClientError: no ``pg_dump`` of this machine fits the server.
    """
    if path.is_dir() or (path.exists() and not _is_backup(path)):
        raise BackupError(f"{path} is there and is no backup. Name another file.")
    if connection.execute("SELECT to_regclass('ledger.migrations')").fetchone() == (None,):
        raise BackupError("There is nothing to back up: this database has no tables of Newswire yet.")
    programs = clients(url, connection.info.server_version // 10_000)
    database, environment = login(parameters(url))
    try:
        part = _beside(path)
        command: list[str | Path] = [
            # The least compression: a seventh of the time, for a file that is a seventh larger.
            programs / "pg_dump", "--format=custom", "--compress=gzip:1", "--no-password", f"--file={part}",
            *(f"--schema={name}" for name in SCHEMAS), database,
        ]  # fmt: skip
        try:
            with _started(command, environment, stdin=subprocess.DEVNULL) as (process, problem):
                while not _ended(process):
                    progress(part.stat().st_size)
                if process.returncode:
                    raise BackupError(f"The warehouse is not backed up: {problem()}. {path} is as it was.")
            with part.open("ab") as file:
                file.write(_seal(part, part.stat().st_size, progress))
                file.flush()
                os.fsync(file.fileno())
            size = part.stat().st_size
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}.") from error
    return size


def read_backup(path: Path, programs: Path, progress: Progress) -> Backup:
    """Read a backup from end to end. Nothing else is touched.

    Args:
        path: of the file.
        programs: the folder of ``pg_restore`` and ``psql``.
        progress: takes the bytes of it that are read.

    Raises:
        BackupError: it is none, it is cut or damaged, or this ``pg_restore`` is too old for it.
    """
    try:
        if not _is_backup(path):
            raise BackupError(f"{path} is no backup of ./newswire backup.")
        if not _is_sealed(path, progress):
            raise BackupError(f"{path} is cut or damaged: its bytes are not those that were written.")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
    listed = b"".join(_restored(programs, path, "--list")).decode()
    owners = dict(re.findall(r" SCHEMA - (\w+) (.+)$", listed, re.MULTILINE))
    if not owners.keys() >= set(SCHEMAS):
        raise BackupError(f"{path} is a backup of another database: it lacks the schemas of Newswire.")
    made = re.search(r"Archive created at (.+)", listed)
    rows = b"".join(_restored(programs, path, "--data-only", "--schema=ledger", "--table=migrations"))
    applied = re.findall(rb"^(\S+\.sql)\t\\\\x([0-9a-f]+)\t", rows, re.MULTILINE)
    return Backup(
        path,
        made[1] if made else "",
        owners["raw"],
        {name.decode(): bytes.fromhex(checksum.decode()) for name, checksum in applied},
        programs,
    )


def filled(connection: psycopg.Connection) -> list[str]:
    """Return the tables of the warehouse that hold rows."""
    names = [name for (name,) in connection.execute(_FILLED, (list(SCHEMAS),))]
    return [
        name
        for name in names
        if connection.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(sql.SQL(name))).fetchone() is not None
    ]


def check_place(connection: psycopg.Connection, backup: Backup) -> None:
    """Check that a database can take a backup in. Change nothing.

    Raises:
        BackupError: this login may not, a role is missing, or foreign tables or views need those of Newswire.
    """
    login_name = connection.info.user
    [(may, owner)] = connection.execute(
        "SELECT pg_has_role(datdba, 'USAGE'), pg_get_userbyid(datdba) FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchall()
    if not may:
        raise BackupError(
            f"{login_name} may not restore: {owner} owns the database. Put its login into "
            "NEWSWIRE_DATABASE_URL."
        )
    if login_name != backup.owner:
        raise BackupError(
            f"{backup.owner} owned the warehouse of {backup.path}, so rights on later tables are in its "
            f"name, and this login is {login_name}. Restore it as a role of the name {backup.owner}."
        )
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    if missing := {LOADER, READER} - known:
        raise BackupError(
            f"The server has no role {' and no role '.join(sorted(missing))}. "
            "Prepare it as docs/production.md shows."
        )
    foreign = [name for (name,) in connection.execute(_FOREIGN, {"ours": list(SCHEMAS)})]
    if foreign:
        raise BackupError(
            f"{', '.join(foreign)} would go with the tables that a restore replaces: they are not "
            "Newswire's, and no backup of it has them. Keep their definitions, drop them, restore, and "
            "make them again."
        )


def restore(connection: psycopg.Connection, url: str, backup: Backup, progress: Progress) -> None:
    """Replace the warehouse by a backup, in one transaction, and gather the planner's statistics.

    Raises:
        BackupError: PostgreSQL refuses. The warehouse is as it was.
    """
    database, environment = login(parameters(url))
    command: list[str | Path] = [
        backup.programs / "psql", "--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1",
        "--file=-", database,
    ]  # fmt: skip
    with _started(command, environment, stdin=subprocess.PIPE) as (process, problem):
        assert process.stdin is not None  # noqa: S101 - for the type: it is a pipe
        try:
            _send(process.stdin, backup, progress)
            process.wait()
        except BrokenPipeError:
            process.wait()
        if process.returncode:
            raise BackupError(f"{backup.path} is not restored: {problem()}. The warehouse is as it was.")
    tables = [name for (name,) in connection.execute(_FILLED, (list(SCHEMAS),))]
    connection.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(map(sql.SQL, tables))))


def _send(psql: IO[bytes], backup: Backup, progress: Progress) -> None:
    """Send a transaction to psql. Its last line follows a whole backup only: without it, all is undone."""
    with psql:
        psql.write(_BEGIN.format(patience=PATIENCE).encode())
        sent = 0
        for block in _restored(backup.programs, backup.path, "--no-owner"):
            psql.write(block)
            sent += len(block)
            progress(sent)
        psql.write(b"COMMIT;\n")


def _restored(programs: Path, path: Path, *options: str) -> Iterator[bytes]:
    """Yield the output of ``pg_restore`` in blocks.

    Raises:
        BackupError: it cannot read the file, or not to the end.
    """
    target = [] if "--list" in options else ["--file=-"]
    command: list[str | Path] = [programs / "pg_restore", *options, *target, path]
    with _started(command, None, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as (process, problem):
        assert process.stdout is not None  # noqa: S101 - for the type: it is a pipe
        while block := process.stdout.read(_BLOCK):
            yield block
        if process.wait():
            raise BackupError(f"{path} cannot be read by {programs}/pg_restore: {problem()}.")


@contextmanager
def _started(
    command: list[str | Path],
    environment: dict[str, str] | None,
    *,
    stdin: int,
    stdout: int = subprocess.DEVNULL,
) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]:
    """Yield a running program and a function that returns its complaint. End it if the caller gives up."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, env=environment, stdin=stdin, stdout=stdout, stderr=complaints)
        try:
            yield process, lambda: _complaint(complaints)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe and not pipe.closed:
                    pipe.close()


def _complaint(complaints: IO[bytes]) -> str:
    """Return the first error that a program wrote, without its prefix and place."""
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").strip().splitlines()
    errors = [line for line in lines if re.search(r"\b(ERROR|FATAL|error):", line)]
    first = (errors or lines or ["the program ended without a reason"])[0]
    return re.sub(r"^.*?\b(?:ERROR|FATAL|error): +", "", first).rstrip(".")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(0.2)
    except subprocess.TimeoutExpired:
        return False
    return True


def _beside(path: Path) -> Path:
    """Make an empty file of mode 600 in the folder of another one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    return Path(name)


def _seal(path: Path, length: int, progress: Progress) -> bytes:
    """Return the mark behind the first bytes of a file, with their checksum."""
    done = 0
    checksum = sha256()
    with path.open("rb") as file:
        while done < length and (block := file.read(min(_BLOCK, length - done))):
            checksum.update(block)
            done += len(block)
            progress(done)
    return _SEAL + checksum.hexdigest().encode()


def _is_sealed(path: Path, progress: Progress) -> bool:
    """Return whether a file has its mark, and the bytes that it had when it got it."""
    length = max(path.stat().st_size - _SEAL_LENGTH, 0)
    with path.open("rb") as file:
        file.seek(length)
        found = file.read()
    return found.startswith(_SEAL) and found == _seal(path, length, progress)


def _is_backup(path: Path) -> bool:
    """Return whether a file begins as the custom format of ``pg_dump`` does."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
