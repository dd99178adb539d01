"""Encodings that are declared wrongly, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers.charset import decode, line_feeds


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
