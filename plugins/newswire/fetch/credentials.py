"""Users, passwords and keys of sources: from connections of Airflow or from the environment, nowhere else.

A source's file names a connection. Inside a task Airflow looks it up, with all of its backends of secrets;
outside, the variable ``AIRFLOW_CONN_…`` is read here in Airflow's two forms.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import Field

from newswire import settings
from newswire.fetch.fetched import FetchRefused

ConnectionId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,200}$")]
"""The name of a connection. Airflow allows more characters, but a variable of the environment does not."""

_EXTRA = "__extra__"
"""The key with which Airflow's URI carries an extra that is more than a flat object."""


@dataclass(frozen=True, slots=True)
class Login:
    """A connection: a host and the means to enter it. The representation has no secret."""

    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def text(self, key: str) -> str | None:
        """Return the text at ``key`` of the connection's extra; None if it is absent, empty or no text."""
        value = self.extra.get(key)
        return value if isinstance(value, str) and value.strip() else None


class WrongConnection(Exception):
    """A connection is written in none of Airflow's forms. The text is the fault, without any value."""


LookUp = Callable[[str], Login | None]
"""Return the connection of an id, or None if there is none. Raise ``WrongConnection``."""


def in_environment(connection: str) -> Login | None:
    """Return the connection in ``AIRFLOW_CONN_<ID>``, the id in capital letters; None if there is none.

    Raises:
        WrongConnection: the value is neither a URI nor JSON as Airflow writes them.
    """
    text = settings.airflow_connection(connection)
    if text is None:
        return None
    return _of_json(text) if text.startswith("{") else _of_uri(text)


_look_up: ContextVar[LookUp] = ContextVar("look_up", default=in_environment)


@contextmanager
def looked_up_by(look_up: LookUp) -> Iterator[None]:
    """Find connections by ``look_up`` while the block lasts, as a task of Airflow does."""
    token = _look_up.set(look_up)
    try:
        yield
    finally:
        _look_up.reset(token)


def login(connection: str | None, source: str) -> Login:
    """Return the connection that a source names; an empty one if it names none.

    Raises:
        FetchRefused: there is no such connection, or it is written in none of Airflow's forms.
    """
    if connection is None:
        return Login()
    try:
        found = _look_up.get()(connection)
    except WrongConnection as error:
        raise FetchRefused(
            f"Source {source}: the connection {connection} cannot be read: {error}. Write it in one of "
            f"Airflow's forms, such as sftp://user:password@host:22, with special characters %-encoded."
        ) from None
    if found is None:
        raise FetchRefused(
            f"Source {source}: there is no connection {connection}. Make it in Airflow (Admin, Connections), "
            f"or set {settings.connection_variable(connection)} in the environment."
        )
    return found


def made(host: str | None, port: object, user: str | None, password: str | None, extra: object) -> Login:
    """Return a connection from the parts that Airflow keeps: the extra is an object, or JSON as text.

    Raises:
        WrongConnection: the port is no number, or the extra is no object.
    """
    try:
        table = json.loads(extra) if isinstance(extra, str) and extra.strip() else extra or {}
        number = int(str(port)) if port else None
    except ValueError:
        raise WrongConnection("its port is no number, or its extra is no JSON") from None
    if not isinstance(table, dict):
        raise WrongConnection("its extra is no object of JSON")
    name = (host or "").rpartition("://")[2].strip("[]")
    return Login(name or None, number, user or None, password or None, table)


def _of_json(text: str) -> Login:
    """Return a connection from an object with host, port, login, password and extra."""
    try:
        table = json.loads(text)
    except ValueError:
        raise WrongConnection("it begins as JSON and is none") from None
    return made(*(table.get(key) for key in ("host", "port", "login", "password", "extra")))


def _of_uri(text: str) -> Login:
    """Return a connection from ``type://user:password@host:port/?key=value``, each part %-encoded.

    The type may be followed by a protocol, as in ``http://https://user:password@host``.
    """
    kind, separator, rest = text.partition("://")
    if not separator or not kind:
        raise WrongConnection("it is neither JSON nor a URI with ://")
    try:
        parts = urlsplit(text if "://" not in rest.partition("?")[0] else rest)
        port = parts.port
    except ValueError:
        raise WrongConnection("a part of its URI is not %-encoded, or its port is no number") from None
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return made(
        unquote(parts.hostname or ""),
        port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        query.get(_EXTRA, query),
    )
