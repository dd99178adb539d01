"""SFTP servers that misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh
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
    good,
    keyed,
    nothing,
    story,
    wrong_password,
)
from tests.fetch.misbehaviour.places import emptied, filled, grown, large, leading_out, removed
from tests.support.sftp_server import SFTPNames, host_key, serving_sftp

BEGIN = """## SFTP

Each row is a source of the kind `sftp` with a folder of two files. A fault of a file is one of the second
file."""


@contextmanager
def serve(place: Path, patch: pytest.MonkeyPatch, options: dict[str, Any]) -> Iterator[Scene]:
    """Serve two files. The source states the fingerprint of the host key."""
    with serving_sftp(filled(place), **options) as site:
        keys = {"kind": "sftp", "path": "/out", "fingerprints": [site.fingerprint]}

        def mend() -> None:
            site.mend()
            filled(place)

        yield Scene(site, keys, site.uri(), mend)


def known_hosts(line: Callable[[Any], str]) -> Fault:
    """Return the fault of a connection with this line of known_hosts, and a source without a fingerprint."""

    def fault(scene: Scene) -> None:
        scene.keys["fingerprints"] = []
        scene.connection["extra"] = {"known_hosts": line(scene.site)}

    return fault


def at_the_second(act: Callable[[Path, Any], object]) -> Fault:
    """Return the fault of a server that acts once the second file is opened."""

    def fault(scene: Scene) -> None:
        def read(path: bytes, channel: Any) -> None:
            if path.endswith(NAMES[1].encode()):
                act(scene.site.folder / path.decode().lstrip("/"), channel)

        scene.site.on_read = read

    return fault


def denies(_path: Path, _channel: Any) -> None:
    raise asyncssh.SFTPPermissionDenied("Not for you.")


def fails(_path: Path, _channel: Any) -> None:
    raise asyncssh.SFTPFailure("Disk trouble.")


def hangs_up(_path: Path, channel: Any) -> None:
    channel.get_connection().abort()


def after_the_half(act: Callable[[], object]) -> Fault:
    """Return the fault of a server that sends the first half of the second file, then acts."""

    def fault(scene: Scene) -> None:
        async def block(path: bytes, offset: int, size: int) -> int:
            if not path.endswith(NAMES[1].encode()):
                return size
            if offset == 0:
                return len(story(NAMES[1])) // 2
            found = act()
            if asyncio.iscoroutine(found):
                await found
            return 0

        scene.site.on_block = block

    return fault


async def stops() -> None:
    await asyncio.Event().wait()


def ends_early(scene: Scene) -> None:
    """End the second file after its half, as if it were whole."""
    after_the_half(lambda: None)(scene)


def stops_in_the_middle(scene: Scene) -> None:
    after_the_half(stops)(scene)
    scene.keys["timeout"] = SLOW


def removes_a_file(scene: Scene) -> None:
    """Remove the second file once the folder is listed."""

    async def listed(names: SFTPNames) -> SFTPNames:
        async for one in names:
            yield one
        removed(scene.site.folder / "out" / NAMES[1])

    scene.site.on_list = listed


def listing(change: Callable[[SFTPNames], SFTPNames]) -> Fault:
    """Return the fault of a changed listing."""

    def fault(scene: Scene) -> None:
        scene.site.on_list = change

    return fault


async def odd_names(names: SFTPNames) -> SFTPNames:
    """List names that lead elsewhere, and names without attributes."""
    async for one in names:
        yield one
    for name in (b"../../../../etc/passwd", b"a/b.json", b"..", b"", b"\xff\xfe.json", b"3-nothing.json"):
        yield asyncssh.SFTPName(name, b"", asyncssh.SFTPAttrs())
    yield asyncssh.SFTPName(b"4-none.json", b"", asyncssh.SFTPAttrs(permissions=0o100644))


async def denied(names: SFTPNames) -> SFTPNames:
    """Refuse the listing after its first name."""
    async for one in names:
        yield one
        raise asyncssh.SFTPPermissionDenied("Not for you.")


async def lies(names: SFTPNames) -> SFTPNames:
    """List another size of the second file."""
    async for one in names:
        if one.filename == NAMES[1].encode():
            one.attrs.size -= 5
        yield one


def sent_no_login(scene: Scene) -> bool:
    return bool(scene.site.logins == [])


SECTIONS = {
    "Connections and logins": [
        *connections("failed"),
        Case("refuses the password", wrong_password, "refused"),
    ],
    "Host keys": [
        Case(
            "has a host key that is stated nowhere; no password is sent",
            keyed(fingerprints=[]),
            "refused",
            check=sent_no_login,
        ),
        Case(
            "has another host key than the stated fingerprint; no password is sent",
            keyed(fingerprints=["SHA256:" + "x" * 43]),
            "refused",
            check=sent_no_login,
        ),
        Case(
            "has another host key than known_hosts; no password is sent",
            known_hosts(
                lambda site: f"[127.0.0.1]:{site.port} {host_key('other').export_public_key().decode()}"
            ),
            "refused",
            check=sent_no_login,
        ),
        Case(
            "has a host key that is revoked; no password is sent",
            known_hosts(lambda site: f"@revoked {site.known_hosts}"),
            "refused",
            check=sent_no_login,
        ),
        good("has the host key of known_hosts", known_hosts(lambda site: str(site.known_hosts))),
    ],
    "Listings": [
        Case("has no such folder", keyed(path="/elsewhere"), "refused"),
        Case("refuses the listing in its middle", listing(denied), "refused"),
        Case("lists an empty folder", emptied, "unchanged"),
        good("lists names that lead elsewhere, and names without attributes", listing(odd_names)),
        Case(
            "lists a link that leads out of the folder, and serves its file",
            leading_out,
            "documents",
            3,
            0,
            3,
            then=3,
        ),
    ],
    "Files": [
        good("is good", nothing),
        Case("denies the permission for the file", at_the_second(denies), "documents", 2, 1, 1),
        Case("fails at the file", at_the_second(fails), "documents", 2, 1, 1),
        Case(
            "removes the file after the listing",
            removes_a_file,
            "documents",
            1,
            0,
            1,
        ),
        Case(
            "lets the file grow while it is read",
            at_the_second(lambda path, _: grown(path)),
            "documents",
            1,
            0,
            1,
        ),
        Case("lists another size than the file has", listing(lies), "documents", 1, 0, 1),
        Case("ends the file in the middle, as if it were whole", ends_early, "documents", 1, 0, 1),
        Case("hangs up at the file", at_the_second(hangs_up), "failed", 1),
        Case("stops in the middle of the file", stops_in_the_middle, "failed", 1),
        Case("has a file that is larger than max_bytes", large, "documents", 2, 1, 1),
    ],
}


def chapter(warehouse: psycopg.Connection, folder: Path, patch: pytest.MonkeyPatch, wrong: list[str]) -> str:
    """Return the chapter of the page. A case with another outcome than expected adds a line to ``wrong``."""
    return files.chapter(BEGIN, SECTIONS, serve, warehouse, folder, patch, wrong)
