"""A real SFTP server on loopback (asyncssh), which serves a folder and can misbehave."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import asyncssh

USER, WORD = "reader", "hunt/er2:%"


def nothing(_path: bytes, _channel: asyncssh.SSHServerChannel) -> None:
    """Let the server do as it should."""


async def whole(_path: bytes, _offset: int, size: int) -> int:
    """Send as many bytes as are asked for."""
    return size


SFTPNames = AsyncIterator[asyncssh.SFTPName]


def unchanged(names: SFTPNames) -> SFTPNames:
    """Let a listing be as it is."""
    return names


@dataclass
class SftpSite:
    """A running server: its port, its host key, and the events that a test sets."""

    folder: Path
    port: int = 0
    key: asyncssh.SSHKey = field(default_factory=lambda: host_key("first"))
    logins: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    on_read: Callable[[bytes, asyncssh.SSHServerChannel], None] = nothing
    """Called at the first block of each file that is read."""
    on_block: Callable[[bytes, int, int], Awaitable[int]] = whole
    """Called with the path, the offset and the size of each read; returns the bytes to send at most."""
    on_list: Callable[[SFTPNames], SFTPNames] = unchanged
    """Called with the names of each listing; returns those that are sent."""

    def mend(self) -> None:
        """Let the server do as it should."""
        self.on_read, self.on_block, self.on_list = nothing, whole, unchanged

    @property
    def fingerprint(self) -> str:
        return self.key.get_fingerprint("sha256")

    @property
    def known_hosts(self) -> str:
        """The line of the server in known_hosts."""
        return f"[127.0.0.1]:{self.port} {self.key.export_public_key().decode()}"

    def uri(self, host: str = "127.0.0.1", **extra: str) -> dict[str, Any]:
        """The connection, as the JSON of ``AIRFLOW_CONN_…``."""
        return {
            "conn_type": "sftp",
            "host": host,
            "port": self.port,
            "login": USER,
            "password": WORD,
            "extra": extra,
        }


@cache
def host_key(name: str, kind: str = "ssh-ed25519") -> asyncssh.SSHKey:
    """A key for each name."""
    return asyncssh.generate_private_key(kind, comment=name)


@contextmanager
def serving_sftp(folder: Path, client_key: asyncssh.SSHKey | None = None) -> Iterator[SftpSite]:
    """Serve a folder by SFTP while the block lasts."""
    site = SftpSite(folder)

    class Login(asyncssh.SSHServer):
        def begin_auth(self, _: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            site.logins.append(username)
            return (username, password) == (USER, WORD)

        def public_key_auth_supported(self) -> bool:
            return client_key is not None

        def validate_public_key(self, _: str, key: asyncssh.SSHKey) -> bool:
            return client_key is not None and key == client_key.convert_to_public()

    class Files(asyncssh.SFTPServer):
        def __init__(self, channel: Any) -> None:
            super().__init__(channel, chroot=str(folder).encode())
            self.paths: dict[int, bytes] = {}

        def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> Any:
            site.opened.append(path.decode(errors="replace"))
            opened = super().open(path, pflags, attrs)
            site.on_read(path, self.channel)
            self.paths[id(opened)] = path
            return opened

        async def read(self, file_obj: Any, offset: int, size: int) -> bytes:
            size = await site.on_block(self.paths[id(file_obj)], offset, size)
            read: bytes = super().read(file_obj, offset, size)
            return read

        def scandir(self, path: bytes) -> SFTPNames:
            return site.on_list(super().scandir(path))

    started, stop = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        server = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[site.key],
            server_factory=Login,
            sftp_factory=Files,
            allow_scp=False,
        )
        site.port = server.get_port()
        loops.append(asyncio.get_running_loop())
        started.set()
        await stop.wait()
        server.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert started.wait(30)
    try:
        yield site
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join()
