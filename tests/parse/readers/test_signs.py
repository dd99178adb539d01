"""Empty elements that stand for a sign, or stand between two words."""

from __future__ import annotations

import pytest

from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.markup import markup_text
from tests.parse.readers.xml.reading import read, root

BETWEEN = [
    ("Tunnel closed 2031<endash/>2033", "Tunnel closed 2031–2033"),
    ("Late<emdash/>again", "Late—again"),
    ("Late<EmDash/>again", "Late—again"),
    ("5<nbsp/>km", "5 km"),
    ("5<NBSP></NBSP>km", "5 km"),
    ("<quot/>Stop<quot/>, he said", '"Stop", he said'),
    ("<ldquo/>Stop<rdquo/>", "“Stop”"),
    ("Wait<hellip/> now", "Wait… now"),
    ("<i>2031</i><endash/><b>2033</b>", "2031–2033"),
    ("12<euro/> a day", "12€ a day"),
    ("one<unknown/>two", "one two"),
    ('one<unknown id="3"/>two', "one two"),
    ("one<unknown/>, two", "one, two"),
    ("wo<wbr/>rd", "word"),
    ("tram<i/>way", "tramway"),
]


@pytest.mark.parametrize(("markup", "text"), BETWEEN)
def test_an_empty_element_in_xml_never_joins_words(markup: str, text: str) -> None:
    assert markup_text(root(f"<d><p>{markup}</p></d>".encode())) == text


@pytest.mark.parametrize(("markup", "text"), BETWEEN)
def test_an_empty_element_in_html_never_joins_words(markup: str, text: str) -> None:
    assert html_to_text(f"<p>{markup}</p>") == text


def test_a_sign_in_a_namespace_is_one() -> None:
    assert read(b'<x:d xmlns:x="urn:x">2031<x:ndash/>2033</x:d>') == ("2031–2033", [])


def test_a_line_break_separates_words_wherever_it_stands() -> None:
    assert read(b"<hl1>Tunnel closed<br/>until May</hl1>")[0].split() == ["Tunnel", "closed", "until", "May"]


def test_fields_of_a_record_are_no_signs() -> None:
    assert read(b"<r><copy/><title>Tunnel</title></r>") == ("Tunnel", [])
