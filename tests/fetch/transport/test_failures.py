"""Answers that break off or cannot be decoded: each error has its cause, and no bytes are returned."""

from __future__ import annotations

import gzip
import zlib

import pytest

from newswire.fetch import FetchFailed
from newswire.fetch.transport.http import get
from tests.support.site import sending

FEED = (
    b"<rss>" + b"".join(b"<item><title>Weir %d is closed</title></item>" % n for n in range(200)) + b"</rss>"
)
GZIP = gzip.compress(FEED)
HALF = GZIP[: len(GZIP) // 2]
OK = b"HTTP/1.1 200 OK\r\n"


def error(*pieces: bytes) -> FetchFailed:
    with sending(*pieces) as url, pytest.raises(FetchFailed) as caught:
        get(url, "coast", timeout=5, max_bytes=100_000, robots=False, tries=1)
    return caught.value


def chunked(body: bytes) -> bytes:
    return b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    "framed",
    [
        b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(HALF), HALF),
        b"Content-Encoding: gzip\r\n" + chunked(HALF),
        b"Content-Encoding: gzip\r\n" + chunked(GZIP[:-8]),
        b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + HALF,
        b"Content-Encoding: deflate\r\n" + chunked(zlib.compress(FEED)[:-4]),
        b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(GZIP), HALF),
        b"Content-Length: %d\r\n\r\n%s" % (len(FEED), FEED[:-20]),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s" % (len(FEED), FEED[:-20]),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(FEED), FEED),
    ],
    ids=["gzip length", "gzip chunks", "gzip trailer", "gzip close", "deflate checksum", "both", "length",
         "chunk", "last chunk"],
)  # fmt: skip
def test_a_body_that_ends_early_broke_off(framed: bytes) -> None:
    found = error(OK + framed)
    assert "broke off" in str(found)
    assert found.http_status == 200


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 O", OK, OK + b"Content-Type: text/xml\r\n", b"HTTP/1.1 302 Found\r\nLocation: /x"]
)
def test_a_head_that_ends_early_broke_off_and_is_no_empty_answer(head: bytes) -> None:
    found = error(head)
    assert "broke off" in str(found)
    assert found.http_status is None


def test_a_coding_that_was_not_requested_is_named() -> None:
    found = error(OK + b"Content-Encoding: br\r\nContent-Length: 3\r\n\r\n\x1b\0\0")
    assert "in the coding br, which was not requested" in str(found)
