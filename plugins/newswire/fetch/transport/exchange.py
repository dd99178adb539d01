"""One request over HTTP with its redirects: closed to the inner network, and bounded in time and size.

This module follows redirects itself, because each may lead to another host. Each waits for its turn there.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import requests
from urllib3.exceptions import HTTPError

from newswire import settings
from newswire.fetch.fetched import FetchError, FetchFailed, FetchRefused
from newswire.fetch.transport.address import PrivateAddress, host_of, public_url
from newswire.fetch.transport.coding import ACCEPTED, CodingError, decoded
from newswire.fetch.transport.connection import session
from newswire.fetch.transport.failures import PassingFailure, explained
from newswire.fetch.transport.neighbour import neighbour, turn

if TYPE_CHECKING:
    from requests import Response

PRODUCT = "Newswire"
"""The product token of the header User-Agent, by which a robots.txt names this program."""
MAX_REDIRECTS = 5
MAX_WAITS = 10
"""Longest total time of a fetch, in timeouts: a server that sends byte by byte cannot block a run."""
LONGEST_CONNECT = 10.0
"""Seconds after which a connection that is not made is given up. A server that is up makes it in one."""
LONGEST_WAIT = dt.timedelta(days=7)
"""Longest Retry-After that is kept. A wrong date must not close a source for good."""

_CHUNK = 64 * 1024
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_USABLE = frozenset((200, 203))
"""OK, and the same through a proxy that changed it (RFC 9110, section 15.3.4)."""
_PASSING = frozenset((500, 502, 503, 504))
"""Statuses that a moment later are often gone: a server restarts, or a proxy finds none."""
_LASTING = frozenset((400, 401, 403, 404, 405, 406, 410, 414, 451))
_REMEDY = {
    401: "Put a valid user and password into its url.",
    403: "Ask the publisher whether automatic reading is allowed, or disable the source.",
    404: "The address has moved: look for the new one and correct the url.",
    410: "The publisher has removed it for good: disable or remove the source.",
    429: "Poll it less often.",
}
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's response: the bytes after decompression, the final URL, and the headers in use."""

    content: bytes
    url: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    http_status: int = 200
    link: str | None = None
    """The header Link (RFC 8288)."""


@dataclass(frozen=True, slots=True)
class Request:
    """A GET. ``url`` may have a user and a password, which are sent to its own host only, as ``headers`` are.

    ``timeout`` is in seconds: for a connection (at most ``LONGEST_CONNECT``), and for each next byte. The
    whole takes at most ``MAX_WAITS`` times as long, waits for a turn excluded. ``max_bytes`` is the largest
    accepted size after decompression. With ``in_part`` a larger body is cut there. ``found_in`` is the
    source's own URL, if ``url`` stands in its document: private addresses are permitted to its host alone.
    """

    url: str
    source: str
    timeout: float
    max_bytes: int
    accept: str = "*/*"
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    in_part: bool = False
    found_in: str | None = None

    def is_conditional(self) -> bool:
        """Return whether the server may answer that nothing has changed."""
        return bool(self.etag or self.last_modified)


class TooManyRedirects(FetchRefused):
    """A server redirects more than ``MAX_REDIRECTS`` times."""


def user_agent() -> str:
    """Return the value of the header User-Agent (RFC 9110, section 10.1.5), with the operator's contact."""
    try:
        product = f"{PRODUCT}/{version('newswire')}"
    except PackageNotFoundError:
        product = PRODUCT
    contact = settings.contact()
    return f"{product} (news feed reader{f'; +{contact}' if contact else ''})"


def exchange(request: Request, check: Callable[[str], None] = lambda _: None) -> Answer | None:
    """Send a request and follow its redirects. Return None if nothing has changed (304).

    Args:
        request: the request.
        check: called with each address before it is called; it raises if that is not allowed.

    Raises:
        HostWaits: a host asked not to be called yet.
        FetchError: there is no usable response. The message names the host only, because the rest of
            the URL may contain secrets.
    """
    manners = neighbour()
    address = _start(manners.moved.get(public_url(request.url), request.url))
    budget = request.timeout * MAX_WAITS
    moving = True
    redirects = 0
    fresh = False
    while redirects <= MAX_REDIRECTS:
        check(address)
        host = host_of(address) or ""
        with turn(host, request.source, lasts=budget):
            began = time.monotonic()
            found = _hop(request, address, began + budget, fresh=fresh)
            budget -= time.monotonic() - began
        if isinstance(found, _Redirect):
            redirects += 1
            moving = moving and found.permanent
            if moving and request.found_in is None:
                _note_move(request.url, found.address)
            address = found.address
        elif found is None and not request.is_conditional():
            if fresh:
                raise FetchFailed(
                    f"Source {request.source}: {host} answered 304 (Not Modified) twice. No condition was "
                    "sent, so that answer means nothing. Try later.",
                    http_status=304,
                )
            fresh = True
        else:
            return found
    raise TooManyRedirects(
        f"Source {request.source}: more than {MAX_REDIRECTS} redirects, the last to "
        f"{urlsplit(address).hostname}. Open the url in a browser and put the address it ends at into the "
        "source's url."
    )


@dataclass(frozen=True, slots=True)
class _Redirect:
    address: str
    permanent: bool


def _start(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _note_move(url: str, to: str) -> None:
    """Note a permanent redirect that may be kept: it has no secret, and does not give up TLS."""
    log.warning("%s has moved for good to %s.", public_url(url), public_url(to))
    if public_url(to) == to and not (url.startswith("https:") and to.startswith("http:")):
        neighbour().moves[public_url(url)] = to


def _hop(request: Request, address: str, deadline: float, *, fresh: bool) -> Answer | _Redirect | None:
    own = urlsplit(request.url)
    user = (unquote(own.username or ""), unquote(own.password or ""))
    same = _origin(address) == _origin(request.url)
    host = urlsplit(address).hostname or ""
    configured = urlsplit(request.found_in or request.url).hostname or ""
    status = None
    try:
        with (
            session(configured, deadline) as asking,
            asking.get(
                address,
                headers=_headers(request, same=same, fresh=fresh),
                auth=user if same and any(user) else None,
                timeout=(min(request.timeout, LONGEST_CONNECT), request.timeout),
                stream=True,
                allow_redirects=False,
            ) as response,
        ):
            status = response.status_code
            if status in _REDIRECTS:
                return _Redirect(_target(response, address, request.source, host), status in _PERMANENT)
            if status == HTTPStatus.NOT_MODIFIED:
                return None
            return _answer(response, request, host)
    except (requests.RequestException, HTTPError, CodingError, PrivateAddress, ValueError) as error:
        # Its text contains the URL with its secrets, so it is left out.
        failure = explained(error, request.source, host, request.timeout)
        failure.http_status = status
        raise failure from None


def _headers(request: Request, *, same: bool, fresh: bool) -> dict[str, str]:
    headers = {"User-Agent": user_agent(), "Accept": request.accept, "Accept-Encoding": ACCEPTED}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    if fresh:
        headers |= {"Cache-Control": "no-cache", "Pragma": "no-cache"}
    return headers | (dict(request.headers) if same else {})


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _target(response: Response, address: str, source: str, host: str) -> str:
    """Return the absolute URL of a redirect's target, without user, password and fragment."""
    try:
        target = urlsplit(urljoin(address, _location(response.headers.get("Location") or "")))
        known = response.headers.get("Location") and target.scheme in {"http", "https"} and target.hostname
        _ = target.port
    except ValueError:
        known = None
    if not known:
        raise FetchRefused(
            f"Source {source}: {host} redirects to no web address. Look at the url in a browser.",
            http_status=response.status_code,
        )
    return urlunsplit(target._replace(netloc=target.netloc.rpartition("@")[2], fragment=""))


def _location(value: str) -> str:
    """Return a Location as a URL of ASCII, except for its host.

    http.client reads the bytes of a header as Latin-1. A byte that no URL may have is percent-encoded as it
    is (RFC 3986, section 2.1), whether it was Latin-1 or UTF-8: the server gets its own bytes back. In a
    host, UTF-8 is tried first.
    """
    parts = urlsplit(value)
    host = parts.netloc.encode("latin-1")
    try:
        name = host.decode()
    except UnicodeDecodeError:
        name = parts.netloc
    path, query = (quote(part.encode("latin-1"), safe=_PRINTABLE) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, name, path, query, ""))


def _answer(response: Response, request: Request, host: str) -> Answer:
    status = response.status_code
    if status not in _USABLE:
        raise _refused(response, request.source, host)
    content = bytearray()
    raw = _counted(response.raw.stream(_CHUNK, decode_content=False))
    for piece in decoded(raw, response.headers.get("Content-Encoding", "")):
        content += piece
        if len(content) > request.max_bytes:
            if request.in_part:
                del content[request.max_bytes :]
                break
            raise FetchRefused(
                f"Source {request.source}: the answer of {host} is larger than {request.max_bytes:,} bytes "
                "after decompression. If that is right, raise max_bytes in the source's file.",
                http_status=status,
            )
    return Answer(
        bytes(content),
        public_url(response.url),
        _header(response, "Content-Type"),
        _header(response, "ETag"),
        _header(response, "Last-Modified"),
        status,
        _header(response, "Link"),
    )


def _counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
    traffic = neighbour().traffic
    for piece in pieces:
        traffic.size += len(piece)
        yield piece


def _header(response: Response, name: str) -> str | None:
    """Return a header's value. A control character has no place in one (RFC 9110, section 5.5): None."""
    value: str | None = response.headers.get(name)
    return value if value and not _CONTROL.search(value) else None


def _refused(response: Response, source: str, host: str) -> FetchError:
    status = response.status_code
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "a status that HTTP does not know"
    message = f"Source {source}: {host} answered {status} ({phrase})."
    now = dt.datetime.now(dt.UTC)
    until = retry_at(response.headers.get("Retry-After"), now)
    if until:
        message += f" It asks not to be called again before {until:%Y-%m-%d %H:%M:%S} UTC."
        neighbour().hosts.close(host_of(response.url) or host, until)
    remedy = _REMEDY.get(status) or ("Correct its url." if status in _LASTING else "Try later.")
    kind = FetchRefused if status in _LASTING else FetchFailed
    if status in _PASSING and not until:
        kind = PassingFailure
    return kind(f"{message} {remedy}", http_status=status, host=host_of(response.url), retry_at=until)


def retry_at(value: str | None, now: dt.datetime) -> dt.datetime | None:
    """Return the moment in Retry-After: seconds or a date, in any zone (RFC 9110, section 10.2.3).

    Return None if it is neither, or not ahead of ``now``. It is at most ``LONGEST_WAIT`` ahead.
    """
    value = (value or "").strip()
    try:
        if re.fullmatch(r"[0-9]+(?:\.[0-9]*)?", value):
            until = now + min(dt.timedelta(seconds=min(float(value), 1e9)), LONGEST_WAIT)
        else:
            until = parsedate_to_datetime(value)
            until = until.replace(tzinfo=dt.UTC) if until.tzinfo is None else until.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return min(until, now + LONGEST_WAIT) if until > now else None
