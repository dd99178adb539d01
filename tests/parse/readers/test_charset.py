"""Encodings that are declared wrongly, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Document
from newswire.parse.readers.charset import (
    CONTROLS,
    decode,
    decode_document,
    has_controls,
    line_feeds,
    utf_8,
    without_controls,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf_8_need_no_declaration(encoding: str) -> None:
    assert decode("Fähre «öffnet» 日本".encode(encoding)) == ("Fähre «öffnet» 日本", None)


def test_utf_8_is_believed_against_a_declaration() -> None:
    text, doubt = decode("Fähre".encode(), "iso-8859-1")
    assert text == "Fähre"
    assert doubt == "The encoding was declared as iso-8859-1 but is UTF-8."


def test_a_right_declaration_is_followed_without_a_warning() -> None:
    assert decode("Паром".encode("koi8-r"), "KOI8-R") == ("Паром", None)
    assert decode("渡船".encode("gb18030"), "gb18030") == ("渡船", None)
    assert decode("フェリー".encode("iso2022_jp"), "iso-2022-jp") == ("フェリー", None)


def test_windows_quotes_are_read_where_latin_1_was_declared() -> None:
    assert decode(b"\x93Stop\x94 f\xfcr alle", "iso-8859-1") == ("“Stop” für alle", None)


def test_invalid_utf_8_is_read_as_windows_1252_with_a_warning() -> None:
    text, doubt = decode(b"F\xe4hre", "utf-8")
    assert text == "Fähre"
    assert doubt is not None
    assert "declared as utf-8" in doubt


def test_statistics_detect_an_undeclared_encoding_of_another_script() -> None:
    russian = "Паром остановился в гавани, все пассажиры сошли на берег без происшествий. " * 3
    text, doubt = decode(russian.encode("cp1251"))
    assert text == russian
    assert doubt is not None
    assert "not declared" in doubt


@pytest.mark.parametrize(
    "text",
    [
        "Трамвай сошёл с рельсов у вокзала, движение закрыто до вечера.",
        "Το τραμ εκτροχιάστηκε κοντά στον σταθμό και η κίνηση διακόπηκε.",
        "החשמלית ירדה מהפסים ליד התחנה והתנועה נעצרה עד הערב.",
        "انحرف الترام عن القضبان قرب المحطة وتوقفت الحركة حتى المساء.",
        "รถรางตกรางใกล้สถานีและการเดินรถหยุดจนถึงเย็น",
        "电车在车站附近脱轨，交通中断至傍晚。",
        "駅の近くで路面電車が脱線し、運転は夕方まで止まった。",
        "역 근처에서 전차가 탈선해 저녁까지 운행이 중단됐다.",
    ],
)
@pytest.mark.parametrize("declared", [None, "utf-8", "us-ascii"])
@pytest.mark.parametrize("lost", [0, 1])
def test_a_damaged_byte_of_utf_8_costs_one_character(text: str, declared: str | None, lost: int) -> None:
    start = len(text[:8].encode()) + lost
    content = text.encode()[:start] + text.encode()[start + 1 :]
    read, doubt = decode(content, declared)
    assert read[:8] == text[:8]
    assert read.endswith(text[10:])
    assert 1 <= read.count("\ufffd") <= 2
    assert doubt is not None
    assert "U+FFFD" in doubt


@pytest.mark.parametrize(
    "content", ["Küste".encode(), "Küste".encode("cp1252"), b"\xef\xbb\xbfK\xc3\xbcste", b"K\xc2\x80ste"]
)
def test_utf_8_has_the_characters_and_the_warning_of_decode(content: bytes) -> None:
    text, doubt = decode(content, "iso-8859-1")
    assert utf_8(content, "iso-8859-1") == (text.encode(), doubt)


def test_damaged_utf_8_is_believed_against_a_declaration_that_any_bytes_fit() -> None:
    text = "Трамвай сошёл с рельсов у вокзала, движение закрыто."
    content = text.encode().replace("ё".encode(), b"\xd1")
    assert decode(content, "iso-8859-1")[0] == text.replace("ё", "\ufffd")
    assert decode(content, "koi8-r")[0] == text.replace("ё", "\ufffd")


def test_one_undefined_byte_does_not_discredit_a_declaration() -> None:
    text, doubt = decode("Трамвай стоит".encode("cp1251") + b"\x98", "windows-1251")
    assert text == "Трамвай стоит\ufffd"
    assert doubt == "Some bytes are not valid in the declared encoding windows-1251."


@pytest.mark.parametrize("declared", ["shift_jis", "iso-8859-1"])
def test_a_declaration_that_the_bytes_contradict_gives_way_to_detection(declared: str) -> None:
    text = "Трамвай сошёл с рельсов у вокзала, движение закрыто до вечера."
    read, doubt = decode(text.encode("cp1251"), declared)
    assert read == text
    assert doubt is not None
    assert declared in doubt


@pytest.mark.parametrize(
    ("declared", "codec", "text"),
    [
        ("gb2312", "gbk", "朱镕基与陶喆"),
        ("euc-kr", "cp949", "펲시맨과 똠방각하"),
        ("shift_jis", "cp932", "①髙島屋"),
        ("big5", "big5hkscs", "着裝與邨"),
        ("iso-8859-2", "cp1250", "Straż „Wisła” – Łódź"),
        ("iso-8859-7", "cp1253", "Το “τραμ” – σταθμός"),
        ("iso-8859-9", "cp1254", "“Işık” – İstanbul"),
    ],
)
def test_the_encoding_that_holds_the_declared_one_is_taken_for_its_other_characters(
    declared: str, codec: str, text: str
) -> None:
    assert decode(text.encode(codec), declared) == (text, None)


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-5"])
def test_controls_of_c1_are_windows_1252s_characters(declared: str | None) -> None:
    text = "The harbour\x92s \x93pier\x94 \x96 open\x85"
    assert decode(text.encode(), declared)[0] == "The harbour’s “pier” – open…"


def test_the_charset_of_the_content_type_is_the_declaration_of_a_text() -> None:
    content = "Трамвай стоит".encode("iso8859-5")
    assert decode_document(Document(content, "a", content_type="text/plain; charset=ISO-8859-5")) == (
        "Трамвай стоит",
        None,
    )


@pytest.mark.parametrize("name", ["no-such", "base64", "rot13", "", "x" * 1000, "\0"])
def test_a_declaration_that_is_no_encoding_is_ignored(name: str) -> None:
    assert decode(b"plain", name) == ("plain", None)


def test_every_line_ends_with_one_line_feed() -> None:
    assert line_feeds("one\r\ntwo\rthree\nfour\n\rfive\r\r\nsix") == "one\ntwo\nthree\nfour\n\nfive\n\nsix"


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin-1", "cp1251", "utf-16", "hz", "euc-jp"])
)
def test_any_bytes_become_characters(content: bytes, declared: str | None) -> None:
    text, _ = decode(content, declared)
    assert isinstance(text, str)


@given(st.text(st.characters(max_codepoint=0x2FF) | st.just("\ud800")))
def test_control_characters_are_found_and_taken_out(text: str) -> None:
    assert has_controls(text) == (CONTROLS.search(text) is not None)
    assert without_controls(text) == CONTROLS.sub("", text)
