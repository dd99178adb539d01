"""Values by names, in bytes that can be mapped: a search reads one group of names, and nothing is loaded."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import accumulate
from zlib import crc32

from newswire.lexicon.tables.kept import Parts

_GROUPS = 1 << 14
"""The groups by the names' checksums. Of 250,000 names each has 15, which are one short search."""


class Packing:
    """A table in the making."""

    def __init__(self) -> None:
        self._groups = [bytearray() for _ in range(_GROUPS)]

    def add(self, name: str, value: str) -> None:
        """Add a value of a name, which may have several. Neither has line feeds, and a name has no tabs."""
        begins = _line(name)
        self._groups[crc32(begins) % _GROUPS] += begins + value.encode()

    def parts(self) -> dict[str, bytes]:
        """Return the parts of the table."""
        starts = array("I", accumulate(map(len, self._groups), initial=0))
        return {"starts": starts.tobytes(), "lines": b"".join(self._groups)}


class Names:
    """The values of such a table by their names."""

    def __init__(self, parts: Parts) -> None:
        self._starts, self._lines = parts["starts"].cast("I"), parts["lines"]

    def find(self, name: str) -> list[str]:
        """Return the values of a name, in the order of the entries."""
        begins, values = _line(name), list[str]()
        if "\n" in name or "\t" in name:
            return values
        number = crc32(begins) % _GROUPS
        group = bytes(self._lines[self._starts[number] : self._starts[number + 1]])
        at = group.find(begins)
        while at >= 0:
            at += len(begins)
            end = group.find(b"\n", at)
            values.append(str(group[at : end if end >= 0 else None], "utf-8"))
            at = group.find(begins, at)
        return values

    def __iter__(self) -> Iterator[str]:
        """Yield the name of each entry."""
        for line in bytes(self._lines).split(b"\n")[1:]:
            yield line.partition(b"\t")[0].decode("utf-8", "surrogatepass")


def _line(name: str) -> bytes:
    """Return the beginning of the line of a name. Half a character, which texts may have, is in no name."""
    return f"\n{name}\t".encode("utf-8", "surrogatepass")
