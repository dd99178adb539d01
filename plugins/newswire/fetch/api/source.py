"""The settings of an interface that answers in JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal, Self
from urllib.parse import urldefrag, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from newswire.fetch.api.addresses import PLACEHOLDERS, placeholders, written
from newswire.fetch.credentials import ConnectionId
from newswire.fetch.kind import Remote
from newswire.fetch.transport.address import public_url
from newswire.lexicon.field_names import IN_JSON
from newswire.model import Defaults
from newswire.pointing.json_paths import check_path


def _address(url: str) -> str:
    if unknown := placeholders(url) - set(PLACEHOLDERS):
        raise ValueError(f"{{{unknown.pop()}}} stands for nothing; {{start}}, {{end}} and {{last}} do")
    if public_url(url) != urldefrag(url)[0] or "@" in urlsplit(url).netloc:
        raise PydanticCustomError(
            "secret", "a token, user or password has no place in a file; [token] names where it is kept"
        )
    return url


def _form(form: str) -> str:
    if form not in ("seconds", "milliseconds") and "%" not in form:
        raise ValueError("'%Y-%m-%dT%H:%M:%SZ', 'seconds' or 'milliseconds' is a form of a time")
    return form


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _field(name: str) -> str:
    if name not in IN_JSON:
        raise ValueError(f"{name!r} is no field of an item; headline, body, published and url are some")
    return name


JsonPath = Annotated[str, AfterValidator(check_path)]
"""A path to a value of JSON."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Token(_Table):
    """A token: the header or parameter in which it is sent, and the place where it is kept.

    The place is a variable of the environment, or the password of a connection of Airflow.
    """

    header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")] | None = None
    query: Annotated[str, Field(min_length=1)] | None = None
    prefix: str = ""
    environment: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    connection: ConnectionId | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.header is None) == (self.query is None):
            raise ValueError("header or query is needed, one of them")
        if (self.environment is None) == (self.connection is None):
            raise ValueError("environment or connection is needed, one of them")
        return self


class Paging(_Table):
    """The way to the next page of an answer.

    ``parameter`` alone counts from ``first`` in steps of ``step``. It ends with an empty page, with the last
    one of ``pages``, or when ``total`` items have come. ``next`` is the path of a value for ``parameter``, or
    of an address without one. ``link`` takes the address of the header Link.
    """

    parameter: Annotated[str, Field(min_length=1)] | None = None
    first: int = 1
    step: Annotated[int, Field(ge=1)] = 1
    pages: JsonPath | None = None
    total: JsonPath | None = None
    next: JsonPath | None = None
    link: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if self.link and (self.parameter or self.next):
            raise ValueError("link stands alone")
        if not (self.link or self.parameter or self.next):
            raise ValueError("parameter, next or link is needed")
        return self


class ApiSource(Remote):
    """An interface that answers in JSON.

    ``{start}``, ``{end}`` and ``{last}`` in ``url`` are the window of a run in ``time_format``: its first
    instant, the instant after it, and the second before that. Without them it has only the present. The
    latest run begins ``overlap`` hours earlier, for late items. ``items`` is the path of their list. Each is
    a document at its ``id``. Without ``items`` each answer is a document. ``fields`` has the paths of an
    item's fields.
    """

    kind: Literal["api"]
    url: Annotated[str, Field(pattern=r"^https?://"), AfterValidator(_address)]
    time_format: Annotated[str, AfterValidator(_form)] = "%Y-%m-%dT%H:%M:%SZ"
    overlap: Annotated[float, Field(ge=0, le=720)] = 24.0
    items: JsonPath | None = None
    id: JsonPath | None = None
    token: Token | None = None
    headers: Mapping[Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")], str] = Field(default_factory=dict)
    paging: Paging | None = None
    fields: Mapping[
        Annotated[str, AfterValidator(_field)],
        Annotated[tuple[JsonPath, ...], BeforeValidator(_listed)],
    ] = Field(default_factory=dict)
    max_requests: Annotated[int, Field(ge=1, le=10_000)] = 100
    """Most pages that a run requests. A window with more is an error."""
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    """Seconds to wait for the server's next byte."""
    max_bytes: Annotated[int, Field(gt=0)] = 16 * 1024 * 1024
    """Largest accepted answer, in bytes after decompression."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.items is None and (self.id or self.fields):
            raise ValueError(
                "id and fields need items, the path of the list of items ('*' if it is the answer)"
            )
        counts = self.paging and self.paging.parameter and not self.paging.next
        if self.items is None and counts:
            raise ValueError("the counting of pages needs items, the path of the list of items")
        return self

    @property
    def has_past(self) -> bool:
        """Whether the address states the window of a run."""
        return "start" in placeholders(self.url)

    def place(self) -> str:
        """Return the address with its placeholders."""
        return self.url

    def defaults(self) -> Defaults:
        """Return the defaults, with the paths of the fields."""
        return replace(super().defaults(), fields=tuple(self.fields.items()))

    def window(self, start: dt.datetime, end: dt.datetime) -> dict[str, str]:
        """Return the values of the placeholders."""
        last = end - dt.timedelta(seconds=1)
        moments = dict(zip(PLACEHOLDERS, (start, end, last), strict=True))
        return {name: written(moment, self.time_format) for name, moment in moments.items()}
