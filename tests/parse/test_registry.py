"""Formats of installed packages come first; a document that none recognises is rejected."""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document, registry
from newswire.parse.format import Format
from newswire.parse.registry import MODULES, FormatError, formats, installed_formats, our_format, recognise

MODULE = """
from newswire.model import Item
from newswire.parse.format import Format

def parse(document, defaults):
    yield Item(document.path, "flags", provider="harbour", body_text=document.content.decode())

FORMAT = Format("flags", lambda document: document.content.startswith(b"FLAGS "), parse)
TEXT = "no format"
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Install a package whose entry point has a given value, as pip leaves one."""

    def installed(value: str) -> None:
        (tmp_path / "harbour_flags.py").write_text(MODULE)
        information = tmp_path / "harbour_flags-1.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-flags\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(f"[newswire.formats]\nflags = {value}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        installed_formats.cache_clear()

    yield installed
    sys.modules.pop("harbour_flags", None)
    installed_formats.cache_clear()


def test_a_format_of_an_installed_package_is_asked_before_ours(install: Callable[[str], None]) -> None:
    ours_alone = [*formats()]
    assert ours_alone == [*map(our_format, MODULES)]
    install("harbour_flags:FORMAT")
    assert [known.name for known in formats()] == ["flags", *(known.name for known in ours_alone)]
    [item] = parse_document(Document(b"FLAGS P over C", "a.flags"), Defaults())
    assert isinstance(item, Item)
    assert (item.format, item.provider, item.body_text) == ("flags", "harbour", "FLAGS P over C")
    assert item.guid, "it is completed like any other"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("harbour_flags:MISSING", "has no attribute 'MISSING'"),
        ("harbour_flogs:FORMAT", "No module named 'harbour_flogs'"),
        ("harbour_flags:TEXT", "that is no newswire.parse.format.Format"),
    ],
)
def test_a_format_that_cannot_be_loaded_stops_parsing_and_is_named(
    install: Callable[[str], None], value: str, said: str
) -> None:
    """Otherwise formats that read fewer of their facts would take its documents."""
    install(value)
    with pytest.raises(FormatError) as caught:
        list(parse_document(Document(b"FLAGS P over C", "a.flags"), Defaults()))
    assert str(caught.value).startswith(f"The format flags ({value}) cannot be loaded: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_an_empty_document_is_unparsable(content: bytes) -> None:
    with pytest.raises(Unparsable) as caught:
        recognise(Document(content, "a.xml"))
    assert caught.value.reason == "empty"


def test_an_unknown_format_is_named_by_the_beginning_of_its_document() -> None:
    with pytest.raises(Unparsable) as caught:
        recognise(Document(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "story.xml"))
    assert caught.value.reason == "unknown-format"
    assert caught.value.detail.startswith(r"No known format begins like '\x89PNG")


def test_the_first_format_that_knows_a_document_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    no, first, second = (Format(name, bool, iter) for name in ("no", "first", "second"))  # type: ignore[arg-type]
    known = (replace(no, recognises=operator.not_), first, second)
    monkeypatch.setattr(registry, "formats", lambda **_: known)
    assert recognise(Document(b"x", "x")).name == "first"


@pytest.mark.parametrize(
    "content",
    [
        b'{"page": "<rss><channel><item><title>Pier</title></item></channel></rss>"}',
        b'[ {"nitf": "<nitf><body/></nitf>"}]<rss version="2.0"><channel/></rss>',
        b'{"urlset": "</urlset>"}\n<urlset></urlset><urlset></urlset>',
        b'["<!DOCTYPE lewis SYSTEM>", "<REUTERS>", "</REUTERS>"]',
    ],
)
def test_a_document_that_begins_like_json_is_taken_as_if_all_formats_were_asked(content: bytes) -> None:
    asked = next(known for known in formats() if known.recognises(Document(content, "x")))
    assert recognise(Document(content, "x")) is asked
    few = {known.name for known in formats(begins_like_json=True)}
    markup = [known for known in formats() if known.name not in few]
    assert "nitf" in {known.name for known in markup}
    assert not any(known.recognises(Document(content, "x")) for known in markup)


def test_every_format_has_a_name_of_its_own() -> None:
    known = [*map(our_format, MODULES)]
    assert len({one.name for one in known}) == len(known)
    assert known[-1].name == "text", "it takes whatever can be read"
