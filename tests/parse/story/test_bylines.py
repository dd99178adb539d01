"""Bylines that a text prints above it or below it."""

from __future__ import annotations

import pytest

from newswire.parse.story.bylines import Signed, is_signed, without_bylines

STORY = "The ferry to Fernbay sails again.\n\nNobody missed it more than I did, said the captain."


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("Karin Almgren/TT", "Karin Almgren/TT"),
        ("Karin Almgren/TT", "Karin Almgren"),
        ("Jane Doyle, The Canadian Press", "By Jane Doyle"),
        ("Mette Holm", "Mette Holm"),
    ],
)
def test_a_last_paragraph_that_repeats_the_byline_goes(printed: str, own: str) -> None:
    assert without_bylines(f"{STORY}\n\n{printed}", own) == Signed(STORY)


def test_a_first_paragraph_that_repeats_the_byline_goes() -> None:
    assert without_bylines(f"Ana Prieto\n\n{STORY}", "Ana Prieto") == Signed(STORY)


@pytest.mark.parametrize(
    ("printed", "byline"),
    [
        ("Karin Almgren/TT", "Karin Almgren/TT"),
        ("Jane Doyle, The Canadian Press", "Jane Doyle, The Canadian Press"),
        ("Anna Rybak (PAP)", "Anna Rybak (PAP)"),
        ("Z Gdyni Anna Rybak (PAP)", "Anna Rybak (PAP)"),
        ("Autor: Anna Rybak", "Autor: Anna Rybak"),
        ("Ze Szczecina Jan Rybak (PAP)", "Jan Rybak (PAP)"),
    ],
)
def test_a_name_and_its_agency_in_the_last_paragraph_are_the_byline(printed: str, byline: str) -> None:
    assert without_bylines(f"{STORY}\n\n{printed}") == Signed(STORY, byline)
    assert is_signed(printed) is not printed.startswith("Autor")


def test_lines_with_the_labels_of_writers_and_editors_are_the_byline() -> None:
    signed = f"{STORY}\n\nPewarta: Siti Aminah\nEditor: Budi Santoso"
    assert without_bylines(signed) == Signed(STORY, "Pewarta: Siti Aminah")
    assert without_bylines(signed, "Siti Aminah") == Signed(STORY)
    for last in (
        "Editor: Budi Santoso",
        "Autor: Anna Rybak\nHarbour: Fernbay",
        "Home: Fernbay\nAway: Grenholm",
    ):
        text = f"{STORY}\n\n{last}"
        assert without_bylines(text).text is text


def test_the_makers_behind_the_last_sentence_are_the_byline() -> None:
    signed = "AGERPRES/(A - autor: Ana Pop, editor: Ion Rusu, editor online: Ada Dan)"
    assert without_bylines(f"{STORY} {signed}") == Signed(STORY, signed)
    assert without_bylines(f"{STORY} {signed}", "Ana Pop") == Signed(STORY)
    for last in ("FERRY/(A - autor: Ana Pop)", "AGERPRES (autor: Ana Pop)", "AGERPRES/(2024: a year)"):
        text = f"{STORY} {last}"
        assert without_bylines(text).text is text


def test_a_line_between_stars_with_people_and_their_agency_is_the_byline() -> None:
    line = "Ana Luz (texto) e Rui Mar (fotos), da agência Lusa"
    assert without_bylines(f"*** {line} ***\n\n{STORY}") == Signed(STORY, line)


@pytest.mark.parametrize(
    "last",
    [
        "Fernbay Ferries/Norwind",
        "The harbour, the AP reported",
        "Reuters, AP",
        "Karin Almgren",
        "Oil/AP",
        "A man, a plan, AP",
        "Harbour: Fernbay",
    ],
)
def test_any_other_last_paragraph_stays(last: str) -> None:
    text = f"{STORY}\n\n{last}"
    assert without_bylines(text).text is text


def test_the_name_of_another_person_stays() -> None:
    text = f"{STORY}\n\nKarin Almgren/TT"
    assert without_bylines(text, "Ann Marsh").text is text
    text = f"*** Ana Luz, da agência Lusa ***\n\n{STORY}"
    assert without_bylines(text, "Ann Marsh").text is text


def test_a_heading_between_stars_and_a_text_of_one_paragraph_stay() -> None:
    for text in (f"*** Ann Marsh writes ***\n\n{STORY}", "Karin Almgren/TT"):
        assert without_bylines(text).text is text
