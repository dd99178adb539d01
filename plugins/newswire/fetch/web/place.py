"""One document that leads to pages, requested with the validators of its last usable answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from newswire.fetch.fetched import Cursor, FetchFailed, FetchRefused
from newswire.fetch.transport.address import public_url
from newswire.fetch.transport.coding import CodingError, decoded
from newswire.fetch.transport.http import Answer, get
from newswire.fetch.validators import to_keep, to_send
from newswire.fetch.web.instead import instead_of
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.whole import CUT, is_cut


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a document that leads to pages, and the noun for it in errors: "a sitemap"."""

    url: str
    expected: str
    accept: str


def ask(
    source: LeadingSource,
    place: Place,
    cursors: Mapping[str, Cursor],
    now: dt.datetime,
    *,
    always: bool = False,
    html: bool = False,
) -> tuple[Answer, Cursor] | None:
    """Return the answer of a place and its new cursor, without a size; None if nothing has changed (304).

    Args:
        source: the source that the place belongs to.
        place: the address.
        cursors: the source's.
        now: the time of the fetch.
        always: send no validators.
        html: whether a web page is expected.

    Raises:
        FetchError: there is no usable answer, or the document is cut, empty or a page in another's place.
    """
    locator = public_url(place.url)
    known = to_send(locator, {} if always else cursors, now)
    found = place.url != source.url
    answer = get(
        place.url,
        source.name,
        timeout=source.timeout,
        max_bytes=source.max_bytes,
        accept=place.accept,
        etag=known.etag,
        last_modified=known.last_modified,
        robots=found,
        found_in=source.url if found else None,
    )
    if answer is None:
        return None
    answer = replace(answer, content=_unzipped(answer.content, source, locator))
    wrong = instead_of(place.expected, answer.content)
    if wrong and not (html and answer.content.strip() and "log in" not in wrong):
        raise FetchFailed(f"Source {source.name}: {locator}: {wrong}", http_status=answer.http_status)
    if not html and is_cut(answer.content):
        raise FetchFailed(f"Source {source.name}: {locator} {CUT}", http_status=answer.http_status)
    return answer, to_keep(known, answer, now)


def _unzipped(content: bytes, source: LeadingSource, locator: str) -> bytes:
    """Return a document without the compression of a gzip file, whatever its name.

    Raises:
        FetchError: the file is damaged, or larger than ``max_bytes`` after decompression.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    whole = bytearray()
    try:
        for piece in decoded((content,), "gzip"):
            whole += piece
            if len(whole) > source.max_bytes:
                raise FetchRefused(
                    f"Source {source.name}: {locator} is larger than {source.max_bytes:,} bytes after "
                    "decompression. If that is right, raise max_bytes in the source's file."
                )
    except CodingError:
        raise FetchFailed(
            f"Source {source.name}: the compressed file {locator} is damaged or cut. Try later."
        ) from None
    return bytes(whole)
