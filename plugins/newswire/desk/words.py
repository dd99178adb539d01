"""Numbers, times and links as people read them: each number with its unit, each time in UTC."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

_SIZES = ("bytes", "kB", "MB", "GB", "TB")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_LONGEST_TITLE = 240
"""Letters; the page of a story has the whole headline among its fields."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def number(value: float | None) -> str:
    """Return a number with commas, or a dash for None."""
    return "–" if value is None else f"{value:,}"


def size(value: int | None) -> str:
    """Return a number of bytes with its unit, to two figures and more: ``1.2 MB``."""
    if value is None:
        return "–"
    amount, unit = float(value), 0
    while amount >= 1000 and unit < len(_SIZES) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{value:,} {_SIZES[0]}" if not unit else f"{amount:.{1 if amount < 100 else 0}f} {_SIZES[unit]}"


def moment(value: dt.datetime | None, precision: str | None = None) -> str:
    """Return a time in UTC to the minute, or the day if it is known to the day alone; a dash for None."""
    if value is None:
        return "–"
    utc = value.astimezone(dt.UTC)
    return f"{utc:%Y-%m-%d}" if precision == "day" else f"{utc:%Y-%m-%d %H:%M} UTC"


def title(text: str | None) -> str:
    """Return a title at a length that a list has room for; a word for an item without one."""
    if not text:
        return "(no title)"
    if len(text) <= _LONGEST_TITLE:
        return text
    beginning = text[:_LONGEST_TITLE]
    return f"{beginning.rpartition(' ')[0] or beginning} …"


def span(value: dt.timedelta | None) -> str:
    """Return a duration in its two largest units, such as ``2 h 5 min``, with a sign if it is negative."""
    if value is None:
        return "–"
    seconds = round(value.total_seconds())
    sign, seconds = "−" if seconds < 0 else "", abs(seconds)
    if seconds < _MINUTE:
        return f"{sign}{seconds} s"
    if seconds < _HOUR:
        return f"{sign}{seconds // _MINUTE} min"
    if seconds < _DAY:
        return sign + _two(seconds // _HOUR, "h", seconds % _HOUR // _MINUTE, "min")
    return sign + _two(seconds // _DAY, "d", seconds % _DAY // _HOUR, "h")


def language(tag: str | None) -> str | None:
    """Return a language tag in the form of BCP 47 (RFC 5646, section 2.1), otherwise None.

    A page that names no language is read aloud better than one that names a wrong one.
    """
    return tag if tag and _TAG.fullmatch(tag) else None


def _two(large: int, unit: str, small: int, smaller: str) -> str:
    return f"{large:,} {unit} {small} {smaller}" if small else f"{large:,} {unit}"


def link(url: str | None) -> str | None:
    """Return a URL if it leads to a web page (http or https), otherwise None: ``javascript:`` is no link."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None
