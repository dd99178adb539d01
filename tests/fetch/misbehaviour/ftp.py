"""FTP servers that misbehave, without and with TLS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.fetch.misbehaviour import files
from tests.fetch.misbehaviour.files import (
    NAMES,
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
from tests.fetch.misbehaviour.places import emptied, filled, grown, large, leading_out, removed
from tests.support.certificates import certificates
from tests.support.ftp_server import serving_ftp

BEGIN = """## FTP and FTPS

Each row is a source of the kind `ftp`, or `ftps` where TLS is named, with a folder of two files. A fault of a
file is one of the second file."""


@contextmanager
def serve(place: Path, patch: pytest.MonkeyPatch, options: dict[str, Any]) -> Iterator[Scene]:
    """Serve two files. ``tls`` is that of the server, ``certificate`` what is wrong with its certificate."""
    options = dict(options)
    tls, wrong = options.pop("tls", None), options.pop("certificate", {})
    made = certificates(place / "tls", *wrong.pop("names", ()), **wrong)
    made.trust(patch)
    served = filled(place)
    with serving_ftp(
        served, certificate=made.server if tls else None, implicit=tls == "implicit", **options
    ) as site:
        keys = {"kind": "ftps" if tls else "ftp", "path": "/out"} | ({"tls": tls} if tls else {})

        def mend() -> None:
            site.mend()
            filled(place)

        yield Scene(site, keys, site.uri(), mend)


def replies(command: str, reply: str) -> Fault:
    """Return the fault of a server that answers a command by a reply alone."""

    def fault(scene: Scene) -> None:
        scene.site.on_command = lambda line, _: reply if line.startswith(command) else None

    return fault


def sends(half: Callable[[Any, bytes], None]) -> Fault:
    """Return the fault of a server that sends the first half of the second file, then does something."""

    def fault(scene: Scene) -> None:
        def read(path: str, handler: Any) -> str | None:
            if not path.endswith(NAMES[1]):
                return None
            content = Path(path).read_bytes()
            _when_connected(handler, lambda: half(handler, content[: len(content) // 2]))
            return ""

        scene.site.on_read = read

    return fault


def _when_connected(handler: Any, act: Callable[[], None]) -> None:
    """Act once the data connection is there. The client makes it before it asks for a file."""
    if handler.data_channel is None:
        handler.ioloop.call_later(0.001, lambda: _when_connected(handler, act))
    else:
        act()


def stops(handler: Any, content: bytes) -> None:
    handler.respond("150 Here it comes.")
    handler.data_channel.push(content)


def aborts(handler: Any, content: bytes) -> None:
    stops(handler, content)
    handler.data_channel.close()
    handler.respond("426 Transfer aborted.")


def hangs_up(handler: Any, content: bytes) -> None:
    stops(handler, content)
    handler.close()


def ends_early(handler: Any, content: bytes) -> None:
    handler.push_dtp_data(content, cmd="RETR")


def refuses_a_file(scene: Scene) -> None:
    scene.site.on_read = lambda path, _: "550 Permission denied." if path.endswith(NAMES[1]) else None


def removes_a_file(scene: Scene) -> None:
    scene.site.on_read = lambda path, _: removed(Path(path)) if path.endswith(NAMES[1]) else None


def grows_a_file(scene: Scene) -> None:
    scene.site.on_read = lambda path, _: grown(Path(path)) if path.endswith(NAMES[1]) else None


def odd_lines(scene: Scene) -> None:
    """List names that lead elsewhere, and lines without facts."""

    def odd(lines: Iterator[bytes]) -> Iterator[bytes]:
        yield from lines
        yield b"type=file;size=9;modify=20240507120000; ../../../../etc/passwd\r\n"
        yield b"type=file;size=9;modify=20240507120000; a/b.json\r\n"
        yield b"type=dir;modify=20240507120000; ..\r\n"
        yield b"type=file;size=many;modify=yesterday; \r\n"
        yield b"type=volcano;size=1; 3-lava.json\r\n"
        yield b"no facts at all\r\n"
        yield b"\r\n"

    scene.site.on_list = odd


def lies_about_the_size(scene: Scene) -> None:
    size = len(story(NAMES[1]))
    scene.site.on_list = lambda lines: (
        line.replace(b"size=%d;" % size, b"size=%d;" % (size - 5)) for line in lines
    )


def sent_no_login(scene: Scene) -> bool:
    return not [line for line in scene.site.commands if line.startswith(("USER", "PASS"))]


OLD = {"without": ("MLSD", "MLST")}
EXPIRED = {"not_after": dt.datetime(2024, 1, 1)}  # noqa: DTZ001 - trustme's own

SECTIONS = {
    "Connections and logins": [
        *connections("failed"),
        Case("refuses the password", wrong_password, "refused"),
        Case("has too many users (421)", replies("USER", "421 Too many users."), "failed"),
        good("states another address for its data", nothing, served={"stated_address": "127.0.0.77"}),
        Case(
            "demands TLS of a source of the kind ftp",
            keyed(kind="ftp", tls=None),
            "refused",
            served={"tls": "explicit"},
        ),
    ],
    "TLS": [
        good("has TLS after AUTH TLS", nothing, served={"tls": "explicit"}),
        good("has TLS from the first byte", nothing, served={"tls": "implicit"}),
        Case("offers no TLS; no password is sent", keyed(kind="ftps"), "refused", check=sent_no_login),
        Case(
            "begins without TLS where it is expected from the first byte",
            keyed(kind="ftps", tls="implicit"),
            "failed",
            check=sent_no_login,
        ),
        Case(
            "has a certificate of an unknown authority; no password is sent",
            distrusted,
            "refused",
            served={"tls": "explicit"},
            check=sent_no_login,
        ),
        Case(
            "has a certificate that has expired; no password is sent",
            nothing,
            "refused",
            then=None,
            served={"tls": "implicit", "certificate": EXPIRED},
            check=sent_no_login,
        ),
        Case(
            "has a certificate for another name; no password is sent",
            nothing,
            "refused",
            then=None,
            served={"tls": "explicit", "certificate": {"names": ["files.quay.example"]}},
            check=sent_no_login,
        ),
    ],
    "Listings": [
        Case("has no such folder", keyed(path="/elsewhere"), "refused"),
        Case("refuses the listing", replies("MLSD", "550 Permission denied."), "refused"),
        Case("fails in the listing (451)", replies("MLSD", "451 Disk trouble."), "failed"),
        Case("lists an empty folder", emptied, "unchanged"),
        good("has no MLSD and MLST", nothing, served=OLD),
        good("has no MLSD, MLST and MDTM", nothing, served={"without": (*OLD["without"], "MDTM")}),
        good("lists names that lead elsewhere, and lines without facts", odd_lines),
        Case("lists a link that leads out of the folder", leading_out, "documents", 3, 1, 2),
    ],
    "Files": [
        Case("refuses the file", refuses_a_file, "documents", 2, 1, 1),
        Case("removes the file after the listing", removes_a_file, "documents", 1, 0, 1),
        Case("lets the file grow while it is read", grows_a_file, "documents", 1, 0, 1),
        Case("lists another size than the file has", lies_about_the_size, "documents", 1, 0, 1),
        Case(
            "ends the transfer in the middle, as if the file were whole",
            sends(ends_early),
            "documents",
            1,
            0,
            1,
        ),
        Case("ends the transfer in the middle (426)", sends(aborts), "failed", 1),
        Case("hangs up in the middle of the file", sends(hangs_up), "failed", 1),
        Case(
            "stops in the middle of the file",
            lambda scene: (sends(stops)(scene), scene.keys.update(timeout=SLOW)),
            "failed",
            1,
        ),
        Case("has a file that is larger than max_bytes", large, "documents", 2, 1, 1),
    ],
}


def chapter(warehouse: psycopg.Connection, folder: Path, patch: pytest.MonkeyPatch, wrong: list[str]) -> str:
    """Return the chapter of the page. A case with another outcome than expected adds a line to ``wrong``."""
    return files.chapter(BEGIN, SECTIONS, serve, warehouse, folder, patch, wrong)
