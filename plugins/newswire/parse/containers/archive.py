"""Archives and compressed files: zip, tar, gzip, bzip2, around documents of any format.

Nothing is written to disk, so a member's name is only a label: ``../../etc/passwd`` does no harm.
``Inside`` bounds the bytes of a member, the members and bytes of a document, and the depth.
"""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Protocol, cast

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Container
from newswire.parse.inside import MEMBER_BYTES, MEMBERS, Inside, member_path

RATIO = 200
"""More than a megabyte, packed by a higher ratio than this, is a bomb. Text packs to a twentieth at best."""
_HARMLESS = 1024 * 1024

_GZIP, _BZIP2 = b"\x1f\x8b\x08", b"BZh"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
"""The methods of zip that need little memory for every archive."""
_ZIP_ENTRY = b"PK\x01\x02"
_TAR_BLOCK = 512
_OFFICE = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"))
_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""Errors of the standard library for archives that are damaged, encrypted or of an unknown kind."""


def recognises(document: Document) -> bool:
    """Return whether the document begins as a zip, gzip or bzip2 file, or with a header of tar."""
    return document.content.startswith((*_ZIP, _GZIP, _BZIP2)) or _is_tar(document.content)


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield the items and rejections of the members, in their order. Each path is ``archive.zip!member``.

    Reject a member that cannot be read, and go on with the others.

    Raises:
        Unparsable: ``too-deep``, ``too-large``, ``damaged``.
    """
    inside.check_depth()
    try:
        for name, content in _members(document, inside):
            if isinstance(content, Rejected):
                yield content
            else:
                alone = not document.content.startswith(_ZIP) and not _is_tar(document.content)
                yield from inside.member(name, content, document, defaults, same=alone)
    except _DAMAGE as error:
        raise Unparsable(Reason.DAMAGED, f"The archive cannot be read to its end: {_said(error)}.") from error


def _members(document: Document, inside: Inside) -> Iterator[tuple[str, bytes | Rejected]]:
    content = document.content
    if content.startswith(_ZIP):
        return _zip(document, inside)
    if _is_tar(content):
        return _tar(_Limited(io.BytesIO(content), inside, len(content)), document, inside)
    if _is_tar(head := _unpacking(content, inside).read(_TAR_BLOCK)):
        return _tar(_unpacking(content, inside), document, inside)
    return iter([(_without_suffix(document.path), _all(_unpacking(content, inside)))] if head else [])


def _unpacking(content: bytes, inside: Inside) -> _Limited:
    packed = io.BytesIO(content)
    unpacked = gzip.GzipFile(fileobj=packed) if content.startswith(_GZIP) else bz2.BZ2File(packed)
    return _Limited(unpacked, inside, len(content))


def _is_tar(content: bytes) -> bool:
    """Return whether tar's magic stands at offset 257 (POSIX.1-1988, ustar; GNU adds a blank to it)."""
    return content[257:262] == b"ustar"


def _without_suffix(path: str) -> str:
    name = PurePosixPath(path.rpartition("!")[2])
    return name.stem if name.suffix.lower() in {".gz", ".bz2"} else name.name


def _all(unpacked: _Limited) -> bytes:
    content = unpacked.read(MEMBER_BYTES)
    if len(content) == MEMBER_BYTES and unpacked.read(1):
        raise Unparsable(
            Reason.TOO_LARGE, f"More than {MEMBER_BYTES:,} bytes unpacked; no format reads so many."
        )
    return content


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Limited:
    """The unpacked bytes of a packed file, counted. It stops where they grow as no text does."""

    def __init__(self, unpacked: _Readable, inside: Inside, packed: int) -> None:
        self._unpacked, self._inside, self._packed = unpacked, inside, packed
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return ``size`` bytes, at most ``MEMBER_BYTES`` (also for a negative size); fewer only at the end.

        Raises:
            Unparsable: ``zip-bomb``, ``too-large``.
        """
        wanted = min(size, MEMBER_BYTES) if size >= 0 else MEMBER_BYTES
        pieces = []
        while wanted > 0 and (piece := self._unpacked.read(min(wanted, _HARMLESS))):
            self.count += len(piece)
            self._inside.take(len(piece))
            _refuse_bomb(self._packed, self.count)
            pieces.append(piece)
            wanted -= len(piece)
        return b"".join(pieces)


def _refuse_bomb(packed: int, unpacked: int) -> None:
    if unpacked > _HARMLESS and unpacked > packed * RATIO:
        raise Unparsable(
            Reason.ZIP_BOMB,
            f"{packed:,} bytes unpack to {unpacked:,} or more; text packs to a twentieth at best.",
        )


def _zip(document: Document, inside: Inside) -> Iterator[tuple[str, bytes | Rejected]]:
    entries = document.content.count(_ZIP_ENTRY)
    if entries > MEMBERS:  # the directory is not read yet: it takes half a kilobyte of memory an entry
        raise Unparsable(Reason.TOO_LARGE, f"It has {entries:,} members; up to {MEMBERS:,} are opened.")
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        names = archive.namelist()
        if names and names[0] in _OFFICE:
            raise Unparsable(
                Reason.UNKNOWN_FORMAT, "The zip is an office document or an application, no news format."
            )
        for member in archive.infolist():
            if member.filename.endswith("/") or member.filename.startswith("__MACOSX/"):  # it may be empty
                continue
            inside.take_member()
            yield member.filename, _unzipped(archive, member, document, inside)


def _unzipped(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, document: Document, inside: Inside
) -> bytes | Rejected:
    path = member_path(document, member.filename)
    if member.flag_bits & 1:
        return Rejected(path, Reason.ENCRYPTED, "The member is encrypted.")
    if member.compress_type not in _METHODS:
        return Rejected(
            path, Reason.UNKNOWN_FORMAT, f"The member is packed by method {member.compress_type}."
        )
    try:
        _refuse_bomb(member.compress_size, member.file_size)
        with archive.open(member) as unpacked:
            return _all(_Limited(unpacked, inside, member.compress_size))
    except Unparsable as error:
        if inside.bytes_left < 0:
            raise
        return Rejected(path, error.reason, error.detail)
    except _DAMAGE as error:
        return Rejected(path, Reason.DAMAGED, f"The member cannot be unpacked: {_said(error)}.")


def _tar(packed: _Limited, document: Document, inside: Inside) -> Iterator[tuple[str, bytes | Rejected]]:
    """Yield the files of a tar, read as a stream; links, devices and directories hold no document."""
    with tarfile.open(fileobj=cast("IO[bytes]", packed), mode="r|") as archive:
        for member in archive:
            setattr(archive, "members", [])  # noqa: B010 - the reader would keep all of them
            if not member.isreg():
                continue
            inside.take_member()
            if member.size > MEMBER_BYTES:
                detail = f"The member has {member.size:,} bytes; no format reads more than {MEMBER_BYTES:,}."
                yield member.name, Rejected(member_path(document, member.name), Reason.TOO_LARGE, detail)
                continue
            unpacked = archive.extractfile(member)
            content = unpacked.read() if unpacked else b""
            if len(content) < member.size:
                raise Unparsable(Reason.DAMAGED, f"The archive ends inside {member.name[:80]!r}.")
            yield member.name, content
    if packed.count % _TAR_BLOCK:  # the reader takes a cut header for the end
        raise Unparsable(Reason.DAMAGED, "The archive ends inside the header of a member.")


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:120].rstrip(" .:")


FORMAT = Container("archive", recognises, parse)
