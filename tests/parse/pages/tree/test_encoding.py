"""The characters of a page: a mark, UTF-8, the header, `meta`, a declaration; and wrong ones of them."""

from __future__ import annotations

import gzip
import random
import re
import zlib

import pytest

from newswire.model import Item
from newswire.parse.pages.tree.encoding import is_binary
from newswire.parse.pages.tree.page import text_of
from tests.parse.pages.markup import page, paragraphs, read, rejected, tree

WORDS = {
    "windows-1251": "Трамваи снова идут через туннель под гаванью, сообщил город",
    "windows-1256": "عاد الترام إلى النفق تحت المرفأ يوم الاثنين",
    "windows-874": "รถรางวิ่งผ่านอุโมงค์ใต้ท่าเรืออีกครั้ง",
    "gbk": "电车再次驶过港口下面的隧道，市政府星期一说",
    "big5": "電車再次駛過港口下面的隧道，市政府星期一說",
    "shift_jis": "路面電車が港の下のトンネルを再び走ると市が月曜日に発表した",
    "euc-kr": "전차가 항구 아래 터널을 다시 달린다고 시가 월요일 밝혔다",
    "iso-8859-2": "Tramwaje znów jeżdżą przez tunel pod portem, ogłosił zarząd",
}


@pytest.mark.parametrize("name", WORDS)
def test_the_encoding_of_meta_holds(name: str) -> None:
    for meta in (
        f"<meta charset={name}>",
        f'<META content="text/html; charset={name}" http-equiv=Content-Type>',
    ):
        content = (
            f"<html><head><script>var a = 1;</script>{meta}</head><body><p>{WORDS[name]}</p></body></html>"
        )
        assert paragraphs(content.encode(name.replace("windows-", "cp"))) == [WORDS[name]]


@pytest.mark.parametrize("name", WORDS)
def test_the_encoding_of_the_header_holds(name: str) -> None:
    content = f"<html><body><p>{WORDS[name]}</p></body></html>".encode(name.replace("windows-", "cp"))
    assert paragraphs(content, f"text/html; charset={name}") == [WORDS[name]]


def test_the_declaration_of_xhtml_gives_the_encoding() -> None:
    content = (
        "<?xml version='1.0' encoding='iso-8859-2'?>\n<html><body><p>Łódź tramwaje żółte</p></body></html>"
    )
    assert paragraphs(content.encode("iso-8859-2")) == ["Łódź tramwaje żółte"]


def test_a_header_of_latin_1_is_a_servers_default_and_meta_is_better() -> None:
    content = f"<html><head><meta charset=shift_jis></head><body><p>{WORDS['shift_jis']}</p>"
    assert paragraphs(content.encode("cp932"), "text/html; charset=ISO-8859-1") == [WORDS["shift_jis"]]
    short = "<html><head><meta charset=iso-8859-2></head><body><p>Żółw</p>"
    assert paragraphs(short.encode("iso-8859-2"), "text/html; charset=iso-8859-1") == ["Żółw"]


def test_utf_8_under_another_name_is_utf_8_with_a_warning() -> None:
    found = tree("<html><head><meta charset=iso-8859-1></head><body><p>Größe</p></body></html>")
    assert text_of(found.root) == "Größe"
    assert found.warnings == ["The encoding was declared as iso-8859-1 but is UTF-8."]


def test_meta_in_a_comment_declares_nothing() -> None:
    content = (
        "<html><!-- <meta charset=shift_jis> --><head><meta charset=windows-1252></head><p>Größe</p></html>"
    )
    assert paragraphs(content.encode("cp1252")) == ["Größe"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_wide_pages_are_read_with_and_without_a_mark(codec: str) -> None:
    assert paragraphs(page("<p>Größe Трамвай 電車</p>").encode(codec)) == ["Größe Трамвай 電車"]


def test_a_declaration_of_utf_16_in_ascii_is_wrong() -> None:
    content = "<html><head><meta charset=utf-16></head><body><p>Größe 1</p></body></html>"
    assert paragraphs(content, "text/html; charset=utf-16") == ["Größe 1"]


NOISE = random.Random(7).randbytes(3_000)
STORY = page("".join(f"<p>{words}</p>" for words in WORDS.values())).encode()
PACKED = {
    "deflate": zlib.compress(STORY * 3, 9),
    "noise": NOISE,
    "picture": b"\x89PNG\r\n\x1a\n" + NOISE,
    "one line": NOISE.replace(b"\n", b""),
}


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize(
    "before",
    [b"<!DOCTYPE html>", b"<!doctype html>\n<html><head><title>The Weir</title></head><body><p>", b""],
)
def test_bytes_that_are_no_text_are_a_damaged_page(name: str, before: bytes) -> None:
    found = rejected(before + PACKED[name], content_type="text/html; charset=utf-8")
    assert found.reason == "damaged"
    assert re.match(
        r"The page is no text: [\d,]+ of its first [\d,]+ bytes are control characters\. ", found.detail
    )


def test_a_compressed_page_that_begins_as_gzip_is_unpacked() -> None:
    whole = gzip.compress(STORY)
    found = read(whole, content_type="text/html")
    assert isinstance(found, Item)
    assert rejected(whole[:-90], content_type="text/html").reason == "damaged"


@pytest.mark.parametrize("name", [*WORDS, "utf-16", "utf-16-le", "iso2022_jp", "utf-8"])
def test_text_in_any_encoding_is_text(name: str) -> None:
    words = WORDS.get(name, WORDS["shift_jis"])
    content = page(f"<p>{words}</p>" * 90, f"<meta charset={name}>").encode(name.replace("windows-", "cp"))
    assert not is_binary(content)
    assert not is_binary(content.replace(b"<p>", b"<p>\0"))
