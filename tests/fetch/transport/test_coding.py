"""Content codings: whole streams are decoded, cut ones are errors, whatever the framing says."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest

from newswire.fetch.transport.coding import CodingError, CutError, UnknownCoding, decoded

TEXT = "".join(
    f"<item><title>Lock {number} of the canal opens</title></item>" for number in range(300)
).encode()


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "old name": ("X-GZip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "two codings": ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
}


def in_pieces(body: bytes, size: int) -> Iterator[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("name", CODINGS)
def test_a_whole_body_is_decoded(name: str, size: int) -> None:
    coding, encode = CODINGS[name]
    assert b"".join(decoded(in_pieces(encode(TEXT), size), coding)) == TEXT


@pytest.mark.parametrize("name", CODINGS)
def test_a_body_that_is_cut_anywhere_is_an_error(name: str) -> None:
    coding, encode = CODINGS[name]
    body = encode(TEXT)
    for end in {1, 5, len(body) // 2, len(body) - 9, len(body) - 4, len(body) - 1}:
        with pytest.raises(CutError):
            list(decoded([body[:end]], coding))


def test_members_follow_each_other_and_padding_is_ignored() -> None:
    body = gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])
    assert b"".join(decoded(in_pieces(body + b"\0" * 64, 11), "gzip")) == TEXT
    with pytest.raises(CutError):
        list(decoded([body[:-3]], "gzip"))


def test_an_empty_body_and_names_that_are_no_codings_change_nothing() -> None:
    assert list(decoded([], "gzip")) == []
    assert list(decoded([b"<rss/>"], "")) == [b"<rss/>"]
    assert list(decoded([b"<rss/>"], "utf-8")) == [b"<rss/>"]


def test_a_body_in_another_coding_or_with_a_wrong_checksum_is_an_error() -> None:
    whole = gzip.compress(TEXT)
    for body in (b"<rss/>", whole[:-8] + b"\1\2\3\4" + whole[-4:]):
        with pytest.raises(CodingError) as caught:
            list(decoded([body], "gzip"))
        assert not isinstance(caught.value, CutError)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br"])
def test_a_coding_that_was_not_requested_is_named(coding: str) -> None:
    with pytest.raises(UnknownCoding, match=r"^(?:br|zstd)$"):
        list(decoded([b"\x1b\0\0"], coding))


def test_a_small_body_does_not_fill_the_memory() -> None:
    pieces = decoded([gzip.compress(b"\0" * 20_000_000)], "gzip")
    assert max(len(piece) for piece in pieces) <= 64 * 1024
