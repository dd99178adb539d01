"""Items of any content, for property tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Any, get_args

from hypothesis import strategies as st

from newswire.model import Item, Link, PageNote, Precision, Pubstatus, Subject

TEXTS = st.text(st.characters(exclude_categories=()), max_size=20)
"""Any characters, those that no database holds among them."""

OFFSETS = st.integers(-1439, 1439).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


def _fixed(at: dt.datetime) -> dt.datetime:
    """The same time with its offset for a zone: times in a gap of a zone are equal to nothing (PEP 495)."""
    offset = at.utcoffset()
    return at if offset is None else at.replace(tzinfo=dt.timezone(offset))


KEYS = st.integers(-(2**63), 2**63 - 1)
"""Keys of lines of web pages."""

TIMES = st.datetimes(timezones=st.timezones() | OFFSETS | st.none()).map(_fixed)

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "str": TEXTS,
    "str | None": st.none() | TEXTS,
    "int | None": st.none() | st.integers(-(2**40), 2**40),
    "dt.datetime | None": st.none() | TIMES,
    "tuple[str, ...]": st.lists(TEXTS, max_size=2).map(tuple),
    "tuple[Subject, ...]": st.lists(st.builds(Subject, *[st.none() | TEXTS] * 3), max_size=2).map(tuple),
    "tuple[Link, ...]": st.lists(st.builds(Link, TEXTS, *[st.none() | TEXTS] * 2), max_size=2).map(tuple),
    "PageNote | None": st.none()
    | st.builds(
        PageNote,
        st.just("gazette.example"),
        st.lists(st.tuples(KEYS, st.text(max_size=20)), max_size=2).map(tuple),
        *[st.lists(KEYS, max_size=2).map(tuple)] * 2,
    ),
    "Precision | None": st.none() | st.sampled_from(get_args(Precision)),
    "Pubstatus": st.sampled_from(get_args(Pubstatus)),
    "Pubstatus | None": st.sampled_from(get_args(Pubstatus)),
    "bool": st.booleans(),
}

ITEMS: st.SearchStrategy[Item] = st.fixed_dictionaries(
    {"path": TEXTS, "format": st.just("nitf")},
    optional={
        field.name: _VALUES[str(field.type)] for field in fields(Item) if field.name not in {"path", "format"}
    },
).map(lambda said: Item(**said))
"""Items in which any fields say anything."""
