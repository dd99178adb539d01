"""``try``: one source is fetched and parsed, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Command
from tests.support.feeds_in_folders import Entry, rss
from tests.support.site import Site, serving
from tests.support.stories import writes


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here


@pytest.fixture
def quay(sources: Path, site: Site) -> Site:
    (sources / "quay.toml").write_text(
        f"name = 'quay'\nkind = 'feed'\nurl = '{site.url}/rss'\nlanguage = 'en'\n"
    )
    site.reply("/rss", rss(Entry("Mill burns", "It burned down at noon.", at=9)))
    return site


def test_items_are_shown_and_no_database_is_asked(newswire: Command, quay: Site, no_warehouse: None) -> None:
    done = newswire("try", "quay")
    assert done.status == 0
    assert done.out.splitlines()[1].split("  ")[:2] == ["2020-11-02 09:00 UTC", "Mill burns"]
    assert "1 document, 1 item, 0 rejected. Nothing was written." in done.out


def test_nothing_is_written(
    newswire: Command, quay: Site, warehouse: psycopg.Connection, own_warehouse: str
) -> None:
    before = writes(warehouse)
    newswire("try", "quay")
    newswire("try", "quay")
    assert writes(warehouse) == before
    assert all("if-none-match" not in headers for _, headers in quay.requests)


def test_programs_read_one_json_object_a_line(newswire: Command, quay: Site, no_warehouse: None) -> None:
    [item] = map(json.loads, newswire("try", "quay", "--json").out.splitlines())
    assert (item["headline"], item["format"]) == ("Mill burns", "rss")
    quay.reply("/rss", status=404)
    done = newswire("try", "quay", "--json")
    assert done.status == 1
    assert "answered 404" in json.loads(done.out)["error"]


def test_a_source_that_fails_has_status_1_and_its_sentence(
    newswire: Command, quay: Site, no_warehouse: None
) -> None:
    quay.reply("/rss", b"<html><form><input type=password>")
    done = newswire("try", "quay")
    assert done.status == 1
    assert "is a form to log in, in the place of a feed" in done.out


def test_a_past_day_that_a_feed_cannot_answer(newswire: Command, quay: Site, no_warehouse: None) -> None:
    done = newswire("try", "quay", "--date", "2020-01-01")
    assert done.status == 1
    assert "quay is a feed, which knows only the present" in done.out
    assert quay.requests == []


def test_an_unknown_source_is_an_error(newswire: Command, sources: Path, no_warehouse: None) -> None:
    done = newswire("try", "quai")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("There is no source 'quai'")
