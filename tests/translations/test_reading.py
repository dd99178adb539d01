"""Which new versions are compared with which others."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from newswire.translations.reading import credited, read_some
from newswire.translations.stage import link
from tests.support.stories import drop, run
from tests.translations.invented import MARKET, PORT
from tests.translations.telling import document, put


def test_texts_outside_the_window_stay_apart(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", document("port", "en", PORT))
    drop(wire, "2.json", document("port", "de", PORT, minute=60 * 24 * 8))
    run(warehouse, sources, "wire")
    assert link(warehouse) == 0


def test_each_version_is_read_once_and_only_alike_pairs_are_kept(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de")
    put(wire, "market", MARKET, "en", "de")
    run(warehouse, sources, "wire")
    assert [read_some(warehouse), read_some(warehouse)] == [4, 0]
    kept = warehouse.execute("SELECT count(*), bool_or(is_decided) FROM news.translation_pairs").fetchall()
    assert kept == [(1, False)]


def test_a_text_without_a_language_is_read_and_compared_with_none(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de", "fr")
    run(warehouse, sources, "wire")
    warehouse.execute("UPDATE news.versions SET language = NULL WHERE language = 'de'")
    assert link(warehouse) == 1
    keys = warehouse.execute("SELECT language, keys = '' FROM news.translation_keys ORDER BY 1").fetchall()
    assert keys == [("", True), ("en", False), ("fr", False)]


@pytest.mark.parametrize(
    ("one", "other", "agency"),
    [
        (["Paper", "Agency"], ["Agency"], "Agency"),
        (["Paper", "Agency"], ["Gazette", "Agency"], "Agency"),
        (["Agency"], ["Agency"], None),
        (["Paper", "Agency"], ["Gazette"], None),
        (["Paper"], ["Gazette", "Paper", "Agency"], "Paper"),
        ([], ["Agency"], None),
    ],
)
def test_an_agency_that_wrote_one_text_and_that_the_other_credits(
    one: list[str], other: list[str], agency: str | None
) -> None:
    assert credited(one, other) == credited(other, one) == agency


def test_a_credited_agency_stands_in_the_evidence(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de")
    run(warehouse, sources, "wire")
    warehouse.execute("UPDATE news.versions SET credit = ARRAY['Wire DE', 'Wire EN'] WHERE language = 'de'")
    assert link(warehouse) == 1
    found = warehouse.execute("SELECT evidence -> 'credit' FROM mart.translations").fetchall()
    assert found == [(["Wire EN"],)]
