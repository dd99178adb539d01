"""Connections: the deadline holds in every framing, and interim responses are skipped."""

from __future__ import annotations

import itertools

import pytest

from newswire.fetch import FetchFailed
from newswire.fetch.transport.http import Answer, get
from tests.support.site import sending

OK = b"HTTP/1.1 200 OK\r\n"
SLOW = "sends so slowly that reading was given up"


def fetch(url: str, timeout: float = 5) -> Answer | None:
    return get(url, "coast", timeout=timeout, max_bytes=100_000, robots=False, tries=1)


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (OK + b"Content-Length: 2000\r\n\r\n", b"x"),
        (OK + b"Connection: close\r\n\r\n", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"X-Long: ", b"x"),
        (b"HTTP/1.1 200 ", b"O"),
        (OK, b"X: y\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (b"HTTP/1.1 302 Found\r\nLocation: /rss\r\nX-Long: ", b"x"),
    ],
    ids=["length", "no length", "chunks", "header", "status line", "headers", "hints", "redirect"],
)
def test_the_deadline_holds_however_the_bytes_are_framed(begin: bytes, piece: bytes) -> None:
    pause = 0.01 if piece != b"X: y\r\n" else 0.03  # http.client refuses more than 100 headers
    pieces = itertools.repeat(piece, 2_000)  # far more than a deadline's worth, and yet an end
    with sending(begin, then=pieces, pause=pause) as url, pytest.raises(FetchFailed, match=SLOW):
        fetch(url, timeout=0.06)
    assert next(pieces, b"")  # the fetch ended before the server did


@pytest.mark.parametrize("status", [b"102 Processing", b"103 Early Hints", b"100 Continue", b"150 Any"])
def test_interim_responses_are_skipped(status: bytes) -> None:
    interim = b"HTTP/1.1 " + status + b"\r\nLink: </a.css>; rel=preload\r\n\r\n"
    final = OK + b'Content-Length: 6\r\nETag: "1"\r\n\r\n<rss/>'
    for some in (interim, interim * 3):
        with sending(some, final) as url:
            answer = fetch(url)
        assert answer
        assert (answer.content, answer.etag) == (b"<rss/>", '"1"')


def test_a_switch_of_protocols_that_nobody_requested_is_an_error() -> None:
    with (
        sending(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n") as url,
        pytest.raises(FetchFailed, match="answered 101"),
    ):
        fetch(url)
