"""The beginning of XML: nothing fetched, nothing expanded, the first element named."""

from __future__ import annotations

import pytest

from newswire.parse.readers.xml.prolog import root_name
from tests.parse.readers.xml.reading import read


def test_a_doctype_is_never_obeyed() -> None:
    text, warnings = read(
        b"""<!DOCTYPE p PUBLIC "-//X" "http://127.0.0.1:9/x.dtd" [
        <!-- ]> --> <?pi ]> ?>
        <!ENTITY % outer SYSTEM "http://127.0.0.1:9/outer.dtd"> %outer;
        <!ENTITY file SYSTEM "file:///etc/hostname">
        <!ENTITY word "some &inner; words"><!ENTITY eszett "&#223;">
        ]><p>a &file; b &word; c &eszett;</p>"""
    )
    assert text == "a &file; b &word; c ß"
    assert len(warnings) == 2


def test_a_short_entity_without_markup_is_expanded() -> None:
    text, warnings = read(
        b"""<!DOCTYPE p [<!ENTITY tp "Tram Post's desk"><!ENTITY by 'in &#8222;North&#8220;'>
        <!ENTITY bold "<b>x</b>"><!ENTITY more "&tp; too"><!ENTITY empty "">
        ]><p>&tp; &by;&empty; &bold; &more;</p>"""
    )
    assert text == "Tram Post's desk in \u201eNorth\u201c &bold; &more;"
    assert len(warnings) == 2


def test_a_long_entity_is_not_expanded() -> None:
    assert read(f'<!DOCTYPE p [<!ENTITY l "{"long " * 50}">]><p>&l;</p>'.encode())[0] == "&l;"


def test_an_entity_bomb_is_never_expanded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    assert read(f'<!DOCTYPE p [<!ENTITY l0 "boom">{levels}]><p>&l11;</p>'.encode())[0] == "&l11;"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<newsItem guid='1'/>", "newsItem"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <no/> -->\n<nar:newsItem>", "nar:newsItem"),
        (b'<!DOCTYPE nitf SYSTEM "a>b" [<!ELEMENT p (#PCDATA)>]><nitf>', "nitf"),
        (b"plain text <b>", None),
        (b"<!-- no end", None),
        (b"<!DOCTYPE no end", None),
        (b"", None),
    ],
)
def test_the_name_of_the_root_is_found_without_parsing(content: bytes, name: str | None) -> None:
    assert root_name(content) == name
