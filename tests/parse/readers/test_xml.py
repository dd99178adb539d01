"""The one reader of XML: nothing fetched, nothing expanded, wrong encodings mended and said."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Document
from newswire.parse.readers.xml import MAX_BYTES, MAX_NODES, read_xml, root_name


def read(content: bytes, content_type: str | None = None) -> tuple[str, list[str]]:
    """The text of the root element, and what was repaired."""
    warnings: list[str] = []
    root = read_xml(Document(content, "wire.xml", content_type=content_type), warnings)
    return "".join(root.itertext()), warnings


def rejected(content: bytes) -> str:
    with pytest.raises(Unparsable) as caught:
        read(content)
    assert caught.value.detail.endswith(".")
    return caught.value.reason


def test_well_formed_xml_needs_no_warning() -> None:
    assert read('<?xml version="1.0" encoding="UTF-8"?><p>Färjan</p>'.encode()) == ("Färjan", [])


def test_comments_and_instructions_are_left_out() -> None:
    assert read(b"<?xsl href='x'?><!-- a --><p>one<!-- two --> <?three?>four</p>") == ("one four", [])


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "gb2312", "ISO-8859-15"])
def test_utf_8_under_another_name_is_read_as_utf_8(declared: str) -> None:
    text, warnings = read(f'<?xml version="1.0" encoding="{declared}"?><p>Övergång – “nu”</p>'.encode())
    assert text == "Övergång – “nu”"
    assert warnings == [f"The encoding declaration says {declared}, the text is in UTF-8 and was read so."]


@pytest.mark.parametrize("declared", ["utf8mb4", "unknown", "base64", "None"])
def test_an_encoding_that_is_none_is_said(declared: str) -> None:
    text, warnings = read(f'<?xml version="1.0" encoding="{declared}"?><p>Färjan</p>'.encode())
    assert text == "Färjan"
    assert warnings == [
        f"The encoding declaration says {declared} (which is none), the text is in UTF-8 and was read so."
    ]
    text, warnings = read(f'<?xml version="1.0" encoding="{declared}"?><p>Färjan</p>'.encode("cp1252"))
    assert text == "Färjan"
    assert "not all of it is UTF-8" in warnings[0]


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


def test_usual_names_of_encodings_that_python_does_not_know() -> None:
    assert read('<?xml version="1.0" encoding="x-sjis"?><p>港</p>'.encode("shift_jis")) == ("港", [])
    assert read('<?xml version="1.0" encoding="windows-874"?><p>เรือ</p>'.encode("cp874")) == ("เรือ", [])


@pytest.mark.parametrize("declaration", ['<?xml version="1.0" encoding="utf-8"?>', ""])
def test_latin_1_sent_as_utf_8_is_mended(declaration: str) -> None:
    text, warnings = read(f"{declaration}<p>Övergång – nu</p>".encode("cp1252"))
    assert text == "Övergång – nu"
    assert "not all of it is UTF-8" in warnings[0]


def test_one_wrong_byte_does_not_spoil_the_rest_of_utf_8() -> None:
    assert read("<p>Färjan går</p>".encode().replace("å".encode(), b"\xe5"))[0] == "Färjan går"


def test_other_encodings_are_read_as_declared() -> None:
    assert read('<?xml version="1.0" encoding="windows-1251"?><p>Паром</p>'.encode("cp1251")) == ("Паром", [])
    assert read('<?xml version="1.0" encoding="shift_jis"?><p>港の船</p>'.encode("shift_jis")) == (
        "港の船",
        [],
    )
    assert read('<?xml version="1.0" encoding="iso-8859-1"?><p>– å</p>'.encode("cp1252")) == ("– å", [])


def test_the_content_type_decides_where_the_document_says_nothing() -> None:
    assert read("<p>Паром</p>".encode("cp1251"), "text/xml; charset=windows-1251")[0] == "Паром"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_marks_and_wide_characters(codec: str) -> None:
    assert read("<p>Färjan</p>".encode(codec)) == ("Färjan", [])
    assert root_name("<?xml version='1.0'?><p>Färjan</p>".encode(codec)) == "p"


def test_utf_16_declared_by_mistake() -> None:
    assert read(b'<?xml version="1.0" encoding="utf-16"?><p>plain</p>') == ("plain", [])


def test_white_space_and_padding_around_the_document() -> None:
    assert read(b"\r\n  <?xml version='1.0'?><p>one</p>\r\n\x00\x1a") == ("one", [])


def test_named_characters_of_html_keep_the_story() -> None:
    text, warnings = read(b"<p>caf&eacute;&nbsp;&ndash;&#8230; &amp; &lt;b&gt; &quot;&apos;</p>")
    assert text == "café\xa0–… & <b> \"'"
    assert warnings == []


def test_numbers_of_windows_1252_are_its_characters() -> None:
    assert read(b"<p>&#145;so&#146; &#x80;</p>")[0] == "‘so’ €"


def test_ampersands_and_unknown_entities_are_kept_as_written() -> None:
    text, warnings = read(b"<p>R&D, a&b; &wire;</p>")
    assert text == "R&D, a&b; &wire;"
    assert len(warnings) == 3


def test_references_in_cdata_are_text() -> None:
    assert read(b"<p>&nbsp;<![CDATA[&nbsp;&D <b>]]></p>")[0] == "\xa0&nbsp;&D <b>"


def test_control_characters_are_taken_out_and_said() -> None:
    text, warnings = read(b"<p>one\x0btwo&#12;&#x0;three\x1a</p>")
    assert text == "onetwothree"
    assert warnings == ["Control characters, which XML does not allow, were taken out."]


def test_a_doctype_is_never_obeyed() -> None:
    text, warnings = read(
        b"""<!DOCTYPE p PUBLIC "-//X" "http://127.0.0.1:9/x.dtd" [
        <!-- ]> --> <?pi ]> ?>
        <!ENTITY % outer SYSTEM "http://127.0.0.1:9/outer.dtd"> %outer;
        <!ENTITY file SYSTEM "file:///etc/hostname">
        <!ENTITY word "some inner words"><!ENTITY eszett "&#223;">
        ]><p>a &file; b &word; c &eszett;</p>"""
    )
    assert text == "a &file; b &word; c ß"
    assert len(warnings) == 2


def test_an_entity_bomb_is_no_bomb() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    assert read(f'<!DOCTYPE p [<!ENTITY l0 "boom">{levels}]><p>&l11;</p>'.encode())[0] == "&l11;"


def test_undeclared_prefixes_are_names() -> None:
    warnings: list[str] = []
    root = read_xml(Document(b"<nar:a><nar:b x:y='1'>t</nar:b></nar:a>", "wire.xml"), warnings)
    assert [element.tag for element in root.iter()] == ["a", "b"]
    assert warnings == ["A namespace prefix is used but not declared."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "malformed-xml"),
        (b"no xml", "malformed-xml"),
        (b"<p>cut", "malformed-xml"),
        (b"<p><b>wrong</p></b>", "malformed-xml"),
        (b"<!DOCTYPE p [ <p>no end</p>", "malformed-xml"),
        (b"<p>" * 10_000 + b"</p>" * 10_000, "too-deep"),
        (b"<p>" + b"x" * 11_000_000 + b"</p>", "too-large"),
        (b"<p a='" + b"x" * 11_000_000 + b"'/>", "too-large"),
        (b"<p>" + b"<b/>" * (MAX_NODES + 1) + b"</p>", "too-large"),
        (b"<p>" + b"<![CDATA[]]>" * 140_000 + b"</p>", "too-large"),
        (b" " * (MAX_BYTES + 1), "too-large"),
    ],
    ids=["empty", "text", "cut", "crossed", "doctype", "deep", "text", "attribute", "tags", "cdata", "bytes"],
)
def test_what_cannot_be_taken_has_a_reason(content: bytes, reason: str) -> None:
    assert rejected(content) == reason


def test_a_reader_may_ask_for_what_can_be_read_of_broken_xml() -> None:
    warnings: list[str] = []
    root = read_xml(Document(b"<p><b>one</b><b>two", "wire.xml"), warnings, recover=True)
    assert [b.text for b in root] == ["one", "two"]
    assert "not well-formed" in warnings[0]


def test_many_tags_inside_cdata_are_no_tags() -> None:
    assert len(read(b"<p><![CDATA[" + b"<b>" * (2 * MAX_NODES) + b"]]></p>")[0]) == 6 * MAX_NODES


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
def test_the_root_is_named_without_parsing(content: bytes, name: str | None) -> None:
    assert root_name(content) == name


def test_the_tree_is_lxml_s() -> None:
    assert isinstance(read_xml(Document(b"<p/>", "wire.xml")), etree._Element)
