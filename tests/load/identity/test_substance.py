"""The substance of a version, without times, counts and facts of the delivery."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import psycopg
import pytest

from newswire.load.identity.substance import NO_SUBSTANCE, fingerprint, substance
from newswire.model import Item

ROW: dict[str, Any] = {
    "headline": "Tide turns",
    "body_text": "It is low.",
    "source_url": "https://quay.example/t",
}


@pytest.mark.parametrize(
    "change",
    [
        {"published": "2020-11-02T12:00:00+00:00", "first_created": "2020-11-01T12:00:00+00:00"},
        {"version_created": "2020-11-02T12:00:00+00:00", "word_count": 3, "path": "b.xml"},
        {"source_url": "https://quay.example/t?weird=1"},
        {"source_url": "https://quay.example/t;jsessionid=1"},
        {"headline": "Tide\u00ad turns"},
        {"headline": "Tide turns", "slugline": None, "keywords": []},
    ],
)
def test_changes_without_substance(change: dict[str, Any]) -> None:
    assert fingerprint(ROW | change) == fingerprint(ROW)


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Tide turned"},
        {"source_url": "https://quay.example/u"},
        {"pubstatus": "canceled"},
        {"version": "2"},
    ],
)
def test_changes_of_substance(change: dict[str, Any]) -> None:
    assert fingerprint(ROW | change) != fingerprint(ROW)
    assert substance(ROW | change) != substance(ROW)


def test_composed_and_decomposed_letters_are_equal() -> None:
    assert fingerprint({"headline": "Cafe\u0301"}) == fingerprint({"headline": "Caf\u00e9"})


def test_names_without_substance_are_columns(warehouse: psycopg.Connection) -> None:
    row = warehouse.execute("SELECT * FROM news.versions LIMIT 0")
    columns = {column.name for column in row.description or ()}
    assert set(NO_SUBSTANCE) <= columns
    assert columns - set(NO_SUBSTANCE) <= {field.name for field in fields(Item)}
