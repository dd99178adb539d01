from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.marks import Label, Mark, read_headline, read_note, read_slugline


@pytest.mark.parametrize(
    ("headline", "label", "number"),
    [
        ("CORRECTED - Pier to be rebuilt", "correction", None),
        ("CORRECTED-UPDATE 2-Pier to be rebuilt", "correction", 2),
        ("(CORRECTED)-Pier to be rebuilt", "correction", None),
        ("Correction: Pier to be rebuilt", "correction", None),
        ("OFFICIAL CORRECTION-Pier to be rebuilt", "correction", None),
        ("UPDATE 1-Pier to be rebuilt", "update", 1),
        ("Update 2 - Pier to be rebuilt", "update", 2),
        ("Pier to be rebuilt (UPDATED)", "update", None),
        ("(Eds: updating with quotes) Pier to be rebuilt", "update", None),
        ("RPT-Pier to be rebuilt", "repeat", None),
        ("RPT-UPDATE 3-Pier to be rebuilt", "update", 3),
        ("REFILE-WRAPUP 4-Pier to be rebuilt", "refile", 4),
        ("1st Ld-Writethru: Pier to be rebuilt", "write-through", 1),
        ("(LEAD) Pier to be rebuilt", "lead", None),
        ("(2nd LD) Pier to be rebuilt", "lead", 2),
        ("2ND LEAD: Pier to be rebuilt", "lead", 2),
        ("Third Lead: Pier to be rebuilt", "lead", 3),
        ("WDH/ROUNDUP 2: Pier to be rebuilt", "repeat", 2),
        ("KORREKTUR/ROUNDUP: Pier to be rebuilt", "correction", None),
        ("ANNULE ET REMPLACE - Pier to be rebuilt", "correction", None),
        ("KILL: Pier to be rebuilt", "kill", None),
        ("KILL-Pier to be rebuilt", "kill", None),
        ("ADVISORY - Pier to be rebuilt", "advisory", None),
        ("URGENT - Pier to be rebuilt", "urgent", None),
        ("Part 2: Pier to be rebuilt", "take", 2),
        ("【訂正】Pier to be rebuilt", "correction", None),
        ("訂正-Pier to be rebuilt", "correction", None),
        ("Pier to be rebuilt（更正）", "correction", None),
        ("再送-UPDATE 1-Pier to be rebuilt", "update", 1),
        ("[속보] Pier to be rebuilt", "alert", None),
        ("(종합2보) Pier to be rebuilt", "lead", None),
        ("تصحيح: Pier to be rebuilt", "correction", None),
        ("ПОВТОР: Pier to be rebuilt", "repeat", None),
        ("CORRECCIÓN: Pier to be rebuilt", "correction", None),
    ],
)
def test_marks_are_read_and_taken_off(headline: str, label: Label, number: int | None) -> None:
    assert read_headline(headline) == Mark(label, number, "Pier to be rebuilt")


@pytest.mark.parametrize(
    "headline",
    [
        "Pier to be rebuilt",
        "LEAD - ZINC PRICES FALL",
        "Kill bill passes second reading",
        "Update on storm expected at noon",
        "COUNCIL UPDATES RULES FOR PIERS",
        "Correction in stock prices is over",
        "Take two: the harbour tries again",
        "Flash floods in the valley",
        "Repeat offender jailed",
        "Urgent care centre opens",
        "<ALERT CENTRE INC> 1ST QTR NET",
        "Lead-free paint",
        "(Port Albers) Pier to be rebuilt",
        "",
    ],
)
def test_ordinary_headlines_stay_as_they_are(headline: str) -> None:
    assert read_headline(headline) == Mark(None, None, headline)


@pytest.mark.parametrize(
    ("slugline", "expected"),
    [
        ("BC-Storm--Skerries,2nd Ld-Writethru,a0123", Mark("write-through", 2, "BC-Storm--Skerries,a0123")),
        ("storm-piers,2ndlead", Mark("lead", 2, "storm-piers")),
        ("storm-piers, Correction", Mark("correction", None, "storm-piers")),
        ("Lead,storm", Mark(None, None, "Lead,storm")),
        ("storm-piers", Mark(None, None, "storm-piers")),
    ],
)
def test_sluglines(slugline: str, expected: Mark) -> None:
    assert read_slugline(slugline) == expected


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("Eds: UPDATES with quotes from harbour master.", "update"),
        ("EDS: Corrects spelling of Brandvold", "correction"),
        ("This version CORRECTS that the pier is in Port Albers", "correction"),
        ("(Corrects figure in paragraph 3)", "correction"),
        ("ATTN: ADDS more details in last 3 paras", "add"),
        ("Recasts, adds details", "write-through"),
        ("Refiles to fix headline", "refile"),
        ("Eds: With photos.", None),
        ("", None),
    ],
)
def test_editorial_notes(note: str, label: Label | None) -> None:
    assert read_note(note) == label


def test_the_weightier_of_two_marks_counts() -> None:
    assert read_headline("URGENT: CORRECTED - Pier (LEAD)") == Mark("correction", None, "Pier")


@given(st.text("(LEAD) UPDATE 2-:KORREKTUR/訂正【】[]{}x", max_size=60))
def test_any_headline_is_read_to_its_end(headline: str) -> None:
    mark = read_headline(headline)
    assert len(mark.headline) <= len(headline)
    assert (mark.label is None) <= (mark.number is None)
