"""Near-copies and mentions, found in the load whichever of the two came first."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from newswire.pipeline import replay
from tests.support.stories import BODY, SENTENCES, counts, drop, ninjs, run

SHORTENED = ".\n\n".join(SENTENCES[:3]) + "."
UPDATED = BODY.replace("voted on Tuesday", "has voted") + "\n\nThe vote was unanimous, members said."


def linked(warehouse: psycopg.Connection) -> list[tuple[str, str | None, bool]]:
    """Guid, kind of match, and whether it is sure to the last word, of all items that readers see."""
    return warehouse.execute(
        "SELECT guid, match_kind, score = 1 FROM mart.story_items ORDER BY published_at, guid"
    ).fetchall()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_shortened_and_a_rewritten_copy_are_of_the_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, order: tuple[int, ...]
) -> None:
    arrivals = [
        ("wire", ninjs("pier-1")),
        ("paper", ninjs("short", body=SHORTENED, minute=60, firstcreated="2024-05-07T13:00:00+00:00")),
        ("paper", ninjs("long", body=UPDATED, minute=90, firstcreated="2024-05-07T13:30:00+00:00")),
    ]
    for index in order:
        name, document = arrivals[index]
        drop({"wire": wire, "paper": paper}[name], f"{index}.json", document)
        run(warehouse, sources, name)
    story = warehouse.execute("SELECT count(DISTINCT story_id), count(*) FROM mart.story_items").fetchone()
    assert story == (1, 3)
    assert [(guid, kind is not None) for guid, kind, _ in linked(warehouse)] == [
        ("pier-1", False), ("short", True), ("long", True),
    ]  # fmt: skip
    carried = warehouse.execute(
        "SELECT provider, original_provider, extract(epoch FROM delay) > 0 FROM mart.syndication"
    ).fetchall()
    assert carried == [("coast-daily", "harbour-press", True)] * 2


def test_a_template_with_other_facts_is_another_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    notice = (
        "{name} Shipping said its board declared a quarterly dividend of {sum} crowns a share, payable {day}"
        " to holders of record. Net profit of the company for the quarter rose to {profit} million crowns"
        " from {before} million a year earlier, it said in a statement to the exchange in Port Albers."
    )
    first = notice.format(name="Albers", sum="1.20", day="June 3", profit=41, before=38)
    second = notice.format(name="Norvik", sum="0.85", day="June 9", profit=17, before=19)
    drop(wire, "1.json", ninjs("albers", body=first, headline="Albers Shipping sets dividend"))
    drop(wire, "2.json", ninjs("norvik", body=second, headline="Norvik Shipping sets dividend", minute=20))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 2, "new": 2}


def test_near_copies_further_apart_than_the_window_are_not_compared(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_COPY_WINDOW_DAYS", "0.01")
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("short", body=SHORTENED, minute=60, firstcreated="2024-05-07T13:00:00+00:00"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 2, "new": 2}
    monkeypatch.setenv("NEWSWIRE_COPY_WINDOW_DAYS", "1")
    replay(warehouse, directory=sources)
    assert len({guid for guid, kind, _ in linked(warehouse) if kind}) == 1


@pytest.mark.parametrize("correction_first", [True, False])
def test_a_correction_under_a_new_guid_is_of_the_story_it_names(
    warehouse: psycopg.Connection, sources: Path, wire: Path, correction_first: bool
) -> None:
    body = "Wholly new words stand here now."
    correction = ninjs("pier-1-corr", body=body, headline="No pier", minute=8, evolvedfrom="pier-1")
    documents = [ninjs("pier-1"), correction]
    for number, document in enumerate(reversed(documents) if correction_first else documents):
        drop(wire, f"{number}.json", document)
        run(warehouse, sources, "wire")
    story = warehouse.execute("SELECT count(DISTINCT story_id), count(*) FROM mart.story_items").fetchone()
    assert story == (1, 2)


_PAIRS = """
SELECT DISTINCT least(one.guid, other.guid), greatest(one.guid, other.guid)
FROM news.matches AS match
JOIN news.versions AS later ON later.version_id = match.version_id
JOIN news.versions AS earlier ON earlier.version_id = match.matched_version_id
JOIN news.items AS one ON one.item_id = later.item_id
JOIN news.items AS other ON other.item_id = earlier.item_id
"""
_FORGET = (
    "TRUNCATE news.stories, news.items, news.versions, news.text_keys, raw.documents, ledger.runs CASCADE"
)


@pytest.mark.parametrize("small", [500, 0], ids=["small runs", "large runs"])
def test_the_foremost_of_a_crowd_are_compared_with_all_whenever_they_come(
    warehouse: psycopg.Connection, sources: Path, paper: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr("newswire.load.run._SMALL", small)
    monkeypatch.setattr("newswire.load.matches._CROWD", 2)
    more = "A reader wrote that it was high time for a new pier, and the ferry was late once more"
    documents = [
        ninjs(f"pier-{number}", body=f"{BODY}\n\n{' '.join(more.split()[: 2 + 2 * number])}.", minute=number)
        for number in range(8)
    ]
    foremost = []
    for name, order in (("there", documents), ("back", documents[::-1])):
        for number, document in enumerate(order):
            drop(paper, f"{name}-{number}.json", document)
            run(warehouse, sources, "paper")
        pairs = warehouse.execute(_PAIRS).fetchall()
        assert len(pairs) < 8 * 7 / 2
        matches = Counter(guid for pair in pairs for guid in pair)
        foremost.append({guid for guid, others in matches.items() if others == 7})
        stories = "SELECT count(DISTINCT story_id), count(*) FROM news.items"
        assert warehouse.execute(stories).fetchone() == (1, 8)
        warehouse.execute(_FORGET)
    assert len(foremost[0] & foremost[1]) >= 2


@pytest.mark.parametrize("minutes", [(0, 20), (20, 0)], ids=["the version first", "the copy first"])
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_of_two_matches_of_one_score_the_kind_decides(
    warehouse: psycopg.Connection,
    sources: Path,
    wire: Path,
    paper: Path,
    minutes: tuple[int, int],
    order: tuple[int, ...],
) -> None:
    """Whichever of the two items is the earlier one, and in whichever order they come."""
    longer = (
        f"{BODY}\n\n{' '.join(f'The {word} is to follow.' for word in ('crane', 'shed', 'road', 'rail'))}"
    )
    arrivals = []
    for name, guid, minute, body in (
        ("wire", "rewritten", minutes[0], longer),
        ("paper", "printed", minutes[1], BODY),
        ("wire", "pier", 59, BODY),
    ):
        created = f"2024-05-07T12:{minute:02}:00+00:00"
        arrivals.append((name, ninjs(guid, minute=minute, body=body, firstcreated=created)))
    for index in order:
        name, document = arrivals[index]
        drop({"wire": wire, "paper": paper}[name], f"{index}.json", document)
        run(warehouse, sources, name)
    found = warehouse.execute(
        "SELECT one.kind, one.score FROM news.matches AS one"
        " JOIN news.versions AS mine ON mine.version_id = one.version_id"
        " JOIN news.versions AS other ON other.version_id = one.matched_version_id"
        " JOIN news.items AS item ON item.item_id = mine.item_id"
        " JOIN news.items AS matched ON matched.item_id = other.item_id"
        " WHERE (item.guid, matched.guid) = ('pier', 'rewritten')"
    ).fetchall()
    assert found == [("version", 1.0)]
    [row] = warehouse.execute(
        "SELECT match_kind, score, matched.guid FROM mart.story_items AS seen"
        " JOIN news.items AS matched ON matched.item_id = matched_item_id WHERE seen.guid = 'pier'"
    ).fetchall()
    assert row == ("copy", 1.0, "printed")
