"""Zip and tar archives in memory, as a sender packs them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import Any


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 7, 12, 0, 0)), content, method)
    return packed.getvalue()


def tarred(members: dict[str, bytes], packing: str = "gz") -> bytes:
    """Return a tar, packed by ``gz``, ``bz2``, ``xz`` or not at all (an empty text)."""
    packed = io.BytesIO()
    mode: Any = f"w:{packing}"
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()
