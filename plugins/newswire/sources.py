"""Sources: one TOML file each, read into types, with errors that name file, key and remedy."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, get_args

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from newswire.errors import NewswireError
from newswire.model import Defaults
from newswire.settings import readable
from newswire.timezones import timezone_names


class SourceError(NewswireError):
    """A source's file cannot be used. The text names the file, the key and what would be right."""


def _known_timezone(name: str) -> str:
    if name not in timezone_names():
        raise ValueError(f"{name!r} is no IANA time zone; 'Europe/Berlin' or 'UTC' would be")
    return name


def _glob(pattern: str) -> str:
    if not any(glob.include is not None for glob in GitIgnoreSpec.from_lines([pattern]).patterns):
        raise ValueError(f"{pattern!r} matches no file; '*.xml' or 'reports/**' would")
    return pattern


def _date_pattern(date_in_path: str) -> str:
    directives = re.findall("%.", date_in_path)
    if set(directives) - {"%Y", "%y", "%m", "%d"} or not set(directives) & {"%Y", "%y"}:
        raise ValueError("a year (%Y or %y), perhaps a month (%m) and a day (%d) can be read: '%Y/%m/%d'")
    if len(directives) != len(set(directives)) or {"%Y", "%y"} <= set(directives):
        raise ValueError("year, month and day can stand there once each: '%Y/%m/%d'")
    return date_in_path


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
    """The source's first day (UTC): for intervals before it nothing is fetched, in backfills neither."""

    def defaults(self) -> Defaults:
        """What the source says of all its documents."""
        return Defaults(self.name, self.provider, self.language, self.timezone)


MAX_FILE_BYTES = 32 * 1024 * 1024
"""Size up to which a file is read, unless its source says otherwise: only archives are larger."""


class FolderSource(_Source):
    """A drop folder. A file is read when its name is new or its size or time has changed.

    A relative ``path`` starts at the folder of the TOML file. ``include`` and ``exclude`` are patterns
    as in .gitignore: ``*.xml`` at any depth, ``reports/*.xml`` at that place, ``reports/**`` with all
    below. Hidden files are never read: careful senders write those and rename them. ``date_in_path``
    (the ``strptime`` directives ``%Y %y %m %d``, such as ``%Y/%m/%d``) says that the path tells a
    file's day; without it the day of its last change counts.
    """

    kind: Literal["folder"]
    path: Path
    include: tuple[Annotated[str, AfterValidator(_glob)], ...] = ("**/*",)
    exclude: tuple[Annotated[str, AfterValidator(_glob)], ...] = ()
    date_in_path: Annotated[str, AfterValidator(_date_pattern)] | None = None
    max_bytes: Annotated[int, Field(gt=0)] = MAX_FILE_BYTES
    """Size beyond which a file is not read but rejected. A run's memory grows by twice of it."""


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
_KINDS: dict[str, type[_Source]] = {
    get_args(source.model_fields["kind"].annotation)[0]: source for source in get_args(Source)
}


def read_source(path: Path) -> Source:
    """The source that a TOML file describes.

    Raises:
        SourceError: the file is no TOML, or a key is wrong or missing; the text names all of them.
    """
    file = readable(path.name)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{file} cannot be read as TOML: {error}.") from error
    try:
        source = _SOURCE.validate_python(table)
    except ValidationError as error:
        raise SourceError("\n".join(_complaints(path, error))) from None
    if source.name != path.stem:
        raise SourceError(
            f"{file}: name: it is {source.name!r}; it must be the file's, {file.removesuffix('.toml')!r}."
        )
    if isinstance(source, FolderSource):
        try:
            return source.model_copy(update={"path": (path.parent / source.path.expanduser()).resolve()})
        except (RuntimeError, ValueError) as error:  # a home that nobody has, a NUL
            raise SourceError(f"{file}: path: {error} (it is {str(source.path)!r}).") from error
    return source


def _complaints(path: Path, error: ValidationError) -> Iterator[str]:
    for complaint in error.errors():
        kind, *keys = complaint["loc"] or ("", "kind")
        key = ".".join(map(str, keys))
        match complaint["type"]:
            case "extra_forbidden":
                known = sorted(_KINDS[str(kind)].model_fields)
                close = difflib.get_close_matches(key, known, 1)
                remedy = f"a {kind} has no such key. " + (
                    f"Did you mean {close[0]}?" if close else f"It has: {', '.join(known)}."
                )
            case "missing":
                remedy = "this key is missing."
            case "union_tag_not_found" | "union_tag_invalid":
                remedy = f"must be one of {', '.join(sorted(_KINDS))}."
            case "string_pattern_mismatch" if key == "name":
                remedy = f"{complaint['input']!r} is no name; small letters, digits, '.', '_', '-' make one."
            case "string_pattern_mismatch":
                remedy = f"{complaint['input']!r} is no address that begins with http:// or https://."
            case _:
                said = complaint["msg"].removeprefix("Value error, ")
                remedy = f"{said} (it is {complaint['input']!r})."
        yield f"{readable(path.name)}: {key}: {remedy}"


def read_sources(directory: Path) -> dict[str, Source | SourceError]:
    """Every source of a folder by its file's name, in order; a broken file stands as its error.

    Raises:
        SourceError: there is no such folder.
    """
    sources: dict[str, Source | SourceError] = {}
    for name, path in _files(directory).items():
        try:
            sources[name] = read_source(path)
        except SourceError as error:
            sources[name] = error
    return sources


def _files(directory: Path) -> dict[str, Path]:
    """The files of sources by name, in order; hidden ones are an editor's or a file system's own."""
    if not directory.is_dir():
        raise SourceError(f"There is no folder {directory}, where the sources' files would be.")
    return {
        readable(path.stem): path
        for path in sorted(directory.glob("*.toml"))
        if not path.name.startswith(".")
    }


def find_source(directory: Path, name: str) -> Source:
    """The source called ``name``.

    Raises:
        SourceError: there is none, or its file is wrong.
    """
    return read_source(_find(directory, name))


def _find(directory: Path, name: str) -> Path:
    files = _files(directory)
    if name not in files:
        close = difflib.get_close_matches(name, files, 1)
        remedy = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(files) or 'none'}."
        raise SourceError(f"There is no source {name!r} in {directory}. {remedy}")
    return files[name]


def enabled_sources(directory: Path) -> list[str]:
    """Names of the sources a run takes: those switched on, and broken files, so that they are seen.

    Raises:
        SourceError: there is no such folder.
    """
    return [
        name
        for name, source in read_sources(directory).items()
        if isinstance(source, SourceError) or source.enabled
    ]


def switch_source(directory: Path, name: str, *, enabled: bool) -> None:
    """Write ``enabled = …`` into a source's file, leaving the rest of it as it stands.

    Raises:
        SourceError: there is no such source, its file is wrong, or it cannot be written.
    """
    path = _find(directory, name)
    if read_source(path).enabled == enabled:
        return
    line = f"enabled = {str(enabled).lower()}"
    before = path.read_bytes().decode()
    after, found = re.subn(r"(?m)^([ \t]*)enabled[ \t]*=[ \t]*(true|false)", rf"\1{line}", before, count=1)
    after = after if found else f"{line}\n{before}"
    try:
        switched = tomllib.loads(after) == {**tomllib.loads(before), "enabled": enabled}
    except tomllib.TOMLDecodeError:
        switched = False
    if not switched:
        raise SourceError(
            f"{readable(path.name)}: enabled is not on a line of its own. Write {line} there by hand."
        )
    try:
        path.write_bytes(after.encode())
    except OSError as error:
        raise SourceError(f"{path} cannot be written: {error.strerror}.") from error
