"""Web servers that misbehave: feeds over HTTP and HTTPS."""

from __future__ import annotations

import datetime as dt
import gzip
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.fetch.misbehaviour.rows import fetch, name_of, section, shown, stories_of
from tests.support.certificates import self_signed
from tests.support.misbehaviour import (
    CHUNKED,
    EMPTY,
    FEED,
    HOST,
    LOGIN,
    PAGE,
    ZIPPED,
    Behaviour,
    Exchange,
    Server,
    answers,
    at,
    chunked,
    conditional,
    dated,
    drips,
    feed,
    head,
    misbehaving,
    raw_deflate,
    redirects,
    resets,
    sends,
    stalls,
    then,
)

SLOW = 0.15
"""Timeout in seconds where the server is too slow on purpose."""
PLENTY = 10.0

BEGIN = """## HTTP

Each row is a feed. `outcome` is that of the last fetch; `requests` counts redirects and further tries.
`stories` is the number that the warehouse has afterwards: a good server has two.
"""


@dataclass(frozen=True)
class Case:
    """A way to misbehave: its description, the server, the expected outcome and the number of fetches."""

    does: str
    behaviour: Behaviour
    outcome: str
    stories: int = 0
    fetches: int = 1
    timeout: float = PLENTY
    user: str = ""
    scheme: str = "http"
    options: dict[str, object] = field(default_factory=dict)
    certificate: dict[str, object] | None = None
    trusts: bool = False
    allows_private: bool = False
    closed: bool = False
    check: Callable[[Server], bool] = lambda _: True
    """Whether the server received the requests that it should."""


OK = head()
LATIN = feed("Sluice", "Grève", declared="UTF-8").encode("latin-1")
UTF_16 = feed(*("Sluice", "Weir"), declared="UTF-16").encode("utf-16")
BIG = feed(*(f"Sluice {number}" for number in range(2000))).encode()
LIMIT = {"max_bytes": 50_000}
FIRST = "the first answer is good; then "


def _no_secret(server: Server) -> bool:
    return [("authorization" in headers) for _, headers in server.requests] == [True, False]


def _unconditional(server: Server) -> bool:
    return all("if-none-match" not in headers for _, headers in server.requests)


def _slowly(exchange: Exchange) -> None:
    exchange.send(OK)
    exchange.drip([FEED[:99], FEED[99:]])


SECTIONS: dict[str, list[Case]] = {
    "Slow": [
        Case(
            "sends its head byte by byte", drips(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"), "failed", timeout=SLOW
        ),
        Case("sends its body byte by byte", drips(OK, b" "), "failed", timeout=SLOW),
        Case("accepts the connection and sends nothing", stalls(), "failed", timeout=SLOW),
        Case("stops in the middle of its head", stalls(b"HTTP/1.1 200 OK\r\nConte"), "failed", timeout=SLOW),
        Case("stops in the middle of its body", stalls(OK, FEED[:100]), "failed", timeout=SLOW),
        Case(
            "sends hints (103) for ever",
            drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
            "failed",
            timeout=SLOW,
        ),
        Case(
            "is slow within the limits",
            _slowly,
            "documents",
            2,
        ),
    ],
    "Cut and wrongly framed": [
        Case("hangs up in the middle of its head", sends(b"HTTP/1.1 200 O"), "failed"),
        Case("resets the connection in the middle of its head", resets(b"HTTP/1.1 20"), "failed"),
        Case(
            "resets the connection in the middle of its body",
            resets(head("200 OK", "Content-Length: 9999"), FEED),
            "failed",
        ),
        Case("hangs up without an answer", sends(), "failed"),
        Case(
            "hangs up without an answer twice, then is good",
            then(sends(), sends(), answers()),
            "documents",
            2,
        ),
        Case("has a Content-Length that is too large", answers(FEED, length=len(FEED) + 9), "failed"),
        Case("has a Content-Length that is too small", answers(FEED, length=len(FEED) - 9), "failed"),
        Case(
            "has a Content-Length that is no number",
            sends(head("200 OK", "Content-Length: many"), FEED),
            "documents",
            2,
        ),
        Case(
            "has a negative Content-Length", sends(head("200 OK", "Content-Length: -5"), FEED), "documents", 2
        ),
        Case(
            "has two different Content-Lengths",
            sends(head("200 OK", f"Content-Length: {len(FEED)}", "Content-Length: 7"), FEED),
            "failed",
        ),
        Case("has no length, and ends in the middle of the feed", sends(OK, FEED[:-30]), "failed"),
        Case("sends chunks without the last one", sends(CHUNKED, chunked(FEED)), "failed"),
        Case("cuts a chunk", sends(CHUNKED, chunked(FEED)[:-40]), "failed"),
        Case("sends a size of a chunk that is no number", sends(CHUNKED, b"zz\r\n", FEED), "failed"),
        Case(
            "sends chunks with extensions and trailers",
            sends(CHUNKED, chunked(FEED).replace(b"\r\n", b";a=b\r\n", 1), b"0\r\nX: y\r\n\r\n"),
            "documents",
            2,
        ),
        Case(
            "sends chunks although it states a length",
            sends(
                head("200 OK", "Transfer-Encoding: chunked", "Content-Length: 5"), chunked(FEED), b"0\r\n\r\n"
            ),
            "documents",
            2,
        ),
    ],
    "Content codings": [
        Case("sends gzip", answers(ZIPPED, "200 OK", "Content-Encoding: gzip"), "documents", 2),
        Case("cuts gzip", answers(ZIPPED[:-12], "200 OK", "Content-Encoding: gzip"), "failed"),
        Case("states gzip and sends plain text", answers(FEED, "200 OK", "Content-Encoding: gzip"), "failed"),
        Case(
            "sends gzip with a wrong checksum",
            answers(ZIPPED[:-8] + bytes(4) + ZIPPED[-4:], "200 OK", "Content-Encoding: gzip"),
            "failed",
        ),
        Case(
            "sends gzip within gzip",
            answers(gzip.compress(ZIPPED), "200 OK", "Content-Encoding: gzip, gzip"),
            "documents",
            2,
        ),
        Case(
            "sends a bomb: 20 MB of spaces in 20 kB of gzip",
            answers(gzip.compress(b" " * 20_000_000), "200 OK", "Content-Encoding: gzip"),
            "refused",
            options=LIMIT,
        ),
        Case(
            "sends deflate without its wrapper",
            answers(raw_deflate(FEED), "200 OK", "Content-Encoding: deflate"),
            "documents",
            2,
        ),
        Case(
            "sends br, which was not asked for",
            answers(b"\x0b\x02", "200 OK", "Content-Encoding: br"),
            "failed",
        ),
        Case(
            "sends zstd, which was not asked for",
            answers(b"\x28\xb5\x2f\xfd", "200 OK", "Content-Encoding: zstd"),
            "failed",
        ),
        Case(
            "names a charset as its coding",
            answers(FEED, "200 OK", "Content-Encoding: UTF-8"),
            "documents",
            2,
        ),
        Case("sends more than max_bytes", answers(BIG), "refused", options=LIMIT),
    ],
    "Redirects": [
        Case("redirects in a circle", redirects("/rss"), "refused"),
        Case(
            "redirects five times", then(*[redirects(f"/{n}") for n in range(5)], answers()), "documents", 2
        ),
        Case("redirects six times", then(*[redirects(f"/{n}") for n in range(6)], answers()), "refused"),
        Case("redirects to a private address", redirects("http://localhost:PORT/inner"), "refused"),
        Case(
            "redirects to 169.254.169.254, where clouds keep secrets",
            redirects("http://169.254.169.254/latest/meta-data"),
            "refused",
        ),
        Case("redirects to file:", redirects("file:///etc/passwd"), "refused"),
        Case("redirects without a Location", answers(b"", "302 Found"), "refused"),
        Case("redirects to a port that cannot be", redirects(f"http://{HOST}:99999/"), "refused"),
        Case(
            "redirects to another host, which gets no password",
            then(redirects("http://localhost:PORT/rss"), answers()),
            "documents",
            2,
            user="ann:pw@",
            allows_private=True,
            check=_no_secret,
        ),
        Case("redirects to its login page", at(rss=redirects("/login"), login=answers(LOGIN)), "unusable"),
        Case(
            "has moved for good; the second fetch goes there at once",
            at(rss=redirects("/new", "301 Moved Permanently"), new=conditional(FEED, '"1"')),
            "unchanged",
            2,
            fetches=2,
            check=lambda s: [path for path, _ in s.requests] == ["/rss", "/new", "/new"],
        ),
        Case(
            "has moved for good to a page that is no feed; the second fetch asks the first address",
            at(
                rss=then(redirects("/login", "308 Permanent Redirect"), answers(LOGIN), answers()),
                login=answers(LOGIN),
            ),
            "documents",
            2,
            fetches=2,
        ),
    ],
    "Validators": [
        Case(
            "answers 304 to the first request, and the feed when asked again",
            then(sends(head("304 Not Modified")), answers()),
            "documents",
            2,
        ),
        Case("answers 304 to every request", sends(head("304 Not Modified")), "failed"),
        Case("honours a weak ETag", conditional(FEED, 'W/"1"'), "unchanged", 2, fetches=2),
        Case(
            "has a new ETag for the same feed",
            lambda e: e.answer(FEED, "200 OK", f'ETag: "{e.number}"'),
            "unchanged",
            2,
            fetches=2,
        ),
        Case("ignores validators", answers(FEED, "200 OK", 'ETag: "1"'), "unchanged", 2, fetches=2),
        Case("has no validators", answers(), "unchanged", 2, fetches=2),
        Case(
            "has a Last-Modified in the future, which is not sent back",
            lambda e: e.answer(FEED, "200 OK", f"Last-Modified: {dated(days=400)}"),
            "unchanged",
            2,
            fetches=2,
            check=lambda s: all("if-modified-since" not in headers for _, headers in s.requests),
        ),
        Case(
            "has a Last-Modified that is no date",
            answers(FEED, "200 OK", "Last-Modified: yesterday"),
            "documents",
            2,
        ),
        Case(
            "sends a page with an ETag, then 304 to it",
            then(answers(PAGE, "200 OK", 'ETag: "1"'), conditional(FEED, '"1"')),
            "documents",
            2,
            fetches=2,
            check=_unconditional,
        ),
    ],
    "Statuses": [
        Case("answers 204", answers(b"", "204 No Content"), "failed"),
        Case("answers 206 with a part of the feed", answers(FEED[:90], "206 Partial Content"), "failed"),
        Case("answers 203 with the feed", answers(FEED, "203 Non-Authoritative Information"), "documents", 2),
        Case("answers 101", sends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), "failed"),
        Case("answers 400", answers(b"", "400 Bad Request"), "refused"),
        Case("answers 401", answers(b"", "401 Unauthorized"), "refused"),
        Case("answers 403", answers(b"", "403 Forbidden"), "refused"),
        Case("answers 404", answers(b"", "404 Not Found"), "refused"),
        Case("answers 410", answers(b"", "410 Gone"), "refused"),
        Case("answers 429 with seconds", answers(b"", "429 Too Many Requests", "Retry-After: 120"), "failed"),
        Case(
            "answers 429 with a date; the second fetch does not call it",
            lambda e: e.answer(b"", "429 Too Many Requests", f"Retry-After: {dated(hours=2)}"),
            "waiting",
            fetches=2,
        ),
        Case("answers 451", answers(b"", "451 Unavailable For Legal Reasons"), "refused"),
        Case("answers 500", answers(b"", "500 Internal Server Error"), "failed"),
        Case("answers 502, then is good", then(answers(b"", "502 Bad Gateway"), answers()), "documents", 2),
        Case(
            "answers 503 with a date",
            lambda e: e.answer(b"", "503 Service Unavailable", f"Retry-After: {dated(hours=2)}"),
            "failed",
        ),
        Case(
            "answers 503 with a date that has passed, then is good",
            then(
                lambda e: e.answer(b"", "503 Service Unavailable", f"Retry-After: {dated(days=-2)}"),
                answers(),
            ),
            "documents",
            2,
        ),
        Case(
            "answers 503 with a date in fifteen years, of which seven days are kept",
            lambda e: e.answer(b"", "503 Service Unavailable", f"Retry-After: {dated(days=5500)}"),
            "failed",
        ),
        Case(
            "answers 503 with a Retry-After that is none",
            answers(b"", "503 Service Unavailable", "Retry-After: soon"),
            "failed",
        ),
        Case("answers 999", answers(b"", "999 Request denied"), "failed"),
    ],
    "Heads": [
        Case(
            "sends two hundred headers",
            sends(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 200, b"\r\n", FEED),
            "failed",
        ),
        Case(
            "sends a header of 1 MB",
            sends(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 1_000_000, b"\r\n\r\n", FEED),
            "failed",
        ),
        Case("answers in HTTP/0.9", sends(FEED), "failed"),
        Case("answers in another protocol", sends(b"220 quay FTP server ready\r\n"), "failed"),
        Case("sends a head of HTTP/1.0", sends(b"HTTP/1.0 200 OK\r\n\r\n", FEED), "documents", 2),
        Case(
            "sends hints (103) before its answer",
            sends(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", OK, FEED),
            "documents",
            2,
        ),
        Case("sends a header with NUL", sends(head("200 OK", 'ETag: "a\0b"'), FEED), "documents", 2),
        Case("names the feed text/html", answers(FEED, "200 OK", "Content-Type: text/html"), "documents", 2),
    ],
    "Bodies": [
        Case("sends nothing", answers(b""), "unusable"),
        Case("sends a blank line", answers(b"\r\n"), "unusable"),
        Case("sends a web page", answers(PAGE), "unusable"),
        Case("sends a form to log in", answers(LOGIN), "unusable"),
        Case(
            "sends a plain text",
            answers(b"Closed for repairs. Please come back tomorrow at noon."),
            "unusable",
        ),
        Case(
            "sends an error as JSON",
            answers(b'{"status": "error", "message": "Quota exceeded for this client."}'),
            "unusable",
        ),
        Case(
            "sends an error as XML",
            answers(b"<?xml version='1.0'?><error><code>17</code></error>"),
            "unusable",
        ),
        Case("begins with a byte order mark", answers(b"\xef\xbb\xbf" + FEED), "documents", 2),
        Case("sends UTF-16", answers(UTF_16), "documents", 2),
        Case("declares UTF-8 and sends Latin-1", answers(LATIN), "documents", 2),
        Case(
            "states a charset that does not exist",
            answers(FEED, "200 OK", "Content-Type: text/xml; charset=klingon"),
            "documents",
            2,
        ),
        Case("sends a valid feed without entries", answers(EMPTY), "empty"),
        Case(
            FIRST + "the feed has lost all its entries",
            then(answers(), answers(EMPTY)),
            "empty",
            2,
            fetches=2,
        ),
        Case(FIRST + "a web page comes", then(answers(), answers(PAGE)), "unusable", 2, fetches=2),
    ],
    "Connections": [
        Case(
            "has a certificate that has expired",
            answers(),
            "refused",
            scheme="https",
            certificate={"ends": dt.timedelta(days=-1)},
            trusts=True,
        ),
        Case("has a certificate of its own making", answers(), "refused", scheme="https", certificate={}),
        Case(
            "has a certificate for another name",
            answers(),
            "refused",
            scheme="https",
            certificate={"address": "127.0.0.2"},
            trusts=True,
        ),
        Case("speaks no TLS on the port for it", answers(), "refused", scheme="https"),
        Case("refuses the connection", answers(), "failed", closed=True),
    ],
}


def run(
    warehouse: psycopg.Connection, case: Case, folder: Path, patch: pytest.MonkeyPatch, wrong: list[str]
) -> tuple[str, ...]:
    """Fetch a case's feed, and return its row of the page: outcome, status, requests, stories, reason."""
    warehouse.execute("TRUNCATE ledger.hosts")
    name = name_of(case.does)
    certificate = self_signed(folder, **case.certificate) if case.certificate is not None else None  # type: ignore[arg-type]
    patch.setenv("REQUESTS_CA_BUNDLE", str(certificate) if case.trusts else "")
    patch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "1" if case.allows_private else "")
    with misbehaving(case.behaviour, certificate) as server:
        url = server.url(case.user, case.scheme)
        lines = {
            "name": name,
            "kind": "feed",
            "provider": name,
            "url": url,
            "timeout": case.timeout,
            **case.options,
        }
        (folder / f"{name}.toml").write_text("".join(f"{key} = {value!r}\n" for key, value in lines.items()))
        if case.closed:
            with socket.socket() as probe:
                probe.bind((HOST, 0))
                url = f"http://{HOST}:{probe.getsockname()[1]}/rss"
            (folder / f"{name}.toml").write_text(f"name = {name!r}\nkind = 'feed'\nurl = {url!r}\n")
        for _ in range(case.fetches):
            fetch(warehouse, name, folder)
    outcome, status, requests, reason = warehouse.execute(
        "SELECT outcome, http_status, requests, reason FROM mart.fetches WHERE source_name = %s"
        " ORDER BY fetch_number DESC LIMIT 1",
        (name,),
    ).fetchone()  # type: ignore[misc]
    stories = stories_of(warehouse, name)
    if (outcome, stories, case.check(server)) != (case.outcome, case.stories, True):
        wrong.append(f"{case.does}: {outcome}, {stories} stories: {reason} {server.requests}")
    return outcome, str(status or "–"), str(requests), str(stories), shown(reason or "", name)


def chapter(warehouse: psycopg.Connection, folder: Path, patch: pytest.MonkeyPatch, wrong: list[str]) -> str:
    """Return the chapter of the page. A case with another outcome than expected adds a line to ``wrong``."""
    head = ("the server …", "outcome", "status", "requests", "stories", "reason")
    parts = [BEGIN]
    for title, cases in SECTIONS.items():
        parts.append(
            section(title, head, [(case.does, *run(warehouse, case, folder, patch, wrong)) for case in cases])
        )
    return "\n".join(parts)
