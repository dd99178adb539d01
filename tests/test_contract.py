"""The contract of formats and kinds of sources: ours keep it, and a check notices who does not."""

from __future__ import annotations

import datetime as dt
import re
import sys
import types
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from newswire.api import (
    Cursor,
    Defaults,
    Document,
    Fetched,
    Format,
    Interval,
    Item,
    NotAnswerable,
    Reason,
    Rejected,
    Source,
    SourceKind,
    Unparsable,
)
from newswire.contract import check_format, check_source_kind
from newswire.fetch.registry import KINDS
from newswire.parse.registry import recognise
from tests.conftest import ROOT
from tests.parse.wires import FIXTURES

WITHOUT_STORY = {"results.xml"}
EXAMPLES = sorted(
    path.relative_to(FIXTURES).as_posix()
    for path in FIXTURES.rglob("*.*")
    if path.parent.name != "datelines" and path.name not in WITHOUT_STORY
)


@pytest.mark.parametrize("path", EXAMPLES)
def test_formats_of_the_project_keep_the_contract(path: str) -> None:
    example = Document((FIXTURES / path).read_bytes(), path, fetched_at=dt.datetime.now(dt.UTC))
    check_format(recognise(example), example)


EXAMPLE = Document(b"NOTE 7\nThe ferry stopped on Monday.", "note.txt")


def read_note(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    number, _, text = document.content.decode("latin-1").partition("\n")
    if not text:
        raise Unparsable(Reason.NO_HEADER, "The note has no text.")
    yield Item(document.path, "note", defaults.provider, number.removeprefix("NOTE "), body_text=text)


NOTE = Format("note", lambda document: document.content.startswith(b"NOTE "), read_note)


def no_text(document: Document, _: Defaults) -> Iterator[Item]:
    return iter(())


def raises(document: Document, _: Defaults) -> Iterator[Item]:
    yield Item(document.path, "note", guid=document.content.decode("utf-8").split()[1])


def naive(document: Document, _: Defaults) -> Iterator[Item]:
    yield Item(document.path, "note", published=dt.datetime(2024, 5, 13))  # noqa: DTZ001


def versioned(document: Document, _: Defaults) -> Iterator[Item]:
    yield Item(document.path, "note", guid="urn:note:7:12", version="12")


def test_a_format_that_keeps_the_contract_passes() -> None:
    check_format(NOTE, EXAMPLE)


@pytest.mark.parametrize(
    ("broken", "clause"),
    [
        (replace(NOTE, recognises=lambda _: False), "does not recognise"),
        (replace(NOTE, parse=no_text), "finds no item"),
        (replace(NOTE, parse=naive), "published has no time zone"),
        (replace(NOTE, parse=versioned), "contains the version"),
    ],
)
def test_a_format_that_breaks_the_contract_fails(broken: Format, clause: str) -> None:
    with pytest.raises(AssertionError, match=clause):
        check_format(broken, EXAMPLE)


def test_a_format_that_raises_on_a_damaged_document_fails() -> None:
    with pytest.raises((IndexError, UnicodeDecodeError)):
        check_format(replace(NOTE, parse=raises), EXAMPLE)


def test_a_format_that_keeps_state_between_readings_fails() -> None:
    count = iter(range(1000))

    def counted(document: Document, _: Defaults) -> Iterator[Item]:
        yield Item(document.path, "note", guid=str(next(count)))

    with pytest.raises(AssertionError, match="in two ways"):
        check_format(replace(NOTE, parse=counted), EXAMPLE)


def test_the_folder_keeps_the_contract(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry stopped on Monday.")
    [folder] = [kind for kind in KINDS if kind.name == "folder"]
    check_source_kind(folder, {"name": "wire", "kind": "folder", "path": tmp_path})


class Board(Source):
    """A notice board, which knows the present only."""

    kind: Literal["board"]
    token: str = ""


def notices(
    source: Board, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    if not interval.is_latest(now):
        raise NotAnswerable(f"Source {source.name} is a board, which knows the present only.")
    if "board" not in cursors:
        yield Fetched(Document(b"Notice", "board", fetched_at=now), Cursor("board"))


def forgets(
    source: Board, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    return notices(source, {}, interval, now)


def tells(
    source: Board, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    for one in notices(source, cursors, interval, now):
        place = f"board?token={source.token}"
        yield Fetched(replace(one.document, path=place), Cursor(place))


BOARD = SourceKind("board", Board, notices)
SETTINGS = {"name": "pier", "kind": "board", "token": "s3same"}


def test_the_kind_of_the_page_on_sources_keeps_the_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    [example] = [
        code for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "KIND = SourceKind" in code
    ]
    module = types.ModuleType("lighthouse")
    monkeypatch.setitem(sys.modules, "lighthouse", module)
    exec(compile(example, "docs/sources.md", "exec"), module.__dict__)  # noqa: S102 - this project's page
    (tmp_path / "bulletin.txt").write_text("The ferry stopped on Monday.")
    settings = {"name": "pier", "kind": "lighthouse", "file": tmp_path / "bulletin.txt"}
    check_source_kind(module.KIND, settings)


def test_a_kind_that_keeps_the_contract_passes() -> None:
    check_source_kind(BOARD, SETTINGS)


@pytest.mark.parametrize(
    ("broken", "clause"),
    [
        (replace(BOARD, name="wall"), r"must be Literal\['wall'\]"),
        (replace(BOARD, fetch=lambda *_: iter(())), "brings no document"),
        (replace(BOARD, fetch=forgets), "brings a document again"),
        (replace(BOARD, fetch=tells), "The value of token stands in"),
    ],
)
def test_a_kind_that_breaks_the_contract_fails(broken: SourceKind, clause: str) -> None:
    with pytest.raises(AssertionError, match=clause):
        check_source_kind(broken, SETTINGS)
