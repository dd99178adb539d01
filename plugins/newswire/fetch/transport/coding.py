"""Content codings of HTTP, decoded to their end: a coding that stops early is an error."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

ACCEPTED = "gzip, deflate"
"""The value of Accept-Encoding (RFC 9110, section 12.5.3)."""

_LARGEST = 64 * 1024
"""Bytes of one piece after decompression, so that a small body cannot fill the memory."""
_GZIP = 16 + zlib.MAX_WBITS
_NAMES = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_UNREAD = frozenset(
    ("aes128gcm", "br", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress", "zstd")
)
"""Further codings in IANA's registry. Other names, such as a charset, are no codings and are ignored."""


class CodingError(Exception):
    """A body cannot be decoded."""


class CutError(CodingError):
    """A body ends before its coding does."""


class UnknownCoding(CodingError):
    """A body has a coding that was not asked for. The text is the coding's name."""


def decoded(body: Iterable[bytes], codings: str) -> Iterator[bytes]:
    """Yield a body without its codings, in pieces of bounded size. An empty body is empty in any coding.

    Args:
        body: its pieces, as received.
        codings: the value of Content-Encoding, in the order of application (RFC 9110, section 8.4).

    Raises:
        UnknownCoding: a coding is not read here.
        CutError: the body ends before the end of the compressed stream. Its trailer shows that end (RFC 1950,
            section 2.2; RFC 1951, section 3.2.3; RFC 1952, section 2.3.1).
        CodingError: the body is not in this coding, or its checksum is wrong.
    """
    pieces = iter(body)
    names = [name.strip().lower() for name in codings.split(",")]
    for name in reversed(names):
        if name in _UNREAD:
            raise UnknownCoding(name)
        if name in _NAMES:
            pieces = _inflated(pieces, _NAMES[name])
    return pieces


def is_compressed(codings: str) -> bool:
    """Return whether a coding marks the end of the body."""
    return any(name.strip().lower() in _NAMES for name in codings.split(","))


def _inflated(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    stream: zlib._Decompress | None = None
    ended = False
    for piece in pieces:
        waiting = piece
        while waiting:
            if stream is None:
                if ended and (name != "gzip" or not waiting.startswith(b"\x1f")):
                    break  # padding behind the end
                stream = zlib.decompressobj(_window(name, waiting))
            yield _part(stream, waiting)
            waiting = stream.unconsumed_tail
            if stream.eof:
                waiting, ended = stream.unused_data, True
                stream = None
    while stream is not None and not stream.eof:
        left = _part(stream, b"")
        if not left:
            raise CutError
        yield left


def _part(stream: zlib._Decompress, waiting: bytes) -> bytes:
    try:
        return stream.decompress(waiting, _LARGEST)
    except zlib.error as error:
        raise CodingError(str(error)) from error


def _window(name: str, beginning: bytes) -> int:
    """Return zlib's window bits. Servers send deflate with and without its wrapper (RFC 9110, 8.4.1.2)."""
    if name == "gzip":
        return _GZIP
    wrapped = beginning[0] & 0x0F == 8 and (
        len(beginning) < 2 or int.from_bytes(beginning[:2], "big") % 31 == 0
    )
    return zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS
