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
        (
            "OSLO\n\n(NTB) - A ferry stopped.\n\nNobody was hurt.",
            {"dateline": "OSLO (NTB)", "body_text": "A ferry stopped.\n\nNobody was hurt."},
        ),
        ("OSLO\n\n(With picture) A ferry stopped.", {}),
        ("By Ann Marsh\n\nA ferry stopped.", {"byline": "By Ann Marsh", "body_text": "A ferry stopped."}),
        ("A ferry stopped.", {}),
        (None, {}),
    ],
    ids=[
        "dateline",
        "byline",
        "notes",
        "mark",
        "headline",
        "place apart",
        "no credit",
        "byline alone",
        "nothing",
        "no text",
    ],
)
def test_the_opening_of_a_story_goes_into_its_fields(body: str | None, fields: Derived) -> None:
    assert opening(body) == fields


def test_a_byline_and_notes_that_the_document_does_not_have_stay_in_their_order() -> None:
    body = "By Ann Marsh\n\n(Corrects day)\n\nOSLO (NTB) - A ferry stopped."
    kept = opening(body, byline="Piet Kurz", ed_note="With pictures.", label="take")
    assert kept["body_text"] == "By Ann Marsh\n\n(Corrects day)\n\nA ferry stopped."
    assert kept.keys() == {"body_text", "dateline"}


def test_a_note_behind_the_dateline_is_one() -> None:
    found = opening("OSLO, May 3 (Kyodo) - (EDS: ADDING QUOTES) A ferry stopped.")
    assert (found["ed_note"], found["body_text"]) == ("(EDS: ADDING QUOTES)", "A ferry stopped.")
    kept = opening("OSLO, May 3 (Kyodo) - (Norwind) A ferry stopped.")
    assert kept["body_text"] == "(Norwind) A ferry stopped."


def test_a_byline_that_the_document_has_too_goes_from_the_text() -> None:
    body = "By ANN MARSH\n\nOSLO (NTB) - A ferry stopped."
    assert opening(body, byline="Ann Marsh, Oslo")["body_text"] == "A ferry stopped."
    story = "Norveç'in Grenholm kentinde feribot seferleri fırtına nedeniyle durdu."
    turkish = f"OSLO (AA) - AYŞE YILMAZ - {story}"
    assert opening(turkish, byline="Muhabir: Ayşe Yılmaz")["body_text"] == story


def test_the_dateline_of_a_document_leaves_its_text() -> None:
    assert opening("Oslo - a ferry stopped.", dateline="Oslo") == {"body_text": "a ferry stopped."}
    dateline, fields = read_opening(
        Item(path="a.txt", format="test", body_text="A ferry stopped.", dateline="OSLO (NTB) -")
    )
    assert (dateline and dateline.place, fields) == ("OSLO", {})


def test_the_first_words_of_a_caption_are_no_dateline() -> None:
    assert opening("OSLO (NTB) - A ferry stopped.", kind="picture") == {}


@pytest.mark.parametrize(
    "printed", ["20240503", "2.4.2019 16:02:09 CEST", "2013-03-04 11:40:31 GMT+00:00", "20240503T101010Z"]
)
def test_a_time_in_figures_is_no_dateline(printed: str) -> None:
    assert opening("A ferry stopped.", dateline=printed) == {"dateline": None}
    assert opening("Oslo, May 3 - A ferry has stopped in the harbour.", dateline=printed)["dateline"] == (
        "Oslo, May 3"
    )


@pytest.mark.parametrize(
    ("before", "fields"),
    [
        ("FEATURE -\n\n", {"genre": "FEATURE"}),
        ("ANALYSIS: ", {"genre": "ANALYSIS"}),
        ("ANALYSIS: By Ann Marsh\n\n", {"genre": "ANALYSIS", "byline": "By Ann Marsh"}),
        ("FEATURE - By Ann Marsh ", {"genre": "FEATURE", "byline": "By Ann Marsh"}),
        ("[Copies to the desk in Oslo.]\n\n", {"ed_note": "[Copies to the desk in Oslo.]"}),
        ("(A note on the ferry follows.) ", {"ed_note": "(A note on the ferry follows.)"}),
        ("LEAD By Ann Marsh ", {"label": "LEAD", "byline": "By Ann Marsh"}),
        ("ATTN - Recasts By ANN MARSH ", {"ed_note": "ATTN - Recasts", "byline": "By ANN MARSH"}),
        ("ATTN: ADDS more details throughout ", {"ed_note": "ATTN: ADDS more details throughout"}),
        ("ANN MARSH\n", {"byline": "ANN MARSH"}),
        ("N i e u w bericht, vervangt: Veer\n\n", {"ed_note": "N i e u w bericht, vervangt: Veer"}),
        ("REPEAT FROM LATE FRIDAY\n", {"ed_note": "REPEAT FROM LATE FRIDAY"}),
    ],
)
def test_words_before_a_dateline_go_into_their_fields(before: str, fields: Derived) -> None:
    expected = {"dateline": "OSLO (NTB)", "body_text": "A ferry stopped."} | fields
    assert opening(f"{before}OSLO (NTB) - A ferry stopped.") == expected


def test_the_genre_of_a_document_stays() -> None:
    assert opening("FEATURE - OSLO (NTB) - A ferry stopped.", genre="Report")["genre"] == "Report"


@pytest.mark.parametrize(
    "body",
    [
        "FEATURE - A ferry stopped.",
        "(A note on the ferry follows.)\n\nA ferry stopped.",
        "LEAD By Ann Marsh ferry stopped.",
        "ATTN: A ferry stopped near Oslo.",
    ],
)
def test_such_words_stay_where_no_dateline_follows(body: str) -> None:
    assert opening(body) == {}


def test_the_document_s_dateline_is_no_first_word_of_a_sentence() -> None:
    assert opening("Fernbay gets a new quay.", dateline="Fernbay") == {}
    assert opening("Fernbay: A new quay.", dateline="Fernbay") == {"body_text": "A new quay."}


@pytest.mark.parametrize("printed", ["RIZE", "RIZE, Türkiye", "Rize,"])
def test_a_paragraph_of_the_item_s_own_place_is_the_dateline(printed: str) -> None:
    body = f"{printed}\n\nThe lighthouse shines again."
    assert opening(body, place="Rize") == {"dateline": printed, "body_text": "The lighthouse shines again."}
    assert opening(body, place="Rize", byline="Ann Marsh")["dateline"] == printed


@pytest.mark.parametrize("first", ["Rize harbour", "Rize, a town", "Rizespor", "Fernbay"])
def test_any_other_first_paragraph_stays(first: str) -> None:
    assert opening(f"{first}\n\nThe lighthouse shines again.", place="Rize") == {}


LONG = "The harbour of Grenholm opened its second quay to ferries on Monday, Governor Ida Falk said " * 4


@pytest.mark.parametrize("standfirst", ["A quay opens late, the governor says", LONG.strip()])
@pytest.mark.parametrize("printed", ["OSLO (Coast Post / NTB - 2nd November, 2020)", "OSLO, Norway —"])
def test_a_standfirst_begins_the_text_before_the_dateline(standfirst: str, printed: str) -> None:
    body = f"{standfirst}\n\n{printed} A ferry stopped.\n\nNobody was hurt."
    assert opening(body, standfirst=standfirst) == {
        "dateline": printed.rstrip(" —"),
        "body_text": f"{standfirst}\n\nA ferry stopped.\n\nNobody was hurt.",
    }


@pytest.mark.parametrize(
    ("standfirst", "body"),
    [
        ("A quay opens late", "A quay opens late, OSLO (NTB) A ferry stopped."),
        (None, "A quay opens late\n\nOSLO (Coast Post / NTB) A ferry stopped."),
        ("A quay opens late", "A quay opens late\n\nA ferry stopped."),
    ],
)
def test_behind_other_words_than_the_standfirst_there_is_no_dateline(
    standfirst: str | None, body: str
) -> None:
    assert opening(body, standfirst=standfirst) == {}
