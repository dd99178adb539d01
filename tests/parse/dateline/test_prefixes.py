"""Notes, marks and bylines that stand before a dateline."""

from __future__ import annotations

import pytest

from newswire.parse.dateline import prefixes


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("(Corrects day in first paragraph) OSLO", ("(Corrects day in first paragraph)",)),
        ("(Corrects day)\n(Adds quote)\nOSLO", ("(Corrects day)", "(Adds quote)")),
        ("UPDATE 2-OSLO", ("UPDATE 2-",)),
        ("(LEAD) SEOUL", ("(LEAD)",)),
        ("Eds: With pictures.\nOSLO", ("Eds: With pictures.",)),
        ("(Oslo) OSLO", ()),
        ("OSLO", ()),
        ("(Corrects " + "day " * 200 + ") OSLO", ()),
    ],
)
def test_notes_and_marks_are_read(text: str, notes: tuple[str, ...]) -> None:
    found = prefixes.notes(text)
    assert found.notes == notes
    assert text[found.end :].lstrip()[:1] in {"O", "S", "("}


def test_at_most_five_notes_are_read() -> None:
    assert len(prefixes.notes("(Adds quote) " * 9).notes) == 5


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("By ANN MARSH and PIET DE VRIES", True),
        ("Von Lena Kurz, dpa", True),
        ("By Ann Marsh =", True),
        ("Text: Ann Marsh", True),
        ("By Tuesday the water had risen.", False),
        ("By Ann Marsh\nOslo", False),
        ("Ann Marsh", False),
        ("Von dpa", True),
        ("Por Amor", False),
        ("By " + "Annamarieke " * 14, False),
    ],
)
def test_a_whole_line_is_a_byline_or_not(line: str, whole: bool) -> None:
    assert prefixes.is_byline(line) is whole


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Marsh OSLO (AP)", "Ann Marsh OSLO (AP)"),
        ("par Ann Marsh", "Ann Marsh"),
        ("by the sea", None),
        ("OSLO (AP)", None),
    ],
)
def test_names_begin_after_the_word_before_them(text: str, names: str | None) -> None:
    begin = prefixes.begins_byline(text)
    assert (None if begin is None else text[begin:]) == names


def test_names_lose_the_word_before_them() -> None:
    assert prefixes.names("By Ann Marsh") == "Ann Marsh"
    assert prefixes.names("Ann Marsh") == "Ann Marsh"


def test_a_byline_in_brackets_is_read() -> None:
    assert prefixes.bracketed_byline("(di Anna Riva) (ANSA) - ") == ("di Anna Riva", 15)
    assert prefixes.bracketed_byline("(ANSA) - ") is None
