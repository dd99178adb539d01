"""A wall's text joins no stories, in whichever order its items come and in however many runs."""

from __future__ import annotations

import itertools
from pathlib import Path

import psycopg
import pytest

from newswire.pipeline import replay
from tests.support.stories import BODY, contents, drop, ninjs, run

WALL = (
    "Log in or subscribe to go on reading. Subscribers see all articles, the archive since 1921 and "
    "the printed "
    "paper as pages, on up to three devices. The first month is free, and you can end your "
    "subscription on "
    "any day. If you have the paper brought to your door, you have the number that opens all this on "
    "your bill."
)
HEADLINES = (
    "Mill burns down in Lomsdal",
    "Ferry fares rise",
    "Choir wins first prize",
    "Frost kills the plums",
)


def item(number: int, *, body: str = WALL, **more: object) -> dict[str, object]:
    headline = str(more.pop("headline", "") or HEADLINES[number])
    created = f"2024-05-{7 + number:02}T11:00:00+00:00"
    return ninjs(f"{more.pop('paper', 'a')}-{number}", body=body, headline=headline) | {
        "firstcreated": created, "versioncreated": created, **more,
    }  # fmt: skip


def stories(warehouse: psycopg.Connection) -> set[tuple[str, ...]]:
    """The guids of each story."""
    rows = warehouse.execute(
        "SELECT array_agg(guid ORDER BY guid) FROM mart.story_items GROUP BY story_id"
    ).fetchall()
    return {tuple(guids) for (guids,) in rows}


ALONE = {("a-0",), ("a-1",), ("a-2",), ("a-3",)}


def test_a_wall_in_one_run_joins_nothing(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    for number in range(4):
        drop(wire, f"{number}.json", item(number))
    run(warehouse, sources, "wire")
    assert stories(warehouse) == ALONE


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2), (2, 3, 1, 0)])
def test_a_wall_over_several_days_joins_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path, order: tuple[int, ...]
) -> None:
    for number in order[:2]:
        drop(wire, f"{number}.json", item(number))
        run(warehouse, sources, "wire")
    assert len(stories(warehouse)) == 1  # two headlines may be two outlets' words for one story
    for number in order[2:]:
        drop(wire, f"{number}.json", item(number))
        run(warehouse, sources, "wire")
    assert stories(warehouse) == ALONE


def test_a_replay_of_a_wall_gives_the_same(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    for number in range(4):
        drop(wire, f"{number}.json", item(number))
        run(warehouse, sources, "wire")
    before = contents(warehouse)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == before


@pytest.mark.parametrize("order", list(itertools.permutations(("wire", "paper"))))
def test_a_wall_joins_items_of_two_papers_by_their_headlines_only(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, order: tuple[str, ...]
) -> None:
    for number, headline in enumerate(HEADLINES):
        drop(wire, f"{number}.json", item(number))
        teaser = f"{headline}, the harbour council of Port Albers heard on Tuesday. {WALL}"
        drop(paper, f"{number}.json", item(number, body=teaser, paper="b"))
    for name in order:
        run(warehouse, sources, name)
    assert stories(warehouse) == {(f"a-{number}", f"b-{number}") for number in range(4)}


def test_a_long_wall_below_short_teasers_joins_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    banner = f"{WALL} {WALL.replace('Log in', 'Sign up').replace('Subscribers', 'Our readers')}"
    for number, headline in enumerate(HEADLINES):
        drop(wire, f"{number}.json", item(number, body=f"{headline}. {banner}"))
        run(warehouse, sources, "wire")
    assert stories(warehouse) == ALONE


def test_a_standing_headline_above_a_wall_joins_no_days(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for number in range(4):
        drop(wire, f"{number}.json", item(number))
    drop(wire, "4.json", item(4, headline=HEADLINES[3]))
    run(warehouse, sources, "wire")
    assert stories(warehouse) == {*ALONE, ("a-4",)}


def test_a_story_under_many_headlines_stays_one(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    heads = (
        "Pier to be rebuilt",
        "Council votes for new pier",
        "Piles would not stand another winter",
        "Look here",
    )
    for number, headline in enumerate(heads):
        folder, name = (wire, "wire") if number % 2 else (paper, "paper")
        drop(folder, f"{number}.json", item(number, body=BODY, headline=headline))
        run(warehouse, sources, name)
    assert len(stories(warehouse)) == 1


def podcast(number: int, title: str, blurb: str, *, day: int | None = None, file: int | None = None) -> str:
    return (
        f"<item><title>{title}</title><guid isPermaLink='false'>ep-{number}</guid>"
        f"<pubDate>{7 + (number if day is None else day)} May 2024 18:00:00 +0000</pubDate>"
        f"<enclosure url='https://cdn.example/{number if file is None else file}.mp3' "
        f"type='audio/mpeg' length='1'/>"
        f"<description>{blurb}</description></item>"
    )


@pytest.mark.parametrize("blurb", ["The evening talk of Harbour Radio.", WALL], ids=["short", "long"])
@pytest.mark.parametrize("day", [0, None], ids=["one day", "three days"])
def test_episodes_with_one_title_and_one_blurb_are_several_stories(
    warehouse: psycopg.Connection, sources: Path, wire: Path, blurb: str, day: int | None
) -> None:
    entries = "".join(podcast(number, "Evening talk", blurb, day=day) for number in range(3))
    drop(wire, "feed.xml", f"<rss version='2.0'><channel><title>R</title>{entries}</channel></rss>".encode())
    run(warehouse, sources, "wire")
    assert stories(warehouse) == {("ep-0",), ("ep-1",), ("ep-2",)}


def test_one_episode_under_two_identifiers_is_one_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    entries = "".join(podcast(number, "Evening talk", WALL, day=0, file=7) for number in range(2))
    drop(wire, "feed.xml", f"<rss version='2.0'><channel><title>R</title>{entries}</channel></rss>".encode())
    run(warehouse, sources, "wire")
    assert stories(warehouse) == {("ep-0", "ep-1")}
