"""Times in an agency's own XML."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newswire.parse.readers.times import Clock, Given

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?")


def read_time(value: str | None, name: str, clock: Clock) -> Given | None:
    """Read a time in ISO 8601, as in e-mail, or with the day first and full stops (``04.03.2019 15:05``).

    Return None if there is none; a text that cannot be read adds a warning to the clock.
    """
    if not value or value.startswith("0001-") or not any(map(str.isdecimal, value)):  # .NET's "none"
        return None
    if found := _DOTTED.fullmatch(value):
        day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
        try:
            moment = dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows
        except ValueError:
            clock.warnings.append(f"{name} {value!r} is no time that can be read.")
            return None
        return clock.zoned(moment, name, value, "minute" if found[4] else "day")
    if value[:1].isalpha():
        try:
            return clock.zoned(email.utils.parsedate_to_datetime(value), name, value, "second")
        except ValueError:
            pass
    return clock.given(value, name)
