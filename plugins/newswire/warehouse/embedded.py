"""The embedded PostgreSQL: made on first use, shared by concurrent commands, stopped by the last one.

The server listens on loopback with a random password. Its files belong to its account, which under root is
an existing unprivileged user (``account``), in a folder that this account can enter (``place``).
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from newswire import settings
from newswire.errors import DatabaseError
from newswire.private_file import write_private
from newswire.warehouse.account import server_account
from newswire.warehouse.place import is_served, is_stopping, make_place, place_of, recorded_process
from newswire.warehouse.ports import first_free, server_port
from newswire.warehouse.programs import check_version, server_programs
from newswire.warehouse.roles import ROLES, provision

_CONFIGURATION = """
# Written at each start by newswire; changes made here are lost.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = '256MB'
max_wal_size = '2GB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


_IS_WHOLE = "is_whole"
"""Key in the file of the state: all roles and databases were made."""

_PATIENCE = 300
"""Seconds for a start, and for a running server to answer."""

_STOP_SECONDS = 30
"""Seconds for an orderly stop. PostgreSQL 18 waits for ever if the stop meets the recovery after a crash."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Database:
    """A running server with the roles and databases of the project."""

    host: str
    port: int
    passwords: dict[str, str]

    def url(self, role: str = "newswire", database: str | None = None) -> str:
        """Return a connection URL for ``role``, by default to the database of its name, with its password."""
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@{self.host}:{self.port}/{database or role}"


@contextmanager
def running(home: Path) -> Iterator[Database]:
    """Yield the embedded server of a home, started unless it runs; the last of its users stops it.

    Raises:
        DatabaseError: it cannot be made or started. The message has the cause and the remedy.
    """
    server = _Server(home)
    with server.used():
        yield server.database()


def stop(home: Path) -> bool:
    """Stop the embedded server of a home, even if it is in use; return whether it was running."""
    server = _Server(home)
    with server.locked():
        return server.stop()


def is_running(home: Path) -> bool:
    """Return whether the embedded server of a home runs now."""
    return _Server(home).is_running()


def folder(home: Path) -> Path:
    """Return the folder of the server's files. It may lie outside the home (see ``place_of``).

    Nothing is made. If the server was made in another place than it would be today, return that place.
    """
    place = place_of(home, server_account())
    state = home / "postgres.json"
    recorded = json.loads(state.read_text()).get("data") if state.exists() else None
    return Path(recorded).parent if recorded else place


class _Server:
    """The server of one home. One file lock guards start and stop; each user shares the other."""

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
        self.account = server_account()
        self.place = place_of(home, self.account)
        self.data = self.place / "data"
        self.log = self.place / "server.log"
        self.state = home / "postgres.json"
        self.process: psutil.Process | None = None

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
                self.process = recorded_process(self.data)
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield
            finally:
                if os.fstat(users.fileno()).st_nlink:
                    self._release(users.fileno())
                else:  # somebody deleted the home, so nobody else can find the server
                    self._end()

    def _release(self, users: int) -> None:
        with self.locked():
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # another user has it and stops it later
            else:
                self.stop()

    def database(self) -> Database:
        state = json.loads(self.state.read_text())
        return Database("127.0.0.1", state["port"], state["passwords"])

    def is_running(self) -> bool:
        return is_served(self.data)

    def stop(self) -> bool:
        """Stop the server if it runs; return whether it did. At the latest a stop like a crash ends it.

        Raises:
            DatabaseError: it goes on even then.
        """
        if not self.is_running():
            return False
        if self._stops("fast"):
            return True
        if not self._stops("immediate"):
            self._kill()
        if self.is_running():
            raise DatabaseError(
                f"The embedded PostgreSQL did not stop, not even by force: its disk may hang. See {self.log}."
            )
        logger.warning(
            "The embedded PostgreSQL did not stop within %s s, and was stopped at once. Nothing is lost: "
            "its next start recovers. Its log is %s.",
            _STOP_SECONDS,
            self.log,
        )
        return True

    def _stops(self, mode: str) -> bool:
        """Ask the server to stop; return whether it ended. One that died meanwhile has ended, too."""
        self._control("stop", "-m", mode, "-w", "-s", "-t", str(_STOP_SECONDS))
        return not self.is_running()

    def _kill(self) -> None:
        """Kill the server. Its other processes end when they notice that."""
        if process := recorded_process(self.data):
            with suppress(psutil.NoSuchProcess):
                process.kill()
                process.wait(_STOP_SECONDS)

    def _end(self) -> None:
        """End the server without its home: by the process that was recorded at its first use."""
        if self.process is None:
            return
        with suppress(psutil.NoSuchProcess):
            self.process.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                self.process.wait(60)
            except psutil.TimeoutExpired:
                self.process.kill()

    def _start(self) -> None:
        self._make()
        if self._answers():
            state = json.loads(self.state.read_text())
            if not state.get(_IS_WHOLE) or not state["passwords"].keys() >= set(ROLES):
                self._provision()  # whoever started it was killed before that, or knows fewer roles
            return
        if recorded_process(self.data):
            # PostgreSQL refuses to start if a foreign process has the number in its old pid file.
            (self.data / "postmaster.pid").unlink()
        while (started := self._started_on(port := self._choose_port())).returncode:
            if first_free([port]) is not None:  # otherwise a program has taken it since it was chosen
                raise DatabaseError(
                    f"The embedded PostgreSQL did not start. The end of its log, {self.log}:\n"
                    f"{self._end_of_log() or started.stderr.strip()}"
                )
        self._provision()

    def _choose_port(self) -> int:
        port = server_port(self.home, settings.database_port())
        write_private(self.state, json.dumps({**json.loads(self.state.read_text()), "port": port}))
        return port

    def _started_on(self, port: int) -> subprocess.CompletedProcess[str]:
        configuration = self.data / "newswire.conf"
        configuration.write_text(f"{_CONFIGURATION}port = {port}\n")
        self.account.own(configuration)
        return self._control("start", "-w", "-t", str(_PATIENCE), "-l", str(self.log), "-s")

    def _answers(self) -> bool:
        """Return whether the server runs. Wait for one whose start or stop was interrupted.

        Raises:
            DatabaseError: it does neither answer nor end.
        """
        begun = time.monotonic()
        end = begun + _PATIENCE
        while self.is_running():
            database = self.database()
            if not self._program("pg_isready", "-h", database.host, "-p", str(database.port)).returncode:
                return True
            if is_stopping(self.data) and time.monotonic() > begun + _STOP_SECONDS:
                self.stop()  # its stop was asked for by a command that has ended, and does not come about
                return False
            if time.monotonic() > end:
                raise DatabaseError(
                    f"The embedded PostgreSQL runs and does not answer. Stop it with ./newswire down, and "
                    f"try again. The end of its log, {self.log}:\n{self._end_of_log()}"
                )
            time.sleep(0.1)
        return False

    def _provision(self) -> None:
        """Make missing passwords, roles and databases, and record that there are all of them."""
        state = json.loads(self.state.read_text())
        for role in set(ROLES) - state["passwords"].keys():
            state["passwords"][role] = secrets.token_urlsafe(24)
            write_private(self.state, json.dumps(state))
        provision(self.database().url("postgres"), state["passwords"])
        if not state.get(_IS_WHOLE):
            write_private(self.state, json.dumps({**state, _IS_WHOLE: True}))

    def _end_of_log(self) -> str:
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def _make(self) -> None:
        """Make the data folder unless it exists. Replace one whose creation was interrupted."""
        version = self.data / "PG_VERSION"
        state = json.loads(self.state.read_text()) if self.state.exists() else {}
        if version.exists() and state:
            check_version(version.read_text().strip(), self._programs())
            return
        if version.exists():
            raise DatabaseError(
                f"{self.data} is a database without its passwords ({self.state} is missing). "
                f"Restore that file, or delete the database with ./newswire reset to begin anew."
            )
        if (elsewhere := Path(state.get("data", self.data))) != self.data and elsewhere.exists():
            raise DatabaseError(
                f"The database of {self.home} is in {elsewhere.parent}, and would be in {self.place} now: "
                f"the project was moved, or who may enter its folder was changed. Move the database there, "
                f"or remove {self.state} to begin anew."
            )
        make_place(self.place, self.home, self.account)
        passwords = {role: secrets.token_urlsafe(24) for role in ("postgres", *ROLES)}
        half = self._initialise(passwords["postgres"])
        write_private(self.state, json.dumps({"passwords": passwords, "data": str(self.data)}))
        half.rename(self.data)

    def _initialise(self, password: str) -> Path:
        """Make a database in a temporary folder beside the server's data folder; return that folder."""
        for left in self.place.glob("data.new*"):
            shutil.rmtree(left, ignore_errors=True)
        # The initdb of a killed start may still run, and removes its folder when it fails.
        half = self.place / f"data.new-{secrets.token_hex(4)}"
        secret = self.place / "password.new"
        write_private(secret, password)
        self.account.own(secret)
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
        return half

    def _programs(self) -> Path:
        return server_programs(self.account, self.place)

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._program("pg_ctl", *arguments, "--pgdata", self.data)

    def _program(self, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self.account.run([self._programs() / name, *arguments], self.place)
