"""A kind of source: the settings of its TOML files, and the function that fetches it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.lexicon.timezones import timezone_names
from newswire.model import Defaults


def _known_timezone(name: str) -> str:
    if name not in timezone_names():
        raise ValueError(f"{name!r} is no IANA time zone; 'Europe/Berlin' or 'UTC' would be")
    return name


class Source(BaseModel):
    """The settings that every source has; a kind adds its own keys and narrows ``kind`` to its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
    kind: str
    title: str | None = None
    enabled: bool = True
    provider: str | None = None
    language: str | None = None
    timezone: Annotated[str, AfterValidator(_known_timezone)] | None = None
    start_date: dt.date | None = None
    """The source's first day (UTC): for intervals before it nothing is fetched, in backfills neither."""

    def defaults(self) -> Defaults:
        """Return the facts that hold for all documents of the source."""
        return Defaults(self.name, self.provider, self.language, self.timezone)

    def beside(self, folder: Path) -> Self:  # noqa: ARG002 - kinds with paths use it
        """Return the source with its relative paths resolved against ``folder``, that of its TOML file.

        Raises:
            ValueError, RuntimeError: a path cannot be resolved.
        """
        return self

    def place(self) -> str:
        """Return the path or URL that the source reads, as people may see it: without secrets."""
        return ""


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of source.

    ``settings`` is the type of its TOML files; its field ``kind`` is a ``Literal`` of ``name``.
    ``fetch(source, cursors, interval, now)`` yields the documents of an interval that the cursors, by
    locator, do not know yet, each with the cursor that moves when it is kept. It raises ``NotAnswerable``
    for an interval that the source has no answer for, ``FetchFailed`` where another try may help, and
    ``FetchRefused`` where none can.
    """

    name: str
    settings: type[Source]
    fetch: Callable[[Any, Mapping[str, Cursor], Interval, dt.datetime], Iterator[Fetched]]
