"""A kind of source: the keys that every source may have, and those that a kind adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest
from pydantic import ValidationError

from newswire.fetch import Cursor, Fetched, Interval
from newswire.fetch.kind import Source, SourceKind
from newswire.model import Defaults, Document

NOW = dt.datetime(2024, 5, 13, 12, tzinfo=dt.UTC)


class PagerSource(Source):
    """A source of a kind that these tests invent: a pager that repeats one line."""

    kind: Literal["pager"]
    line: str


def read_pager(
    source: PagerSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    if source.line not in cursors:
        yield Fetched(Document(source.line.encode(), "pager", fetched_at=now), Cursor(source.line))


def source(**more: object) -> Source:
    return Source.model_validate({"name": "norwind", "kind": "pager", **more})


def test_a_source_needs_a_name_and_a_kind_only() -> None:
    found = source()
    assert found.enabled
    assert found.start_date is None
    assert found.defaults() == Defaults("norwind")


def test_the_facts_of_a_source_hold_for_its_documents() -> None:
    found = source(provider="Norwind", language="nb", timezone="Europe/Oslo", title="Norwind, main wire")
    assert found.defaults() == Defaults("norwind", "Norwind", "nb", "Europe/Oslo")


@pytest.mark.parametrize("name", ["a", "norwind-main.v2", "0_x", "n" * 63])
def test_a_name_is_good_for_files_and_columns(name: str) -> None:
    assert source(name=name).name == name


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", ""),
        ("name", "Norwind"),
        ("name", "-norwind"),
        ("name", "nor/wind"),
        ("name", "norwind\n"),
        ("name", "n" * 64),
        ("timezone", "Norwind/Grenholm"),
        ("start_date", "the first of May"),
        ("langauge", "nb"),
    ],
)
def test_a_key_with_a_mistake_is_named(key: str, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        source(**{key: value})
    assert [error["loc"] for error in refused.value.errors()] == [(key,)]


def test_the_refusal_of_a_time_zone_names_good_ones() -> None:
    with pytest.raises(ValidationError, match="'CEST' is no IANA time zone; 'Europe/Berlin' or 'UTC' is one"):
        source(timezone="CEST")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        source().enabled = False


def test_a_source_without_paths_is_the_same_beside_any_folder_and_shows_no_place(tmp_path: Path) -> None:
    found = source()
    assert found.beside(tmp_path) is found
    assert found.place() == ""


def test_a_kind_adds_its_keys_and_fetches_documents_newer_than_the_cursors() -> None:
    kind = SourceKind("pager", PagerSource, read_pager)
    pager = kind.settings.model_validate({"name": "quay", "kind": "pager", "line": "Ferry late"})
    today = Interval.day(NOW.date())
    [one] = kind.fetch(pager, {}, today, NOW)
    assert (one.document.content, one.document.fetched_at) == (b"Ferry late", NOW)
    assert list(kind.fetch(pager, {one.cursor.locator: one.cursor}, today, NOW)) == []
    with pytest.raises(ValidationError, match="Input should be 'pager'"):
        kind.settings.model_validate({"name": "quay", "kind": "folder", "line": "Ferry late"})
