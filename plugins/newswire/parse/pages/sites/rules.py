"""The rules of all hosts: one TOML file a host, ours beside this module and those of the installation.

A file is read at the first page of its host. At the first page of any host the folders are listed, and files
that name further hosts are read for these.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from newswire import settings
from newswire.errors import FatalError
from newswire.parse.pages.sites.site import Layout, Place, Site

__all__ = ["OURS", "Site", "SiteError", "read_site", "rules_of", "site_files"]

OURS = Path(__file__).parent
"""The folder of the rules that come with Newswire."""

_TABLES: dict[str, type[BaseModel]] = {"layout": Layout, "published": Place}


class SiteError(FatalError):
    """A file of rules cannot be used. The text names the file, the key and the remedy."""


def rules_of(host: str | None) -> Site | None:
    """Return the rules of a host, or of the nearest domain above it; None if there are none.

    Rules of the installation (``NEWSWIRE_SITES``) win over ours.

    Raises:
        SiteError: the file of the host is wrong.
    """
    if not host:
        return None
    path = _file_of(settings.sites_directory(), host)
    return read_site(path) if path else None


@lru_cache(maxsize=4096)
def _file_of(folder: Path, host: str) -> Path | None:
    """Return the file for a host. The longest name that fits counts, and in it the installation's file."""
    labels = host.split(".")
    for first in range(len(labels) - 1):
        name = ".".join(labels[first:])
        for directory in (folder, OURS):
            if path := _files(directory).get(name):
                return path
    return None


@cache
def _files(directory: Path) -> dict[str, Path]:
    """Return the files of a folder by their hosts: the file's name, and ``hosts`` in it."""
    found: dict[str, Path] = {}
    also: dict[str, Path] = {}
    for path in site_files(directory):
        found[path.stem.lower()] = path
        also |= dict.fromkeys(_further_hosts(path), path)
    return also | found


def site_files(directory: Path) -> list[Path]:
    """Return the files of rules in a folder, in order; none if there is no such folder. Omit hidden files."""
    return sorted(path for path in directory.glob("*.toml") if not path.name.startswith("."))


def _further_hosts(path: Path) -> list[str]:
    """Return the hosts that a file names. A wrong file names none: its error comes with its own host."""
    try:
        content = path.read_bytes()
        hosts = tomllib.loads(content.decode()).get("hosts") if b"hosts" in content else None
    except (OSError, ValueError):
        return []
    return [host for host in hosts if isinstance(host, str)] if isinstance(hosts, list) else []


@cache
def read_site(path: Path) -> Site:
    """Return the rules in a file; its name without ``.toml`` is the host.

    Raises:
        SiteError: the file is no TOML, or a key is wrong or missing; the text names all of them.
    """
    file = settings.readable(path.name)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SiteError(f"{file} cannot be read as TOML: {error}.") from error
    try:
        return Site.model_validate({"host": path.stem.lower()} | table)
    except ValidationError as error:
        raise SiteError("\n".join(_complaints(file, error))) from None


def _complaints(file: str, error: ValidationError) -> Iterator[str]:
    for complaint in error.errors():
        place = complaint["loc"]
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
        given = complaint["input"]
        match complaint["type"]:
            case "extra_forbidden":
                remedy = _unknown(place)
            case "missing":
                remedy = "this key is missing. A file needs a [[layout]], and each layout a body."
            case "string_pattern_mismatch":
                remedy = f"{given!r} is no host; a name such as news.example.com is right."
            case _:
                remedy = f"{complaint['msg'].removeprefix('Value error, ')} (it is {given!r})."
        yield f"{file}: {key}: {remedy}"


def _unknown(place: tuple[Any, ...]) -> str:
    """Return the remedy for a key that its table does not have."""
    tables = [part for part in place[:-1] if isinstance(part, str)]
    known = sorted((_TABLES[tables[-1]] if tables else Site).model_fields)
    close = difflib.get_close_matches(str(place[-1]), known, 1)
    return "there is no such key. " + (
        f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."
    )
