"""Sources: one TOML file each, read into types, with errors that name file, key and remedy."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from newswire.errors import NewswireError
from newswire.model import Defaults


class SourceError(NewswireError):
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
    """A drop folder. A file is read when its name is new or its size or time has changed.

    A relative ``path`` starts at the folder of the TOML file. ``include`` and ``exclude`` are globs
    below ``path``. ``date_in_path`` (``strptime`` directives, such as ``%Y/%m/%d``) says that the
    path tells a file's day; without it the day of its last change counts.
    """

    kind: Literal["folder"]
    path: Path
    include: tuple[str, ...] = ("**/*",)
    exclude: tuple[str, ...] = ()
    date_in_path: str | None = None
    max_bytes: Annotated[int, Field(gt=0)] = 256 * 1024 * 1024
    """Size beyond which a file is not read but rejected."""


class FeedSource(_Source):
    """An RSS, Atom, RDF or JSON feed over HTTP. It knows only the present, so past intervals are skipped."""

    kind: Literal["feed"]
    url: Annotated[str, Field(pattern=r"^https?://")]
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    """Seconds to wait for the server's next byte."""
    max_bytes: Annotated[int, Field(gt=0)] = 32 * 1024 * 1024
    """Size, after decompression, beyond which an answer is refused."""


Source = FolderSource | FeedSource
_SOURCE: TypeAdapter[Source] = TypeAdapter(Annotated[Source, Field(discriminator="kind")])


def read_source(path: Path) -> Source:
    """The source that a TOML file describes.

    Raises:
        SourceError: the file is no TOML, or a key is wrong or missing; the text names all of them.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path.name} cannot be read as TOML: {error}.") from error
    try:
        source = _SOURCE.validate_python(table)
    except ValidationError as error:
        raise SourceError("\n".join(_complaints(path, error))) from None
    if source.name != path.stem:
        raise SourceError(f"{path.name}: name is {source.name!r}; it must be the file's, {path.stem!r}.")
    if isinstance(source, FolderSource):
        return source.model_copy(update={"path": (path.parent / source.path.expanduser()).resolve()})
    return source


def _complaints(path: Path, error: ValidationError) -> Iterator[str]:
    for complaint in error.errors():
        kinds = {"folder", "feed"}
        key = ".".join(str(part) for part in complaint["loc"] if part not in kinds) or "kind"
        match complaint["type"]:
            case "extra_forbidden":
                remedy = "no source has this key; is it misspelt?"
            case "missing":
                remedy = "this key is missing."
            case "union_tag_not_found" | "union_tag_invalid":
                remedy = f"must be one of {', '.join(sorted(kinds))}."
            case _:
                remedy = f"{complaint['msg']} (it is {complaint['input']!r})."
        yield f"{path.name}: {key}: {remedy}"


def read_sources(directory: Path) -> dict[str, Source | SourceError]:
    """Every source of a folder by its file's name, in order; a broken file stands as its error."""
    sources: dict[str, Source | SourceError] = {}
    for path in sorted(directory.glob("*.toml")):
        try:
            sources[path.stem] = read_source(path)
        except SourceError as error:
            sources[path.stem] = error
    return sources


def find_source(directory: Path, name: str) -> Source:
    """The source called ``name``.

    Raises:
        SourceError: there is none, or its file is wrong.
    """
    path = directory / f"{name}.toml"
    if not path.is_file():
        known = sorted(other.stem for other in directory.glob("*.toml"))
        close = difflib.get_close_matches(name, known, 1)
        remedy = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known) or 'none'}."
        raise SourceError(f"There is no source {name!r} in {directory}. {remedy}")
    return read_source(path)


def enabled_sources(directory: Path) -> list[str]:
    """Names of the sources a run takes: those switched on, and broken files, so that they are seen."""
    return [
        name
        for name, source in read_sources(directory).items()
        if isinstance(source, SourceError) or source.enabled
    ]


def switch_source(directory: Path, name: str, *, enabled: bool) -> None:
    """Write ``enabled = …`` into a source's file, leaving the rest of it as it stands.

    Raises:
        SourceError: there is no such source, or its file is wrong.
    """
    find_source(directory, name)
    path = directory / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    line = f"enabled = {str(enabled).lower()}"
    switched, found = re.subn(r"(?m)^enabled[ \t]*=[ \t]*(true|false)", line, text, count=1)
    path.write_text(switched if found else f"{line}\n{text}", encoding="utf-8")
