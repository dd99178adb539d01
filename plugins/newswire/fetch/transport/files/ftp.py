"""FTP and FTPS by the standard library: passive, the data connection to the address that was checked.

``ftplib`` connects to the peer of the control connection, whatever address an answer to PASV states.
"""

from __future__ import annotations

import datetime as dt
import ftplib
import os
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import Literal, TypeVar

from newswire.fetch.credentials import Login
from newswire.fetch.fetched import FetchError
from newswire.fetch.listing import Entry, File, NoFolder, Passing, Unreadable
from newswire.fetch.transport.address import PrivateAddress
from newswire.fetch.transport.files.dial import Endpoint, dial, explained, tls_context
from newswire.fetch.transport.neighbour import Turn

Tls = Literal["explicit", "implicit"]
"""TLS after AUTH TLS (RFC 4217), or from the first byte on."""

_T = TypeVar("_T")

_ERRORS: tuple[type[Exception], ...] = (ftplib.Error, OSError, EOFError, PrivateAddress)
_BLOCK = 64 * 1024
_WIRE = "latin-1"
"""Encoding of the control connection: it keeps the bytes of names in any charset."""
_UNKNOWN = frozenset(("500", "501", "502", "504"))
"""Replies to a command that the server does not know (RFC 959, section 4.2)."""
_TIME = re.compile(r"(\d{14})(?:\.(\d{1,9}))?")


@contextmanager
def opened(endpoint: Endpoint, known: Login, tls: Tls | None) -> Iterator[Ftp]:
    """Connect, log in (as anonymous if the connection has no user), and close the connection after the block.

    Raises:
        FetchError: the login is refused, the server offers no TLS or none to trust, or cannot be reached.
    """
    with endpoint.turn() as held, closing(_Plain(endpoint) if tls is None else _Secure(endpoint)) as client:
        try:
            client.dial(implicit=tls == "implicit")
            if isinstance(client, _Secure):
                _secure(client, endpoint, tls)
            _log_in(client, endpoint, known)
            if isinstance(client, _Secure):
                client.prot_p()
            with suppress(ftplib.Error):
                client.sendcmd("OPTS UTF8 ON")  # RFC 2640 is the default of most servers only
            client.voidcmd("TYPE I")
        except _ERRORS as error:
            raise _failed(error, endpoint) from None
        yield Ftp(client, endpoint, held)


class _Plain(ftplib.FTP):
    """A client that connects to a checked address."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        super().__init__(timeout=endpoint.timeout, encoding=_WIRE)

    def dial(self, *, implicit: bool) -> None:  # noqa: ARG002 - that of the other client
        """Connect and read the server's welcome."""
        self.host, self.port = self.endpoint.host, self.endpoint.port
        self._welcome(dial(self.endpoint))

    def _welcome(self, sock: socket.socket) -> None:
        self.sock = sock
        self.af = sock.family
        self.file = sock.makefile("r", encoding=_WIRE)
        self.welcome = self.getresp()


class _Secure(ftplib.FTP_TLS):
    """A client with verified TLS on both connections.

    The data connection resumes the session of the control connection, as many servers demand so that nobody
    else can take the data.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        super().__init__(context=tls_context(), timeout=endpoint.timeout, encoding=_WIRE)

    def dial(self, *, implicit: bool) -> None:
        """Connect, with TLS at once or not yet, and read the server's welcome."""
        self.host, self.port = self.endpoint.host, self.endpoint.port
        sock = dial(self.endpoint)
        if implicit:
            sock = self.context.wrap_socket(sock, server_hostname=self.host)
        _Plain._welcome(self, sock)  # type: ignore[arg-type]

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        """Open a data connection with TLS in the session of the control connection."""
        conn, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321 - with TLS
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(conn, server_hostname=self.host, session=session), size


def _secure(client: _Secure, endpoint: Endpoint, tls: Tls | None) -> None:
    if tls == "implicit":
        return
    try:
        client.auth()
    except ftplib.Error:
        raise endpoint.refused(
            f"{endpoint.host} offers no TLS at port {endpoint.port}.",
            "Set tls = 'implicit' and the port (990) if it has TLS from the first byte; a server without TLS "
            "is of the kind ftp, and gets the password in the clear.",
        ) from None


def _log_in(client: _Plain | _Secure, endpoint: Endpoint, known: Login) -> None:
    try:
        client.login(known.user or "", known.password or "")
    except ValueError:
        raise endpoint.refused(
            "user or password of its connection cannot be sent: it has a line break or another charset.",
            "Correct them in the connection.",
        ) from None
    except (ftplib.error_perm, ftplib.error_reply) as error:
        raise endpoint.refused(
            f"{endpoint.host} refuses the login ({_code(error)}).",
            "Correct user and password in the connection; the publisher may have closed the account, or "
            "demand TLS (kind ftps).",
        ) from None


def _failed(error: Exception, endpoint: Endpoint) -> FetchError:
    """Return the error of a failed step. The server's text is left out: it may repeat a password."""
    if isinstance(error, FetchError):
        return error
    if not isinstance(error, ftplib.Error):
        return explained(error, endpoint)
    if code := _code(error):
        return endpoint.failed(f"{endpoint.host} answers {code}.", "Try later.")
    return endpoint.failed(f"{endpoint.host} answers no valid FTP.", "Correct the port, or try later.")


def _code(error: Exception) -> str:
    """Return the three digits of a reply; none if it is no reply of FTP."""
    code = str(error)[:3]
    return code if code.isdigit() else ""


class Ftp:
    """An open connection. Paths are bytes for the server; surrogates in a text stand for such bytes."""

    def __init__(self, client: _Plain | _Secure, endpoint: Endpoint, held: Turn) -> None:
        self._client, self._endpoint, self._held = client, endpoint, held
        self._has_mlsd = True

    def entries(self, folder: str) -> list[Entry]:
        """Return the files and folders in a folder: by MLSD, otherwise by NLST with SIZE and MDTM (RFC 3659).

        Raises:
            NoFolder: there is none.
            Unreadable: the server refuses the listing.
            FetchError: the connection is lost.
        """
        self._held.goes_on()
        wire = _to_wire(folder)
        try:
            if self._has_mlsd:
                try:
                    return list(self._facts_of(wire))
                except ftplib.error_perm as error:
                    if _code(error) not in _UNKNOWN:
                        raise
                    self._has_mlsd = False
            return list(self._names_of(wire))
        except ftplib.Error as error:
            if not isinstance(error, ftplib.error_perm | ftplib.error_temp):
                raise _failed(error, self._endpoint) from None
            if not self._is_folder(wire):
                raise NoFolder from None
            raise self._unreadable(error) from None
        except (OSError, EOFError) as error:
            raise _failed(error, self._endpoint) from None

    def _facts_of(self, folder: str) -> Iterator[Entry]:
        lines: list[str] = []
        self._client.retrlines(f"MLSD {folder}", lines.append)
        self._client.voidcmd("TYPE I")
        for line in lines:
            facts, _, name = line.partition(" ")
            found = _facts(facts)
            kind = found.get("type", "").lower()
            if kind in {"file", "dir"}:
                size, mtime_ns = _state(found)
                yield Entry(_of_wire(name), kind == "dir", size, mtime_ns)
            elif kind.startswith("os.") and (one := self._measured(folder, name)):
                yield one  # a link; one to a folder is left out

    def _names_of(self, folder: str) -> Iterator[Entry]:
        lines: list[str] = []
        try:
            self._client.retrlines(f"NLST {folder}", lines.append)
        except (ftplib.error_perm, ftplib.error_temp):
            if not self._is_folder(folder):
                raise NoFolder from None
            return  # an empty folder is an error for some servers
        self._client.voidcmd("TYPE I")
        if not lines and not self._is_folder(folder):
            raise NoFolder
        for line in lines:
            name = line.rpartition("/")[2]
            if name in {"", ".", ".."}:
                continue
            if one := self._measured(folder, name):
                yield one
            elif self._is_folder(f"{folder.rstrip('/')}/{name}"):
                yield Entry(_of_wire(name), is_folder=True)

    def _measured(self, folder: str, name: str) -> Entry | None:
        """Return a file with its size and time; None if the server gives no size, as for a folder."""
        self._held.goes_on()
        path = f"{folder.rstrip('/')}/{name}"
        try:
            size = self._client.size(path)
        except ftplib.error_perm:
            return None
        return None if size is None else Entry(_of_wire(name), False, size, self._mtime_ns(path))

    def _mtime_ns(self, path: str) -> int | None:
        try:
            return _nanoseconds(self._client.voidcmd(f"MDTM {path}")[4:])
        except ftplib.error_perm:
            return None

    def _is_folder(self, path: str) -> bool:
        try:
            self._client.cwd(path)
        except ftplib.error_perm:
            return False
        return True

    def read(self, file: File) -> bytes | None:
        """Return the bytes of a file, or None if it is gone. Of a file that grows, one byte more is read.

        Raises:
            Unreadable: the server refuses it.
            FetchError: the connection is lost, or the server ends the transfer; the file is not returned.
        """
        wire = _to_wire(file.at)
        try:
            data = self._client.transfercmd(f"RETR {wire}")
        except ftplib.error_perm as error:
            if not self._is_listed(file):
                return None
            raise self._unreadable(error) from None
        except (ftplib.Error, OSError, EOFError) as error:
            raise _failed(error, self._endpoint) from None
        content = bytearray()
        with data:
            try:
                while (file.size is None or len(content) <= file.size) and (piece := data.recv(_BLOCK)):
                    content += piece
                    self._held.goes_on()
                grows = file.size is not None and len(content) > file.size
                if isinstance(data, ssl.SSLSocket) and not grows:
                    with suppress(OSError):
                        data.unwrap()
            except (OSError, EOFError) as error:
                raise _failed(error, self._endpoint) from None
        self._finish(file, grows)
        return bytes(content)

    def _is_listed(self, file: File) -> bool:
        """Return whether a file is there still: RETR and SIZE have one code (550) for every refusal."""
        folder, _, name = file.at.rpartition("/")
        try:
            return any(one.name == name for one in self.entries(folder or "/"))
        except (NoFolder, Unreadable):
            return False

    def _finish(self, file: File, grows: bool) -> None:
        """Read the reply that ends a transfer. Only 226 or 250 means that the file is whole."""
        try:
            self._client.voidresp()
        except (OSError, EOFError) as error:
            raise _failed(error, self._endpoint) from None
        except ftplib.Error as error:
            if not grows:
                code = _code(error) or "no code"
                raise self._endpoint.failed(
                    f"{self._endpoint.host} ended the transfer of {file.locator} ({code}).",
                    "The file is not kept; the next run takes it.",
                ) from None

    def look(self, file: File) -> File | None:
        """Return a file in its present state, or None if it is gone.

        Raises:
            FetchError: the connection is lost.
        """
        wire = _to_wire(file.at)
        if self._has_mlsd:
            reply = self._present(lambda: self._client.voidcmd(f"MLST {wire}"))
            if reply is None:
                return None
            facts = _facts(reply.splitlines()[1].strip().partition(" ")[0] if "\n" in reply else "")
            if facts.get("type", "").lower() == "file":
                size, mtime_ns = _state(facts)
                return replace(file, size=size, mtime_ns=mtime_ns)
        size = self._present(lambda: self._client.size(wire))
        return None if size is None else replace(file, size=size, mtime_ns=self._mtime_ns(wire))

    def _present(self, ask: Callable[[], _T]) -> _T | None:
        """Return the answer to a question on a file, or None if the server has none."""
        try:
            return ask()
        except ftplib.error_perm:
            return None
        except (ftplib.Error, OSError, EOFError) as error:
            raise _failed(error, self._endpoint) from None

    def _unreadable(self, error: Exception) -> Unreadable:
        """Return the refusal of a file or folder. A reply of 4yz passes (RFC 959, section 4.2.1)."""
        kind = Passing if isinstance(error, ftplib.error_temp) else Unreadable
        return kind(f"{self._endpoint.host} refuses it (FTP {_code(error)}).")


def _facts(text: str) -> dict[str, str]:
    """Return the facts of MLSD and MLST by their names in small letters (RFC 3659, section 7.2)."""
    return {
        key.lower(): value for key, _, value in (fact.partition("=") for fact in text.rstrip(";").split(";"))
    }


def _state(facts: dict[str, str]) -> tuple[int | None, int | None]:
    size = facts.get("size", "")
    return int(size) if size.isdigit() else None, _nanoseconds(facts.get("modify", ""))


def _nanoseconds(text: str) -> int | None:
    """Return a time of RFC 3659, section 2.3, which is UTC, as nanoseconds since 1970; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    try:
        at = dt.datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return int(at.timestamp()) * 10**9 + int((found[2] or "0").ljust(9, "0"))


def _to_wire(path: str) -> str:
    return os.fsencode(path).decode(_WIRE)


def _of_wire(name: str) -> str:
    return os.fsdecode(name.encode(_WIRE))
