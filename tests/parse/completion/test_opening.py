"""The opening of a story's text, and the fields that it gives."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Item
from newswire.parse.completion.derived import Derived
from newswire.parse.completion.opening import read_opening


def opening(body: str | None, **values: Any) -> Derived:
    return read_opening(Item(path="a.txt", format="test", body_text=body, **values))[1]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (
            "OSLO (NTB) - A ferry stopped.",
            {"dateline": "OSLO (NTB)", "body_text": "A ferry stopped."},
        ),
        (
            "By Ann Marsh\n\nOSLO (NTB) - A ferry stopped.",
            {"dateline": "OSLO (NTB)", "byline": "By Ann Marsh", "body_text": "A ferry stopped."},
        ),
        (
            "(Corrects day)\n\n(Adds quote)\n\nOSLO (NTB) - A ferry stopped.",
            {
                "dateline": "OSLO (NTB)",
                "ed_note": "(Corrects day)\n(Adds quote)",
                "body_text": "A ferry stopped.",
            },
        ),
        (
            "(LEAD)\n\nOSLO (NTB) - A ferry stopped.",
            {"dateline": "OSLO (NTB)", "label": "LEAD", "body_text": "A ferry stopped."},
        ),
        (
            "Ferry stops\n\nOSLO (NTB) - A ferry stopped.\n\nNobody was hurt.",
            {
                "dateline": "OSLO (NTB)",
                "body_text": "Ferry stops\n\nA ferry stopped.\n\nNobody was hurt.",
            },
        ),
        ("By Ann Marsh\n\nA ferry stopped.", {"byline": "By Ann Marsh", "body_text": "A ferry stopped."}),
        ("A ferry stopped.", {}),
        (None, {}),
    ],
    ids=["dateline", "byline", "notes", "mark", "headline", "byline alone", "nothing", "no text"],
)
def test_the_opening_of_a_story_goes_into_its_fields(body: str | None, fields: Derived) -> None:
    assert opening(body) == fields


def test_a_byline_and_notes_that_the_document_does_not_have_stay_in_their_order() -> None:
    body = "By Ann Marsh\n\n(Corrects day)\n\nOSLO (NTB) - A ferry stopped."
    kept = opening(body, byline="Piet Kurz", ed_note="With pictures.", label="take")
    assert kept["body_text"] == "By Ann Marsh\n\n(Corrects day)\n\nA ferry stopped."
    assert kept.keys() == {"body_text", "dateline"}


def test_a_byline_that_the_document_has_too_goes_from_the_text() -> None:
    body = "By ANN MARSH\n\nOSLO (NTB) - A ferry stopped."
    assert opening(body, byline="Ann Marsh, Oslo")["body_text"] == "A ferry stopped."


def test_the_dateline_of_a_document_leaves_its_text() -> None:
    assert opening("Oslo - a ferry stopped.", dateline="Oslo") == {"body_text": "a ferry stopped."}
    dateline, fields = read_opening(
        Item(path="a.txt", format="test", body_text="A ferry stopped.", dateline="OSLO (NTB) -")
    )
    assert (dateline and dateline.place, fields) == ("OSLO", {})


def test_the_first_words_of_a_caption_are_no_dateline() -> None:
    assert opening("OSLO (NTB) - A ferry stopped.", kind="picture") == {}
