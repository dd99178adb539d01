"""Time zones by the rules of the locked package ``tzdata`` alone.

``zoneinfo`` prefers the machine's own files, which are often years old: a replay on another machine would
move times by an hour. With this module one lock gives the same rules everywhere.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PACKAGE = "tzdata"


class _Packaged(ZoneInfo):
    """A zone that was read from a file but is pickled and copied by its name, which ``zoneinfo`` refuses."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return timezone, (self.key,)


@cache
def timezone_names() -> frozenset[str]:
    """Return the names of all zones of the IANA time zone database."""
    return frozenset(files(_PACKAGE).joinpath("zones").read_text(encoding="utf-8").split())


@cache
def timezone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name, such as ``Europe/Berlin``: the same object for the same name.

    Raises:
        ZoneInfoNotFoundError: no zone has this name.
    """
    if name not in timezone_names():
        raise ZoneInfoNotFoundError(f"No time zone of the IANA database is called {name!r}.")
    with files(_PACKAGE).joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return _Packaged.from_file(rules, key=name)
