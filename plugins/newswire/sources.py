"""Sources: one TOML file each, read into types, with errors that name file, key and remedy."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from newswire.model import Defaults


class SourceError(Exception):
    """A source's file cannot be used. The text names the file, the key and what would be right."""


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no IANA time zone; 'Europe/Berlin' or 'UTC' would be")
    return name


class _Source(BaseModel):
    """What every source has, whatever its kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
    title: str | None = None
    enabled: bool = True
    provider: str | None = None
    language: str | None = None
    timezone: Annotated[str, AfterValidator(_known_timezone)] | None = None
    start_date: dt.date | None = None

    def defaults(self) -> Defaults:
        """What the source says of all its documents."""
        return Defaults(self.name, self.provider, self.language, self.timezone)


class FolderSource(_Source):
    """A drop folder. A file is read when its name is new or its size or time has changed."""

    kind: Literal["folder"]
    path: Path
    include: tuple[str, ...] = ("**/*",)
    exclude: tuple[str, ...] = ()


class FeedSource(_Source):
    """An RSS, Atom, RDF or JSON feed over HTTP. It knows only the present, so past intervals are skipped."""

    kind: Literal["feed"]
    url: Annotated[str, Field(pattern=r"^https?://")]
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    """Seconds to wait for the server's next byte."""
    max_bytes: Annotated[int, Field(gt=0)] = 32 * 1024 * 1024
    """Size, after decompression, beyond which an answer is refused."""


Source = Annotated[FolderSource | FeedSource, Field(discriminator="kind")]
_ADAPTER: TypeAdapter[FolderSource | FeedSource] = TypeAdapter(Source)
