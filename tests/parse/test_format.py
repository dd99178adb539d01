"""The contract of a format: it recognises by content alone and never raises. A container reads inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.document import answers
from newswire.parse.format import Container, Format, parser_of
from newswire.parse.inside import Inside
from newswire.parse.registry import MODULES, our_format
from tests.parse.wires import FIXTURES

FORMATS = tuple(map(our_format, MODULES))
STORY = b"SHOUT Ferry stops in Grenholm"
DEFAULTS = Defaults(provider="Norwind")


def is_shouted(document: Document) -> bool:
    return document.content.startswith(b"SHOUT ")


def parse_shout(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    yield Item(document.path, "shout", defaults.provider, headline=document.content[6:].decode())


def parse_lines(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    for number, line in enumerate(document.content.split(b"\n")):
        yield from inside.member(str(number), line, document, defaults)


SHOUT = Format("shout", is_shouted, parse_shout)
LINES = Container("lines", lambda document: b"\n" in document.content, parse_lines)


def read(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    for known in (LINES, SHOUT):
        if known.recognises(document):
            return answers(known, document, defaults, inside)
    return iter([Rejected(document.path, Reason.UNKNOWN_FORMAT, "Nobody shouts.")])


def test_a_format_yields_the_facts_of_a_document() -> None:
    document = Document(STORY, "a.txt")
    assert SHOUT.recognises(document)
    [item] = SHOUT.parse(document, DEFAULTS)
    assert item == Item("a.txt", "shout", "Norwind", headline="Ferry stops in Grenholm")


def test_a_container_reads_its_documents_through_inside() -> None:
    document = Document(STORY + b"\nmurmur", "day.txt")
    assert LINES.recognises(document)
    inside = Inside(read, lambda _: "shout")
    item, rejected = LINES.parse(document, DEFAULTS, inside)
    assert (item.path, rejected.path) == ("day.txt!0", "day.txt!1")
    assert isinstance(rejected, Rejected)


def test_a_format_and_a_container_have_a_name() -> None:
    assert (SHOUT.name, LINES.name) == ("shout", "lines")
    assert Format("shout", is_shouted, parse_shout) == SHOUT
    assert replace(SHOUT, name="whisper") != SHOUT


def test_a_parser_by_the_name_of_its_module_is_imported_with_its_first_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shouts.py").write_text(f"from {__name__} import parse_shout as parse")
    monkeypatch.syspath_prepend(tmp_path)
    parse = parser_of("shouts")
    assert "shouts" not in sys.modules
    [item] = parse(Document(STORY, "a.txt"), DEFAULTS)
    assert item == Item("a.txt", "shout", "Norwind", headline="Ferry stops in Grenholm")


@pytest.mark.parametrize("known", [SHOUT, LINES], ids=lambda known: known.name)
def test_a_format_is_constant(known: Format | Container) -> None:
    with pytest.raises(FrozenInstanceError):
        known.name = "whisper"  # type: ignore[misc]


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
@given(st.binary(max_size=200) | st.text("<>{}[]?!:= \n\x01azAZ09", max_size=200).map(str.encode))
def test_no_format_raises_when_it_is_asked(known: Format | Container, content: bytes) -> None:
    assert known.recognises(Document(content, "a")) in (True, False)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*.*")), ids=lambda path: path.name)
def test_the_name_of_a_file_is_no_evidence(path) -> None:
    content = path.read_bytes()

    def takers(name: str) -> list[str]:
        return [known.name for known in FORMATS if known.recognises(Document(content, name))]

    assert takers(path.name) == takers("a.zip") == takers("") != []
