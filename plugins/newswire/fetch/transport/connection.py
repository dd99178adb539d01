"""Connections that check the address, keep the deadline of a fetch, and skip interim responses.

Every host is resolved once. Its addresses are checked, and the connection goes to a checked one, so that a
name cannot change its address between the check and the connection.
"""

from __future__ import annotations

import io
import logging
import socket
import time
from http import HTTPStatus
from http.client import HTTPResponse, IncompleteRead, parse_headers
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, select_proxy
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from newswire.fetch.transport.address import PrivateAddress, may_reach

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from requests import PreparedRequest, Response

# At the level DEBUG urllib3 writes each whole address, with a source's key in its query.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class Overdue(TimeoutError):
    """The deadline of a fetch has passed."""


def session(configured: str, deadline: float) -> requests.Session:
    """Return a session for one fetch.

    Args:
        configured: the host in the source's URL. Its own private addresses are permitted.
        deadline: the moment, on the clock ``time.monotonic``, after which every read raises ``Overdue``.
    """
    made = _Session()
    adapter = _CheckingAdapter(configured, deadline)
    made.mount("http://", adapter)
    made.mount("https://", adapter)
    return made


class _Session(requests.Session):
    """A session that leaves redirects to its caller.

    Session.send looks for the next target even if it must not follow it, and fails on bytes of Latin-1.
    """

    def get_redirect_target(self, resp: Response) -> str | None:  # noqa: ARG002 - requests' own
        return None


class _CheckingAdapter(HTTPAdapter):
    """An adapter that connects only to addresses that ``may_reach`` permits.

    It trusts a proxy, which the machine's owner has set in the environment.
    """

    def __init__(self, configured: str, deadline: float) -> None:
        self._configured = configured
        self._deadline = deadline
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - requests' own
        """Make pools whose connections check the address."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _pools(self._configured, self._deadline)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> PoolManager:  # noqa: ANN401 - requests' own
        """Return the pools of a proxy. They keep the deadline; the proxy's own address is trusted."""
        manager: PoolManager = super().proxy_manager_for(*args, **kwargs)
        if type(manager) is ProxyManager:  # a proxy of SOCKS has pools of its own
            manager.pool_classes_by_scheme = _pools(None, self._deadline)
        return manager

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        """Send a request. A proxy resolves names itself, so check the addresses known here before."""
        url = request.url or ""
        if select_proxy(url, get_environ_proxies(url)):
            host = urlsplit(url).hostname or ""
            try:
                found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            except OSError:
                found = []
            if not all(may_reach(host, str(entry[4][0]), self._configured) for entry in found):
                raise PrivateAddress
        return super().send(request, *args, **kwargs)


class _TimedReader(io.RawIOBase):
    """The bytes of a socket until the deadline, however slowly they arrive and however they are framed."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._timeout = sock.gettimeout()
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Overdue
        self._sock.settimeout(left if self._timeout is None else min(left, self._timeout))
        try:
            return self._raw.readinto(buffer)
        except TimeoutError:
            if time.monotonic() >= self._deadline:
                raise Overdue from None
            raise

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Lines(io.BufferedReader):
    """A reader that notes whether the last line that it returned was whole."""

    is_whole = True

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.is_whole = line.endswith(b"\n")
        return line


class _FinalResponse(HTTPResponse):
    """A response that reads until its deadline and is the final one.

    http.client skips the interim status 100 alone; a client must be able to skip any (RFC 9110, section
    15.2), such as 103 (RFC 8297). It takes the end of a connection for the end of the headers; without them
    a status may mean something else (RFC 9112, section 8), and the body looks empty.
    """

    deadline: float

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()
        self.fp = self._lines = _Lines(_TimedReader(raw, sock, self.deadline))

    def begin(self) -> None:
        """Read the head.

        Raises:
            IncompleteRead: the connection ended before the head did.
        """
        super().begin()
        if not self._lines.is_whole:
            self.close()
            raise IncompleteRead(b"")

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not HTTPStatus.CONTINUE <= status < HTTPStatus.OK or status == HTTPStatus.SWITCHING_PROTOCOLS:
                return version, status, reason
            parse_headers(self.fp)


def _pools(configured: str | None, deadline: float) -> dict[str, type[HTTPConnectionPool]]:
    """Return the classes of pools by scheme. Without ``configured`` the address is not checked."""

    class Timed(_FinalResponse):
        pass

    Timed.deadline = deadline

    class Plain(HTTPConnection):
        response_class = Timed

        def _new_conn(self) -> socket.socket:
            return super()._new_conn() if configured is None else _connect(self, configured, deadline)

    class Secure(HTTPSConnection):
        response_class = Timed

        def _new_conn(self) -> socket.socket:
            return super()._new_conn() if configured is None else _connect(self, configured, deadline)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connect(connection: HTTPConnection, configured: str, deadline: float) -> socket.socket:
    """Resolve once, and connect to the first permitted address that answers."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        failure = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(connection.host, connection, failure) from error
    addresses = [str(entry[4][0]) for entry in found]
    reachable = [a for a in dict.fromkeys(addresses) if may_reach(connection.host, a, configured)]
    if not reachable:
        raise PrivateAddress
    failed: OSError = OSError("no address")
    for address in reachable:
        if time.monotonic() >= deadline:
            failed = Overdue()
            break
        try:
            return create_connection(
                (address, connection.port), connection.timeout, socket_options=connection.socket_options
            )
        except OSError as error:
            failed = error
    if isinstance(failed, TimeoutError):
        raise ConnectTimeoutError(connection, "connect") from failed
    raise NewConnectionError(connection, "connect") from failed
