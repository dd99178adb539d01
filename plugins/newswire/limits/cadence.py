"""How often a source is asked: the key ``every`` of its file, as a time or as a cron expression."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = re.compile(r"(\d{1,4}) (minute|hour|day)s?")
_FIELD = re.compile(r"(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?")
_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
_FORMS = "'15 minutes', '2 hours', '1 day' or a cron expression such as '*/10 6-22 * * 1-5' (UTC)"


@dataclass(frozen=True, slots=True)
class Cadence:
    """A cadence: its cron expression (UTC), and the end of the id of its DAG."""

    cron: str
    slug: str

    @property
    def dag_id(self) -> str:
        """The id of the DAG that asks the sources of this cadence."""
        return f"newswire_{self.slug}"


DAILY = Cadence("0 0 * * *", "daily")
"""The cadence of sources that state none."""


def cadence(every: str) -> Cadence:
    """Return the cadence that a source's file states.

    A time begins at midnight UTC, so it is a part of an hour or of a day without rest.

    Raises:
        ValueError: the text is neither a time nor a cron expression. The text of the error has the remedy.
    """
    text = " ".join(every.split())
    found = _time(text) if _TIME.fullmatch(text) else _cron(text)
    return DAILY if found.cron == DAILY.cron else found


def _time(text: str) -> Cadence:
    number, unit = text.split()
    minutes = int(number) * {"m": 1, "h": 60, "d": 1440}[unit[0]]
    if minutes == 1440:
        return DAILY
    if 0 < minutes < 60 and 60 % minutes == 0:
        return Cadence(f"*/{minutes} * * * *", f"every_{minutes}_minutes")
    if minutes and minutes % 60 == 0 and 1440 % minutes == 0:
        hours = minutes // 60
        return Cadence(f"0 {'*' if hours == 1 else f'*/{hours}'} * * *", f"every_{hours}_hours")
    raise ValueError(f"{text!r} does not divide an hour or a day without rest; write {_FORMS}")


def _cron(text: str) -> Cadence:
    fields = text.split(" ")
    if len(fields) != len(_FIELDS):
        raise ValueError(f"{text!r} is no cadence; write {_FORMS}")
    for field, (name, least, most) in zip(fields, _FIELDS, strict=True):
        for part in field.split(","):
            match = _FIELD.fullmatch(part)
            numbers = [int(number) for number in match.groups()[:2] if number] if match else [most + 1]
            if match and match[3]:
                numbers += [] if int(match[3]) else [most + 1]
            if not all(least <= number <= most for number in numbers) or numbers[:2] != sorted(numbers[:2]):
                raise ValueError(f"the {name} {field!r} of {text!r} is none; write {_FORMS}")
    slug = text.replace(" ", "_").replace("*", "x").replace("/", ".").replace(",", "..")
    return Cadence(text, f"cron_{slug}")
