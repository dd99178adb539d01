"""Days of other calendars as days of the Gregorian one: pure arithmetic."""

from __future__ import annotations

import datetime as dt


def from_solar_hijri(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian day of a date in the calendar of Iran and Afghanistan, years 1210 to 1633.

    Return None if there is no such date. The 33-year cycle of leap years agrees with the observed calendar
    over those years (A. Birashk, A Comparative Calendar of the Iranian, Muslim Lunar, and Christian Eras,
    1993).
    """
    if not (1210 <= year <= 1633 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    found = _new_year(year) + dt.timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)
    return found if found < _new_year(year + 1) else None  # the last month has 30 days in leap years only


def from_ethiopian(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian day of a date in the Ethiopian calendar, years 1900 to 2199.

    Return None if there is no such date. Twelve months have 30 days, the last one 5 or 6. Its years are
    as long as the Julian years that begin on 29 August (E. M. Reingold and N. Dershowitz, Calendrical
    Calculations, 4th edition, section 4.2).
    """
    last = 30 if month <= 12 else 6 if year % 4 == 3 else 5
    if not (1900 <= year < 2200 and 1 <= month <= 13 and 1 <= day <= last):
        return None
    return dt.date.fromordinal(2796 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def _new_year(year: int) -> dt.date:
    cycles, within = divmod(year - 979, 33)
    return dt.date(1600, 3, 20) + dt.timedelta(days=365 * (year - 979) + cycles * 8 + (within + 3) // 4)
