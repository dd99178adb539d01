"""robots.txt (RFC 9309): read by a library, kept for a day, and one policy for those that cannot be read.

========================  ==============================================================================
answer                    meaning
========================  ==============================================================================
200                       its rules hold; of a text of more than 500 KiB the first 500 KiB (section 2.5)
200 with a web page       no rules: many sites answer so for an address that does not exist
4xx, 401 and 403 too      no rules (section 2.3.1.3); the pages themselves refuse who may not read them
more than 5 redirects     no rules (section 2.3.1.2); so is a redirect to no web address
429, 5xx, no answer       the last rules that could be read; without any, nothing is fetched (2.3.1.4)
the same for 30 days      no rules (section 2.3.1.4)
========================  ==============================================================================
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import isnan
from urllib.parse import urlsplit

from protego import Protego

from newswire.fetch.fetched import FetchError, FetchFailed, FetchRefused, HostWaits
from newswire.fetch.transport.address import host_of
from newswire.fetch.transport.exchange import PRODUCT, Answer, Request, TooManyRedirects, exchange
from newswire.fetch.transport.neighbour import RobotsFile, neighbour

FRESH = dt.timedelta(days=1)
"""Longest use of a copy (RFC 9309, section 2.4)."""
ASK_AGAIN = dt.timedelta(minutes=10)
"""Time between two requests for a file that cannot be read."""
GIVEN_UP = dt.timedelta(days=30)
"""Time after which a file that cannot be read counts as none (RFC 9309, section 2.3.1.4)."""
MAX_BYTES = 500 * 1024
"""Part of a file that is read (RFC 9309, section 2.5)."""

_PAGE = re.compile(
    rb"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body|title|\?xml)", re.IGNORECASE | re.DOTALL
)
"""Groups are atomic: a body of comments alone would be tried in every way to part it."""


class RobotsDisallow(FetchRefused):
    """A host's robots.txt does not allow an address. It was not called."""


def checking(source: str, timeout: float, found_in: str | None = None) -> Callable[[str], None]:
    """Return a function that returns if robots.txt allows an address, and raises otherwise.

    ``found_in`` is the source's own URL, if the addresses stand in its document: see ``Request``.

    Raises (by the function):
        RobotsDisallow: the rules do not allow it.
        FetchFailed: the rules cannot be read, and there are none of before.
        FetchRefused: the host has an inner address or a wrong certificate, so that nothing of it is read.
        HostWaits: the host asked not to be called yet.
    """

    def check(address: str) -> None:
        parts = urlsplit(address)
        file = _file(f"{parts.scheme}://{parts.netloc}", source, timeout, found_in)
        if file.text is not None and not rules(file.text).can_fetch(address, PRODUCT):
            raise RobotsDisallow(
                f"Source {source}: robots.txt of {parts.hostname} does not allow {PRODUCT} to read "
                f"{parts.path or '/'}. Ask the publisher for permission, or leave these pages out.",
                host=host_of(address),
            )

    return check


@lru_cache(maxsize=16)
def rules(text: str) -> Protego:
    """Return the rules of a robots.txt. Lines that are none are ignored (RFC 9309, section 2.2)."""
    return Protego.parse(text)


def crawl_delay(text: str | None) -> float:
    """Return the seconds between two requests that a robots.txt asks for; 0 if none."""
    delay = rules(text).crawl_delay(PRODUCT) if text else None
    return min(max(float(delay), 0.0), 86_400.0) if delay is not None and not isnan(delay) else 0.0


def _file(origin: str, source: str, timeout: float, found_in: str | None) -> RobotsFile:
    hosts = neighbour().hosts
    now = dt.datetime.now(dt.UTC)
    kept = hosts.robots(origin)
    if kept and now < kept.asked_at + (ASK_AGAIN if kept.unreadable_since else FRESH):
        return _decided(kept, origin, source, now)
    file = _asked(kept, origin, source, timeout, found_in, now)
    hosts.keep_robots(origin, host_of(origin) or "", file, crawl_delay(file.text))
    return _decided(file, origin, source, now)


def _asked(
    kept: RobotsFile | None,
    origin: str,
    source: str,
    timeout: float,
    found_in: str | None,
    now: dt.datetime,
) -> RobotsFile:
    """Return the state after a request.

    Raises:
        HostWaits: the host asked not to be called yet.
        FetchRefused: the host has an inner address or a wrong certificate.
    """
    url = f"{origin}/robots.txt"
    request = Request(url, source, timeout, MAX_BYTES, "text/plain", in_part=True, found_in=found_in)
    try:
        answer = exchange(request)
    except HostWaits:
        raise
    except FetchError as error:
        if is_none(error):
            return RobotsFile(now, "", now)
        if isinstance(error, FetchRefused) and error.http_status is None:
            raise
        before = kept or RobotsFile(now)
        return replace(before, asked_at=now, unreadable_since=before.unreadable_since or now)
    return RobotsFile(now, text_of(answer) if answer else "", now)


def is_none(error: FetchError) -> bool:
    """Return whether a failed request for robots.txt means that there are no rules."""
    status = error.http_status or 0
    return isinstance(error, TooManyRedirects) or (300 <= status < 500 and status != 429)


def text_of(answer: Answer) -> str:
    """Return the text of an answer without NUL, which PostgreSQL cannot store. A web page has no rules."""
    if _PAGE.match(answer.content):
        return ""
    return answer.content.decode("utf-8-sig", errors="replace").replace("\0", "")


def _decided(file: RobotsFile, origin: str, source: str, now: dt.datetime) -> RobotsFile:
    if file.text is not None or not file.unreadable_since:
        return file
    if now >= file.unreadable_since + GIVEN_UP:
        return replace(file, text="")
    raise FetchFailed(
        f"Source {source}: robots.txt of {urlsplit(origin).hostname} cannot be read, so nothing is fetched "
        f"from there (RFC 9309). It is asked again in {ASK_AGAIN.total_seconds() / 60:g} minutes.",
        host=host_of(origin),
    )
