"""A GET that is polite to servers, closed to the inner network, and bounded in time and size.

This module follows redirects itself, because each may lead to another host.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import requests
from urllib3.exceptions import HTTPError

from newswire.fetch.fetched import FetchError, FetchFailed, FetchRefused
from newswire.fetch.transport.address import PrivateAddress, host_of, public_url
from newswire.fetch.transport.coding import ACCEPTED, CodingError, decoded
from newswire.fetch.transport.connection import session
from newswire.fetch.transport.failures import explained

if TYPE_CHECKING:
    from requests import Response

MAX_REDIRECTS = 5
MAX_WAITS = 10
"""Longest total time of a fetch, in timeouts: a server that sends byte by byte cannot block a run."""
LONGEST_WAIT = dt.timedelta(days=7)
"""Longest Retry-After that is kept. A wrong date must not close a source for good."""

_CHUNK = 64 * 1024
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_USABLE = frozenset((200, 203))
"""OK, and the same through a proxy that changed it (RFC 9110, section 15.3.4)."""
_LASTING = frozenset((400, 401, 403, 404, 405, 406, 410, 414, 451))
_REMEDY = {
    401: "Put a valid user and password into its url.",
    403: "Ask the publisher whether automatic reading is allowed, or disable the source.",
    404: "The feed has moved: look for its new address and correct its url.",
    410: "The publisher has closed the feed: disable or remove the source.",
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
    headers: Mapping[str, str] = MappingProxyType({}),
    found_in: str | None = None,
) -> Answer | None:
    """Fetch ``url`` for ``source``. Return None if the server answers that it has not changed (304).

    Args:
        url: http or https; its user and password are sent to its own host only.
        source: name of the source, for error messages.
        timeout: seconds to wait for a connection, and for each next byte. The whole fetch, from the first
            connection to the last byte of the last redirect, takes at most ``MAX_WAITS`` times as long.
        max_bytes: largest accepted size after decompression.
        accept: the accepted media types (RFC 9110, section 12.5.1).
        etag: validator of the last response, as the server sent it.
        last_modified: likewise; both may be given (RFC 9110, section 13.1).
        headers: further headers, such as a token. They are sent to the URL's own scheme, host and port only.
        found_in: the source's own URL, if ``url`` stands in its document. Private addresses are then
            permitted to the host of that URL alone, and a permanent move of the page needs no correction.

    Raises:
        FetchError: there is no usable response. The message names the host only, because the rest of
            the URL may contain secrets.
    """
    started = urlsplit(url)
    user = (unquote(started.username or ""), unquote(started.password or ""))
    address = urlunsplit(started._replace(netloc=started.netloc.rpartition("@")[2]))
    sent = {"User-Agent": user_agent(), "Accept": accept, "Accept-Encoding": ACCEPTED}
    if etag:
        sent["If-None-Match"] = etag
    if last_modified:
        sent["If-Modified-Since"] = last_modified
    configured = urlsplit(found_in or url).hostname or ""
    deadline = time.monotonic() + timeout * MAX_WAITS
    with session(configured, deadline) as asking:
        for _ in range(MAX_REDIRECTS + 1):
            host = urlsplit(address).hostname or ""
            status = None
            try:
                same = _origin(address) == _origin(url)
                with asking.get(
                    address,
                    headers={**sent, **headers} if same else sent,
                    auth=user if same and any(user) else None,
                    timeout=timeout,
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    status = response.status_code
                    if status in _REDIRECTS:
                        address = _target(response, address, source, host, is_own=found_in is None)
                        continue
                    if status == HTTPStatus.NOT_MODIFIED and (etag or last_modified):
                        return None
                    return _answer(response, source, host, max_bytes)
            except (requests.RequestException, HTTPError, CodingError, PrivateAddress, ValueError) as error:
                # Its text contains the URL with its secrets, so it is left out.
                failure = explained(error, source, host, timeout)
                failure.http_status = status
                raise failure from None
    raise FetchRefused(
        f"Source {source}: more than {MAX_REDIRECTS} redirects, the last to {urlsplit(address).hostname}. "
        "Open the feed in a browser and put the address it ends at into the source's url."
    )


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _target(response: Response, address: str, source: str, host: str, *, is_own: bool) -> str:
    """Return the absolute URL of a redirect's target, without user, password and fragment."""
    try:
        target = urlsplit(urljoin(address, _location(response.headers.get("Location") or "")))
        known = response.headers.get("Location") and target.scheme in {"http", "https"} and target.hostname
        _ = target.port
    except ValueError:
        known = None
    if not known:
        raise FetchRefused(
            f"Source {source}: {host} redirects to no web address. Look at the feed in a browser.",
            http_status=response.status_code,
        )
    found = urlunsplit(target._replace(netloc=target.netloc.rpartition("@")[2], fragment=""))
    if is_own and response.status_code in _PERMANENT:
        log.warning(
            "Source %s: the feed has moved for good to %s. Put that into the source's url.",
            source,
            public_url(found),
        )
    return found


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


def _answer(response: Response, source: str, host: str, max_bytes: int) -> Answer:
    status = response.status_code
    if status not in _USABLE:
        raise _refused(response, source, host)
    content = bytearray()
    raw = response.raw.stream(_CHUNK, decode_content=False)
    for piece in decoded(raw, response.headers.get("Content-Encoding", "")):
        content += piece
        if len(content) > max_bytes:
            raise FetchRefused(
                f"Source {source}: the answer of {host} is larger than {max_bytes:,} bytes after "
                "decompression. If that is right for this feed, raise max_bytes in the source's file.",
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
    remedy = _REMEDY.get(status) or ("Correct its url." if status in _LASTING else "Try later.")
    if status == HTTPStatus.NOT_MODIFIED:
        remedy = "No condition was sent, so that answer means nothing. Try later."
    return (FetchRefused if status in _LASTING else FetchFailed)(
        f"{message} {remedy}", http_status=status, host=host_of(response.url), retry_at=until
    )


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
