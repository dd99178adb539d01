"""The views for people who must act: kills, corrections, links, rejections and documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.stories import BODY, NOW, drop, ninjs, run

CREDITED = f"PORT ALBERS, May 7 (Harbour Press) - {BODY}"
HOUR = dt.timedelta(hours=1)


def deliver(warehouse: psycopg.Connection, sources: Path, folder: Path, *documents: dict[str, Any]) -> None:
    for document in documents:
        drop(folder, f"{len(list(folder.iterdir())):03}.json", document)
        run(warehouse, sources, folder.name)


def rows(warehouse: psycopg.Connection, statement: str) -> list[Any]:
    return warehouse.execute(statement.encode()).fetchall()


KILLS = "SELECT provider, guid, relation, killed_by, killing_guid, reason FROM mart.kills ORDER BY 1, 2"


def test_a_canceled_item_is_listed_with_the_copies_that_it_takes_along(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    deliver(
        warehouse, sources, wire, ninjs("pier-1"), ninjs("ferry-1", headline="Ferry sails", body="Short.")
    )
    times = {"minute": 30, "firstcreated": "2024-05-07T12:30:00Z"}
    deliver(warehouse, sources, paper, ninjs("local/1", body=CREDITED, provider="Coast Daily", **times))
    assert rows(warehouse, KILLS) == []
    kill = ninjs("pier-1", version="2", minute=40, pubstatus="canceled", ednote="The vote was postponed.")
    deliver(warehouse, sources, wire, kill)
    assert rows(warehouse, KILLS) == [
        ("Coast Daily", "local/1", "copy", "harbour-press", "pier-1", "The vote was postponed."),
        ("harbour-press", "pier-1", "canceled", "harbour-press", "pier-1", "The vote was postponed."),
    ]
    assert rows(warehouse, "SELECT DISTINCT killed_at::text, received_at IS NOT NULL FROM mart.kills") == [
        ("2024-05-07 12:40:00+00", True)
    ]


def test_no_column_of_a_kill_holds_the_killed_text(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    deliver(warehouse, sources, wire, ninjs("pier-1"))
    again = ninjs("pier-1", version="2", minute=40, pubstatus="canceled", headline="KILL: Pier to be rebuilt")
    deliver(warehouse, sources, wire, again)
    (shown,) = rows(warehouse, "SELECT to_jsonb(kills)::text FROM mart.kills AS kills")
    assert "Pier to be rebuilt" not in shown[0]
    assert "harbour council" not in shown[0]


def test_a_notice_is_listed_with_its_words_and_the_items_that_it_names(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    notice = ninjs(
        "kill-1",
        headline="KILL: Pier to be rebuilt",
        body="EDITORS: the story is wrong.\n\nThe desk",
        minute=50,
    )
    deliver(warehouse, sources, wire, ninjs("pier-1"), notice)
    found = rows(warehouse, "SELECT guid, relation, killing_guid, reason FROM mart.kills ORDER BY relation")
    assert [row[:3] for row in found] == [("pier-1", "named", "kill-1"), ("kill-1", "notice", "kill-1")]
    assert {row[3] for row in found} == {"EDITORS: the story is wrong."}


def test_each_item_that_a_kill_hides_is_listed_and_no_visible_one(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    deliver(warehouse, sources, wire, ninjs("pier-1"), ninjs("pier-2", minute=3, body=BODY + " More."))
    deliver(warehouse, sources, paper, ninjs("own/1", body=BODY, minute=9, provider="Own Paper"))
    deliver(warehouse, sources, wire, ninjs("pier-1", version="2", minute=40, pubstatus="canceled"))
    hidden = rows(
        warehouse,
        "SELECT guid FROM news.items WHERE item_id NOT IN (SELECT item_id FROM mart.story_items) ORDER BY 1",
    )
    assert hidden == rows(warehouse, "SELECT DISTINCT guid FROM mart.kills ORDER BY 1")


def test_a_correction_shows_the_old_and_the_new_value_of_each_field(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    corrected = ninjs("pier-1", version="2", minute=5, headline="Pier is rebuilt", urgency=2)
    deliver(warehouse, sources, wire, ninjs("pier-1", urgency=4), corrected)
    assert rows(warehouse, "SELECT previous_headline, headline, changes, text_diff FROM mart.revisions") == [
        (
            "Pier to be rebuilt",
            "Pier is rebuilt",
            {
                "headline": {"old": "Pier to be rebuilt", "new": "Pier is rebuilt"},
                "urgency": {"old": 4, "new": 2},
            },
            None,
        )
    ]


@pytest.mark.parametrize("hidden", [{"pubstatus": "withheld"}, {"embargoed": (NOW + HOUR).isoformat()}])
def test_a_revision_hides_the_values_of_a_version_that_readers_must_not_see(
    warehouse: psycopg.Connection, sources: Path, wire: Path, hidden: dict[str, str]
) -> None:
    secret = ninjs("pier-1", headline="Secret plan", body=BODY + " A secret.", **hidden)
    deliver(warehouse, sources, wire, secret, ninjs("pier-1", version="2", minute=5))
    (shown,) = rows(warehouse, "SELECT to_jsonb(seen)::text FROM mart.revisions AS seen")
    assert "ecret" not in shown[0]
    assert "headline" in shown[0]


def test_media_are_rows_of_the_links(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    picture = {"main": {"href": "https://harbour.example/pier.jpg", "mimetype": "image/jpeg"}}
    deliver(warehouse, sources, wire, ninjs("pier-1", associations={"picture": {"renditions": picture}}))
    found = rows(warehouse, "SELECT guid, rel, url FROM mart.links WHERE is_current")
    assert ("pier-1", "rendition", "https://harbour.example/pier.jpg") in found


def test_a_mended_file_settles_its_rejection(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "a.json", b'{"uri": broken')
    drop(wire, "b.json", b'{"uri": broken too')
    run(warehouse, sources, "wire")
    state = "SELECT path, settled_at IS NOT NULL, settled_by_fetch_id FROM mart.rejected ORDER BY path"
    assert rows(warehouse, state) == [("a.json", False, None), ("b.json", False, None)]
    drop(wire, "a.json", ninjs("pier-1"))
    drop(wire, "b.json", b'{"uri": still broken')
    run(warehouse, sources, "wire")
    (mended,) = rows(warehouse, "SELECT fetch_id FROM mart.story_items")
    assert rows(warehouse, state) == [
        ("a.json", True, mended[0]), ("b.json", False, None), ("b.json", False, None),
    ]  # fmt: skip


def test_a_document_before_a_rejection_does_not_settle_it(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for document in (ninjs("pier-1"), b'{"uri": broken'):
        drop(wire, "a.json", document)
        run(warehouse, sources, "wire")
    assert rows(warehouse, "SELECT path, settled_at FROM mart.rejected") == [("a.json", None)]


DOCUMENTS = "SELECT locator, content FROM mart.documents ORDER BY fetch_id"


def test_readers_see_the_bytes_of_loaded_and_rejected_documents(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "a.json", ninjs("pier-1"))
    drop(wire, "b.json", b'{"uri": broken')
    run(warehouse, sources, "wire")
    content = (wire / "a.json").read_bytes()
    assert rows(warehouse, DOCUMENTS) == [("a.json", content), ("b.json", b'{"uri": broken')]


def test_readers_see_no_bytes_of_a_document_with_a_killed_or_embargoed_item(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "a.json", ninjs("pier-1"))
    drop(wire, "b.json", ninjs("pier-2", body="Another text.", embargoed=(NOW + HOUR).isoformat()))
    run(warehouse, sources, "wire")
    drop(wire, "c.json", ninjs("pier-1", version="2", minute=40, pubstatus="canceled"))
    run(warehouse, sources, "wire")
    assert rows(warehouse, DOCUMENTS) == [("a.json", None), ("b.json", None), ("c.json", None)]
