"""Values as PostgreSQL prints them: Python has no infinite date, no month and no digits beyond a float's."""

from __future__ import annotations

import re

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:([+-]\d\d)(:[\d:]+)?)?")
"""A timestamp in PostgreSQL's style ISO, with or without a zone: none of infinity, of BC, or beyond 9999."""


class Written(str):
    """A text that is JSON already: a number, true, false, an object."""

    __slots__ = ()


def print_as_postgres(connection: psycopg.Connection) -> None:
    """Let the connection return values as PostgreSQL's own texts. Call it in a transaction.

    Numbers, truth values and JSON are ``Written``, arrays are lists, ``bytea`` is bytes. A timestamp is in
    ISO 8601, with ``T`` and the minutes of its zone, where it has such a form.
    """
    connection.execute("SET LOCAL DateStyle = ISO")
    for kind in connection.adapters.types:
        if kind.name != "bytea":
            connection.adapters.register_loader(kind.oid, _LOADERS.get(kind.name, _Text))


class _Text(Loader):
    def load(self, data: Buffer) -> str:
        return bytes(data).decode()


class _Number(_Text):
    def load(self, data: Buffer) -> str:
        text = super().load(data)
        return Written(text) if text[-1].isdecimal() else text  # NaN, Infinity


class _Truth(_Text):
    def load(self, data: Buffer) -> str:
        return Written("true" if data == b"t" else "false")


class _Json(_Text):
    def load(self, data: Buffer) -> str:
        # JSON has line ends between its parts only, so spaces may replace them: a row is one line.
        return Written(super().load(data).replace("\r", " ").replace("\n", " "))


class _Moment(_Text):
    def load(self, data: Buffer) -> str:
        text = super().load(data)
        if not (found := _MOMENT.fullmatch(text)):
            return text
        day, time, hours, rest = found.groups()
        return f"{day}T{time}{hours}{rest or ':00'}" if hours else f"{day}T{time}"


_LOADERS: dict[str, type[_Text]] = {
    **dict.fromkeys(("int2", "int4", "int8", "oid", "float4", "float8", "numeric"), _Number),
    **dict.fromkeys(("json", "jsonb"), _Json),
    **dict.fromkeys(("timestamp", "timestamptz"), _Moment),
    "bool": _Truth,
}
