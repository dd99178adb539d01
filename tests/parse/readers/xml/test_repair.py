"""Repair of XML: the story is kept, and a warning names the defect."""

from __future__ import annotations

import pytest

from tests.parse.readers.xml.reading import read


@pytest.mark.parametrize(
    "said",
    [
        *('encoding=""', 'encoding="%s"', 'encoding="${charset}"', "encoding=utf-8", 'encoding="utf-8'),
        *('encoding=" utf-8 "', 'encoding="utf 8"', 'encoding="utf-8" standalone="true"'),
    ],
)
def test_a_declaration_that_is_not_well_formed_is_left_out(said: str) -> None:
    text, warnings = read(f'<?xml version="1.0" {said}?><p>Färjan</p>'.encode())
    assert text == "Färjan"
    assert warnings == ["The XML declaration is not well-formed and was left out."]
    assert read(f'<?xml version="1.0" {said}?><p>plain</p>'.encode())[0] == "plain"


def test_named_characters_of_html_keep_the_story() -> None:
    text, warnings = read(b"<p>caf&eacute;&nbsp;&ndash;&#8230; &amp; &lt;b&gt; &quot;&apos;</p>")
    assert text == "café\xa0–… & <b> \"'"
    assert warnings == []


def test_references_by_numbers_of_windows_1252_give_its_characters() -> None:
    assert read(b"<p>&#145;so&#146; &#x80;</p>")[0] == "‘so’ €"


def test_ampersands_and_unknown_entities_are_kept_as_written() -> None:
    text, warnings = read(b"<p>R&D, a&b; &wire;</p>")
    assert text == "R&D, a&b; &wire;"
    assert len(warnings) == 3


def test_references_in_cdata_are_text() -> None:
    assert read(b"<p>&nbsp;<![CDATA[&nbsp;&D <b>]]></p>")[0] == "\xa0&nbsp;&D <b>"


def test_control_characters_are_removed_with_a_warning() -> None:
    text, warnings = read(b"<p>one\x0btwo&#12;&#x0;three\x1a</p>")
    assert text == "onetwothree"
    assert warnings == ["Control characters, which XML does not allow, were taken out."]
