"""Interfaces over HTTP that answer in JSON: a window of time, pages of items, and a token."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from newswire import settings
from newswire.fetch.api.addresses import filled, is_of_one_origin, joined, next_link, with_parameter
from newswire.fetch.api.source import ApiSource, Token
from newswire.fetch.credentials import login
from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, FetchRefused, Interval, NotAnswerable
from newswire.fetch.kind import SourceKind
from newswire.fetch.transport.http import Answer, get
from newswire.fetch.validators import hash_of
from newswire.fetch.web.instead import instead_of
from newswire.model import Document
from newswire.pointing.json_paths import value_at, values_at

ACCEPT = "application/json, */*;q=0.5"
_LONGEST_ID = 500
_KEYS = 8
"""Most names of an answer that an error shows."""


@dataclass(slots=True)
class _Page:
    """One page: its address without the token, and its number in the order of requests, from 0 on."""

    url: str
    number: int = 0


def fetch(
    source: ApiSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    """Yield the items of an interval that are new or have changed, each as a document of JSON.

    Raises:
        NotAnswerable: the interval has not begun, or is past and the address states no window.
        FetchError: there is no token, an answer cannot be read or has no list of items, or it has more
            pages than a run requests.
    """
    if interval.start > now or not (source.has_past or interval.is_latest(now)):
        raise NotAnswerable(
            f"Source {source.name} is asked without {{start}} and {{end}}, so it knows only the present: it "
            f"has no data for the interval from {interval.start:%Y-%m-%d %H:%M} to "
            f"{interval.end:%Y-%m-%d %H:%M %Z}."
        )
    start, end = interval.start, min(interval.end, now)
    if interval.is_latest(now):
        start -= dt.timedelta(hours=source.overlap)
    secret = _secret(source)
    page: _Page | None = _Page(_first(source, filled(source.url, source.window(start, end))))
    asked: set[str] = set()
    total = 0
    while page:
        if page.url in asked or len(asked) >= source.max_requests:
            raise _endless(source, page, asked)
        asked.add(page.url)
        answer = _get(source, page.url, secret)
        value = _read(source, answer)
        items = None if source.items is None else _items(source, value, source.items, answer)
        if items is None:
            yield from _whole(source, answer, page, start, cursors, now)
        for one in items or ():
            total += 1
            yield from _item(source, one, cursors, now, answer.http_status)
        page = _next(source, page, answer, value, len(items or ()), total)


def _endless(source: ApiSource, page: _Page, asked: set[str]) -> FetchFailed:
    if page.url in asked:
        return FetchFailed(
            f"Source {source.name}: page {page.number + 1} leads back to a page of before. Correct [paging] "
            "in the source's file."
        )
    return FetchFailed(
        f"Source {source.name}: there are more than {source.max_requests:,} pages, so some items have not "
        "come. Raise max_requests in the source's file, ask for larger pages, or narrow the query."
    )


def _secret(source: ApiSource) -> str | None:
    """Return the token.

    Raises:
        FetchRefused: it is not where the source states it.
    """
    token = source.token
    if token is None:
        return None
    if token.environment:
        secret = settings.secret(token.environment)
        missing = f"the variable {token.environment} is not set in the environment"
    else:
        secret = login(token.connection, source.name).password
        missing = f"the connection {token.connection} has no password"
    if not secret or any(sign < " " for sign in secret):
        raise FetchRefused(f"Source {source.name}: {missing}. Put the token of the interface there.")
    return token.prefix + secret


def _first(source: ApiSource, url: str) -> str:
    paging = source.paging
    if paging and paging.parameter and not paging.next:
        return with_parameter(url, paging.parameter, str(paging.first))
    return url


def _get(source: ApiSource, url: str, secret: str | None) -> Answer:
    """Request a page. The token is sent to the origin of the source's address alone."""
    is_own = is_of_one_origin(url, source.url)
    headers = dict(source.headers) if is_own else {}
    if secret and is_own:
        url = _with_token(source.token, url, secret, headers)
    answer = get(
        url,
        source.name,
        timeout=source.timeout,
        max_bytes=source.max_bytes,
        accept=ACCEPT,
        headers=headers,
        robots=not is_own,
        found_in=source.url,
    )
    if answer is None:
        raise FetchFailed(
            f"Source {source.name}: the answer is 304, although no condition was sent. Try later."
        )
    return answer


def _with_token(token: Token | None, url: str, secret: str, headers: dict[str, str]) -> str:
    if token and token.query:
        return with_parameter(url, token.query, secret)
    if token and token.header:
        headers[token.header] = secret
    return url


def _read(source: ApiSource, answer: Answer) -> object:
    if wrong := instead_of("JSON", answer.content):
        raise FetchFailed(f"Source {source.name}: {wrong}", http_status=answer.http_status)
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise FetchFailed(
            f"Source {source.name}: the answer is no JSON{where}, or is cut. It is not taken. Try later; if "
            "it stays so, look at the url.",
            http_status=answer.http_status,
        ) from None


def _items(source: ApiSource, value: object, path: str, answer: Answer) -> list[object]:
    found = value if path == "*" else value_at(value, path)
    if isinstance(found, list):
        return found
    names = ", ".join(sorted(map(str, value))[:_KEYS]) if isinstance(value, dict) else type(value).__name__
    if found is None and "*" in path and isinstance(value, (dict, list)):
        return []
    raise FetchFailed(
        f"Source {source.name}: the answer has no list at {path}; it has {names or 'nothing'}. The interface "
        "may report an error, or has changed. Look at its documentation, and at items in the source's file.",
        http_status=answer.http_status,
    )


def _item(
    source: ApiSource, one: object, cursors: Mapping[str, Cursor], now: dt.datetime, http_status: int
) -> Iterator[Fetched]:
    content = json.dumps(one).encode("ascii")
    named = next((str(found) for found in _identities(source, one) if isinstance(found, (str, int))), "")
    if not named or len(named) > _LONGEST_ID:
        named = sha256(named.encode("utf-8", "surrogatepass") or content).hexdigest()[:32]
    yield from _document(content, f"{_base(source)}#{named}", None, cursors, now, http_status)


def _identities(source: ApiSource, one: object) -> Iterator[object]:
    paths = (source.id, *source.fields.get("guid", ()), *source.fields.get("url", ()))
    for path in filter(None, paths):
        yield from values_at(one, path)


def _whole(
    source: ApiSource,
    answer: Answer,
    page: _Page,
    start: dt.datetime,
    cursors: Mapping[str, Cursor],
    now: dt.datetime,
) -> Iterator[Fetched]:
    """Yield an answer as it came. Its place is the beginning of its window and the number of its page."""
    window = f"{start:%Y-%m-%dT%H:%M:%SZ}/" if source.has_past else ""
    locator = f"{_base(source)}#{window}{page.number + 1}"
    yield from _document(answer.content, locator, answer.content_type, cursors, now, answer.http_status)


def _document(
    content: bytes,
    locator: str,
    content_type: str | None,
    cursors: Mapping[str, Cursor],
    now: dt.datetime,
    http_status: int,
) -> Iterator[Fetched]:
    cursor = Cursor(locator, etag=hash_of(content), size=len(content))
    if cursors.get(locator) != cursor:
        document = Document(content, locator, None, content_type or "application/json", fetched_at=now)
        yield Fetched(document, cursor, http_status)


def _base(source: ApiSource) -> str:
    parts = urlsplit(source.url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))


def _next(
    source: ApiSource, page: _Page, answer: Answer, value: object, count: int, total: int
) -> _Page | None:
    """Return the next page; None behind the last one."""
    paging = source.paging
    if paging is None:
        return None
    number = page.number + 1
    if paging.link or (paging.next and not paging.parameter):
        said = next_link(answer.link) if paging.link else value_at(value, paging.next or "")
        url = joined(page.url, said) if isinstance(said, str) and said.strip() else None
        return _Page(url, number) if url else None
    if paging.next and paging.parameter:
        said = value_at(value, paging.next)
        if said in (None, "", False):
            return None
        return _Page(with_parameter(page.url, paging.parameter, str(said)), number)
    if not count or _is_last(source, value, number, total):
        return None
    position = paging.first + number * paging.step
    return _Page(with_parameter(page.url, paging.parameter or "", str(position)), number)


def _is_last(source: ApiSource, value: object, number: int, total: int) -> bool:
    paging = source.paging
    pages = value_at(value, paging.pages) if paging and paging.pages else None
    items = value_at(value, paging.total) if paging and paging.total else None
    return (isinstance(pages, int) and number >= pages) or (isinstance(items, int) and total >= items)


KIND = SourceKind("api", ApiSource, fetch)
