"""The derived fields of an item, with their types. Each step of the completion returns some."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import datetime as dt

    from newswire.model import Precision, Pubstatus


class Derived(TypedDict, total=False):
    """Fields that replace those of an item. An absent field leaves the item's own.

    ``warnings`` has the sentences of one step alone.
    """

    provider: str | None
    guid: str | None
    pubstatus: Pubstatus
    pubstatus_given: bool
    byline: str
    authors: tuple[str, ...]
    dateline: str | None
    place: str | None
    places: tuple[str, ...]
    country: str | None
    credit: tuple[str, ...]
    published: dt.datetime
    published_precision: Precision
    published_from: str
    embargo_until: dt.datetime
    language: str | None
    ed_note: str
    label: str | None
    genre: str
    body_text: str | None
    word_count: int
    warnings: tuple[str, ...]
