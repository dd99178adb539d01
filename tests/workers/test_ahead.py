"""Keys made ahead are those that the stage makes, and the stage finds them by the texts in the warehouse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from newswire.load.answers import Answer, unpack
from newswire.model import Item
from newswire.pipeline import fetch_source, load_run
from newswire.translations.stage import link
from newswire.translations.texts.keys import Keys, keys
from newswire.translations.texts.traits import Text, traits
from newswire.workers import ahead
from newswire.workers.ahead import KeysAhead
from newswire.workers.crew import Crew
from newswire.workers.work import HERE
from tests.support.stories import NOW, TODAY
from tests.translations.invented import PORT
from tests.translations.telling import put
from tests.workers.test_crew import WIRE, documents, wait_for


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    """One process, and loads of any size."""
    monkeypatch.setattr(ahead, "_FEWEST", 2)
    monkeypatch.setattr(ahead, "_TEXTS_AT_ONCE", 2)
    with Crew(2) as ready:
        ready.start(1)
        yield ready


def answers(number: int, language: str = "en", day: int = 7) -> list[Answer]:
    """Answers to so many documents of a day of May 2024, each with a headline of its own."""
    found = [one for batch in HERE.read(documents(number), WIRE, number) for one in unpack(batch.packed)]
    published = dt.datetime(2024, 5, day, 12, tzinfo=dt.UTC)
    return [
        replace(
            one, found=replace(item, headline=f"{item.guid} {day}", language=language, published=published)
        )
        for one in found
        if isinstance(item := one.found, Item)
    ]


def made(texts: KeysAhead, *found: Answer) -> list[bool]:
    """Return for each text whether its keys were made."""
    return [texts.keys(text) is not None for text in texts_of(list(found))]


def texts_of(found: list[Answer]) -> list[Text]:
    items = [answer.found for answer in found if isinstance(answer.found, Item)]
    return [(item.language or "", item.headline, item.body_text) for item in items]


def test_the_keys_of_a_staged_load_are_made_by_a_process(warehouse: psycopg.Connection, crew: Crew) -> None:
    texts = KeysAhead(crew)
    english, german = answers(1), answers(1, "de")
    texts.take([*english, *german])
    texts.begin(warehouse)
    for text in texts_of([*english, *german]):
        found = texts.keys(text)
        assert found is not None
        assert found.tobytes() == keys(traits(*text)).tobytes()
        assert texts.keys(text) is None, "keys are given once"
    assert texts.keys(("en", "Another text", None)) is None


def test_keys_are_made_only_of_texts_near_another_language(warehouse: psycopg.Connection, crew: Crew) -> None:
    texts = KeysAhead(crew)
    alone, english, german = answers(2, day=1), answers(2, day=20), answers(1, "de", day=27)
    texts.take([*alone, *english])
    texts.begin(warehouse)
    assert made(texts, *alone, *english) == [False] * 4
    texts.take([*alone, *english, *german])
    texts.begin(warehouse)
    assert made(texts, *alone, *english, *german) == [False, False, True, True, True]


def test_a_few_texts_are_left_to_the_stage(warehouse: psycopg.Connection, crew: Crew) -> None:
    texts = KeysAhead(crew)
    english, german = answers(4), answers(1, "de")
    texts.take(english)
    texts.begin(warehouse)
    texts.take(german)
    texts.begin(warehouse)
    assert made(texts, *english, *german) == [False] * 5


def test_the_languages_of_the_loads_before_and_of_the_warehouse_count(
    warehouse: psycopg.Connection, crew: Crew
) -> None:
    texts = KeysAhead(crew)
    for language in ("en", "de"):
        texts.take(answers(2, language))
        texts.begin(warehouse)
    assert made(texts, *answers(2, "de")) == [True, True]
    warehouse.execute("INSERT INTO news.translation_days VALUES ('2024-05-14', 'fr', 'alone')")
    texts = KeysAhead(crew)
    texts.take(answers(2))
    texts.begin(warehouse)
    assert made(texts, *answers(2)) == [True, True]


def test_a_lost_process_leaves_the_keys_to_the_stage(warehouse: psycopg.Connection, crew: Crew) -> None:
    [process] = wait_for(1)
    process.kill()
    texts = KeysAhead(crew)
    texts.take([*answers(2), *answers(2, "de")])
    texts.begin(warehouse)
    assert made(texts, *answers(1)) == [False]


def test_the_stage_finds_the_keys_of_a_load_and_joins_the_same_translations(
    warehouse: psycopg.Connection, sources: Path, wire: Path, crew: Crew
) -> None:
    put(wire, "port", PORT, "en", "de")
    run_id = fetch_source(warehouse, "wire", TODAY, NOW, sources).run_id
    assert run_id is not None
    texts = KeysAhead(crew)
    load_run(warehouse, run_id, sources, crew, texts=texts)
    found: list[bool] = []

    def known(text: Text) -> Keys | None:
        ready = texts.keys(text)
        found.append(ready is not None)
        return ready

    assert link(warehouse, known) == 1
    assert found == [True, True]
