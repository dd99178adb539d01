"""Keys made ahead are those that the stage makes, and the stage finds them by the texts in the warehouse."""

from __future__ import annotations

from collections.abc import Iterator
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
    with Crew(2) as made:
        made.start(1)
        yield made


def answers(number: int) -> list[Answer]:
    return [one for batch in HERE.read(documents(number), WIRE, number) for one in unpack(batch.packed)]


def texts_of(found: list[Answer]) -> list[Text]:
    items = [answer.found for answer in found if isinstance(answer.found, Item)]
    return [("en", item.headline, item.body_text) for item in items]


def test_the_keys_of_a_staged_load_are_made_by_a_process(crew: Crew) -> None:
    texts = KeysAhead(crew)
    texts.take(answers(1))
    texts.begin()
    [text] = texts_of(answers(1))
    assert texts.keys(text) is None, "one text is not worth it"
    texts.take(answers(4))
    texts.begin()
    made = texts.keys(text)
    assert made is not None
    assert made.tobytes() == keys(traits(*text)).tobytes()
    assert texts.keys(("en", "Another text", None)) is None


def test_a_lost_process_leaves_the_keys_to_the_stage(crew: Crew) -> None:
    [process] = wait_for(1)
    process.kill()
    texts = KeysAhead(crew)
    texts.take(answers(4))
    texts.begin()
    assert texts.keys(texts_of(answers(1))[0]) is None


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
        made = texts.keys(text)
        found.append(made is not None)
        return made

    assert link(warehouse, known) == 1
    assert found == [True, True]
