"""Invented agency stories in thirteen languages: one story each, and nothing else joins.

``agency.jsonl`` has events with two stories, matches and weather of several days in one form.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import psycopg
import pytest

from newswire.pipeline import replay
from newswire.translations.stage import link
from newswire.translations.texts.compare import ENOUGH, compare
from newswire.translations.texts.traits import traits
from tests.support.stories import drop, ninjs, run
from tests.translations.telling import stories

TOLD: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
for line in Path(__file__).with_name("agency.jsonl").read_text(encoding="utf-8").splitlines():
    told = json.loads(line)
    TOLD[told["story"]][told["language"]] = (told["headline"], told["body"])

LANGUAGES = sorted({language for story in TOLD.values() for language in story})
DAY = 24 * 60
DAYS = {
    name: day for day, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"))
}


def put_all(wire: Path, names: list[tuple[str, str]]) -> None:
    for place, (name, language) in enumerate(names):
        headline, body = TOLD[name][language]
        later = DAYS.get(name.rpartition("-")[2], 1 if "-" in name else 0) * DAY
        document = ninjs(
            f"{name} {language}",
            headline=headline,
            body=body,
            language=language,
            minute=later + 37 * LANGUAGES.index(language),
            provider=f"Wire {language.upper()}",
        )
        drop(wire, f"{place:03}.json", document | {"firstcreated": document["versioncreated"]})


@pytest.mark.parametrize("backwards", [False, True])
def test_each_story_is_one_in_all_of_its_languages_and_stays_so(
    warehouse: psycopg.Connection, sources: Path, wire: Path, *, backwards: bool
) -> None:
    names = sorted(((name, language) for name in TOLD for language in TOLD[name]), reverse=backwards)
    wanted = {frozenset(f"{name} {language}" for language in TOLD[name]) for name in TOLD}
    half = len(names) // 2
    for some in (names[:half], names[half:]):
        put_all(wire, some)
        run(warehouse, sources, "wire")
        link(warehouse)
    assert stories(warehouse) == wanted
    replay(warehouse, directory=sources)
    link(warehouse)
    assert stories(warehouse) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_alone_speak_for_their_translations_in_each_language(language: str) -> None:
    read = {
        (name, spoken): traits(spoken, *text)
        for name, story in TOLD.items()
        for spoken, text in story.items()
    }
    found: Counter[bool] = Counter()
    for (one, spoken), (other, there) in combinations(read, 2):
        if one == other and language in {spoken, there}:
            evidence = compare(read[one, spoken], read[other, there])
            found[evidence is not None and evidence.score >= ENOUGH] += 1
    assert found[True] >= 0.9 * found.total()
