"""Damaged characters in a field of a sound document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Item
from newswire.parse.story.characters import mended


def item(text: str) -> Item:
    return Item(path="a.xml", format="test", body_text=text)


@pytest.mark.parametrize(
    "text",
    [
        "It’s the ferry’s “first” trip – at last…",
        "Le café de la société à Fernbay",
        "Île d’Oléron, l'État, œuvre",
        "© 2020 Fernbay Lines® 20°C",
        "Паром сел на мель",
        "Škoda è già lì, Straße, Ærø",
        "€ 5 – 6",
    ],
)
def test_utf_8_that_was_read_as_windows_1252_is_mended(text: str) -> None:
    damaged = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert damaged != text
    changes, warnings = mended(item(damaged))
    assert changes == {"body_text": text}
    assert warnings == (
        "body_text had characters of UTF-8 that were read as Windows-1252; they were mended.",
    )


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("It isn?t true, they?re late and I?ve left", "It isn't true, they're late and I've left"),
        ("Don?t go", "Don't go"),
    ],
)
def test_question_marks_that_can_only_be_apostrophes_are_mended(damaged: str, text: str) -> None:
    changes, warnings = mended(item(damaged))
    assert changes == {"body_text": text}
    assert "apostrophes" in warnings[0]


@pytest.mark.parametrize("text", ["Two caf?s closed", "The ?Smart? ferry", "The ferry?s captain"])
def test_other_question_marks_in_words_are_only_doubted(text: str) -> None:
    changes, warnings = mended(item(text))
    assert changes == {}
    assert warnings == ("body_text has question marks inside words or around them; characters may be lost.",)


@pytest.mark.parametrize(
    "text",
    [
        "Who? Where? “Why?”",
        "SÃO PAULO, NÃO, AVIÃO",
        "Ñandú, Åland, Ärger, Østfold, “Ä” und „Ä“",
        "« Ça va ? »",
        "https://fernbay.example/a?b=c",
        "Â, À »",
        "Тест “А”",
        "",
    ],
)
def test_sound_text_is_neither_changed_nor_doubted(text: str) -> None:
    assert mended(item(text)) == ({}, ())


@given(st.text(alphabet="aeÃÂâ€™©éÄ“”»«Ðà ?nt’"))
def test_the_second_time_changes_nothing_but_what_was_damaged_twice(text: str) -> None:
    found = item(text)
    for _ in range(len(text) + 1):
        changes, _warnings = mended(found)
        if not changes:
            break
        assert changes["body_text"] != found.body_text
        found = found.changed(**changes)
    assert mended(found)[0] == {}


def test_a_tag_that_names_a_dash_is_the_dash() -> None:
    changes, warnings = mended(item("80<endash>-</endash>100 boats<emdash/>all of them"))
    assert (changes, warnings) == ({"body_text": "80–100 boats—all of them"}, ())
    assert mended(item("a dash <dash> and <endash>no end")) == ({}, ())


def test_several_blanks_in_a_headline_are_one() -> None:
    fields, _ = mended(Item(path="a.xml", format="test", headline="ROWING:  Results", body_text="a  b"))
    assert fields == {"headline": "ROWING: Results"}
