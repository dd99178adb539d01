"""The parts of XML outside its CDATA sections, which are text."""

from __future__ import annotations

from collections.abc import Callable


def outside_cdata(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the document with ``change`` applied to each part outside its CDATA sections."""
    parts, position = [], 0
    while (start := data.find(b"<![CDATA[", position)) >= 0:
        parts.append(change(data[position:start]))
        end = data.find(b"]]>", start)
        position = len(data) if end < 0 else end
        parts.append(data[start:position])
    parts.append(change(data[position:]))
    return b"".join(parts)
