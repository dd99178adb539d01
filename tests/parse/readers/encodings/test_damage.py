"""Bytes in UTF-8 that are no UTF-8."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers.encodings.damage import census, mended, without_c1


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Der Müller fährt zur Mühle".encode().replace("ä".encode(), b"\xe4"), "Der Müller fährt zur Mühle"),
        ("SÃO PAULO não é".encode().replace("Ã".encode(), b"\xc3"), "SÃO PAULO não é"),
        ("Ärzte und Öle, grün".encode().replace("Ä".encode(), b"\xc4"), "Ärzte und Öle, grün"),
        ("L’école d’été".encode().replace("’".encode(), b"\x92"), "L’école d’été"),
        ("« Le café » – là".encode().replace("–".encode(), b"\x96"), "« Le café » – là"),
        ("Œuvre, cœur, sœur".encode().replace("cœ".encode(), b"c\x9c"), "Œuvre, cœur, sœur"),
    ],
)
def test_a_byte_that_makes_sense_as_windows_1252_is_read_so(content: bytes, text: str) -> None:
    assert mended(content, is_utf8=True) == text


@pytest.mark.parametrize(
    ("text", "lost", "rest"),
    [
        ("Der Müller fährt", "ä", b"\xc3"),
        ("Der Müller fährt", "ä", b"\xa4"),
        ("Er kam aus Köln über Land", "ö", b"\xc3"),
        ("Die Straße führt", "ß", b"\x9f"),
        ("L’école d’été", "’", b"\xe2\x80"),
        ("L’école d’été", "’", b"\x80\x99"),
        ("Člun stojí u moře", "ř", b"\xc5"),
        ("Паром стоит", "о", b"\xd0"),
        ("Паром стоит", "о", b"\xbe"),
        ("港口 停航", "停", b"\xe5\x81"),
    ],
)
def test_a_character_that_lost_a_byte_becomes_one_sign(text: str, lost: str, rest: bytes) -> None:
    content = text.encode().replace(lost.encode(), rest, 1)
    assert mended(content, is_utf8=True) == text.replace(lost, "\ufffd", 1)


def test_pieces_of_utf_8_in_windows_1252_stay() -> None:
    content = "Fähre für Gäste, süß, ".encode("cp1252") + "Zürich und Łódź".encode()
    assert mended(content, is_utf8=False) == "Fähre für Gäste, süß, Zürich und Łódź"
    assert mended("Le «CAFÉ» ouvre à midi, côté port".encode("cp1252"), is_utf8=False) == (
        "Le «CAFÉ» ouvre à midi, côté port"
    )


def test_whole_characters_and_other_bytes_are_counted() -> None:
    assert census("Паром".encode() + b"\xff\xfe") == (5, 2)
    assert census(b"plain") == (0, 0)


def test_controls_of_c1_become_characters_and_undefined_ones_stay() -> None:
    assert without_c1("a\x80b\x81c\x9f") == "a€b\x81cŸ"


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_mended(content: bytes, is_utf8: bool) -> None:
    assert mended(content, is_utf8=is_utf8).encode().decode() == mended(content, is_utf8=is_utf8)
