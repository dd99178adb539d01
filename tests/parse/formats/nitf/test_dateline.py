"""The dateline of an NITF document as a reader would see it printed."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Item
from newswire.parse.document import parse_document
from newswire.parse.formats.nitf.parser import FORMAT
from tests.parse.wires import items, xml


def only(markup: str) -> Item:
    (item,) = items(xml(f"<nitf>{markup}</nitf>"), FORMAT)
    return item


def test_a_time_for_machines_is_no_dateline() -> None:
    time = "<story.date norm='20240513T100000+0000'>20240513T100000+0000</story.date>"
    assert only(f"<body><body.head><dateline>{time}</dateline></body.head></body>").dateline is None


@pytest.mark.parametrize(
    ("inside", "dateline"),
    [
        ("<location>Grenholm</location><story.date norm='20241127'>Nov 27</story.date>", "Grenholm, Nov 27"),
        ("<location>Grenholm</location> <story.date>Nov 27</story.date>", "Grenholm Nov 27"),
        ("<location>Grenholm</location>, <story.date>Nov 27</story.date> -", "Grenholm, Nov 27 -"),
        ("<location>Grenholm,</location><story.date>Nov 27</story.date>", "Grenholm, Nov 27"),
        (
            "<location>Grenholm</location><story.date>Nov. 27</story.date>(Norwind)",
            "Grenholm, Nov. 27 (Norwind)",
        ),
        (
            "<location>Grenholm<country>Sweden</country></location><story.date>27</story.date>",
            "Grenholm, Sweden, 27",
        ),
        ("<story.date>27. november</story.date><location>Grenholm</location>", "27. november, Grenholm"),
        ("<location>東京</location><story.date>11月27日</story.date>", "東京, 11月27日"),
        ("<em>G</em>renholm", "Grenholm"),
    ],
)
def test_parts_of_a_dateline_that_touch_are_set_apart(inside: str, dateline: str) -> None:
    assert only(f"<body><body.head><dateline>{inside}</dateline></body.head></body>").dateline == dateline


def test_a_dateline_of_touching_parts_gives_place_and_day() -> None:
    parts = "<location>Grenholm</location><story.date norm='20241127T100000Z'>Nov 27</story.date>"
    (found,) = parse_document(
        xml(
            f"<nitf><body><body.head><dateline>{parts}</dateline></body.head>"
            "<body.content><p>The ferry stopped on Tuesday.</p></body.content></body></nitf>"
        ),
        Defaults(),
    )
    assert isinstance(found, Item)
    assert (found.place, found.places) == ("Grenholm", ("Grenholm",))
