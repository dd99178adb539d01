"""An item that its agency sends again under a changed identifier is a version of the known item."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.lexicon.addresses import without_visit
from newswire.load.rulings import split
from newswire.pipeline import replay
from tests.support.stories import BODY, contents, counts, drop, ninjs, run

MORNING, NOON = "2024-05-07T09:00:00Z", "2024-05-07T12:00:00Z"
OLD, NEW = (
    f"The harbour board said on Tuesday that the northern pier stays closed until spring, after divers found"
    f" cracks in {n} of its forty piles. Ferries leave from the fish quay, and the fare stays the same."
    for n in ("eleven", "nineteen")
)


def rss(*entries: dict[str, str | None]) -> bytes:
    """An RSS feed of entries with guid, link, title, date and text."""
    return (
        '<rss version="2.0"><channel><title>Quayside</title>'
        + "".join(
            "<item>"
            + (f'<guid isPermaLink="false">{entry["guid"]}</guid>' if entry.get("guid") else "")
            + (f"<link>{entry['link']}</link>" if entry.get("link") else "")
            + f"<title>{entry.get('title', 'Pier stays closed')}</title>"
            + (f"<pubDate>{entry['date']}</pubDate>" if entry.get("date") else "")
            + f"<description>{entry.get('text', OLD)}</description></item>"
            for entry in entries
        )
        + "</channel></rss>"
    ).encode()


def json_feed(*entries: dict[str, str | None]) -> bytes:
    """The same as a JSON Feed."""
    names = {"guid": "id", "link": "url", "title": "title", "date": "date_published", "text": "content_text"}
    items = [
        {names[name]: value for name, value in ({"title": "Pier stays closed", "text": OLD} | entry).items()}
        for entry in entries
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Quayside", "items": items}).encode()


def deliver(warehouse: psycopg.Connection, sources: Path, folder: Path, *documents: bytes) -> list[Any]:
    """Deliver documents one by one, each in a run of its own; return the counts."""
    said = []
    for document in documents:
        drop(folder, f"{len(list(folder.iterdir())):03}", document)
        said.append(counts(run(warehouse, sources, folder.name)))
    return said


def items(warehouse: psycopg.Connection) -> list[str]:
    """The guids of all items."""
    return [guid for (guid,) in warehouse.execute("SELECT guid FROM news.items ORDER BY item_id")]


RENAMED: dict[str, Sequence[dict[str, str | None]]] = {
    "http becomes https": [
        {"guid": f"{scheme}://quay.example/?p=11", "link": f"{scheme}://quay.example/?p=11"}
        for scheme in ("http", "https", "https")
    ],
    "www and a slash come": [
        {"guid": guid} for guid in ("https://quay.example/a/7", "https://www.quay.example/a/7/")
    ],
    "a time in the guid": [{"guid": f"/pier?17434300{n}"} for n in range(10, 13)],
    "a day and time in the guid": [
        {"guid": f"tag:quay.example,2024:pier:{time}"} for time in ("20240507T090000Z", "20240507T091500Z")
    ],
    "a new guid for one link": [
        {"guid": f"{n}f0c2d4e-9d11", "link": "https://quay.example/pier-closed"} for n in range(3)
    ],
    "a session in the link": [
        {"link": f"https://quay.example/show.jsp;jsessionid={n}F3A77?id=7"} for n in range(3)
    ],
    "a session in guid and link": [
        {"guid": f"https://quay.example/n/7?doAs={n}", "link": f"https://quay.example/n/7?doAs={n}"}
        for n in range(1001, 1004)
    ],
    "the guid goes": [
        {"guid": "pier-7", "link": "https://quay.example/pier"}, {"link": "https://quay.example/pier"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("wire_format", [rss, json_feed])
@pytest.mark.parametrize("date", [None, MORNING])
@pytest.mark.parametrize("deliveries", RENAMED.values(), ids=RENAMED)
def test_the_same_words_under_a_changed_identifier_are_the_same_version(
    warehouse: psycopg.Connection, sources: Path, wire: Path, deliveries: Sequence[dict[str, Any]],
    date: str | None, wire_format: Any,
) -> None:  # fmt: skip
    stated = [entry | ({"date": date} if date else {}) for entry in deliveries]
    if wire_format is json_feed:  # whose items must have an id
        stated = [{"guid": entry.get("link")} | entry for entry in stated]
    said = deliver(warehouse, sources, wire, *map(wire_format, stated))
    assert len(items(warehouse)) == 1
    assert said[0] == {"parsed": 1, "new": 1}
    assert all("new" not in one and "copies" not in one for one in said[1:])
    before = contents(warehouse)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == before


@pytest.mark.parametrize("date", [None, MORNING, NOON])
@pytest.mark.parametrize("deliveries", RENAMED.values(), ids=RENAMED)
def test_a_correction_under_a_changed_identifier_reaches_readers(
    warehouse: psycopg.Connection, sources: Path, wire: Path, deliveries: Sequence[dict[str, Any]],
    date: str | None,
) -> None:  # fmt: skip
    """With the same date, with a later one, and without any."""
    first, corrected = deliveries[0], deliveries[-1] | {"text": NEW}
    if date:
        first, corrected = first | {"date": MORNING}, corrected | {"date": date}
    deliver(warehouse, sources, wire, rss(first), rss(corrected))
    assert warehouse.execute(
        "SELECT relation, body_text FROM mart.story_items WHERE is_current AND relation <> 'copy'"
    ).fetchall() == [("version", NEW)]
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (2,)
    [(warnings,)] = warehouse.execute("SELECT warnings FROM mart.story_items WHERE is_current").fetchall()
    stated = {without_visit(entry.get("guid") or entry["link"]) for entry in (first, corrected)}
    assert ["continues the item" in warning for warning in warnings] == [True] * (len(stated) - 1)


def test_short_entries_without_a_date_stay_one_item_at_each_poll(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    polls = [
        rss(*(
            {"guid": f"/{name}?17434300{poll}", "link": f"https://quay.example/{name}", "title": title,
             "text": f"{title}."}
            for name, title in (("butter", "Butter down"), ("herring", "Sild opp"), ("rye", "Рожь дороже"))
        ))
        for poll in range(10, 14)
    ]  # fmt: skip
    said = deliver(warehouse, sources, wire, *polls)
    assert said == [{"parsed": 3, "new": 3}, *[{"parsed": 3, "unchanged": 3}] * 3]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_deliveries_in_one_run_are_one_item_in_any_order(
    warehouse: psycopg.Connection, sources: Path, wire: Path, order: Sequence[int]
) -> None:
    for place, number in enumerate(order):
        entry = {"guid": f"/pier?17434300{10 + number}", "link": "https://quay.example/pier"}
        drop(
            wire,
            str(place),
            rss(entry | {"text": NEW if number == 2 else OLD, "date": f"2024-05-07T0{number}:00Z"}),
        )
    assert counts(run(warehouse, sources, "wire")) == {
        "parsed": 3, "new": 1, "updated": 1, "unchanged": 1,
    }  # fmt: skip
    assert warehouse.execute("SELECT body_text FROM mart.story_items WHERE is_current").fetchall() == [(NEW,)]


UNLIKE: dict[str, Sequence[dict[str, str | None]]] = {
    "one link for all": [
        {"guid": "1", "link": "https://quay.example/a", "title": "Road shut", "text": "Mill Lane is shut."},
        {"guid": "2", "link": "https://quay.example/a", "title": "Water cut", "text": "No water on Sunday."},
    ],
    "the next notice at one link under one headline": [
        {"guid": "1", "link": "https://quay.example/wx", "title": "Gale warning", "date": MORNING,
         "text": "Gusts of 90 knots are expected off Tarn from 6 to 12 on Tuesday."},
        {"guid": "2", "link": "https://quay.example/wx", "title": "Gale warning", "date": NOON,
         "text": "The office sees no wind above force 3 around Oster island; boats may leave."},
    ],
    "the same notice of another day": [
        {"guid": "state-1743430010", "title": "Ferries sail", "text": "All sail.", "date": MORNING},
        {"guid": "state-1743516410", "title": "Ferries sail", "text": "All sail.",
         "date": "2024-05-09T09:00:00Z"},
    ],
    "another number of a page": [
        {"guid": "https://quay.example/show?id=7", "text": "Herring went up by two.", "title": "Herring"},
        {"guid": "https://quay.example/show?id=8", "text": "Cod went down by one crown.", "title": "Cod"},
    ],
    "another notice of one page": [
        {"guid": "https://quay.example/log#7", "text": "It opens today.", "title": "Lock opens"},
        {"guid": "https://quay.example/log#8", "text": "The mill race is dry.", "title": "Mill race dry"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("deliveries", UNLIKE.values(), ids=UNLIKE)
def test_unlike_entries_with_a_part_of_their_identifiers_in_common_stay_apart(
    warehouse: psycopg.Connection,
    sources: Path,
    wire: Path,
    deliveries: Sequence[dict[str, Any]],
    turned: bool,
) -> None:
    for entry in reversed(deliveries) if turned else deliveries:
        deliver(warehouse, sources, wire, rss(entry))
    assert len(items(warehouse)) == 2


def test_two_entries_of_one_document_are_two_items(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    entries = [{"guid": guid, "link": "https://quay.example/pier"} for guid in ("a", "b")]
    deliver(warehouse, sources, wire, rss(*entries))
    assert items(warehouse) == ["a", "b"]


def test_another_agency_has_its_own_item(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    for folder, guid in ((wire, "a"), (paper, "b")):
        deliver(warehouse, sources, folder, rss({"guid": guid, "link": "https://quay.example/pier"}))
    assert items(warehouse) == ["a", "b"]


def test_a_mention_and_a_ruling_reach_an_item_by_its_later_identifier(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    deliver(
        warehouse, sources, wire,
        *(rss({"guid": f"{scheme}://quay.example/pier", "text": BODY}) for scheme in ("http", "https")),
        json.dumps(ninjs("note", body="See it.", evolvedfrom="https://quay.example/pier")).encode(),
    )  # fmt: skip
    assert warehouse.execute("SELECT guid FROM news.mentions").fetchall() == [("http://quay.example/pier",)]
    stories = "SELECT count(DISTINCT story_id) FROM news.items"
    assert warehouse.execute(stories).fetchone() == (1,)
    split(warehouse, "https://quay.example/pier")
    assert warehouse.execute(stories).fetchone() == (2,)


def test_a_replay_of_one_run_finds_the_renamed_items_again(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    for name in ("paper", "wire"):
        path = sources / f"{name}.toml"
        path.write_text(
            path.read_text().replace("harbour-press", "quayside").replace("coast-daily", "quayside")
        )
    deliver(warehouse, sources, wire, rss({"guid": "http://quay.example/pier"}))
    deliver(warehouse, sources, paper, rss({"guid": "https://quay.example/pier", "text": NEW}))
    before = contents(warehouse)
    for name in ("wire", "paper", None):
        replay(warehouse, name, directory=sources)
        found = contents(warehouse)
        assert (found["versions"], found["stories"]) == (before["versions"], before["stories"])
