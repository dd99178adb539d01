"""A GET that is polite to servers, closed to the inner network, and bounded in time and size.

This module follows redirects itself, because each may lead to another host. It resolves every host once,
checks the addresses, and connects to a checked one, so that a name cannot change its address between the
check and the connection.
"""

from __future__ import annotations

import datetime as dt
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, select_proxy
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from newswire.fetch.fetched import FetchError, FetchFailed, FetchRefused
from newswire.fetch.transport.address import PrivateAddress, may_reach, public_url

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

MAX_REDIRECTS = 5
MAX_WAITS = 10
"""Longest total time of a response, in timeouts: a server that sends byte by byte cannot block a run."""

_CHUNK = 64 * 1024
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_LASTING = frozenset((400, 401, 403, 404, 405, 406, 410, 414, 451))
_REMEDY = {
    401: "Put a valid user and password into its url.",
    403: "Ask the publisher whether automatic reading is allowed, or disable the source.",
    404: "The feed has moved: look for its new address and correct its url.",
    410: "The publisher has closed the feed: disable or remove the source.",
    429: "Poll it less often.",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's response: the bytes after decompression, the final URL, and the headers in use."""

    content: bytes
    url: str
    content_type: str | None
    etag: str | None
    last_modified: str | None


def user_agent() -> str:
    """Return the value of the header User-Agent (RFC 9110, section 10.1.5)."""
    try:
        return f"Newswire/{version('newswire')} (news feed reader)"
    except PackageNotFoundError:
        return "Newswire (news feed reader)"


def get(
    url: str,
    source: str,
    *,
    timeout: float,
    max_bytes: int,
    accept: str = "*/*",
    etag: str | None = None,
    last_modified: str | None = None,
) -> Answer | None:
    """Fetch ``url`` for ``source``. Return None if the server answers that it has not changed (304).

    Args:
        url: http or https; its user and password are sent to its own host only.
        source: name of the source, for error messages.
        timeout: seconds to wait for a connection, and for each next byte.
        max_bytes: largest accepted size after decompression.
        accept: the accepted media types (RFC 9110, section 12.5.1).
        etag: validator of the last response, as the server sent it.
        last_modified: likewise; both may be given (RFC 9110, section 13.1).

    Raises:
        FetchError: there is no usable response. The message names the host only, because the rest of
            the URL may contain secrets.
    """
    started = urlsplit(url)
    user = (unquote(started.username or ""), unquote(started.password or ""))
    address = urlunsplit(started._replace(netloc=started.netloc.rpartition("@")[2]))
    headers = {"User-Agent": user_agent(), "Accept": accept, "Accept-Encoding": "gzip, deflate"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    deadline = time.monotonic() + timeout * MAX_WAITS
    with _session(started.hostname or "") as session:
        for _ in range(MAX_REDIRECTS + 1):
            host = urlsplit(address).hostname or ""
            same = _origin(address) == _origin(url)
            try:
                with session.get(
                    address,
                    headers=headers,
                    auth=user if same and any(user) else None,
                    timeout=timeout,
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    if response.status_code not in _REDIRECTS:
                        return _answer(response, source, host, max_bytes, deadline)
                    address = _target(session, response, address, source, host)
            except (requests.RequestException, PrivateAddress) as error:
                # Its text contains the URL with its secrets, so it is left out.
                raise _explained(error, source, host, timeout) from None
    raise FetchRefused(
        f"Source {source}: more than {MAX_REDIRECTS} redirects, the last to {urlsplit(address).hostname}. "
        "Open the feed in a browser and put the address it ends at into the source's url."
    )


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _target(session: requests.Session, response: Response, address: str, source: str, host: str) -> str:
    """Return the absolute URL of a redirect's target, without user, password and fragment."""
    location = session.get_redirect_target(response)
    target = urlsplit(urljoin(address, location)) if location else None
    if target is None or target.scheme not in {"http", "https"} or not target.hostname:
        raise FetchRefused(
            f"Source {source}: {host} redirects to no web address. Look at the feed in a browser."
        )
    found = urlunsplit(target._replace(netloc=target.netloc.rpartition("@")[2], fragment=""))
    if response.status_code in _PERMANENT:
        log.warning(
            "Source %s: the feed has moved for good to %s. Put that into the source's url.",
            source,
            public_url(found),
        )
    return found


def _answer(response: Response, source: str, host: str, max_bytes: int, deadline: float) -> Answer | None:
    status = response.status_code
    if status == HTTPStatus.NOT_MODIFIED:
        return None
    if status != HTTPStatus.OK:
        raise _refused(response, source, host)
    content = bytearray()
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > max_bytes:
            raise FetchRefused(
                f"Source {source}: the answer of {host} is larger than {max_bytes:,} bytes after "
                "decompression. If that is right for this feed, raise max_bytes in the source's file."
            )
        if time.monotonic() > deadline:
            raise FetchFailed(
                f"Source {source}: {host} sends so slowly that reading was given up after {len(content):,} "
                "bytes. Try later, or raise timeout in the source's file."
            )
    return Answer(
        bytes(content),
        public_url(response.url),
        response.headers.get("Content-Type"),
        response.headers.get("ETag"),
        response.headers.get("Last-Modified"),
    )


def _refused(response: Response, source: str, host: str) -> FetchError:
    status = response.status_code
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "a status that HTTP does not know"
    message = f"Source {source}: {host} answered {status} ({phrase})."
    if wait := _retry_after(response.headers.get("Retry-After")):
        message += f" It asks not to be called again {wait}."
    remedy = _REMEDY.get(status) or ("Correct its url." if status in _LASTING else "Try later.")
    return (FetchRefused if status in _LASTING else FetchFailed)(f"{message} {remedy}")


def _retry_after(value: str | None) -> str | None:
    """Return Retry-After in words: seconds or a date (RFC 9110, section 10.2.3). Otherwise return None."""
    value = (value or "").strip()
    if value.isdecimal() and len(value) < 10:
        return f"for {dt.timedelta(seconds=int(value))} (hours:minutes:seconds)"
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return f"before {until:%Y-%m-%d %H:%M:%S} UTC"


def _explained(
    error: requests.RequestException | PrivateAddress, source: str, host: str, timeout: float
) -> FetchError:
    """Return the error of a failed request, with the cause and the remedy in its message."""
    causes = tuple(_causes(error))
    if isinstance(error, PrivateAddress):
        return FetchRefused(
            f"Source {source}: {host} leads to an address of an inner network, which is not fetched. If that "
            "is meant, set NEWSWIRE_ALLOW_PRIVATE_ADDRESSES=1, or name the inner host in the source's url."
        )
    if isinstance(error, requests.exceptions.SSLError):
        reason = next((str(e.verify_message) for e in causes if hasattr(e, "verify_message")), "")
        return FetchRefused(
            f"Source {source}: the certificate of {host} cannot be trusted{reason and f' ({reason})'}. "
            "Correct the host in its url, or ask the publisher; the certificate of an authority of your own "
            "goes into the file that REQUESTS_CA_BUNDLE names."
        )
    if any(isinstance(e, NameResolutionError) for e in causes):
        return FetchFailed(
            f"Source {source}: the name {host} cannot be resolved. Look at the spelling of its url, and at "
            "this machine's connection."
        )
    if isinstance(error, requests.exceptions.Timeout) or any(isinstance(e, TimeoutError) for e in causes):
        return FetchFailed(
            f"Source {source}: {host} did not answer within {timeout:g} s. Try later, or raise timeout in "
            "the source's file."
        )
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return FetchFailed(f"Source {source}: the answer of {host} cannot be decompressed. Try later.")
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return FetchFailed(f"Source {source}: the answer of {host} broke off. Try later.")
    if isinstance(error, requests.exceptions.ConnectionError):
        reason = next((e.strerror for e in causes if isinstance(e, OSError) and e.strerror), "it hung up")
        return FetchFailed(f"Source {source}: {host} cannot be reached ({reason}). Try later.")
    return FetchRefused(f"Source {source}: {host} cannot be asked ({type(error).__name__}). Correct its url.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes, which requests and urllib3 wrap."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [getattr(found, "reason", None), found.__cause__, found.__context__, *found.args]


def _session(configured: str) -> requests.Session:
    session = requests.Session()
    adapter = _CheckingAdapter(configured)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


class _CheckingAdapter(HTTPAdapter):
    """An adapter that connects only to addresses that ``may_reach`` permits.

    It trusts a proxy, which the machine's owner has set in the environment.
    """

    def __init__(self, configured: str) -> None:
        self._configured = configured
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - requests' own
        """Make pools whose connections check the address."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _checking_pools(self._configured)

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


def _checking_pools(configured: str) -> dict[str, type[HTTPConnectionPool]]:
    def connect(connection: HTTPConnection) -> socket.socket:
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
            try:
                return create_connection(
                    (address, connection.port), connection.timeout, socket_options=connection.socket_options
                )
            except OSError as error:
                failed = error
        if isinstance(failed, TimeoutError):
            raise ConnectTimeoutError(connection, "connect") from failed
        raise NewConnectionError(connection, "connect") from failed

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
