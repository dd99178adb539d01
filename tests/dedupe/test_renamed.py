"""Identifiers without times and sessions, and the words that decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from newswire.dedupe.renamed import Delivery, goes_on, keys, page, plain

NOON = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)
TEXT = (
    "The harbour board said on Tuesday that the northern pier stays closed until spring, after divers found"
    " cracks in eleven of its forty piles. Ferries leave from the fish quay."
)
CORRECTED = TEXT.replace("eleven", "nineteen")
ONE = Delivery("a", "Pier stays closed", TEXT, NOON, NOON, "https://quay.example/pier")
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("http://Quay.example:80/a/", "quay.example/a"),
        ("https://www.quay.example/a", "quay.example/a"),
        ("https://quay.example:8080/?p=1#x", "quay.example:8080?p=1#x"),
        ("tag:quay.example,2024:1", None),
        ("http://[", None),
        ("https://quay.example:x/", None),
        (None, None),
    ],
)
def test_a_plain_address_has_no_scheme(identifier: str | None, expected: str | None) -> None:
    assert plain(identifier) == expected


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("/eggs?1743430001", "/eggs"),
        ("https://q.example/a?id=7&PHPSESSID=ab12&utm_source=rss", "q.example/a?id=7"),
        ("https://q.example/a.jsp;jsessionid=F3A7?id=7", "q.example/a.jsp?id=7"),
        ("https://q.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "q.example/a.aspx"),
        ("https://q.example/a?ts=2024-05-07T09:00:00Z&cb=4", "q.example/a"),
        ("https://q.example/a?sid=9f8e7d6c5b4a39281706", "q.example/a"),
        ("https://q.example/a?sid=24/05/07/1", "q.example/a?sid=24/05/07/1"),
        ("https://q.example/viewtopic?t=123&v=dQw4", "q.example/viewtopic?t=123&v=dQw4"),
    ],
)
def test_a_page_has_no_parameters_of_a_visit_or_a_moment(identifier: str, expected: str) -> None:
    assert page(identifier) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("state-1743430010", "state-1743430099123"),
        ("press:20240507T090000Z:x", "press:20240507T091500Z:x"),
        ("http://quay.example/a?doAs=1", "https://quay.example/a?doAs=2"),
        ("https://quay.example/live/1743430010", "https://quay.example/live/1743430011"),
    ],
)
def test_deliveries_under_a_changed_identifier_have_a_key_in_common(one: str, other: str) -> None:
    assert keys("Quayside", one, []) & keys("Quayside", other, [])
    assert not keys("Quayside", one, []) & keys("Norwind", other, [])


@pytest.mark.parametrize(
    "guid", [None, "pier-7", "urn:uuid:1", "https://quay.example/", "http://quay.example"]
)
def test_an_identifier_without_a_part_that_changes_has_no_key(guid: str | None) -> None:
    assert keys("Quayside", guid, ["https://www.quay.example/", None]) == set()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"published": NOON + 50 * HOUR, "at": NOON + 50 * HOUR}, True),
        ({"published": NOON + 50 * HOUR, "link": None}, False),
        ({"published": None, "link": None}, True),
        ({"text": CORRECTED}, True),
        ({"text": CORRECTED, "at": NOON + 3 * HOUR, "published": NOON + 3 * HOUR}, True),
        ({"text": CORRECTED, "at": NOON + 30 * HOUR, "published": None}, False),
        ({"text": "Herring went up by two crowns in Osmund.", "published": None}, False),
        ({"text": "Herring went up by two crowns in Osmund."}, True),
        ({"text": "Herring went up by two crowns.", "headline": "Herring dearer"}, False),
        ({"text": ""}, True),
        ({"text": "", "published": None}, True),
        ({"text": "", "headline": "Herring dearer", "published": None}, False),
    ],
)  # fmt: skip
def test_the_words_decide_whether_an_item_goes_on(change: dict[str, object], expected: bool) -> None:
    other = replace(ONE, guid="b", **change)  # type: ignore[arg-type]
    assert goes_on(ONE, other) is goes_on(other, ONE) is expected


def test_another_scheme_of_the_guid_needs_no_further_evidence() -> None:
    one = replace(ONE, guid="http://quay.example/pier")
    assert goes_on(
        one, replace(one, guid="https://quay.example/pier", headline="", text="Other", published=None)
    )
