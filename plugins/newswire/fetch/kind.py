"""A kind of source: the settings in its TOML files, and its function ``fetch``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.lexicon.timezones import timezone_names
from newswire.limits import checks as limits
from newswire.limits.cadence import DAILY, Cadence, cadence
from newswire.model import Defaults

NAME = r"^[a-z0-9][a-z0-9._-]{0,62}$"
"""The form of a source's name."""


def _known_timezone(name: str) -> str:
    if name not in timezone_names():
        raise ValueError(f"{name!r} is no IANA time zone; 'Europe/Berlin' or 'UTC' is one")
    return name


def _known_checks(checks: dict[str, str | float]) -> dict[str, str | float]:
    limits.read(checks)
    return checks


def _known_cadence(every: str) -> str:
    cadence(every)
    return every


class Source(BaseModel):
    """The settings of every source. A kind adds its own keys and narrows ``kind`` to its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=NAME)]
    kind: str
    title: str | None = None
    enabled: bool = True
    every: Annotated[str, AfterValidator(_known_cadence)] | None = None
    """How often runs of the schedule take the source: a time such as ``15 minutes``, or a cron expression."""
    provider: str | None = None
    language: str | None = None
    timezone: Annotated[str, AfterValidator(_known_timezone)] | None = None
    start_date: dt.date | None = None
    """The source's first day (UTC). Intervals before it are skipped, also in backfills."""
    seen: dt.date | None = None
    """The last day on which the address was seen working, for people. None: there is no evidence."""
    checks: Annotated[dict[str, str | float], AfterValidator(_known_checks)] = Field(default_factory=dict)
    """Levels and thresholds of quality checks, as in ``rejected = "fail 0.4"``."""
    quiet_after: Annotated[float, Field(gt=0)] | None = None
    """Hours without a new story after which the source is quiet. Default: by its own rhythm."""

    def defaults(self) -> Defaults:
        """Return the defaults for fields that a document of the source omits."""
        return Defaults(self.name, self.provider, self.language, self.timezone)

    def cadence(self) -> Cadence:
        """Return how often the source is asked."""
        return DAILY if self.every is None else cadence(self.every)

    def beside(self, folder: Path) -> Self:  # noqa: ARG002 - kinds with paths use it
        """Return the source with its relative paths resolved against ``folder``, the TOML file's folder.

        Raises:
            ValueError, RuntimeError: a path cannot be resolved.
        """
        return self

    def place(self) -> str:
        """Return the path or URL that the source reads, without secrets."""
        return ""


class Remote(Source):
    """The settings of a source on a host of somebody else's. A kind that connects to one begins with it."""

    pause: Annotated[float, Field(ge=0, le=3600)] | None = None
    """Seconds between the starts of two requests to one host. Default: ``NEWSWIRE_HOST_PAUSE``."""
    connections: Annotated[int, Field(ge=1, le=100)] | None = None
    """Most requests to one host at once. Default: ``NEWSWIRE_HOST_CONNECTIONS``."""
    adaptive: bool = False
    """Whether a source that is slow to publish is asked less often."""


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of source.

    ``settings`` is the type of its TOML files; its field ``kind`` is a ``Literal`` of ``name``.
    ``fetch(source, cursors, interval, now)`` yields the documents of an interval that are newer than the
    cursors (keyed by locator), each with its new cursor. It raises ``NotAnswerable`` if the source has no
    data for the interval, ``NotModified`` if a web server answers that nothing has changed, ``FetchFailed``
    if a later try may succeed, and ``FetchRefused`` otherwise. A generator may return a sentence for
    people, such as one about documents that wait for another run.
    """

    name: str
    settings: type[Source]
    fetch: Callable[[Any, Mapping[str, Cursor], Interval, dt.datetime], Iterator[Fetched]]
