"""Servers of mail that misbehave."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.fetch.misbehaviour import files
from tests.fetch.misbehaviour.files import (
    LIMIT,
    SLOW,
    Case,
    Fault,
    Scene,
    connections,
    distrusted,
    good,
    keyed,
    nothing,
    story,
    wrong_password,
)
from tests.support.certificates import certificates
from tests.support.imap_server import TOKEN, serving_imap

BEGIN = """## IMAP

Each row is a source of the kind `imap` with a folder of two messages, a story in each. A fault of a message
is one of the second message."""

FOLDER = "Wire"
NAMES = ("Sluice", "Weir")
NOW = dt.datetime.now(dt.UTC)


def message(subject: str, body: bytes, kind: str = "text/plain; charset=utf-8") -> bytes:
    """Return a message with this body."""
    head = (
        f"From: desk@harbour.example\r\nTo: wire@quay.example\r\nSubject: {subject}\r\n"
        f"Date: {NOW:%a, %d %b %Y} 06:00:00 +0000\r\nMessage-ID: <{subject}@harbour.example>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    )
    return head.encode() + body


def text(subject: str, more: str = "") -> bytes:
    """Return a message with a story as its text."""
    line = f"PORT ALBERS (Norwind) - {subject}: the keeper of the lock noted it in the book.{more}"
    return message(subject, line.encode() + b"\r\n")


def parted(subject: str, *parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    """Return a message in parts."""
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end
    return message(subject, body, "multipart/mixed; boundary=b")


ATTACHED = (
    b"Content-Type: application/json; name=weir.json\r\n"
    b"Content-Disposition: attachment; filename=weir.json\r\n\r\n" + story("2-weir.json")
)
COVER = b"Content-Type: text/plain\r\n\r\nThe wire of today is attached."
PICTURE = (
    b"Content-Type: image/png; name=weir.png\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Disposition: attachment; filename=weir.png\r\n\r\niVBORw0KGgo="
)


@contextmanager
def serve(place: Path, patch: pytest.MonkeyPatch, options: dict[str, Any]) -> Iterator[Scene]:
    """Serve two messages; with a wrong ``certificate`` none."""
    wrong = dict(options.get("certificate", {}))
    made = certificates(place / "tls", *wrong.pop("names", ()), **wrong)
    made.trust(patch)
    tls = options.get("tls", "implicit")
    with serving_imap(made.server, made.authority, implicit=tls == "implicit") as site:
        scene = Scene(site, {"kind": "imap", "folder": FOLDER, "tls": tls}, site.uri(), lambda: None)

        def mend() -> None:
            site.mend()
            fill(scene, *map(text, NAMES))

        scene.mend = mend
        if "certificate" not in options:
            mend()
        yield scene


def fill(scene: Scene, *messages: bytes) -> None:
    """Let the folder have these messages alone, numbered anew."""
    with scene.site.owner() as client:
        client.delete(FOLDER)
        client.create(FOLDER)
    for number, one in enumerate(messages):
        scene.site.put(one, NOW - dt.timedelta(minutes=60 - number), FOLDER)


def second(content: bytes) -> Fault:
    """Return the fault of another second message."""
    return lambda scene: fill(scene, text(NAMES[0]), content)


def at_the_second(act: Callable[[Scene, bytes, Any], object]) -> Fault:
    """Return the fault of a server that acts when the second message is asked for."""

    def fault(scene: Scene) -> None:
        asked: list[bytes] = []

        def command(line: bytes, connection: Any) -> object:
            if b"BODY.PEEK" not in line:
                return None
            asked.append(line)
            return act(scene, line, connection) if len(asked) == 2 else None

        scene.site.on_command = command

    return fault


def hangs_up(_scene: Scene, _line: bytes, connection: Any) -> None:
    connection.writer.transport.abort()


def says_bye(_scene: Scene, _line: bytes, connection: Any) -> None:
    connection.writer.write(b"* BYE closing for tonight\r\n")
    connection.writer.close()


def half(connection: Any, line: bytes) -> None:
    """Send the first half of a message."""
    content = text(NAMES[1])
    uid = line.split()[3]
    connection.writer.write(b"* 2 FETCH (UID %s BODY[]<0> {%d}\r\n" % (uid, len(content)))
    connection.writer.write(content[: len(content) // 2])


def cuts(_scene: Scene, line: bytes, connection: Any) -> None:
    half(connection, line)
    connection.writer.close()


async def stops(_scene: Scene, line: bytes, connection: Any) -> None:
    half(connection, line)
    await connection.writer.drain()
    await asyncio.Event().wait()


async def removes(scene: Scene, line: bytes, _connection: Any) -> None:
    uid = line.split()[3].decode()

    def expunge() -> None:
        with scene.site.owner() as client:
            client.select(FOLDER)
            client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
            client.expunge()

    await asyncio.to_thread(expunge)


def without(*names: bytes) -> Fault:
    """Return the fault of a server that does not name these capabilities."""

    def fault(scene: Scene) -> None:
        scene.site.without = names

    return fault


def token(value: str) -> Fault:
    """Return the fault of a connection with an access token in the place of a password."""
    return lambda scene: scene.connection.update(password=None, extra={"access_token": value})


def both(*faults: Fault) -> Fault:
    """Return the fault of several ones."""
    return lambda scene: [fault(scene) for fault in faults]


def sent_no_login(scene: Scene) -> bool:
    return not [line for line in scene.site.commands if b"AUTHENTICATE" in line or b"LOGIN" in line]


EXPIRED = {"not_after": dt.datetime(2024, 1, 1)}  # noqa: DTZ001 - trustme's own

SECTIONS = {
    "Connections and logins": [
        *connections("failed"),
        Case("refuses the password", wrong_password, "refused"),
        good("takes the access token (XOAUTH2)", token(TOKEN)),
        Case("refuses the access token", token("ya29.of-yesterday"), "refused"),
        Case(
            "takes no access token; none is sent",
            both(token(TOKEN), without(b"AUTH=XOAUTH2")),
            "refused",
            check=sent_no_login,
        ),
    ],
    "TLS": [
        good("has TLS after STARTTLS", nothing, served={"tls": "starttls"}),
        Case(
            "offers no TLS; no password is sent",
            without(b"STARTTLS"),
            "refused",
            served={"tls": "starttls"},
            check=sent_no_login,
        ),
        Case(
            "has a certificate of an unknown authority; no password is sent",
            distrusted,
            "refused",
            check=sent_no_login,
        ),
        Case(
            "has a certificate that has expired; no password is sent",
            nothing,
            "refused",
            then=None,
            served={"certificate": EXPIRED},
            check=sent_no_login,
        ),
        Case(
            "has a certificate for another name; no password is sent",
            nothing,
            "refused",
            then=None,
            served={"certificate": {"names": ["mail.quay.example"]}, "tls": "starttls"},
            check=sent_no_login,
        ),
    ],
    "Folders": [
        Case("has no such folder", keyed(folder="Elsewhere"), "refused"),
        Case("has no message", fill, "unchanged"),
        Case(
            "numbers its messages anew (UIDVALIDITY) before the second fetch",
            nothing,
            "documents",
            kept=2,
            stories=2,
            fetches=2,
            between=lambda scene: fill(scene, *map(text, NAMES)),
        ),
        Case(
            "removes the messages before the second fetch",
            nothing,
            "unchanged",
            stories=2,
            fetches=2,
            between=fill,
        ),
    ],
    "Transfers": [
        Case("hangs up at the message", at_the_second(hangs_up), "failed", 1),
        Case("says goodbye at the message (BYE)", at_the_second(says_bye), "failed", 1),
        Case("hangs up in the middle of the message", at_the_second(cuts), "failed", 1),
        Case(
            "stops in the middle of the message",
            both(at_the_second(stops), keyed(timeout=SLOW)),
            "failed",
            1,
        ),
        good("removes the message in another session before it is read", at_the_second(removes)),
        Case(
            "has a message that is larger than max_bytes",
            both(second(text(NAMES[1], " The tide was low." * 200)), keyed(max_bytes=LIMIT)),
            "documents",
            2,
            1,
            1,
        ),
    ],
    "Messages": [
        good("sends a story without an attachment", nothing),
        Case(
            "sends a story as an attachment of a cover",
            second(parted("Today", COVER, ATTACHED)),
            "documents",
            2,
            0,
            3,
            then=None,
        ),
        Case(
            "sends a cover without its attachment",
            second(parted("Today", COVER)),
            "documents",
            2,
            0,
            2,
            then=None,
        ),
        Case(
            "sends a picture alone",
            second(parted("Today", PICTURE)),
            "documents",
            2,
            0,
            2,
            then=None,
        ),
        Case(
            "sends a message that ends in its attachment",
            second(parted("Today", COVER, ATTACHED, end=b"")[:-60]),
            "documents",
            2,
            1,
            2,
            then=None,
        ),
    ],
}


def chapter(warehouse: psycopg.Connection, folder: Path, patch: pytest.MonkeyPatch, wrong: list[str]) -> str:
    """Return the chapter of the page. A case with another outcome than expected adds a line to ``wrong``."""
    return files.chapter(BEGIN, SECTIONS, serve, warehouse, folder, patch, wrong)
