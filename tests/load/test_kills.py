"""A kill under its own guid hides the story that it names, in any order of arrival."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.chains.test_marked_versions import FIRST, HEADLINE, SLUG, VERSIONS, deliver, story
from tests.support.stories import drop, ninjs, run, visible

OTHER = story(
    "urn:a:9", "Dockers on strike", "Dockers went on strike over pay at noon, their union said.", 5, "strike"
)

KILLS = {
    "by headline": story("urn:a:5", f"KILL: {HEADLINE}", "The story is wrong.", 40, ""),
    "withdrawn": story("urn:a:5", f"WITHDRAWN-{HEADLINE}", "Please do not use it.", 40, ""),
    "by slug": story("urn:a:5", "BULLETIN KILL", "The story is wrong.", 40, f"{SLUG}, Kill"),
    "by a slug it names": story(
        "urn:a:5", "Advisory", "EDITORS: Please kill the story slugged EU--Albers-Pier. It is wrong.", 40, ""
    ),
    "by a headline it quotes": story(
        "urn:a:5", "MANDATORY KILL", f"A kill is mandatory of the story headlined “{HEADLINE}”.", 40, ""
    ),
}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("kill", KILLS.values(), ids=KILLS)
def test_a_kill_under_its_own_guid_hides_the_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path, kill: dict[str, Any], order: Sequence[int]
) -> None:
    documents = [FIRST, VERSIONS[1], kill]
    deliver(warehouse, sources, wire, [OTHER, *(documents[place] for place in order)])
    assert visible(warehouse) == [("urn:a:9", "1")]
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (4,)


def test_a_kill_hides_only_earlier_stories_of_its_own_agency(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    later = story(
        "urn:a:6", HEADLINE, "A corrected story: no pier is rebuilt, the council said on Friday.", 50
    )
    deliver(warehouse, sources, wire, [KILLS["by headline"], later])
    drop(paper, "own.json", story("paper:1", HEADLINE, "We saw the vote: the pier is to be built anew.", 20))
    run(warehouse, sources, "paper")
    assert visible(warehouse) == [("paper:1", "1"), ("urn:a:6", "1")]


def test_a_copy_of_a_killed_story_is_hidden_too(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    body = f"PORT ALBERS, May 7 (Harbour Press) - {FIRST['bodies'][0]['value']}"
    copy = ninjs("paper:1", headline="New pier", body=body, minute=50, provider="Coast Daily")
    drop(paper, "copy.json", copy)
    run(warehouse, sources, "paper")
    deliver(warehouse, sources, wire, [FIRST, KILLS["by headline"]])
    assert visible(warehouse) == []


def test_a_kill_finds_a_headline_with_soft_hyphens(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    soft = {**FIRST, "headlines": [{"role": "main", "value": HEADLINE.replace("council", "coun\u00adcil")}]}
    deliver(warehouse, sources, wire, [OTHER, soft, KILLS["by headline"]])
    assert visible(warehouse) == [("urn:a:9", "1")]
