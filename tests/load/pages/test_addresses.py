"""A page and the items that have its address are one story, in whichever order they come."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import psycopg
import pytest

from newswire.load.rulings import join, split
from newswire.model import Item, Rejected
from newswire.parse import document as parsing
from newswire.pipeline import replay
from tests.support.feeds_in_folders import Entry, rss
from tests.support.pages import prose
from tests.support.stories import contents, drop, folder_source, ninjs, run, writes

ADDRESS = "https://www.coast.example/news/mill-burns-7"
OTHER = "https://www.coast.example/news/ferry-fares-8"
STORY = (
    "A mill burned down in the port of Lomsdal on Tuesday, and nobody was hurt, the fire brigade said in a "
    "statement on its page.",
    "The fire began in the roof at about four in the morning and went on until noon, and smoke was seen as "
    "far as Fernbay.",
    "The owner said that he would build it again next year with a roof of tin, at a cost of 40 million "
    "crowns, if the council lets him.",
)
TEASER = "Flames above the harbour: how the oldest building of the town came to its end in one night."
WALL = (
    "Subscribe to continue reading this article. Subscribers see all stories, the archive since 1921 and the "
    "printed paper as pages, on up to three devices. The first month is free, and you can end your "
    "subscription on any day. If you have the paper brought to your door, you have the number that opens all "
    "this on your bill."
)


def page(
    *paragraphs: str,
    url: str = ADDRESS,
    headline: str = "Mill burns down in Lomsdal",
    hour: int = 9,
    **facts: object,
) -> bytes:
    """A page with a canonical address; ``hour`` is that of its last change."""
    thing = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline,
        "datePublished": "2020-11-02T09:00:00Z", "dateModified": f"2020-11-02T{hour:02}:00:00Z",
        "publisher": {"@type": "Organization", "name": "Coast Daily"}, **facts,
    }  # fmt: skip
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or STORY)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline}</title><link rel="canonical" href="{url}">'
        f'<script type="application/ld+json">{json.dumps(thing)}</script></head>'
        f"<body><article><h1>{headline}</h1><div>{text}</div></article></body></html>"
    ).encode()


def entry(
    link: str = ADDRESS, guid: str = "7", title: str = "Fire at the harbour", text: str = TEASER
) -> bytes:
    """A feed with one entry: by default a summary, with no word of the page."""
    return rss(Entry(title, text, guid, link, 9))


def stories(warehouse: psycopg.Connection) -> set[tuple[str, ...]]:
    """The guids of each story."""
    rows = warehouse.execute(
        "SELECT array_agg(guid ORDER BY guid) FROM mart.story_items WHERE is_current GROUP BY story_id"
    ).fetchall()
    return {tuple(guids) for (guids,) in rows}


def bring(warehouse: psycopg.Connection, sources: Path, folder: Path, *documents: bytes) -> None:
    """Load documents one by one, each in a run of its own."""
    for document in documents:
        drop(folder, f"{len(list(folder.iterdir())) if folder.exists() else 0}.in", document)
        run(warehouse, sources, folder.name)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_page_its_feed_entry_and_its_wire_item_are_one_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, order: tuple[int, ...]
) -> None:
    sent = ninjs(f"{ADDRESS}?utm_source=wire", body=" ".join(STORY), headline="Mill in Lomsdal burns down")
    arrivals = [(paper, page()), (paper, entry()), (wire, json.dumps(sent).encode())]
    for place in order:
        folder, document = arrivals[place]
        bring(warehouse, sources, folder, document)
    assert stories(warehouse) == {("7", ADDRESS, ADDRESS)}
    before, written = contents(warehouse), writes(warehouse)
    run(warehouse, sources, "paper")
    assert writes(warehouse) == written
    replay(warehouse, directory=sources)
    assert contents(warehouse)["stories"] == before["stories"]
    assert contents(warehouse)["versions"] == before["versions"]


@pytest.mark.parametrize("page_first", [True, False])
def test_the_address_is_the_kind_of_the_match(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, page_first: bool
) -> None:
    sent = [(paper, page(f"LOMSDAL (Reuters) - {STORY[0]}", *STORY[1:])), (wire, entry())]
    for folder, document in sent if page_first else sent[::-1]:
        bring(warehouse, sources, folder, document)
    matches = warehouse.execute(
        "SELECT match_kind, score FROM mart.story_items WHERE relation = 'copy'"
    ).fetchall()
    assert matches == [("address", None)]
    assert warehouse.execute("SELECT match_kind FROM mart.syndication").fetchall() == [("address",)]


@pytest.mark.parametrize(
    "link",
    [
        "http://coast.example/news/mill-burns-7/",
        f"{ADDRESS}?utm_source=feed&utm_medium=rss",
        f"{ADDRESS}/amp/",
        f"{ADDRESS}#comments",
    ],
)
def test_the_forms_of_an_address_are_one(
    warehouse: psycopg.Connection, sources: Path, paper: Path, link: str
) -> None:
    bring(warehouse, sources, paper, page(), entry(link))
    assert len(stories(warehouse)) == 1


@pytest.mark.parametrize(
    "link", ["https://www.coast.example/", OTHER, "https://other.example/news/mill-burns-7"]
)
def test_other_addresses_join_nothing(
    warehouse: psycopg.Connection, sources: Path, paper: Path, link: str
) -> None:
    bring(warehouse, sources, paper, page(), entry(link))
    assert len(stories(warehouse)) == 2


def test_two_feeds_with_one_link_are_joined_by_the_page_alone(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    blog = entry(
        guid="b", title="They should have built it of stone", text="A comment on what we read today."
    )
    bring(warehouse, sources, paper, entry())
    bring(warehouse, sources, wire, blog)
    assert len(stories(warehouse)) == 2
    bring(warehouse, sources, paper, page())
    assert len(stories(warehouse)) == 1


SHOW = (
    entry(guid="1", title="Episode 1: bees", text="Bees."),
    entry(guid="2", title="Episode 2: rye", text="Rye."),
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_address_of_two_entries_of_one_feed_identifies_neither(
    warehouse: psycopg.Connection, sources: Path, paper: Path, order: tuple[int, ...]
) -> None:
    arrivals = [page(), *SHOW]
    bring(warehouse, sources, paper, *(arrivals[place] for place in order))
    assert stories(warehouse) == {("1",), ("2",), (ADDRESS,)}
    replay(warehouse, directory=sources)
    assert stories(warehouse) == {("1",), ("2",), (ADDRESS,)}


def test_an_address_of_a_whole_run_of_entries_identifies_none(
    warehouse: psycopg.Connection, sources: Path, paper: Path
) -> None:
    many = rss(*(Entry(f"Episode {n}", f"Part {n} of our show.", str(n), ADDRESS, 9) for n in range(130)))
    bring(warehouse, sources, paper, page(), entry(guid="own"), many)
    assert len(stories(warehouse)) == 132


def outlets(folder: Path, *numbers: int) -> None:
    """Drop an item of each numbered outlet, all at the address of the page, each with a text of its own."""
    for number in numbers:
        sent = ninjs(
            ADDRESS,
            body=prose(f"matter {number}")[0],
            headline=f"Matter {number}",
            provider=f"Outlet {number}",
        )
        drop(folder, f"{number}.json", sent)


def sizes(warehouse: psycopg.Connection) -> list[int]:
    """The number of items of each story, the largest first."""
    rows = warehouse.execute("SELECT count(*) FROM news.items GROUP BY story_id ORDER BY 1 DESC").fetchall()
    return [items for (items,) in rows]


@pytest.mark.parametrize("page_first", [True, False])
def test_an_address_of_more_than_a_hundred_items_identifies_none(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, page_first: bool
) -> None:
    if page_first:
        bring(warehouse, sources, paper, page())
    outlets(wire, *range(1, 100))
    run(warehouse, sources, "wire")
    if not page_first:
        bring(warehouse, sources, paper, page())
    assert sizes(warehouse) == [100]
    outlets(wire, 100)
    run(warehouse, sources, "wire")
    assert sizes(warehouse) == [1] * 101
    replay(warehouse, directory=sources)
    assert sizes(warehouse) == [1] * 101


@pytest.fixture
def rejecting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that takes no document any more."""
    none = Rejected("", "malformed-json", "It is no longer taken.")
    monkeypatch.setattr(parsing, "parse_documents", lambda documents, _: ([none] for _ in documents))


@pytest.mark.parametrize("gone", [1, 3])
def test_an_address_identifies_again_when_a_replay_leaves_it_a_hundred_items(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, gone: int,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    radio = sources.parent / "radio"
    folder_source(sources, "radio", radio)
    outlets(radio, *range(gone))
    run(warehouse, sources, "radio")
    bring(warehouse, sources, paper, page())
    outlets(wire, *range(gone, 99 + gone))
    run(warehouse, sources, "wire")
    assert sizes(warehouse) == [1] * (100 + gone)
    request.getfixturevalue("rejecting")
    replay(warehouse, "radio", directory=sources)
    assert sizes(warehouse) == [100]


def test_an_item_that_a_parser_no_longer_takes_leaves_no_address(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, request: pytest.FixtureRequest
) -> None:
    """An address of two entries of one provider identifies neither; without one of them, the other."""
    radio = sources.parent / "radio"
    folder_source(sources, "radio", radio, provider="coast-daily")
    bring(warehouse, sources, paper, page(), SHOW[0])
    bring(warehouse, sources, radio, SHOW[1])
    assert stories(warehouse) == {("1",), ("2",), (ADDRESS,)}
    request.getfixturevalue("rejecting")
    replay(warehouse, "radio", directory=sources)
    assert stories(warehouse) == {("1", ADDRESS)}
    held = "SELECT DISTINCT guid FROM news.page_addresses JOIN news.items USING (item_id) ORDER BY 1"
    assert warehouse.execute(held).fetchall() == [("1",), (ADDRESS,)]


def test_an_address_that_a_parser_reads_otherwise_is_deleted_by_a_replay(
    warehouse: psycopg.Connection, sources: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(warehouse, sources, paper, page(), entry())
    assert len(stories(warehouse)) == 1
    parse = parsing.parse_documents

    def changed(found: Item | Rejected) -> Item | Rejected:
        is_entry = isinstance(found, Item) and found.guid == "7"
        return found.changed(source_url=OTHER, canonical_url=None) if is_entry else found

    monkeypatch.setattr(
        parsing,
        "parse_documents",
        lambda documents, defaults: (map(changed, answers) for answers in parse(documents, defaults)),
    )
    replay(warehouse, directory=sources)
    assert stories(warehouse) == {("7",), (ADDRESS,)}


def test_an_address_joins_items_with_the_page_and_never_with_each_other(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    outlets(wire, 1, 2)
    run(warehouse, sources, "wire")
    bring(warehouse, sources, paper, page())
    assert sizes(warehouse) == [3]
    split(warehouse, f"coast-daily {ADDRESS}")
    assert sizes(warehouse) == [1, 1, 1]
    replay(warehouse, directory=sources)
    assert sizes(warehouse) == [1, 1, 1]


def test_what_people_split_or_join_holds(warehouse: psycopg.Connection, sources: Path, paper: Path) -> None:
    bring(warehouse, sources, paper, page(), entry())
    split(warehouse, "7")
    bring(warehouse, sources, paper, page(*STORY, "It was insured.", hour=11))
    replay(warehouse, directory=sources)
    assert stories(warehouse) == {("7",), (ADDRESS,)}
    join(warehouse, "7", ADDRESS)
    assert stories(warehouse) == {("7", ADDRESS)}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_page_fetched_again_is_a_version_of_it(
    warehouse: psycopg.Connection, sources: Path, paper: Path, order: tuple[int, ...]
) -> None:
    states = [
        page(hour=9),
        page("Rain has put out the last of it.", headline="Owner of the mill to go to court", hour=11),
        page(
            "The judge heard nine neighbours, who spoke of sparks.", headline="Nine speak of sparks", hour=13
        ),
    ]
    bring(warehouse, sources, paper, *(states[place] for place in order))
    found = warehouse.execute(
        "SELECT guid, headline, is_current FROM mart.story_items ORDER BY version_created"
    ).fetchall()
    assert found == [
        (ADDRESS, "Mill burns down in Lomsdal", False),
        (ADDRESS, "Owner of the mill to go to court", False),
        (ADDRESS, "Nine speak of sparks", True),
    ]


def teaser(guid: str, headline: str, body: str, day: int = 7) -> bytes:
    """An item whose text is the beginning before a paywall."""
    created = f"2024-05-{day:02}T11:00:00+00:00"
    sent = ninjs(guid, body=body, headline=headline, signals=["teaser"])
    return json.dumps(sent | {"firstcreated": created, "versioncreated": created}).encode()


@pytest.mark.parametrize("first", [0, 1])
def test_two_teasers_with_one_wall_are_two_stories(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, first: int
) -> None:
    sent = [
        (wire, teaser(ADDRESS, "Mill burns down", WALL)),
        (paper, teaser(OTHER, "Ferry fares rise", WALL)),
    ]
    for folder, document in (sent[first], sent[1 - first]):
        bring(warehouse, sources, folder, document)
    assert stories(warehouse) == {(ADDRESS,), (OTHER,)}


@pytest.mark.parametrize("first", [0, 1])
def test_a_teaser_joins_its_own_page_alone(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, first: int
) -> None:
    sent = [
        (wire, teaser(ADDRESS, "Mill burns down", STORY[0])),
        (wire, teaser("near", "Mill burns", STORY[0])),
    ]
    for folder, document in (sent[first], sent[1 - first], (paper, page())):
        bring(warehouse, sources, folder, document)
    assert stories(warehouse) == {(ADDRESS, ADDRESS), ("near",)}


@pytest.mark.parametrize("first", [0, 1])
def test_a_long_beginning_before_a_wall_is_compared(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, first: int
) -> None:
    long = " ".join((*STORY, *(sentence.replace("mill", "barn") for sentence in STORY)))
    long += (
        "\n\n"
        + "Neighbours brought their own pumps and a boat with hoses from the other side of the bay. " * 4
    )
    whole = json.dumps(
        ninjs("whole", body=f"{long}\n\nNobody knows why the bell rang.", headline="Fire")
    ).encode()
    sent = [(wire, whole), (paper, teaser("cut", "Fire", long))]
    for folder, document in (sent[first], sent[1 - first]):
        bring(warehouse, sources, folder, document)
    assert stories(warehouse) == {("cut", "whole")}


@pytest.mark.parametrize("first", [0, 1])
def test_summaries_with_one_wall_are_two_stories(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, first: int
) -> None:
    wall = "Subscribe to continue reading this article in full."
    sent = [
        (wire, entry(ADDRESS, "7", "Mill burns down", wall)),
        (paper, entry(OTHER, "8", "Ferry fares rise", wall)),
    ]
    for folder, document in (sent[first], sent[1 - first]):
        bring(warehouse, sources, folder, document)
    assert stories(warehouse) == {("7",), ("8",)}


def test_items_without_an_address_have_no_row(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, json.dumps(ninjs("pier-1")).encode())
    assert warehouse.execute("SELECT count(*) FROM news.page_addresses").fetchone() == (0,)
