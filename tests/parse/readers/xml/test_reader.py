"""The one reader of XML."""

from __future__ import annotations

from lxml import etree

from newswire.model import Document
from newswire.parse.readers.xml.reader import read_xml
from tests.parse.readers.xml.reading import read


def test_well_formed_xml_needs_no_warning() -> None:
    assert read('<?xml version="1.0" encoding="UTF-8"?><p>Färjan</p>'.encode()) == ("Färjan", [])


def test_comments_and_instructions_are_left_out() -> None:
    assert read(b"<?xsl href='x'?><!-- a --><p>one<!-- two --> <?three?>four</p>") == ("one four", [])


def test_undeclared_prefixes_are_removed_with_a_warning() -> None:
    warnings: list[str] = []
    root = read_xml(Document(b"<nar:a><nar:b x:y='1'>t</nar:b></nar:a>", "wire.xml"), warnings)
    assert [element.tag for element in root.iter()] == ["a", "b"]
    assert warnings == ["A namespace prefix is used but not declared."]


def test_broken_xml_is_read_in_part_on_request() -> None:
    warnings: list[str] = []
    root = read_xml(Document(b"<p><b>one</b><b>two", "wire.xml"), warnings, recover=True)
    assert [b.text for b in root] == ["one", "two"]
    assert "not well-formed" in warnings[0]


def test_the_tree_is_one_of_lxml() -> None:
    assert isinstance(read_xml(Document(b"<p/>", "wire.xml")), etree._Element)
