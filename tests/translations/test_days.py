"""Texts get keys once another language is near, and the stories are those that keys for all would give."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable
from pathlib import Path

import psycopg
import pytest

from newswire.pipeline import replay
from newswire.translations import reading
from newswire.translations.days import Day, Seen, near
from newswire.translations.stage import link
from newswire.translations.texts.keys import Keys
from newswire.translations.texts.traits import Traits
from tests.support.stories import drop, run
from tests.translations.invented import MARKET, PORT, REPORT, RIVAL
from tests.translations.telling import document, stories, together

STORIES = {"port": PORT, "rival": RIVAL, "market": MARKET, "report": REPORT}
WEEK = dt.timedelta(days=7)
NOON = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def three_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that a test has several."""
    monkeypatch.setattr(reading, "_VERSIONS_AT_ONCE", 3)


def put(wire: Path, story: str, language: str, day: int, minute: int = 0) -> str:
    """Drop a text of some day, and return its guid. It has the day: a story may be sent on several."""
    told = document(f"{story}-{day}", language, STORIES[story], minute=1440 * day + minute)
    drop(wire, f"{story}-{day}-{language}.json", told)
    return str(told["uri"])


def found(warehouse: psycopg.Connection) -> dict[str, list[str]]:
    """Return the pairs and the matches with score and evidence, and the stories, by guids."""
    guids = {
        version_id: f"{guid} {version}"
        for version_id, guid, version in warehouse.execute(
            "SELECT version_id, guid, version FROM news.versions JOIN news.items USING (item_id)"
        )
    }
    pairs = warehouse.execute(
        "SELECT version_id, other_version_id, score, is_stated, evidence FROM news.translation_pairs"
    )
    matches = warehouse.execute(
        "SELECT version_id, matched_version_id, kind, score, one_story, evidence FROM news.matches"
    )
    return {
        "pairs": sorted(
            json.dumps([*sorted((guids[one], guids[other])), *more]) for one, other, *more in pairs
        ),
        "matches": sorted(json.dumps([guids[one], guids[other], *more]) for one, other, *more in matches),
        "stories": sorted(map(str, map(sorted, stories(warehouse)))),
    }


def keyed(warehouse: psycopg.Connection) -> set[str]:
    """Return the guids of the texts that have keys."""
    rows = warehouse.execute(
        "SELECT guid FROM news.translation_keys JOIN news.versions USING (version_id)"
        " JOIN news.items USING (item_id) WHERE keys IS NOT NULL"
    )
    return {guid for (guid,) in rows}


def asked(monkeypatch: pytest.MonkeyPatch) -> list[Traits]:
    """Return the list that the traits of texts are added to whose keys are made."""
    texts: list[Traits] = []
    made = reading.keys

    def noted(text: Traits) -> Keys:
        texts.append(text)
        return made(text)

    monkeypatch.setattr(reading, "keys", noted)
    return texts


@pytest.mark.parametrize("seed", range(8))
def test_any_order_and_any_batches_give_what_keys_for_all_give(
    warehouse: psycopg.Connection,
    sources: Path,
    wire: Path,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = random.Random(seed)
    monkeypatch.setattr(reading, "_VERSIONS_AT_ONCE", own.randint(1, 5))
    texts = [(name, language) for name in STORIES for language in STORIES[name]]
    days = [own.randint(0, 9), own.randint(10, 30), own.randint(31, 60), own.randint(61, 64)]
    told = own.sample(
        [
            (name, language, day + own.choice([0, 0, 0, 1, 3, 7]), own.choice([0, 1, 719, 720, 1439]))
            for name, language in texts
            for day in days
            if language == "en" or own.random() < 0.4
        ],
        14,
    )
    dates: dict[str, Day] = {}
    while told:
        for name, language, day, minute in [told.pop() for _ in range(min(len(told), own.randint(1, 6)))]:
            guid = put(wire, name, language, day, minute)
            at = NOON + dt.timedelta(days=day, minutes=minute)
            dates[guid] = (at.date(), language)
        run(warehouse, sources, "wire")
        if own.random() < 0.7:
            link(warehouse)
    link(warehouse)
    lazy = found(warehouse)
    assert keyed(warehouse) == {
        guid
        for guid, (day, language) in dates.items()
        if any(language != other and abs(day - there) <= WEEK for there, other in dates.values())
    }

    warehouse.execute("UPDATE news.translation_days SET state = 'awake'")
    replay(warehouse, directory=sources)
    link(warehouse)
    assert keyed(warehouse) == dates.keys()
    assert found(warehouse) == lazy


def test_one_language_alone_gets_no_keys(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asked(monkeypatch)
    for day in range(5):
        put(wire, "port", "en", day)
    drop(wire, "british.json", document("british", "en", RIVAL) | {"language": "en-GB"})
    run(warehouse, sources, "wire")
    link(warehouse)
    assert made == []
    seen = warehouse.execute("SELECT count(*), count(keys) FROM news.translation_keys").fetchone()
    assert seen == (6, 0)


def test_a_text_in_another_language_wakes_those_of_its_window_alone(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(20):
        put(wire, "market", "en", day)
    put(wire, "port", "en", 9)
    run(warehouse, sources, "wire")
    link(warehouse)
    put(wire, "port", "de", 10)
    run(warehouse, sources, "wire")
    assert link(warehouse) == 1
    assert together("port-9", "en") | together("port-10", "de") in stories(warehouse)
    near_it = {f"market-{day} en" for day in range(3, 18)}
    assert keyed(warehouse) == near_it | {"port-9 en", "port-10 de"}
    states = warehouse.execute("SELECT state, count(*) FROM news.translation_days GROUP BY 1 ORDER BY 1")
    assert states.fetchall() == [("alone", 5), ("awake", 16)]
    put(wire, "rival", "en", 10)
    run(warehouse, sources, "wire")
    made = asked(monkeypatch)
    link(warehouse)
    assert len(made) == 1, "the others have theirs"


@pytest.mark.parametrize("call", range(1, 9))
def test_a_stage_that_ends_while_texts_wake_goes_on(
    warehouse: psycopg.Connection,
    sources: Path,
    wire: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: int,
) -> None:
    for day in (0, 1, 2):
        put(wire, "port", "en", day)
        put(wire, "rival", "en", day)
    put(wire, "port", "de", 20)
    run(warehouse, sources, "wire")
    link(warehouse)
    put(wire, "port", "de", 1)
    put(wire, "rival", "de", 2)
    run(warehouse, sources, "wire")
    calls = iter(range(1, 100))
    made = reading.keys

    def killed(text: Traits) -> Keys:
        if next(calls) == call:
            raise KeyboardInterrupt
        return made(text)

    with monkeypatch.context() as patch:
        patch.setattr(reading, "keys", killed)
        with pytest.raises(KeyboardInterrupt):
            link(warehouse)
    link(warehouse)
    went_on = found(warehouse)
    assert len(keyed(warehouse)) == 8
    assert went_on["matches"]
    replay(warehouse, directory=sources)
    link(warehouse)
    assert found(warehouse) == went_on


def test_a_replay_after_a_change_of_the_window_finds_more(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(wire, "port", "en", 0)
    put(wire, "port", "de", 8)
    run(warehouse, sources, "wire")
    assert link(warehouse) == 0
    monkeypatch.setenv("NEWSWIRE_COPY_WINDOW_DAYS", "7.5")
    replay(warehouse, directory=sources)
    assert link(warehouse) == 0
    assert len(keyed(warehouse)) == 2, "they are near to the day"
    monkeypatch.setenv("NEWSWIRE_COPY_WINDOW_DAYS", "8")
    replay(warehouse, directory=sources)
    assert link(warehouse) == 1


def test_a_day_whose_texts_are_gone_costs_keys_and_joins_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", "de", 0)
    run(warehouse, sources, "wire")
    link(warehouse)
    warehouse.execute("DELETE FROM news.translation_keys")
    warehouse.execute("UPDATE news.versions SET language = 'en'")
    put(wire, "port", "en", 1)
    run(warehouse, sources, "wire")
    assert link(warehouse) == 0
    assert len(keyed(warehouse)) == 2


@pytest.mark.parametrize(
    ("window", "expected"),
    [(0.0, {1}), (0.5, {0, 1, 2}), (1.0, {0, 1, 2}), (1.5, {0, 1, 2, 3}), (10_000_000.0, {0, 1, 2, 3, 9})],
)
def test_days_are_near_another_language_to_the_day(window: float, expected: set[int]) -> None:
    first = dt.date(1, 1, 1)

    def days(numbers: Iterable[int], language: str) -> set[Day]:
        return {(first + dt.timedelta(days=number), language) for number in numbers}

    english = days((0, 1, 2, 3, 9), "en")
    there = english | days([1], "de")
    assert near(english, there, dt.timedelta(days=window)) == days(expected, "en")
    assert near(english, english, dt.timedelta(days=window)) == set()


def test_a_text_that_a_replay_takes_back_while_it_wakes_is_left_out(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(wire, "port", "en", 0)
    put(wire, "rival", "en", 1)
    run(warehouse, sources, "wire")
    link(warehouse)
    put(wire, "port", "de", 0)
    run(warehouse, sources, "wire")
    reading.read_some(warehouse)
    asleep = reading.asleep

    def overtaken(connection: psycopg.Connection, most: int) -> list[Seen]:
        found = asleep(connection, most)
        assert len(found) == 2
        connection.execute("DELETE FROM news.versions WHERE version_id = %s", (found[0].version_id,))
        return found

    with warehouse.transaction():
        monkeypatch.setattr(reading, "asleep", overtaken)
        reading.read_some(warehouse)
        assert keyed(warehouse) == {"rival-1 en", "port-0 de"}
        raise psycopg.Rollback
