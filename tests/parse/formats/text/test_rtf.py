"""RTF: the visible text of a story, without its layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Document, Item
from newswire.parse import parse_document
from newswire.parse.formats.text.rtf import FORMAT, rtf_text
from tests.parse.wires import NONE, fixture, items


def test_a_story() -> None:
    (item,) = items(fixture("rtf/story.rtf"), FORMAT)
    assert (item.format, item.headline, item.byline) == ("rtf", "Ferry stops in harbour", None)
    (found,) = parse_document(fixture("rtf/story.rtf"), NONE)
    assert isinstance(found, Item)
    assert (found.byline, found.place) == ("By Anna Halvorsen", "GRENHOLM")
    assert found.body_text == (
        "A ferry with 214 people on board stopped in the harbour of Grenholm on Monday.\n\n"
        "Nobody was hurt, the coast guard in Malmö said: “All went well”, €5."
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"{\rtf1 One\par Two}", "One\n\nTwo"),
        ("{\\rtf1 One\r\n word\\line two}", "One word\ntwo"),
        (r"{\rtf1{\fonttbl{\f0 Times;}}{\*\unknown x}Seen{\b  bold}}", "Seen bold"),
        (r"{\rtf1\ansicpg1251 \'cf\'e0\'f0\'ee\'ec}", "Паром"),
        (r"{\rtf1\uc1 \u1055?\u1072?}", "Па"),
        (r"{\rtf1 \u-10179?\u-8704?}", "\U0001f600"),
        (r"{\rtf1 a\{b\}\\c\~d}", "a{b}\\c d"),
        (r"{\rtf1 }}}} x", "x"),
    ],
)
def test_control_words_and_symbols_become_characters(source: str, text: str) -> None:
    assert rtf_text(source) == text


@given(st.text(alphabet="{}\\'ub1aé \n*rtfpar", max_size=200))
def test_any_content_gives_an_answer(source: str) -> None:
    for found in parse_document(Document(("{\\rtf1 " + source).encode(), "x.rtf"), NONE):
        assert found
