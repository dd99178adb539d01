"""IMAP by the standard library: a folder is examined, messages are peeked at, and nothing is changed."""

from __future__ import annotations

import base64
import datetime as dt
import imaplib
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from newswire.fetch.credentials import Login
from newswire.fetch.fetched import FetchError
from newswire.fetch.listing import File, Unreadable
from newswire.fetch.transport.address import PrivateAddress
from newswire.fetch.transport.files.dial import Endpoint, dial, explained, tls_context
from newswire.fetch.transport.neighbour import Turn

Tls = Literal["implicit", "starttls"]
"""TLS from the first byte on, or after STARTTLS (RFC 9051, section 6.2.1)."""

_AT_ONCE = 500
"""Messages whose times one command asks for."""
_SEARCHED = 50_000
"""UIDs of one search: its answer is one line, and imaplib reads a line of a million bytes at most."""
_STATE = re.compile(rb"UID (\d+)")
_ERRORS: tuple[type[Exception], ...] = (imaplib.IMAP4.error, OSError, EOFError, PrivateAddress)


class _Client(imaplib.IMAP4):
    """A client that connects to a checked address, with verified TLS at once or after STARTTLS."""

    def __init__(self, endpoint: Endpoint, tls: Tls) -> None:
        self._endpoint, self._tls = endpoint, tls
        super().__init__(endpoint.host, endpoint.port, endpoint.timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002 - the endpoint has it
        sock = dial(self._endpoint)
        if self._tls == "implicit":
            return tls_context().wrap_socket(sock, server_hostname=self._endpoint.host)
        return sock


@contextmanager
def opened(endpoint: Endpoint, known: Login, tls: Tls, folder: str) -> Iterator[Mailbox]:
    """Connect, log in, open a folder for reading only (EXAMINE), and close the connection after the block.

    Raises:
        FetchError: the login is refused, there is no such folder, no TLS or none to trust, or the server
            cannot be reached.
    """
    with endpoint.turn() as held, _connected(endpoint, tls) as client:
        try:
            if tls == "starttls":
                _start_tls(client, endpoint)
            _log_in(client, endpoint, known)
            following, validity = _examine(client, endpoint, folder)
        except _ERRORS as error:
            raise _failed(error, endpoint) from None
        yield Mailbox(client, endpoint, held, folder, following, validity)


@contextmanager
def _connected(endpoint: Endpoint, tls: Tls) -> Iterator[_Client]:
    try:
        client = _Client(endpoint, tls)
    except _ERRORS as error:
        raise _failed(error, endpoint) from None
    try:
        yield client
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            client.logout()
        with suppress(OSError):  # it is shut already, unless the logout failed
            client.shutdown()


def _start_tls(client: _Client, endpoint: Endpoint) -> None:
    if "STARTTLS" not in client.capabilities:
        raise endpoint.refused(
            f"{endpoint.host} offers no TLS at port {endpoint.port}.",
            "Set tls = 'implicit' and the port (993); a password is not sent without TLS.",
        )
    client.starttls(tls_context())


def _log_in(client: _Client, endpoint: Endpoint, known: Login) -> None:
    """Log in by a token if there is one, or by PLAIN, which carries any character, or by LOGIN."""
    user, password = known.user or "", known.password or ""
    if token := known.text("access_token"):
        _show_token(client, endpoint, user, token)
        return
    try:
        if "AUTH=PLAIN" in client.capabilities:
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        else:
            client.login(user, password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ValueError):
        raise endpoint.refused(
            f"{endpoint.host} refuses the login.",
            "Correct user and password in the connection; many providers want a password of its own for each "
            "program.",
        ) from None


def _show_token(client: _Client, endpoint: Endpoint, user: str, token: str) -> None:
    """Log in by XOAUTH2: an access token of OAuth 2.0, in the form that Google and Microsoft document.

    A server that refuses the token states the reason as a challenge first, which an empty answer ends.
    """
    if "AUTH=XOAUTH2" not in client.capabilities:
        raise endpoint.refused(
            f"{endpoint.host} takes no access token (XOAUTH2).",
            "Put a password into the connection, and remove access_token from its extra.",
        )
    answer = f"user={user}\1auth=Bearer {token}\1\1".encode()
    try:
        client.authenticate("XOAUTH2", lambda challenge: b"" if challenge else answer)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise endpoint.refused(
            f"{endpoint.host} refuses the access token.",
            "Renew access_token in the connection's extra: most last an hour. The user is the mail address.",
        ) from None


def _examine(client: _Client, endpoint: Endpoint, folder: str) -> tuple[int, int]:
    """Return the next UID of a folder (0: not stated), and its UIDVALIDITY (RFC 9051, section 2.3.1.1)."""
    answer, _ = client.select(_quoted(folder), readonly=True)
    if answer != "OK":
        raise endpoint.refused(
            f"{endpoint.host} has no mail folder {folder}.", "Correct folder in the source's file."
        )
    validity = client.response("UIDVALIDITY")[1]
    if not validity or not isinstance(validity[0], bytes):
        raise endpoint.refused(
            f"{endpoint.host} gives the messages of {folder} no lasting numbers (UIDVALIDITY).",
            "Ask the publisher for another folder or way.",
        )
    following = client.response("UIDNEXT")[1]
    return int(following[0] or 0) if following else 0, int(validity[0])


def _quoted(folder: str) -> str:
    """Return a folder's name in modified UTF-7 (RFC 3501, section 5.1.3), quoted."""

    def shifted(found: re.Match[str]) -> str:
        packed = base64.b64encode(found[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
        return f"&{packed}-"

    name = re.sub(r"[^\x20-\x7e]+", shifted, folder.replace("&", "&-"))
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _failed(error: Exception, endpoint: Endpoint) -> FetchError:
    """Return the error of a failed step. The server's text is left out: it may repeat a password."""
    if not isinstance(error, imaplib.IMAP4.error):
        return explained(error, endpoint)
    if isinstance(error, imaplib.IMAP4.abort) and "unexpected response" not in str(error):
        return explained(ConnectionError(), endpoint)
    return endpoint.failed(f"{endpoint.host} answers no valid IMAP.", "Correct the port, or try later.")


class Mailbox:
    """An open folder of messages. A message never changes: its UID and UIDVALIDITY are its state."""

    def __init__(
        self, client: _Client, endpoint: Endpoint, held: Turn, folder: str, following: int, validity: int
    ) -> None:
        self._client, self._endpoint, self._held = client, endpoint, held
        self._following = following
        self._validity = validity
        self._place = f"{folder};UIDVALIDITY={validity}/;UID="

    def messages(
        self, known: set[str], since: dt.datetime | None, before: dt.datetime | None
    ) -> Iterator[File]:
        """Yield the messages whose places are not ``known``, each with the time of its arrival.

        Args:
            known: places (``folder;UIDVALIDITY=…/;UID=…``, as in RFC 5092) of messages that were read.
            since: a bound for their arrival. The server compares days in a zone of its own, so a day more
                is asked for.
            before: likewise.

        Raises:
            FetchError: the connection is lost, or the server refuses the command.
        """
        day = dt.timedelta(days=1)
        criteria = [f"SINCE {_date(since - day)}"] if since else []
        criteria += [f"BEFORE {_date(before + 2 * day)}"] if before else []
        unknown: list[int] = []
        for uids in self._ranges():
            found = self._command("SEARCH", uids, *criteria)
            numbers = (int(one) for line in found if isinstance(line, bytes) for one in line.split())
            unknown += [number for number in numbers if self._place + str(number) not in known]
        for start in range(0, len(unknown), _AT_ONCE):
            numbers_at_once = ",".join(map(str, unknown[start : start + _AT_ONCE]))
            for line in self._command("FETCH", numbers_at_once, "(UID INTERNALDATE)"):
                if isinstance(line, bytes) and (one := self._message(line)):
                    yield one

    def _ranges(self) -> Iterator[str]:
        """Yield the criteria that together match every message."""
        if not self._following:
            yield "ALL"
        for first in range(1, self._following, _SEARCHED):
            yield f"UID {first}:{first + _SEARCHED - 1}"

    def _message(self, line: bytes) -> File | None:
        uid = _STATE.search(line)
        if not uid:
            return None
        number, at = int(uid[1]), _seconds(line)
        return File(
            self._place + str(number),
            str(number),
            mtime_ns=None if at is None else at * 10**9,
            etag=str(self._validity),
        )

    def read(self, file: File, largest: int) -> bytes | None:
        """Return a message as it is, or None if it is gone. It stays unseen (BODY.PEEK).

        Raises:
            Unreadable: it has more bytes than ``largest``.
            FetchError: the connection is lost; nothing of the message is returned.
        """
        for part in self._command("FETCH", file.at, f"(UID BODY.PEEK[]<0.{largest + 1}>)"):
            if not isinstance(part, tuple):
                continue
            content: bytes = part[1]
            if len(content) > largest:
                raise Unreadable(
                    f"The message has more than {largest:,} bytes; source {self._endpoint.source} takes no "
                    "more (max_bytes)."
                )
            return content
        return None

    def _command(self, command: str, *args: str) -> list[Any]:
        self._held.goes_on()
        try:
            answer, data = self._client.uid(command, *args)
        except _ERRORS as error:
            raise _failed(error, self._endpoint) from None
        if answer != "OK":
            raise self._endpoint.failed(
                f"{self._endpoint.host} refuses the command UID {command}.",
                "Try later, or ask the publisher.",
            )
        return data


def _seconds(line: bytes) -> int | None:
    """Return the INTERNALDATE of an answer in seconds since 1970."""
    found = re.search(rb'INTERNALDATE "([^"]*)"', line)
    if not found:
        return None
    day, month, rest = found[1].decode("ascii", "replace").strip().split("-", 2)
    try:
        number = _MONTHS.index(month.lower()) + 1
        at = dt.datetime.strptime(f"{int(day):02}-{number:02}-{rest}", "%d-%m-%Y %H:%M:%S %z")
    except ValueError:
        return None
    return int(at.timestamp())


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _date(day: dt.datetime) -> str:
    """Return a day as IMAP writes it, in any locale."""
    return f"{day.day}-{_MONTHS[day.month - 1].capitalize()}-{day.year:04}"
