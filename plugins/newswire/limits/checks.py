"""Names, thresholds and levels of the quality checks, for all sources and for single ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from newswire import settings
from newswire.errors import FatalError

Level = Literal["off", "warn", "fail"]

DEFAULTS: Mapping[str, float] = MappingProxyType(
    {
        "silent_zero": 5,  # stories a day: with a mean of 5, chance brings none on one day in 150 (Poisson)
        "drop": 0.5,  # share of the usual number
        "late": 12,  # hours above the habit: a source that is asked once a day has a habit of up to 12
        "future": 0.05,  # share
        "rejected": 0.2,  # share above the habit, as the next three
        "dateline": 0.3,
        "language": 0.3,
        "empty": 0.3,
        "quiet": 24,  # least hours without a new story
    }
)
"""Each check with its threshold. ``newswire.quality`` has the rules that the thresholds belong to."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The level of a check, and the threshold that its rule uses."""

    level: Level
    threshold: float


def read(own: Mapping[str, str | float]) -> dict[str, Limit]:
    """Return the limits that a table states: ``fail``, ``0.4`` or ``fail 0.4`` for each check.

    Raises:
        ValueError: there is no such check, or the value has another form.
    """
    return {name: _limit(name, str(value)) for name, value in own.items()}


def limits(own: Mapping[str, str | float]) -> dict[str, Limit]:
    """Return the limit of every check: the source's own, else that of NEWSWIRE_CHECKS, else the default.

    Raises:
        FatalError: NEWSWIRE_CHECKS cannot be read.
    """
    everywhere = settings.checks()
    pairs = (part.partition("=") for part in everywhere.split(",") if part.strip())
    try:
        general = read({name.strip(): value for name, _, value in pairs})
    except ValueError as error:
        raise FatalError(f"NEWSWIRE_CHECKS is {everywhere!r}: {error}.") from None
    default = {name: Limit("warn", threshold) for name, threshold in DEFAULTS.items()}
    return default | general | read(own)


def _limit(name: str, value: str) -> Limit:
    if name not in DEFAULTS:
        raise ValueError(f"there is no check {name!r}; there are {', '.join(DEFAULTS)}")
    level: Level = "warn"
    threshold = DEFAULTS[name]
    words = value.split()
    if words and words[0] in get_args(Level):
        level = words.pop(0)  # type: ignore[assignment]
    try:
        if words:
            [number] = words
            threshold = float(number)
    except ValueError:
        threshold = -1
    if not 0 <= threshold < float("inf") or not value.strip():
        raise ValueError(f"{name} is {value!r}; fail, 0.4 or 'fail 0.4' has the right form")
    return Limit(level, threshold)
