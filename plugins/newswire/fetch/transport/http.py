"""A GET with the manners of a good neighbour: in turn, within robots.txt, and again after a brief failure."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

from newswire.fetch.transport import robots as rules
from newswire.fetch.transport.exchange import Answer, Request, exchange
from newswire.fetch.transport.failures import PassingFailure
from newswire.fetch.transport.neighbour import neighbour

__all__ = ["Answer", "get"]

TRIES = 3
"""Requests for one answer, if the first ones meet a failure that often passes."""


def get(
    url: str,
    source: str,
    *,
    timeout: float,
    max_bytes: int,
    accept: str = "*/*",
    etag: str | None = None,
    last_modified: str | None = None,
    headers: Mapping[str, str] | None = None,
    robots: bool = True,
    tries: int = TRIES,
    found_in: str | None = None,
) -> Answer | None:
    """Fetch ``url`` for ``source``. Return None if the server answers that it has not changed (304).

    The request waits for its turn at the host, and so does each redirect (see the module ``neighbour``).
    Between two tries it waits for a random time of up to 2, then 4 pauses of the host: full jitter, so that
    callers that failed together do not come back together.

    Args:
        url: http or https; its user and password are sent to its own host only.
        source: name of the source, for error messages.
        timeout: seconds to wait for a connection (at most 10), and for each next byte. The whole fetch, from
            the first connection to the last byte of the last redirect, takes at most 10 times as long.
        max_bytes: largest accepted size after decompression.
        accept: the accepted media types (RFC 9110, section 12.5.1).
        etag: validator of the last response, as the server sent it.
        last_modified: likewise; both may be given (RFC 9110, section 13.1).
        headers: further headers, such as a key of an API; they are sent to the URL's own host only.
        robots: whether robots.txt decides. It does for every address that was found; not for one that the
            operator wrote into the source's file.
        tries: most requests for the answer.
        found_in: the source's own URL, if ``url`` stands in its document. Private addresses are then
            permitted to the host of that URL alone, and a permanent move of the page is not kept.

    Raises:
        HostWaits: a host asked not to be called yet.
        FetchError: there is no usable response. The message names the host only, because the rest of
            the URL may contain secrets.
    """
    request = Request(
        url, source, timeout, max_bytes, accept, etag, last_modified, headers or {}, found_in=found_in
    )
    check = rules.checking(source, timeout, found_in) if robots else lambda _: None
    for tried in range(1, tries + 1):
        try:
            return exchange(request, check)
        except PassingFailure:
            if tried >= min(tries, neighbour().tries):
                raise
            time.sleep(random.uniform(0, neighbour().pause_of_host() * 2**tried))  # noqa: S311 - no secret
    raise AssertionError("tries is at least 1")
