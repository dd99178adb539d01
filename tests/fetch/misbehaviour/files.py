"""Servers of files and mail that misbehave: a case, its row, and the faults that several protocols share."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.fetch.misbehaviour.rows import HOST, fetch, name_of, section, shown, stories_of
from tests.support.resolving import resolve_to_loopback
from tests.support.stories import ninjs

SLOW = 0.3
"""Timeout in seconds where the server is too slow on purpose."""
NAMES = ("1-sluice.json", "2-weir.json")
LIMIT = 2_000
"""A ``max_bytes`` that both stories have less than."""
HEAD = ("the server …", "outcome", "kept", "rejected", "stories", "then", "reason")
LEGEND = """
`kept` counts the documents of the fetch, `rejected` those of them that are refused. `stories` is the number
that the warehouse has afterwards, `then` that after one more run, in which the server is good: it has two.
"""


def story(name: str, more: str = "") -> bytes:
    """Return the story of a file."""
    title = name.strip("12-").partition(".")[0].capitalize()
    body = f"{title}: the keeper of the lock noted it in the book of the lock.{more}"
    return json.dumps(ninjs(f"urn:lock:{title}", headline=title, body=body)).encode()


@dataclass
class Scene:
    """A running server, and a source that reads it: keys of its file, and its connection.

    A fault changes the site, the ``keys``, the ``connection`` or, by ``patch``, this process.
    """

    site: Any
    usual: dict[str, Any]
    login: dict[str, Any]
    mend: Callable[[], None]
    keys: dict[str, Any] = field(default_factory=dict)
    connection: dict[str, Any] = field(default_factory=dict)
    patch: pytest.MonkeyPatch = field(default_factory=pytest.MonkeyPatch)
    stack: ExitStack = field(default_factory=ExitStack)

    def write(self, name: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
        """Write the source's file, and set its connection."""
        table = {"name": name, "provider": name, "connection": "quay", **self.usual, **self.keys}
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in table.items() if value is not None]
        (folder / f"{name}.toml").write_text("".join(lines))
        patch.setenv("AIRFLOW_CONN_QUAY", json.dumps({**self.login, **self.connection}))


Fault = Callable[[Scene], object]
Serve = Callable[[Path, pytest.MonkeyPatch, dict[str, Any]], AbstractContextManager[Scene]]


@dataclass(frozen=True)
class Case:
    """A way to misbehave: its description, its fault, and the expected row.

    ``served`` are options of the server. ``then`` is None if the fault lies in how the server was started.
    """

    does: str
    fault: Fault
    outcome: str
    kept: int = 0
    rejected: int = 0
    stories: int = 0
    then: int | None = 2
    fetches: int = 1
    between: Fault = lambda _: None
    """The fault that follows the first of several fetches."""
    served: dict[str, Any] = field(default_factory=dict)
    check: Callable[[Scene], bool] = lambda _: True
    """Whether the server received what it should."""


def good(does: str, fault: Fault, **more: Any) -> Case:
    """Return a case that harms nothing."""
    return Case(does, fault, "documents", kept=2, stories=2, **more)


def chapter(
    begin: str,
    sections: dict[str, list[Case]],
    serve: Serve,
    warehouse: psycopg.Connection,
    folder: Path,
    patch: pytest.MonkeyPatch,
    wrong: list[str],
) -> str:
    """Return a chapter of the page. A case with another outcome than expected adds a line to ``wrong``."""
    parts = [begin + LEGEND]
    for title, cases in sections.items():
        rows = [(case.does, *run(case, serve, warehouse, folder, patch, wrong)) for case in cases]
        parts.append(section(title, HEAD, rows))
    return "\n".join(parts)


def run(
    case: Case,
    serve: Serve,
    warehouse: psycopg.Connection,
    folder: Path,
    patch: pytest.MonkeyPatch,
    wrong: list[str],
) -> tuple[str, ...]:
    """Fetch from a server with a fault, then from the same one without, and return the row."""
    name = name_of(case.does)
    place = folder / name
    place.mkdir()
    with ExitStack() as stack, serve(place, patch, case.served) as scene:
        warehouse.execute("TRUNCATE ledger.hosts")
        with patch.context() as here:
            scene.patch, scene.stack = here, stack
            case.fault(scene)
            scene.write(name, folder, here)
            note = fetch(warehouse, name, folder)
            for _ in range(case.fetches - 1):
                case.between(scene)
                note = fetch(warehouse, name, folder)
        checked = case.check(scene)
        stories = stories_of(warehouse, name)
        outcome, kept, reason = warehouse.execute(
            "SELECT outcome, documents, reason FROM mart.fetches WHERE source_name = %s"
            " ORDER BY fetch_number DESC LIMIT 1",
            (name,),
        ).fetchone()  # type: ignore[misc]
        refused = [
            detail
            for (detail,) in warehouse.execute(
                "SELECT reason || ': ' || detail FROM mart.rejected WHERE source_name = %s ORDER BY path",
                (name,),
            )
        ]
        then = None
        if case.then is not None:
            warehouse.execute("TRUNCATE ledger.hosts")
            scene.keys, scene.connection = {}, {}
            scene.mend()
            scene.write(name, folder, patch)
            fetch(warehouse, name, folder)
            then = stories_of(warehouse, name)
    found = (outcome, kept, len(refused), stories, then, checked)
    if found != (case.outcome, case.kept, case.rejected, case.stories, case.then, True):
        wrong.append(f"{case.does}: {found}: {reason} {refused} {note}")
    why = " ".join(filter(None, [reason, *refused, None if reason else note]))
    numbers = (kept, len(refused), stories, "–" if then is None else then)
    return (outcome, *map(str, numbers), shown(why, name))


@contextmanager
def greeting(*pieces: bytes) -> Iterator[int]:
    """Serve the port of a server that sends these bytes to whoever connects, then nothing."""
    stop = threading.Event()
    with socket.create_server((HOST, 0)) as listener:

        def serve() -> None:
            try:
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.sendall(b"".join(pieces))
                        stop.wait(30)
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def nothing(_: Scene) -> None:
    """Harm nothing."""


def silent(scene: Scene) -> None:
    """Lead to a server that accepts the connection and sends nothing."""
    scene.connection["port"] = scene.stack.enter_context(greeting())
    scene.keys["timeout"] = SLOW


def foreign(scene: Scene) -> None:
    """Lead to a server of another protocol."""
    scene.connection["port"] = scene.stack.enter_context(greeting(b"+OK quay POP3 server ready\r\n"))
    scene.keys["timeout"] = SLOW


def away(scene: Scene) -> None:
    """Lead to a port where nobody listens."""
    with socket.create_server((HOST, 0)) as probe:
        scene.connection["port"] = probe.getsockname()[1]


def private(scene: Scene) -> None:
    """Name the server by a public name that leads to an inner address."""
    scene.patch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    resolve_to_loopback(scene.patch)
    scene.connection["host"] = "files.quay.example"


def wrong_password(scene: Scene) -> None:
    """Log in by a wrong password."""
    scene.connection["password"] = "neap-tide"  # noqa: S105 - a wrong one


def distrusted(scene: Scene) -> None:
    """Trust no authority but those of this machine."""
    scene.patch.delenv("SSL_CERT_FILE")


def keyed(**keys: Any) -> Fault:
    """Return the fault of wrong keys in the source's file."""
    return lambda scene: scene.keys.update(keys)


def connections(connecting: str) -> list[Case]:
    """Return the cases that every protocol has. ``connecting`` is the outcome of a foreign protocol."""
    return [
        Case("accepts the connection and sends nothing", silent, "failed"),
        Case("refuses the connection", away, "failed"),
        Case("answers in another protocol", foreign, connecting),
        Case("has a public name that leads to a private address", private, "refused"),
    ]
