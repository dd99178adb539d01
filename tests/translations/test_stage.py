"""Stories and their translations become one story, whatever the order, and stay so after a replay."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import psycopg
import pytest

from newswire.pipeline import replay
from newswire.translations import reading
from newswire.translations.stage import TranslationError, link
from tests.support.stories import drop, ninjs, run, writes
from tests.translations.invented import MARKET, PORT, RIVAL
from tests.translations.telling import document, put, stories, together


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that a test has several."""
    monkeypatch.setattr(reading, "_VERSIONS_AT_ONCE", 2)


@pytest.fixture
def another(warehouse_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        yield connection


def test_a_story_in_five_languages_is_one_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT)
    run(warehouse, sources, "wire")
    assert link(warehouse) > 0
    assert stories(warehouse) == {together("port", *PORT)}
    assert warehouse.execute("SELECT languages, copies, language FROM mart.stories").fetchall() == [
        (["de", "en", "fr", "ja", "ru"], 4, "en")
    ]
    kinds = warehouse.execute(
        "SELECT DISTINCT relation, match_kind, score BETWEEN 0.5 AND 1 FROM mart.story_items ORDER BY 1"
    ).fetchall()
    assert kinds == [("copy", "translation", True), ("original", None, None)]
    delays = warehouse.execute(
        "SELECT provider, extract(hour FROM delay)::int, evidence -> 'figures' ? '235e1'"
        " FROM mart.translations"
        " WHERE original_provider = 'Wire EN' ORDER BY delay"
    ).fetchall()
    assert delays == [("Wire DE", 2, True), ("Wire RU", 5, True), ("Wire JA", 9, True), ("Wire FR", 11, True)]
    carried = warehouse.execute(
        "SELECT provider, match_kind FROM mart.syndication WHERE original_provider = 'Wire EN' ORDER BY delay"
    ).fetchall()
    assert carried == [(provider, "translation") for provider, _, _ in delays]


def test_a_second_call_writes_nothing(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    put(wire, "port", PORT, "en", "de", "ru")
    run(warehouse, sources, "wire")
    link(warehouse)
    before = writes(warehouse)
    assert link(warehouse) == 0
    assert writes(warehouse) == before


@pytest.mark.parametrize("order", list(permutations(["port en", "port de", "rival en", "rival de"]))[::5])
def test_two_stories_on_one_event_stay_two_in_any_order(
    warehouse: psycopg.Connection, sources: Path, wire: Path, order: tuple[str, ...]
) -> None:
    for one in order:
        name, language = one.split()
        put(wire, name, {"port": PORT, "rival": RIVAL}[name], language)
        run(warehouse, sources, "wire")
        link(warehouse)
    apart = {together("port", "en", "de"), together("rival", "en", "de")}
    assert stories(warehouse) == apart
    replay(warehouse, directory=sources)
    link(warehouse)
    assert stories(warehouse) == apart


def test_notices_of_one_form_stay_apart(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    put(wire, "market", MARKET)
    run(warehouse, sources, "wire")
    assert link(warehouse) == 0
    assert stories(warehouse) == {together("market", "en"), together("market", "de")}


def test_a_replay_of_one_source_joins_its_stories_again(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    put(wire, "port", PORT, "en")
    put(paper, "port", PORT, "de", "ru")
    run(warehouse, sources, "wire")
    run(warehouse, sources, "paper")
    link(warehouse)
    for name in ("wire", "paper"):
        replay(warehouse, name, directory=sources)
        link(warehouse)
        assert stories(warehouse) == {together("port", "en", "de", "ru")}


def test_a_new_version_of_one_text_keeps_the_link(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de")
    run(warehouse, sources, "wire")
    link(warehouse)
    headline, body = PORT["de"]
    later = {"de": (headline, f"{body}\n\nAm Donnerstag liefen die ersten Kutter wieder aus.")}
    drop(wire, "port-de-2.json", document("port", "de", later, version="2", minute=300))
    run(warehouse, sources, "wire")
    link(warehouse)
    assert stories(warehouse) == {together("port", "en", "de")}


def test_one_guid_with_two_languages_is_the_agencys_word(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for language, body in {"en": "Rain is expected.", "de": "Es gibt bald Regen."}.items():
        told = ninjs(
            f"urn:kv:0507-117-{language}", body=body, headline=None, language=language, provider="KV"
        )
        drop(wire, f"{language}.json", told)
        run(warehouse, sources, "wire")
        link(warehouse)
    assert len(stories(warehouse)) == 1
    stated = warehouse.execute("SELECT score, evidence FROM mart.translations").fetchall()
    assert stated == [(1.0, {"stated": "guid"})]


ENTRY = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<title>Kalvemar News</title><id>https://news.example/{language}</id><updated>2024-05-07T12:00:00Z</updated>
<entry><title>{title}</title><id>https://news.example/{language}/{name}</id>
<link href="https://news.example/{language}/{name}"/>{links}
<updated>2024-05-07T12:00:00Z</updated><content>{body}</content></entry></feed>"""


@pytest.mark.parametrize("first", ["en", "de"])
def test_a_translation_of_link_joins_whichever_comes_first(
    warehouse: psycopg.Connection, sources: Path, wire: Path, first: str
) -> None:
    stated = '<link rel="translation-of" href="https://news.example/en/rain"/>'
    told = {
        "en": ENTRY.format(language="en", name="rain", title="Rain ahead", body="Bring coats.", links=""),
        "de": ENTRY.format(language="de", name="regen", title="Regen", body="Jacke an.", links=stated),
    }
    for language in sorted(told, key=lambda language: language != first):
        drop(wire, f"{language}.xml", told[language].encode())
        run(warehouse, sources, "wire")
        link(warehouse)
    assert len(stories(warehouse)) == 1
    evidence = warehouse.execute("SELECT evidence FROM mart.translations").fetchall()
    assert evidence == [({"stated": "translation-of"},)]


def test_versions_that_a_replay_holds_wait_for_it(
    warehouse: psycopg.Connection,
    another: psycopg.Connection,
    sources: Path,
    wire: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    put(wire, "port", PORT, "en", "de")
    run(warehouse, sources, "wire")
    with another.transaction(), caplog.at_level(logging.WARNING):
        another.execute("DELETE FROM news.versions")
        assert link(warehouse) == 0
        assert "A replay is at work" in caplog.text
        raise psycopg.Rollback
    assert link(warehouse) == 1


def test_a_refusal_of_the_database_is_an_error_for_people(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de")
    run(warehouse, sources, "wire")
    warehouse.execute("SET default_transaction_read_only = on")
    with pytest.raises(TranslationError, match="their translations are not all joined"):
        link(warehouse)
