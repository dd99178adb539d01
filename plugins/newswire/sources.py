"""Sources: each is one TOML file, read into types. Errors name the file, the key and the remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from newswire.errors import FatalError
from newswire.fetch.kind import Source, SourceKind
from newswire.fetch.registry import source_kinds
from newswire.fetch.transport.address import host_of
from newswire.limits.cadence import DAILY, Cadence
from newswire.settings import readable

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


class SourceError(FatalError):
    """A source's file cannot be used. The text names the file, the key and the remedy."""


def read_source(path: Path) -> Source:
    """Return the source that a TOML file describes.

    Raises:
        SourceError: the file is no TOML, or a key is wrong or missing; the text names all of them.
        SourceKindError: a kind of an installed package cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{readable(path.name)} cannot be read as TOML: it is not in UTF-8. Save it with that encoding."
        ) from error
    except OSError as error:
        raise SourceError(
            f"{readable(path.name)} cannot be read: {error.strerror}. Let the user of ./newswire read it."
        ) from error
    return _source(path, text)


@lru_cache(maxsize=4096)  # a run reads the file of a source four times
def _source(path: Path, text: str) -> Source:
    file = readable(path.name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(
            f"{file} cannot be read as TOML: {error}. A line there is a key, =, and a value; "
            'a text has straight quotes, as in kind = "folder".'
        ) from error
    kind = _kind(file, table)
    try:
        source = kind.settings.model_validate(table)
    except ValidationError as error:
        raise SourceError("\n".join(_complaints(file, kind, error))) from None
    if source.name != path.stem:
        stem = file.removesuffix(".toml")
        raise SourceError(f"{file}: name: it is {source.name!r}; it must be the file's, {stem!r}.")
    try:
        return source.beside(path.parent)
    except (RuntimeError, ValueError) as error:  # ``~name`` without such a user, or a NUL
        raise SourceError(f"{file}: path: {error} (it is {table.get('path')!r}).") from error


def _kind(file: str, table: dict[str, Any]) -> SourceKind:
    kinds = source_kinds()
    name = table.get("kind")
    if not isinstance(name, str) or name not in kinds:
        raise SourceError(f"{file}: kind: must be one of {', '.join(sorted(kinds))}.")
    return kinds[name]


def _complaints(file: str, kind: SourceKind, error: ValidationError) -> Iterator[str]:
    for complaint in error.errors():
        key = ".".join(map(str, complaint["loc"]))
        match complaint["type"]:
            case "extra_forbidden":
                known = sorted(kind.settings.model_fields)
                close = difflib.get_close_matches(key, known, 1)
                remedy = f"a {kind.name} has no such key. " + (
                    f"Did you mean {close[0]}?" if close else f"It has: {', '.join(known)}."
                )
            case "missing":
                remedy = "this key is missing."
            case "secret":  # the value must not be shown
                remedy = f"{complaint['msg']}."
            case "string_pattern_mismatch" if key == "name":
                remedy = f"{complaint['input']!r} is no name; small letters, digits, '.', '_', '-' make one."
            case "string_pattern_mismatch":
                remedy = f"{complaint['input']!r} is no address that begins with http:// or https://."
            case _:
                said = complaint["msg"].removeprefix("Value error, ")
                remedy = f"{said} (it is {complaint['input']!r})."
        yield f"{file}: {key}: {remedy}"


def read_sources(directory: Path) -> dict[str, Source | SourceError]:
    """Return every source of a folder by its file's name, in order; a broken file stands as its error.

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
    """Return the sources' files by name, in order. Omit hidden files: editors and file systems make them."""
    if not directory.is_dir():
        raise SourceError(f"There is no folder {directory}, where the sources' files would be.")
    return {
        readable(path.stem): path
        for path in sorted(directory.glob("*.toml"))
        if not path.name.startswith(".")
    }


def find_source(directory: Path, name: str) -> Source:
    """Return the source called ``name``.

    Raises:
        SourceError: there is none, or its file is wrong.
    """
    return read_source(find_file(directory, name))


def host_of_source(directory: Path, name: str) -> str | None:
    """Return the host that a source is asked at; None for a folder, and for a file that is wrong."""
    try:
        return host_of(find_source(directory, name).place())
    except SourceError:
        return None


def cadence_of_source(directory: Path, name: str) -> Cadence:
    """Return how often a source is asked. A file that is wrong is daily, so that it fails once a day."""
    try:
        return find_source(directory, name).cadence()
    except SourceError:
        return DAILY


def find_file(directory: Path, name: str) -> Path:
    """Return the file of the source called ``name``, which may be wrong.

    Raises:
        SourceError: there is none.
    """
    path = directory / f"{name}.toml"
    if _NAME.fullmatch(name) and path.is_file():
        return path  # the usual case, in which the folder is not listed
    files = _files(directory)
    if name not in files:
        close = difflib.get_close_matches(name, files, 1)
        remedy = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(files) or 'none'}."
        raise SourceError(f"There is no source {name!r} in {directory}. {remedy}")
    return files[name]


def enabled_sources(directory: Path, switched: Mapping[str, bool] = MappingProxyType({})) -> list[str]:
    """Return the names of the sources that a run takes: enabled ones, and broken files, so that they fail.

    ``switched`` has the sources that this installation switched on or off, whatever their files state.

    Raises:
        SourceError: there is no such folder.
    """
    return [
        name
        for name, source in read_sources(directory).items()
        if switched.get(name, isinstance(source, SourceError) or source.enabled)
    ]
