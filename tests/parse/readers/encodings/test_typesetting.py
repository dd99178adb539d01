"""Codes of typesetting systems go, the words between them stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers.encodings.typesetting import without_setting


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ferry left<QL>\nNobody was hurt.<QC>\n", "The ferry left\nNobody was hurt.\n"),
        ("{ql}Ida[EM]Ola", " Ida Ola"),
        ("#me15:#fu6557?.#qc#bb6 _ FERRY#nf 55 3#sfr3/4 l^3^2.0", "6 _ FERRY 55 3 3/4 l 3 2.0"),
        ("A <b>tag</b>, a [note] and {a set}", "A <b>tag</b>, a [note] and {a set}"),
        ("#bb is one code, #ferry a word", "#bb is one code, #ferry a word"),
    ],
    ids=["quads at the end", "quads and spaces", "founts", "other brackets", "one code alone"],
)
def test_codes_are_no_text(text: str, found: str) -> None:
    assert without_setting(text) == found


@given(st.lists(st.sampled_from(["Ida", "Ola", "#ferry", "<QL>", "[EM]", "{qc}", "\n", "(3)"]), max_size=12))
def test_no_word_is_lost_and_once_is_enough(parts: list[str]) -> None:
    found = without_setting(" ".join(parts))
    words = [part for part in parts if part in {"Ida", "Ola", "#ferry", "(3)"}]
    assert found.split() == words
    assert without_setting(found) == found


def test_a_code_behind_a_caret_may_stand_before_a_word() -> None:
    line = "#bbALPHA#nf 55 ^1^2^#bbAll started."
    assert without_setting(line).endswith("All started.")
    assert "#" not in without_setting(line)
