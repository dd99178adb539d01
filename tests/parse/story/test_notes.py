"""Notes to editors in the text of a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.story.notes import Noted, without_notes

LEAD = "A ferry ran aground off Fernbay on Tuesday."
LATER = "Nobody was hurt, the coast guard said."
STORY = f"{LEAD}\n\n{LATER}"


def test_a_mark_between_signs_is_a_label_and_other_words_are_a_note() -> None:
    assert without_notes(f"+++ EILMELDUNG +++\n\n{STORY}") == Noted(STORY, (), "EILMELDUNG")
    assert without_notes(f"+++ Nur für Abonnenten +++\n\n{STORY}") == Noted(STORY, ("Nur für Abonnenten",))
    assert without_notes(f"***\n\n===\n\n{STORY}") == Noted(STORY)


def test_a_note_that_the_field_holds_goes_with_its_heading() -> None:
    note = "The ferry line answers questions from 3 p.m."
    for printed in (
        note,
        f"EDITORS' NOTE: {note}",
        f"Redaktionelle Hinweise\n\n{note}",
        f"Notes to editors\n\n{note}",
    ):
        assert without_notes(f"{STORY}\n\n{printed}", note) == Noted(STORY)
    assert without_notes(f"{note}\n\n{STORY}", note) == Noted(STORY)


@pytest.mark.parametrize(
    "notepad",
    [
        "# Notizblock\n\n## Orte\n\n- Hafen, Fernbay",
        "Redaktionelle Hinweise\n\nDie Reederei gibt um 15 Uhr Auskunft.",
        "## Ansprechpartner\n\nLena Weber, Tel. +49 30 5550100",
        "## Redaktioneller Hinweis\nNeu: Zitat im 3. Absatz",
        "* * * *\n\n# dpa-Notizblock\n\n## Internet\n\n- https://fernbay.example",
    ],
)
def test_a_notepad_below_the_story_is_a_note(notepad: str) -> None:
    noted = without_notes(f"{STORY}\n\n{notepad}")
    assert noted.text == STORY
    assert noted.notes == (notepad.removeprefix("* * * *\n\n"),)


def test_a_note_in_the_last_paragraph_is_a_note() -> None:
    assert without_notes(f"{STORY}\n\nEditor's note: Ann Marsh wrote it.") == Noted(
        STORY, ("Editor's note: Ann Marsh wrote it.",)
    )


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}\n\nNotes to editors\n\nFernbay Lines runs ten ferries.",
        f"{STORY}\n\nAbout Fernbay Lines\n\nIt runs ten ferries.\n\nContact:\nAnn Marsh",
        f"# Zahlen\n\n{STORY}\n\n## Ausblick\n\n{LATER}",
        f"Orte\n\n{STORY}",
        "# Notizblock\n\nOhne Text",
        f"*** PREVIEW ***\n\n{STORY}",
        f"{STORY}\n\n+++ Berlin; Europa; +++",
        "+++ EILMELDUNG +++",
    ],
)
def test_other_texts_come_back_as_the_same_object(text: str) -> None:
    assert without_notes(text, "Another note").text is text


PARTS = st.sampled_from(
    [
        LEAD,
        LATER,
        "+++ EILMELDUNG +++",
        "+++ Hinweis +++",
        "***",
        "# Notizblock",
        "## Orte",
        "Note to editors: x",
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=8))
def test_paragraphs_keep_their_order_and_some_stay(parts: list[str]) -> None:
    once = without_notes("\n\n".join(parts), "x").text
    left = iter(parts)
    assert all(part in left for part in once.split("\n\n"))
    assert once


@given(st.text(), st.text())
def test_no_text_fails(text: str, note: str) -> None:
    without_notes(text, note)


STORY_OF_AGENCY = "The ferry sails again.\n\nNobody missed it more, said the captain."


@pytest.mark.parametrize(
    "note",
    [
        "This report by The Canadian Press was first published March 14, 2024.",
        "This story by Reuters was originally published on 14 March 2024.",
        "Noot voor de redactie: om 14.00 uur volgt een persconferentie.",
    ],
)
def test_the_agency_s_own_line_below_a_story_is_a_note(note: str) -> None:
    assert without_notes(f"{STORY_OF_AGENCY}\n\n{note}") == Noted(STORY_OF_AGENCY, (note,))


def test_a_report_of_others_stays() -> None:
    text = f"{STORY_OF_AGENCY}\n\nThis report by the harbour was first published in 2019."
    assert without_notes(text).text is text


def test_a_notice_between_stars_with_an_address_is_a_note() -> None:
    text = f"*** Serviço áudio disponível em www.lusa.pt ***\n\n{STORY_OF_AGENCY}"
    assert without_notes(text) == Noted(STORY_OF_AGENCY, ("Serviço áudio disponível em www.lusa.pt",))
