"""Marks of corrections, write-throughs, leads, takes and kills, wherever wires print them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.lexicon import marks
from newswire.lexicon.marks import (
    Label,
    end_of_marks,
    is_kill,
    read_headline,
    read_line,
    read_note,
    read_slugline,
)


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
        ("EILMELDUNG: Pier to be rebuilt", "alert", None),
        ("ALERTE - Pier to be rebuilt", "alert", None),
        ("RECTIFICATIF: Pier to be rebuilt", "correction", None),
        ("BULLETIN KILL: Pier to be rebuilt", "kill", None),
        ("MANDATORY KILL - Pier to be rebuilt", "kill", None),
        ("WITHDRAWN-Pier to be rebuilt", "kill", None),
        ("ANNULLARE - Pier to be rebuilt", "kill", None),
        ("TREKKES: Pier to be rebuilt", "kill", None),
        ("İPTAL - Pier to be rebuilt", "kill", None),
        ("[전문취소] Pier to be rebuilt", "kill", None),
        ("【取り消し】Pier to be rebuilt", "kill", None),
        ("ERATĂ: Pier to be rebuilt", "correction", None),
        ("[고침] Pier to be rebuilt", "correction", None),
        ("Pier to be rebuilt (aktl.)", "update", None),
        ("عاجل: Pier to be rebuilt", "urgent", None),
        ("（更新）Pier to be rebuilt", "update", None),
        ("Pier to be rebuilt(続報)", "update", None),
        ("Pier to be rebuilt (Zweite Zusammenfassung)", "summary", 2),
    ],
)
def test_the_marks_of_a_headline_are_read_and_removed(
    headline: str, label: Label, number: int | None
) -> None:
    mark = read_headline(headline)
    assert (mark.label, mark.number, mark.rest) == (label, number, "Pier to be rebuilt")
    assert mark.printed


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
        "Kill Bill: a film for the harbour",
        "Withdrawn: the study on piers",
        "Intrekking: the minister explains",
        "Cancelled: concert at the old pier",
        "Net 2 points for the harbour",
        "(Port Albers) Pier to be rebuilt",
        "RL:Marsh returns",
        "AFL: Update on injuries",
        "NSW: Urgent appeal for a pier",
        "BBC: KILL: a film for the harbour",
        "",
    ],
)
def test_ordinary_headlines_stay_as_they_are(headline: str) -> None:
    mark = read_headline(headline)
    assert (mark.label, mark.number, mark.rest, mark.printed) == (None, None, headline, None)


@pytest.mark.parametrize(
    ("headline", "label", "number", "rest"),
    [
        ("FED:2ND LEAD: Pier to be rebuilt", "lead", 2, "FED:Pier to be rebuilt"),
        ("Vic: Correction: Pier to be rebuilt", "correction", None, "Vic: Pier to be rebuilt"),
        ("NSW:UPDATE - Pier to be rebuilt", "update", None, "NSW:Pier to be rebuilt"),
        ("QLD:Pier to be rebuilt (2nd lead)", "lead", 2, "QLD:Pier to be rebuilt"),
    ],
)
def test_marks_behind_the_code_of_a_desk_leave_the_code(
    headline: str, label: Label, number: int | None, rest: str
) -> None:
    mark = read_headline(headline)
    assert (mark.label, mark.number, mark.rest) == (label, number, rest)


@pytest.mark.parametrize(
    ("slugline", "subject", "printed", "label", "number"),
    [
        (
            "BC-US--Harbour Fire, 2nd Ld-Writethru",
            "BC-US--Harbour Fire",
            "2nd Ld-Writethru",
            "write-through",
            2,
        ),
        (
            "BC-EU--Summit,3rd Ld-Writethru,a0123",
            "BC-EU--Summit,a0123",
            "3rd Ld-Writethru",
            "write-through",
            3,
        ),
        ("BC-US--HarbourFire 1stLd-Writethru", "BC-US--HarbourFire", "1stLd-Writethru", "write-through", 1),
        (
            "BC-EU--Ferry-ABRIDGED, 3rd Ld-Writethru",
            "BC-EU--Ferry-ABRIDGED",
            "3rd Ld-Writethru",
            "write-through",
            3,
        ),
        ("BC-EU--Ferry, CORRECTIVE", "BC-EU--Ferry", "CORRECTIVE", "correction", None),
        ("BC-EU--Ferry, Kill", "BC-EU--Ferry", "Kill", "kill", None),
        ("BC-EU--Ferry, Take 2", "BC-EU--Ferry", "Take 2", "take", 2),
        ("GRENHOLM FERRY 2ND ADD", "GRENHOLM FERRY", "2ND ADD", "add", 2),
        ("GRENHOLM FERRY 3RD NET with photo", "GRENHOLM FERRY", "3RD NET with photo", "lead", 3),
        ("storm-piers,2ndlead", "storm-piers", "2ndlead", "lead", 2),
        ("storm-piers, Correction", "storm-piers", "Correction", "correction", None),
        ("2nd Lead Grenholm Ferry", "Grenholm Ferry", "2nd Lead", "lead", 2),
        ("3RD UPDATE: GRENHOLM", "GRENHOLM", "3RD UPDATE", "update", 3),
    ],
)
def test_marks_at_the_end_of_sluglines(
    slugline: str, subject: str, printed: str, label: Label, number: int | None
) -> None:
    mark = read_slugline(slugline)
    assert (mark.rest, mark.printed, mark.label, mark.number) == (subject, printed, label, number)


@pytest.mark.parametrize(
    "slugline",
    [
        "BC-BBO--Baseball Expanded Glance",
        "Media Alert",  # a word alone may be the end of a name
        "BC-Harbour, Grenholm",
        "BC-Harbour, Net",
        "AP-MI--2nd Right Now",
        "Lead,storm",
        "2nd lead singer",
        "2nd Hand Cars",
        "1st Take That Concert",
        "1st Lady",
        "Kill",
        "storm-piers",
        "",
        "x" * 5000 + ", 2nd Ld",
    ],
)
def test_a_slugline_without_marks_stays_whole(slugline: str) -> None:
    mark = read_slugline(slugline)
    assert (mark.rest, mark.printed) == (slugline, None)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("1ST LEAD", "lead"),
        ("2ND LEAD 3RD NET", "lead"),
        ("REFILE", "refile"),
        ("REFILE 1ST LEAD", "lead"),
        ("(Achtung)", "advisory"),
        ("EXTRA", "alert"),
        ("URGENT", "urgent"),
        ("KORREKTUR", "correction"),
        ("Take 2", "take"),
        ("(Zweite Zusammenfassung)", "summary"),
        ("BULLETIN KILL", "kill"),
        ("MANDATORY KILL", "kill"),
        ("CANCELLED", "kill"),
        ("（続報）", "update"),
    ],
)
def test_a_line_of_marks_gives_its_label(line: str, label: Label) -> None:
    mark = read_line(line)
    assert mark is not None
    assert mark.label == label


@pytest.mark.parametrize(
    "line", ["Ferry stops", "Lead found in water", "Top court: Britain can", "", "1,200 leave", "Net", "Page"]
)
def test_a_headline_is_no_line_of_marks(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("UPDATE 2-PORT ALBERS (AP) - The", "PORT ALBERS (AP) - The"),
        ("(LEAD) PORT ALBERS", " PORT ALBERS"),
        ("Eilmeldung\nPort Albers", "Port Albers"),
        ("【訂正】本文", "本文"),
        ("Lead - free at last", None),
        ("Part of the pier", None),
        ("(Port Albers)", None),
    ],
)
def test_the_text_begins_after_its_marks(text: str, rest: str | None) -> None:
    end = end_of_marks(text)
    assert (None if end is None else text[end:]) == rest


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
        ("(Rewrites first paragraph)", "write-through"),
        ("Neu: mehr Details", "write-through"),
        ("Berichtigt wird der Preis", "correction"),
        ("Eds: KILLS paragraph 4", "kill"),
        ("Part of a series", None),
        ("Lead author of the study", None),
        ("Eds: With photos.", None),
        ("", None),
    ],
)
def test_an_editorial_note_gives_its_label(note: str, label: Label | None) -> None:
    assert read_note(note) == label


@pytest.mark.parametrize(
    ("text", "kill"),
    [
        ("BULLETIN KILL", True),
        ("Mandatory kill\n\nThe story on the pier is wrong.", True),
        ("EDITORS: Please kill the story slugged Albers-Pier.", True),
        ("Attention editors: kill Albers-Pier.", True),
        ("Prière d’annuler notre dépêche sur le port.", True),
        ("Rogamos anulen la noticia sobre el puerto.", True),
        ("Просим аннулировать сообщение о порте.", True),
        ("نرجو إلغاء الخبر عن الميناء", True),
        ("Please kill the story slugged Albers-Pier.", True),
        ('"Please kill the engine," he said.', False),
        ("Please kill me, the patient begged the nurse.", False),
        ("Rogamos paciencia, dijo el alcalde.", False),
        ("Editors were fired. Storms kill three.", False),
        ("Storms kill three at the pier", False),
        ("Kill", True),
        ("", False),
    ],
)
def test_a_kill_is_recognised_by_its_beginning(text: str, kill: bool) -> None:
    assert is_kill(text) is kill


def test_the_weightier_of_two_marks_counts() -> None:
    mark = read_headline("URGENT: CORRECTED - Pier (LEAD)")
    assert (mark.label, mark.rest, mark.printed) == ("correction", "Pier", "URGENT, CORRECTED, LEAD")


@given(st.text("(LEAD) UPDATE 2-:KORREKTUR/訂正【】[]{}x", max_size=60))
def test_any_headline_is_read_to_its_end(headline: str) -> None:
    mark = read_headline(headline)
    assert len(mark.rest) <= len(headline)
    assert (mark.label is None) == (mark.printed is None)
    assert (mark.label is None) <= (mark.number is None)


def test_each_word_of_the_vocabulary_gives_its_label() -> None:
    vocabulary = tomllib.loads(Path(marks.__file__).with_suffix(".toml").read_text("utf-8"))
    assert tuple(vocabulary) == get_args(Label)
    for label, table in vocabulary.items():
        for word in (*table["words"], *table.get("lines", ())):
            for printed in (word.replace("#", "2"), word.replace("#", "2").replace(" ", "").upper()):
                found = read_line(printed)
                assert found, f"{label}: {printed}"
                assert found.label == label, f"{label}: {printed}"


def test_invisible_characters_do_not_hide_marks() -> None:
    mark = read_headline("KORREK\u00adTUR: Pier wird ge\u00adbaut")
    assert (mark.label, mark.rest) == ("correction", "Pier wird gebaut")
    line = read_line("\ufeff2ND LE\u00adAD")
    assert line is not None
    assert line.label == "lead"
    assert read_note("Eds: COR\u00adRECTS spelling") == "correction"
    assert read_slugline("BC-Pier,2nd Ld-Write\u00adthru").label == "write-through"
    assert is_kill("BULLETIN KI\u00adLL")
