"""SFTP by asyncssh: the server's host key is always checked, and nothing of this machine's SSH is used."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import stat
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import asyncssh

from newswire.fetch.credentials import Login
from newswire.fetch.fetched import FetchError
from newswire.fetch.listing import Entry, File, NoFolder, Unreadable
from newswire.fetch.transport.address import PrivateAddress
from newswire.fetch.transport.files.dial import Endpoint, dial, explained
from newswire.fetch.transport.neighbour import Turn

_T = TypeVar("_T")

_BLOCK = 4 * 1024 * 1024
"""Bytes that are read within one timeout."""
_MISSING = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_LOST = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)

logging.getLogger("asyncssh").setLevel(logging.WARNING)
"""Its INFO names the user."""


class _Unknown(Exception):
    """A host key is none of the trusted ones. The text is its fingerprint."""


@contextmanager
def opened(endpoint: Endpoint, known: Login, fingerprints: tuple[str, ...]) -> Iterator[Sftp]:
    """Connect, check the host key, log in, and close the connection after the block.

    Args:
        endpoint: the server.
        known: user, password, and in its extra ``private_key`` with ``private_key_passphrase``,
            ``known_hosts`` (lines as in that file of OpenSSH) and ``host_key`` (``ssh-ed25519 AAAA…``).
        fingerprints: of host keys, such as ``SHA256:…``.

    Raises:
        FetchError: no trusted host key is stated, the server has another one, the login is refused, or the
            server cannot be reached.
    """
    keys = _client_keys(endpoint, known)
    trusted = _trusted(endpoint, known, fingerprints)
    with endpoint.turn() as held, asyncio.Runner() as runner:
        connection = _connected(runner, endpoint, known, keys, trusted, fingerprints)
        try:
            try:
                client = runner.run(asyncio.wait_for(connection.start_sftp_client(), endpoint.timeout))
            except (asyncssh.Error, OSError) as error:
                raise _failed(error, endpoint) from None
            yield Sftp(runner, client, endpoint, held)
        finally:
            connection.abort()
            runner.run(connection.wait_closed())


def _client_keys(endpoint: Endpoint, known: Login) -> list[asyncssh.SSHKey] | None:
    text = known.text("private_key")
    if text is None:
        return None
    try:
        return [asyncssh.import_private_key(text, known.text("private_key_passphrase"))]
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError, ValueError):
        raise endpoint.refused(
            "the private_key of its connection cannot be read.",
            "Write the key as OpenSSH keeps it, with its passphrase as private_key_passphrase.",
        ) from None


def _trusted(endpoint: Endpoint, known: Login, fingerprints: tuple[str, ...]) -> asyncssh.SSHKnownHosts:
    """Return the host keys that the connection states for its host.

    Raises:
        FetchRefused: none is stated, or they cannot be read.
    """
    host, port = endpoint.host, endpoint.port
    name = host if port == asyncssh.DEFAULT_PORT else f"[{host}]:{port}"
    lines = known.text("known_hosts") or ""
    if key := known.text("host_key"):
        lines += f"\n{name} {key if ' ' in key.strip() else 'ssh-rsa ' + key}\n"
    if not lines.strip() and not fingerprints:
        raise endpoint.refused(
            f"the host key of {host} is not stated, and an unknown key is never trusted.",
            f"Ask the publisher for its fingerprint (ssh-keyscan -p {port} {host} | ssh-keygen -lf - shows "
            "the present one), and write it as fingerprints = ['SHA256:…'] into the source's file, or lines "
            "of known_hosts into the connection's extra.",
        )
    try:
        return asyncssh.import_known_hosts(lines)
    except (asyncssh.KeyImportError, ValueError):
        raise endpoint.refused(
            "known_hosts or host_key of its connection cannot be read.",
            "Write lines as ssh-keyscan prints them.",
        ) from None


def _connected(
    runner: asyncio.Runner,
    endpoint: Endpoint,
    known: Login,
    keys: list[asyncssh.SSHKey] | None,
    trusted: asyncssh.SSHKnownHosts,
    fingerprints: tuple[str, ...],
) -> asyncssh.SSHClientConnection:
    seen: list[str] = []

    class Client(asyncssh.SSHClient):
        """A client that accepts, beside the keys of known_hosts, those with a stated fingerprint."""

        def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:  # noqa: ARG002 - asyncssh's own
            seen.append(key.get_fingerprint("sha256"))
            return seen[-1] in fingerprints

    async def connected(sock: socket.socket) -> asyncssh.SSHClientConnection:
        return await asyncssh.connect(
            endpoint.host,
            endpoint.port,
            sock=sock,
            client_factory=Client,
            username=known.user or "",
            password=known.password,
            client_keys=keys,
            known_hosts=trusted,
            x509_trusted_certs=None,
            config=None,
            agent_path=None,
            gss_host=None,
            login_timeout=None,
        )

    try:
        return runner.run(asyncio.wait_for(connected(dial(endpoint)), endpoint.timeout))
    except asyncssh.HostKeyNotVerifiable:
        raise _changed(endpoint, seen[-1] if seen else None) from None
    except asyncssh.PermissionDenied:
        raise endpoint.refused(
            f"{endpoint.host} refuses the login.",
            "Correct user, password or key in the connection; the publisher may have closed the account.",
        ) from None
    except asyncssh.ConnectionLost:  # also if both ends see at once that they have no cipher or key in common
        raise endpoint.failed(
            f"{endpoint.host} hung up before the login.",
            "Try later. If it goes on, it may offer no host key of the stated kinds: ask the publisher.",
        ) from None
    except (asyncssh.Error, OSError, PrivateAddress) as error:
        raise _failed(error, endpoint) from None


def _changed(endpoint: Endpoint, seen: str | None) -> FetchError:
    shown = f" It is {seen} now." if seen else ""
    return endpoint.refused(
        f"the host key of {endpoint.host} is none of the stated ones.{shown} Nothing was sent to it, no "
        "password either.",
        "Ask the publisher whether the key was changed, and only then correct fingerprints or known_hosts.",
    )


def _failed(error: Exception, endpoint: Endpoint) -> FetchError:
    if isinstance(error, asyncssh.KeyExchangeFailed):
        return endpoint.refused(
            f"{endpoint.host} offers no host key of the stated kinds, or no cipher that is known.",
            "Ask the publisher for its present host key, and correct fingerprints or known_hosts.",
        )
    if isinstance(error, asyncssh.Error) and not isinstance(error, OSError):
        return explained(ConnectionError(), endpoint)
    return explained(error, endpoint)


class Sftp:
    """An open connection. Paths are bytes for the server; surrogates in a text stand for such bytes."""

    def __init__(
        self, runner: asyncio.Runner, client: asyncssh.SFTPClient, endpoint: Endpoint, held: Turn
    ) -> None:
        self._runner, self._client, self._endpoint, self._held = runner, client, endpoint, held

    def entries(self, folder: str) -> list[Entry]:
        """Return the files and folders in a folder. A link to a file is one; a link to a folder is left out.

        Raises:
            NoFolder: there is none.
            Unreadable: the server refuses the listing.
            FetchError: the connection is lost.
        """
        try:
            return self._run(self._scan(os.fsencode(folder)))
        except _MISSING:
            raise NoFolder from None
        except asyncssh.SFTPError as error:
            raise self._unreadable(error) from None

    async def _scan(self, folder: bytes) -> list[Entry]:
        names = await self._client.readdir(folder)
        found = []
        for one in names:
            name, attributes = _bytes(one.filename), one.attrs
            if name in {b".", b".."}:
                continue
            if _kind(attributes) not in {stat.S_IFREG, stat.S_IFDIR}:
                try:
                    attributes = await self._client.stat(folder.rstrip(b"/") + b"/" + name)
                except asyncssh.SFTPError:
                    continue  # a link to nowhere
                if _kind(attributes) != stat.S_IFREG:
                    continue
            is_folder = _kind(attributes) == stat.S_IFDIR
            found.append(Entry(os.fsdecode(name), is_folder, attributes.size, _mtime_ns(attributes)))
        return found

    def read(self, file: File) -> bytes | None:
        """Return the bytes of a file, or None if it is gone. Of a file that grows, one byte more is read.

        Raises:
            Unreadable: the server refuses it.
            FetchError: the connection is lost; nothing of the file is returned.
        """
        try:
            return self._whole(file)
        except _MISSING:
            return None
        except asyncssh.SFTPError as error:
            raise self._unreadable(error) from None

    def _whole(self, file: File) -> bytes:
        opened_file = self._run(self._open(file.at))
        content = bytearray()
        try:
            while file.size is None or len(content) <= file.size:
                wanted = _BLOCK if file.size is None else min(_BLOCK, file.size + 1 - len(content))
                piece = self._run(opened_file.read(wanted, len(content)))
                if not piece:
                    break
                content += _bytes(piece)
        finally:
            self._run(opened_file.close())
        return bytes(content)

    async def _open(self, path: str) -> asyncssh.SFTPClientFile:
        return await self._client.open(os.fsencode(path), "rb")

    def look(self, file: File) -> File | None:
        """Return a file in its present state, or None if it is gone.

        Raises:
            Unreadable: the server refuses it.
            FetchError: the connection is lost.
        """
        try:
            attributes = self._run(self._client.stat(os.fsencode(file.at)))
        except _MISSING:
            return None
        except asyncssh.SFTPError as error:
            raise self._unreadable(error) from None
        return File(file.locator, file.at, attributes.size, _mtime_ns(attributes), days=file.days)

    def _run(self, step: Coroutine[Any, Any, _T]) -> _T:
        self._held.goes_on()
        try:
            return self._runner.run(asyncio.wait_for(step, self._endpoint.timeout))
        except _LOST:
            raise explained(ConnectionError(), self._endpoint) from None
        except asyncssh.SFTPError:
            raise
        except (asyncssh.Error, OSError) as error:
            raise _failed(error, self._endpoint) from None

    def _unreadable(self, error: asyncssh.SFTPError) -> Unreadable:
        if isinstance(error, asyncssh.SFTPPermissionDenied):
            return Unreadable(f"{self._endpoint.host} denies the permission.")
        return Unreadable(f"{self._endpoint.host} refuses it (SFTP status {error.code}).")


def _kind(attributes: asyncssh.SFTPAttrs) -> int:
    """Return the type of a file as ``stat`` has it; 0 if the server does not state it."""
    return stat.S_IFMT(attributes.permissions or 0)


def _mtime_ns(attributes: asyncssh.SFTPAttrs) -> int | None:
    return None if attributes.mtime is None else attributes.mtime * 10**9 + (attributes.mtime_ns or 0)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else os.fsencode(value)
