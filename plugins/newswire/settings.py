"""Settings and places, read from the environment here and nowhere else."""

from __future__ import annotations

import datetime as dt
import inspect
import math
import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from newswire.errors import FatalError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment, its default, and its meaning as Markdown."""

    name: str
    default: str
    meaning: str


SETTINGS: list[Setting] = [
    Setting(
        "NEWSWIRE_PYTHON",
        "the first that fits",
        "The Python 3.11 to 3.14 with which `./newswire` makes `.venv`: a path, or a name of `PATH`.",
    )
]
"""All settings, as ``docs/settings.md`` lists them. The launcher reads the first, this module the others."""


def _setting(name: str, default: str) -> Callable[[Callable[[], _T]], Callable[[], _T]]:
    """Return a decorator that lists a function as a setting. Its docstring is the meaning."""

    def listed(read: Callable[[], _T]) -> Callable[[], _T]:
        text = inspect.cleandoc(read.__doc__ or "").partition("\n\nRaises:")[0]
        meaning = " ".join(text.removeprefix("Return ").replace("``", "`").split())
        SETTINGS.append(Setting(name, default, meaning[:1].upper() + meaning[1:]))
        return read

    return listed


def root() -> Path:
    """Return the project's folder: the one that holds ``newswire``, ``sql/`` and ``sources/``."""
    return Path(__file__).resolve().parents[2]


def version() -> str:
    """Return the version of Newswire, as ``pyproject.toml`` states it."""
    project = tomllib.loads((root() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


@_setting("NEWSWIRE_HOME", "`.newswire/` in the project's folder")
def home() -> Path:
    """Return the folder of all state: the embedded database, Airflow, logs, tables of places and languages.

    `./newswire reset` deletes it. Tables are made again, in memory where the folder is read-only.
    """
    return Path(os.environ.get("NEWSWIRE_HOME") or root() / ".newswire").expanduser().resolve()


@_setting("NEWSWIRE_SOURCES", "`sources/` in the project's folder")
def sources_directory() -> Path:
    """Return the folder of the sources' TOML files."""
    return Path(os.environ.get("NEWSWIRE_SOURCES") or root() / "sources").expanduser().resolve()


@_setting("NEWSWIRE_SITES", "`sites/` in the project's folder")
def sites_directory() -> Path:
    """Return the folder of your own rules for news sites (see sites.md). They win over those of Newswire."""
    return _rules_in(os.environ.get("NEWSWIRE_SITES"))


@cache
def _rules_in(stated: str | None) -> Path:
    """Return the folder of rules that a setting states, once: each page asks, and the disk answers."""
    return Path(stated or root() / "sites").expanduser().resolve()


def readable(name: str) -> str:
    r"""Return a file's name as text for columns and terminals. Bytes that are no UTF-8 become ``\x…``."""
    return os.fsencode(name).decode(errors="backslashreplace")


@_setting("NEWSWIRE_DATABASE_URL", "none: the embedded PostgreSQL")
def database_url() -> str | None:
    """Return the URL of a warehouse on a server of your own, for its loader or owner (see production.md)."""
    return os.environ.get("NEWSWIRE_DATABASE_URL") or None


@_setting("NEWSWIRE_READER_URL", "none: the owner takes the reader's role")
def reader_url() -> str | None:
    """Return the URL of that warehouse for a login that may only read.

    ``query``, ``search`` and ``psql`` use it.
    """
    return os.environ.get("NEWSWIRE_READER_URL") or None


@_setting("NEWSWIRE_DATABASE_PORT", "one from 20000 to 29999, by the path of the home")
def database_port() -> int | None:
    """Return the port of the embedded PostgreSQL on 127.0.0.1, for connections that other tools have saved.

    A port that is set is the only one that is tried. The default is the same at every start; if another
    program has it, the server takes any free port for that time, with a warning.

    Raises:
        FatalError: the value is no number from 1 to 65535.
    """
    if not os.environ.get("NEWSWIRE_DATABASE_PORT"):
        return None
    return int(_number("NEWSWIRE_DATABASE_PORT", 0, 1, 65535))


@_setting("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "no")
def allows_private_addresses() -> bool:
    """Return whether addresses of the inner network may be fetched: ``1``, ``true`` or ``yes`` allows it.

    Otherwise only a source whose own URL or connection names a private host reaches that host, so that a
    name or a redirect from outside cannot lead into the network that Newswire runs in.
    """
    return os.environ.get("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "").strip().lower() in {"1", "true", "yes"}


def connection_variable(connection: str) -> str:
    """Return the variable with which Airflow reads the connection of an id from the environment."""
    return "AIRFLOW_CONN_" + connection.upper()


def airflow_connection(connection: str) -> str | None:
    """Return the text of a connection in the environment, in one of Airflow's forms; None if it is unset."""
    return os.environ.get(connection_variable(connection), "").strip() or None


SETTINGS.append(
    Setting(
        "AIRFLOW_CONN_<ID>",
        "none: Airflow's own connections",
        "The connection that a source's file names by `connection`, its id in capital letters, as a URI or "
        "as JSON in Airflow's form (see [sources/connections.md](sources/connections.md)). It holds secrets.",
    )
)


def secret(variable: str) -> str | None:
    """Return the secret in a variable that a source's file names; None if it is unset or empty."""
    return os.environ.get(variable, "").strip() or None


@_setting("NEWSWIRE_CONTACT", "none")
def contact() -> str | None:
    """Return your address or page, such as `news@example.org`, for the publishers whose servers you call.

    It stands in the header User-Agent, so that they can write to you before they lock you out.

    Raises:
        FatalError: the value holds characters that no header may have.
    """
    said = os.environ.get("NEWSWIRE_CONTACT", "").strip()
    if not (said.isascii() and said.isprintable()) or set(said) & set("()\\"):
        raise FatalError(f"NEWSWIRE_CONTACT is {said!r}; an address such as news@example.org is right.")
    return said or None


@_setting("NEWSWIRE_HOST_PAUSE", "1")
def host_pause() -> float:
    """Return the seconds between the starts of two requests to one host; `pause` of a source outweighs it.

    Raises:
        FatalError: the value is no number from 0 to 3600.
    """
    return _number("NEWSWIRE_HOST_PAUSE", 1.0, 0.0, 3600.0)


@_setting("NEWSWIRE_HOST_CONNECTIONS", "2")
def host_connections() -> int:
    """Return the most requests to one host at once; `connections` of a source outweighs it.

    Raises:
        FatalError: the value is no number from 1 to 100.
    """
    return int(_number("NEWSWIRE_HOST_CONNECTIONS", 2, 1, 100))


def _number(name: str, default: float, least: float, most: float) -> float:
    said = os.environ.get(name) or str(default)
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise FatalError(f"{name} is {said!r}; a number from {least:g} to {most:g} is right.")
    return number


@_setting("NEWSWIRE_INGEST_TASKS", "two for each of Airflow's slots (`core.parallelism`)")
def ingest_tasks() -> int | None:
    """Return the most mapped tasks of Airflow among which the sources of a run are divided.

    A task costs about a second of processor time, and works on 8 sources at once.

    Raises:
        FatalError: the value is no number from 1 to 1000.
    """
    if not os.environ.get("NEWSWIRE_INGEST_TASKS"):
        return None
    return int(_number("NEWSWIRE_INGEST_TASKS", 0, 1, 1000))


@_setting("NEWSWIRE_CHECKS", "every check warns, with the thresholds of quality.md")
def checks() -> str:
    """Return the levels and thresholds of quality checks, such as ``rejected=fail 0.4, late=off``.

    A source's file outweighs them by its table `checks` (see [quality.md](quality.md)).
    """
    return os.environ.get("NEWSWIRE_CHECKS", "")


@_setting("NEWSWIRE_DEADLINE_HOURS", "6")
def deadline() -> dt.timedelta:
    """Return the hours from the end of its day to the alert about a daily run that has not ended.

    Alerts are off until they have a connection (see [quality.md](quality.md#alerts)).

    Raises:
        FatalError: the value is no number from 0.01 to 720.
    """
    return dt.timedelta(hours=_number("NEWSWIRE_DEADLINE_HOURS", 6, 0.01, 720))


@_setting("NEWSWIRE_KEEP_BYTES_DAYS", "none: for ever")
def keep_bytes() -> dt.timedelta | None:
    """Return the days after which the bytes of a document go whose items are loaded; None keeps them.

    `./newswire prune` and the task `prune` drop them (see [production.md](production.md#retention)).

    Raises:
        FatalError: the value is no number of days.
    """
    return _days("NEWSWIRE_KEEP_BYTES_DAYS")


@_setting("NEWSWIRE_KEEP_REJECTED_DAYS", "none: for ever")
def keep_rejected() -> dt.timedelta | None:
    """Return the days after which a rejection goes that a later delivery has settled; None keeps it.

    Raises:
        FatalError: the value is no number of days.
    """
    return _days("NEWSWIRE_KEEP_REJECTED_DAYS")


def _days(name: str) -> dt.timedelta | None:
    if not os.environ.get(name, "").strip():
        return None
    return dt.timedelta(days=_number(name, 0, 1, 36500))


@_setting("NEWSWIRE_COPY_WINDOW_DAYS", "7")
def copy_window() -> dt.timedelta:
    """Return the longest time between two near-copies, as a number of days such as ``14`` or ``0.5``.

    After a change, ``./newswire replay`` decides the stories that are loaded again.

    Raises:
        FatalError: the value is no number of days.
    """
    said = os.environ.get("NEWSWIRE_COPY_WINDOW_DAYS") or "7"
    try:
        window = dt.timedelta(days=float(said))
    except (ValueError, OverflowError):
        window = dt.timedelta(-1)
    if window < dt.timedelta():
        raise FatalError(f"NEWSWIRE_COPY_WINDOW_DAYS is {said!r}; a number of days such as 7 is right.")
    return window
