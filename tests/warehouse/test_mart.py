"""The views of readers: no canceled, withheld or embargoed item, and embargoes end by the clock."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.stories import BODY, NOW, drop, ninjs, run, visible

HOUR = dt.timedelta(hours=1)
MORE = f"{BODY} Work begins in May."
CREDITED = f"PORT ALBERS, May 7 (Harbour Press) - {BODY}"
COPY = ninjs("local/1", body=CREDITED, minute=30, firstcreated="2024-05-07T12:30:00Z", provider="Coast Daily")


def shown(warehouse: psycopg.Connection) -> dict[str, int]:
    """Rows of each view that shows stories."""
    counted = {}
    for view in ("story_items", "stories", "revisions", "syndication"):
        (counted[view],) = warehouse.execute(f"SELECT count(*) FROM mart.{view}").fetchone() or (0,)  # noqa: S608
    return counted


def deliver(warehouse: psycopg.Connection, sources: Path, folder: Path, *documents: dict[str, Any]) -> None:
    """Deliver documents one by one, each in a run of its own."""
    for document in documents:
        name = f"{len(list(folder.iterdir())):03}.json"
        drop(folder, name, document)
        run(warehouse, sources, folder.name)


NOTHING = {"story_items": 0, "stories": 0, "revisions": 0, "syndication": 0}
WHOLE = {"story_items": 3, "stories": 1, "revisions": 1, "syndication": 1}


@pytest.mark.parametrize(
    ("last", "seen"),
    [
        ({}, WHOLE),
        ({"embargoed": (NOW - HOUR).isoformat()}, WHOLE),
        ({"embargoed": (NOW + HOUR).isoformat()}, NOTHING | {"story_items": 1, "stories": 1}),
        ({"pubstatus": "withheld"}, NOTHING | {"story_items": 1, "stories": 1}),
        ({"pubstatus": "canceled"}, NOTHING),  # and the copy goes along, which names it
    ],
)
def test_the_latest_status_of_an_item_holds_for_all_its_versions(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path,
    last: dict[str, str], seen: dict[str, int],
) -> None:  # fmt: skip
    deliver(warehouse, sources, wire, ninjs("pier-1"))
    deliver(warehouse, sources, paper, COPY)
    deliver(warehouse, sources, wire, ninjs("pier-1", version="2", minute=5, body=MORE, **last))
    assert shown(warehouse) == seen
    if seen is not WHOLE:
        assert ("pier-1", "1") not in visible(warehouse)
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (3,), "the history stays"


def test_an_embargo_ends_by_the_clock_and_without_a_run(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    deliver(warehouse, sources, wire, ninjs("pier-1", embargoed=(NOW + HOUR).isoformat()))
    assert visible(warehouse) == []
    # The clock of a test stands still, so that the embargo is moved instead: from after now to now.
    later = "UPDATE news.shown SET visible_from = now() + %s::interval"
    with warehouse.transaction():
        warehouse.execute(later, ("1 microsecond",))
        assert visible(warehouse) == []
        warehouse.execute(later, ("0",))
        assert visible(warehouse) == [("pier-1", "1")]


def test_an_embargo_of_one_version_hides_that_one_until_it_ends(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    embargoed = ninjs("pier-1", embargoed=(NOW + HOUR).isoformat())
    deliver(warehouse, sources, wire, embargoed, ninjs("pier-1", version="2", minute=5, body=MORE))
    assert visible(warehouse) == [("pier-1", "2")]
    assert shown(warehouse)["stories"] == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_a_killed_story_is_in_no_view_in_any_order_of_arrival(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, order: Sequence[int]
) -> None:
    deliveries = [
        (wire, ninjs("pier-1")),
        (wire, ninjs("pier-1", version="2", minute=5, body=MORE)),
        (wire, ninjs("pier-1", version="3", minute=9, pubstatus="canceled", headline="", body="")),
        (paper, COPY),
    ]
    for folder, document in (deliveries[place] for place in order):
        folder.mkdir(exist_ok=True)
        deliver(warehouse, sources, folder, document)
    assert shown(warehouse) == NOTHING
    assert warehouse.execute("SELECT count(*) FROM news.versions").fetchone() == (4,)


@pytest.mark.parametrize(("first_created", "seen"), [("11:30", []), ("12:20", [("pier-2", "1")])])
def test_items_after_a_kill_are_visible_and_items_before_it_are_hidden(
    warehouse: psycopg.Connection, sources: Path, wire: Path, first_created: str, seen: list[tuple[str, str]]
) -> None:
    kill = ninjs("pier-1", version="2", minute=9, pubstatus="canceled", headline="", body="")
    other = ninjs("pier-2", minute=20, body=CREDITED, firstcreated=f"2024-05-07T{first_created}:00Z")
    deliver(warehouse, sources, wire, ninjs("pier-1"), kill, other)
    assert visible(warehouse) == seen
    assert warehouse.execute("SELECT count(*) FROM news.stories").fetchone() == (1,)


def test_tags_of_one_language_are_grouped_by_their_parts(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for number, language in enumerate(("en", "en-us", "en_GB", "zh-Hant-TW", "es-419", "us")):
        body = f"{BODY} Pier {number} is the first of six that the council wants to build."
        deliver(warehouse, sources, wire, ninjs(f"pier-{number}", body=body, language=language))
    found = warehouse.execute(
        "SELECT language, primary_language, region, items FROM mart.languages ORDER BY 1"
    )
    assert found.fetchall() == [
        ("en", "en", None, 1),
        ("en-GB", "en", "GB", 1),
        ("en-US", "en", "US", 2),
        ("es-419", "es", "419", 1),
        ("zh-Hant-TW", "zh", "TW", 1),
    ]
    grouped = """
        SELECT primary_language, count(*)
        FROM mart.story_items JOIN mart.languages USING (language) GROUP BY 1 ORDER BY 1
    """
    assert warehouse.execute(grouped).fetchall() == [("en", 4), ("es", 1), ("zh", 1)]


def test_a_teaser_is_told_from_a_whole_story_by_its_signal(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    deliver(warehouse, sources, wire, ninjs("pier-1"), ninjs("pier-2", body=MORE[:150], signals=["teaser"]))
    teasers = "SELECT guid, signal FROM mart.story_items WHERE 'teaser' = ANY (signal)"
    assert warehouse.execute(teasers).fetchall() == [("pier-2", ["teaser"])]
    whole = "SELECT guid FROM mart.story_items WHERE NOT 'teaser' = ANY (signal)"
    assert warehouse.execute(whole).fetchall() == [("pier-1",)]
