"""Members of a zip or tar archive in memory: each whole and checked, within limits, nothing on disk.

A zip has a checksum for each member, so a sound member counts beside a damaged one. A tar has none for the
bytes of its members: only a whole stream is sound, and nothing of a damaged one is taken.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Protocol, cast

RATIO = 200
"""More than a megabyte, packed by a higher ratio than this, is a bomb. Text packs to a twentieth at best."""
MEMBERS = 100_000
"""Members of one archive."""
_HARMLESS = 1024 * 1024
_PIECE = 64 * 1024
_XZ_MEMORY = 128 * 1024 * 1024
"""Memory for the dictionary of xz: its highest preset needs 64 MiB."""

_ZIP_ENTRY = b"PK\x01\x02"
_TAR_BLOCK = 512
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""Errors of the standard library for archives that are damaged or of an unknown kind."""


class NoArchive(Exception):
    """An archive cannot be taken as a whole. The text is the reason, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name, and its bytes or the sentence why they are refused.

    ``too_large`` is its size, if that is the reason.
    """

    name: str
    content: bytes = b""
    refused: str | None = None
    too_large: int | None = None


def members(archive: bytes, largest: int) -> Iterator[Member]:
    """Yield the files of an archive in its order, each whole and with a name of its own.

    Names are labels: nothing is written to disk, so ``../../etc/passwd`` does no harm. Folders, links,
    devices and hidden files are left out.

    Args:
        archive: the bytes of a zip, or of a tar as it is or packed by gzip, bzip2 or xz.
        largest: most bytes of a member. A larger one is refused.

    Raises:
        NoArchive: it is none, is damaged as a whole, or unpacks to more than text does. A tar raises this
            before its first member is yielded.
    """
    names: Counter[str] = Counter()
    for member in _zip(archive, largest) if archive.startswith(b"PK") else _tar(archive, largest):
        name = member.name.encode(errors="surrogateescape").decode(errors="backslashreplace")
        name = name.replace("\0", "")
        if (
            not name
            or name.startswith("__MACOSX/")
            or any(p.startswith(".") for p in name.split("/") if p.strip("."))
        ):
            continue
        names[name] += 1
        label = f"{name}#{names[name]}" if names[name] > 1 else name
        yield replace(member, name=label)


def _zip(archive: bytes, largest: int) -> Iterator[Member]:
    entries = archive.count(_ZIP_ENTRY)
    if entries > MEMBERS:  # the directory is not read yet: it takes half a kilobyte of memory an entry
        raise NoArchive(f"it has {entries:,} members; up to {MEMBERS:,} are opened")
    try:
        opened = zipfile.ZipFile(io.BytesIO(archive))
    except _DAMAGE as error:
        raise NoArchive(f"it is damaged or cut ({_said(error)})") from error
    with opened:
        listed = [member for member in opened.infolist() if not member.is_dir()]
        _refuse_bomb(len(archive), sum(member.file_size for member in listed))
        for member in listed:
            yield _unzipped(opened, member, largest)


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int) -> Member:
    """Return a member of a zip. ``zipfile`` reads at most the size of its entry, and checks the CRC-32."""
    name = member.filename
    if member.flag_bits & 1:
        return Member(name, refused="The member is encrypted. Ask the sender for an open archive.")
    if member.compress_type not in _METHODS:
        return Member(
            name, refused=f"The member is packed by method {member.compress_type}, which is not read."
        )
    if member.file_size > largest:
        return _too_large(name, member.file_size, largest)
    try:
        with archive.open(member) as unpacked:
            content = unpacked.read(largest + 1)
    except _DAMAGE as error:
        return Member(name, refused=f"The member is damaged ({_said(error)}).")
    if len(content) != member.file_size:
        return Member(name, refused=f"The member has {len(content):,} of {member.file_size:,} bytes.")
    return Member(name, content)


def _tar(archive: bytes, largest: int) -> Iterator[Member]:
    """Yield the files of a tar. It is read twice: first to its end, so that its checksum is known."""
    try:
        for _ in _tarred(archive, 0):
            pass
    except _DAMAGE as error:
        raise NoArchive(f"it is damaged or cut ({_said(error)})") from error
    yield from _tarred(archive, largest)


def _tarred(archive: bytes, largest: int) -> Iterator[Member]:
    """Yield the files of a tar with at most ``largest`` bytes, and read its stream to the end."""
    unpacked = _Limited(_unpacking(archive), len(archive))
    count = 0
    with tarfile.open(fileobj=cast("IO[bytes]", unpacked), mode="r|") as opened:
        for entry in opened:
            setattr(opened, "members", [])  # noqa: B010 - the reader would keep all of them
            count += 1
            if count > MEMBERS:
                raise NoArchive(f"it has more than {MEMBERS:,} members")
            if not entry.isreg():
                continue
            if entry.size > largest:
                yield _too_large(entry.name, entry.size, largest)
                continue
            found = opened.extractfile(entry)
            content = found.read() if found else b""
            if len(content) < entry.size:
                raise NoArchive(f"it ends inside {entry.name[:80]!r}")
            yield Member(entry.name, content)
    while unpacked.read(_PIECE):
        pass
    if unpacked.count % _TAR_BLOCK or any(unpacked.last):
        raise NoArchive("it is cut: the blocks that end a tar are missing")


def _unpacking(archive: bytes) -> _Readable:
    packed = io.BytesIO(archive)
    if archive.startswith(b"\x1f\x8b\x08"):
        unpacked: _Readable = gzip.GzipFile(fileobj=packed)
    elif archive.startswith(b"BZh"):
        unpacked = bz2.BZ2File(packed)
    elif archive.startswith(b"\xfd7zXZ\0"):
        unpacked = _Xz(packed)
    elif archive[257:262] == b"ustar":  # POSIX.1-1988, ustar; GNU adds a blank to it
        return packed
    else:
        raise NoArchive(
            f"it is no zip and no tar: it begins with {archive[:24]!r}" if archive else "it is empty"
        )
    return unpacked


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Xz:
    """The unpacked bytes of xz with bounded memory, which ``lzma.LZMAFile`` does not offer."""

    def __init__(self, packed: io.BytesIO) -> None:
        self._packed = packed
        self._stream = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes; none at the end.

        Raises:
            EOFError, lzma.LZMAError: the stream is cut or damaged.
        """
        while not self._stream.eof:
            waiting = self._packed.read(_PIECE) if self._stream.needs_input else b""
            if self._stream.needs_input and not waiting:
                raise EOFError("the stream of xz has no end")
            if piece := self._stream.decompress(waiting, size):
                return piece
        return b""


class _Limited:
    """The unpacked bytes of a tar, counted. It stops where they grow as no text does."""

    def __init__(self, unpacked: _Readable, packed: int) -> None:
        self._unpacked, self._packed = unpacked, packed
        self.count = 0
        self.last = b""

    def read(self, size: int = -1, /) -> bytes:
        """Return ``size`` bytes; fewer only at the end.

        Raises:
            NoArchive: it is a bomb.
        """
        pieces = []
        while size > 0 and (piece := self._unpacked.read(min(size, _PIECE))):
            self.count += len(piece)
            _refuse_bomb(self._packed, self.count)
            self.last = (self.last + piece)[-_TAR_BLOCK:]
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


def _refuse_bomb(packed: int, unpacked: int) -> None:
    if unpacked > _HARMLESS and unpacked > packed * RATIO:
        raise NoArchive(f"{packed:,} bytes unpack to {unpacked:,} or more; text packs to a twentieth at best")


def _too_large(name: str, size: int, largest: int) -> Member:
    sentence = f"The member has {size:,} bytes; the source takes up to {largest:,} (max_bytes)."
    return Member(name, refused=sentence, too_large=size)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:120].rstrip(" .:")
