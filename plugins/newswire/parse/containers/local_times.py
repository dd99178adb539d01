"""The zone of times without one in a message's text, which the message's own Date proves.

A form sends its story at the moment that it writes into it as local time. If that time and the date of the
message (with its zone) differ by the offset of a zone, to the second, then the zone has this offset.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from newswire.lexicon.timezones import timezone, timezone_names
from newswire.model import Item

_HALF_HOUR = dt.timedelta(minutes=30)
_FARTHEST = dt.timedelta(hours=14)
_APART = {"second": dt.timedelta(seconds=10), "minute": dt.timedelta(seconds=61)}
"""Most time between a form and its message, by the precision of the form's time."""
_ASSUMED = " has no time zone; UTC was taken."
_OCEANS = ("Africa/", "America/", "Asia/", "Australia/", "Europe/", "Pacific/", "Atlantic/", "Indian/")


def proven_zone(items: Iterable[Item], sent: dt.datetime | None) -> str | None:
    """Return the IANA name of a zone with the proven offset; None if no time of the items proves one.

    Args:
        items: the items of the message's text, read without a zone.
        sent: the date of the message.
    """
    for item in items if sent else ():
        if item.published is None or not any(warning.endswith(_ASSUMED) for warning in item.warnings):
            continue
        apart = _APART.get(item.published_precision or "second")
        ahead = item.published - sent if sent else _HALF_HOUR
        offset = round(ahead / _HALF_HOUR) * _HALF_HOUR
        if apart and offset and abs(offset) <= _FARTHEST and abs(ahead - offset) <= apart:
            return _named(offset, item.published)
    return None


def _named(offset: dt.timedelta, at: dt.datetime) -> str | None:
    hours, rest = divmod(offset, dt.timedelta(hours=1))
    if not rest:
        return f"Etc/GMT{-hours:+d}"
    moment = at.replace(tzinfo=None)
    return next(
        (
            name
            for name in sorted(timezone_names())
            if name.startswith(_OCEANS) and timezone(name).utcoffset(moment) == offset
        ),
        None,
    )
