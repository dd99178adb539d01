"""Exports with two letters before each field."""

from __future__ import annotations

import pytest

from newswire.model import Document, Subject
from newswire.parse.formats.text.tagged import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import fixture, items


def test_an_export_of_a_press_database() -> None:
    ferry, bridge = items(fixture("tagged-text/export.txt"), FORMAT)
    assert (ferry.guid, ferry.headline) == ("NWD0000020240513f1", "Ferry stops in harbour")
    assert (ferry.byline, ferry.provider, ferry.language) == ("By Anna Halvorsen", "Norwind News", "English")
    assert ferry.published is not None
    assert ferry.published.isoformat() == "2024-05-13T11:58:00+00:00"
    assert ferry.body_text == (
        "A ferry with 214 people on board stopped in the harbour of Grenholm on Monday.\n\n"
        "Nobody was hurt, the coast guard said."
    )
    assert Subject("gtour", "Travel", "NS") in ferry.subjects
    assert (bridge.headline, bridge.published_precision) == ("Bridge toll rises", "day")


def test_an_export_of_a_reference_manager() -> None:
    text = (
        "TY  - NEWS\nTI  - Ferry stops\nAU  - Halvorsen, Anna\nAU  - Nord, Ola\nJO  - Norwind\n"
        "DA  - 2024/05/13\nAB  - A ferry stopped.\nUR  - https://n.example/1\nER  - \n\n"
        "TY  - NEWS\nTI  - Toll\nAB  - More.\nER  - \n"
    )
    ferry, toll = items(Document(text.encode(), "refs.ris"), FORMAT)
    assert (ferry.headline, ferry.byline) == ("Ferry stops", "Halvorsen, Anna; Nord, Ola")
    assert (ferry.source_url, ferry.body_text, toll.headline) == (
        "https://n.example/1",
        "A ferry stopped.",
        "Toll",
    )


@pytest.mark.parametrize(
    "text",
    [
        "HD  Ferry stops\n\nIt did.",
        "TV  guide\nUK  news\nEU  news\nUS  news\n",
        "A ferry stopped.\nHD  x\nTD  y\n",
    ],
)
def test_other_texts_are_not_taken(text: str) -> None:
    assert recognise(Document(text.encode(), "text")) is not FORMAT
