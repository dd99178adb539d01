"""Tables in files, which all processes map and share.

A table is made in a second, from files of a library. It is kept in the virtual environment of the library,
or, where that cannot be written, in the home (``NEWSWIRE_HOME/tables``). It is made anew when one of these
files, the code or Python changes. Where nothing can be written, each process makes its own table in memory.
The content is the same in all cases, so no result depends on the place.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile
from zlib import crc32

from newswire import settings

TAG = "CACHEDIR.TAG"
"""The file by which the folder is known, also to programs that back up files, which pass over it."""

_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n"
"""The content of the tag (bford.info/cachedir)."""

Parts = Mapping[str, memoryview]
"""The parts of a table by their names."""

_UNIT = 64
"""Bytes. Each part begins at a multiple of it, as arrays of numbers should."""

_HEAD = 1 << 16
"""Bytes of a file by which it is recognised, with its size: a whole module, and the beginning of data."""


def kept(name: str, made_from: Iterable[Path], make: Callable[[], Mapping[str, bytes]]) -> Parts:
    """Return the parts of a table from its file. Make the table if the file is absent or out of date.

    Args:
        name: the name of the table and of its file.
        made_from: all files that the parts depend on, beside this module: data, modules, and the file with
            the version of a library.
        make: returns the parts.
    """
    paths = [folder / name for folder in folders()]
    key = json.dumps([sys.version, sys.byteorder, *map(_recognised, (Path(__file__), *made_from))])
    for path in paths:
        if (found := _read(path, key)) is not None:
            return found
    content = _packed(key, make())
    for path in paths:
        with suppress(OSError):  # the folder is read-only, full or another user's
            _write(path, content)
            return _read(path, key) or _unpacked(content, key)
    return _unpacked(content, key)


def folders() -> Iterator[Path]:
    """Yield the folders of tables: that of the virtual environment, if there is one, and that of the home."""
    if sys.prefix != sys.base_prefix:
        yield Path(sys.prefix, "share", "newswire")
    yield settings.home() / "tables"


def _recognised(file: Path) -> tuple[str, int, int]:
    with file.open("rb") as content:
        return file.name, os.fstat(content.fileno()).st_size, crc32(content.read(_HEAD))


def _read(path: Path, key: str) -> Parts | None:
    """Return the parts in a file; None if there is no such file, or it is out of date or not whole."""
    try:
        with path.open("rb") as file:
            return _unpacked(mmap(file.fileno(), 0, access=ACCESS_READ), key)
    except (OSError, ValueError):
        return None


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Of several writers the last one wins, as all write the same.

    Files of writers that were killed go. A writer whose file went before its end gets an error.
    """
    is_home = path.parent.parent == settings.home()
    path.parent.mkdir(mode=0o700 if is_home else 0o755, parents=True, exist_ok=True)
    (path.parent / TAG).write_text(_SIGNATURE)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)  # an environment may serve several users
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    for left in path.parent.glob(f"{path.name}.*"):
        left.unlink(missing_ok=True)


def _packed(key: str, parts: Mapping[str, bytes]) -> bytes:
    """Return a table as bytes: a line of JSON with the key and the size of each part, then the parts."""
    head = json.dumps({"key": key, "parts": {name: len(part) for name, part in parts.items()}}).encode()
    padded = (part.ljust(_padded(len(part)), b"\0") for part in parts.values())
    return b"".join((head.ljust(_padded(len(head) + 1) - 1), b"\n", *padded))


def _unpacked(content: bytes | mmap, key: str) -> Parts:
    """Return the parts of a table without copying them.

    Raises:
        ValueError: the bytes are no whole table with this key.
    """
    at = content.find(b"\n") + 1
    head = json.loads(content[:at])
    if head["key"] != key or at + sum(map(_padded, head["parts"].values())) != len(content):
        raise ValueError("The table is out of date or not whole.")
    whole, parts = memoryview(content), {}
    for name, size in head["parts"].items():
        parts[name] = whole[at : at + size]
        at += _padded(size)
    return parts


def _padded(size: int) -> int:
    return -(-size // _UNIT) * _UNIT
