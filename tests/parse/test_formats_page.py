"""docs/formats.md: the example on it is a format that works, and a package of one's own can bring it."""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse import parse_document, registry
from newswire.parse.format import Format

PAGE = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(autouse=True)
def semaphore(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example as an installed package would bring it: by an entry point of the group on the page."""
    (group,) = re.findall(r'entry-points\."([\w.]+)"', block("toml"))
    module = types.ModuleType("semaphore")
    exec(compile(block("python"), "docs/formats.md", "exec"), module.__dict__)  # noqa: S102 - our own page

    class Point:
        def load(self) -> Format:
            return module.FORMAT

    def installed(*, group: str) -> list[Point]:
        return [Point()] if group == asked else []

    asked = group
    monkeypatch.setattr(registry, "entry_points", installed)
    registry.installed_formats.cache_clear()
    yield
    registry.installed_formats.cache_clear()


def test_the_example_is_parsed_and_completed() -> None:
    (item,) = parse_document(Document(block("text").encode(), "harbour.txt"), Defaults())
    assert isinstance(item, Item)
    assert (item.format, item.guid, item.version) == ("semaphore", "8812", "3")
    assert (item.headline, item.dateline, item.place) == (
        "Ferry stops in harbour",
        "GRENHOLM, May 13 (Norwind)",
        "GRENHOLM",
    )
    assert item.body_text == "The ferry stopped on Monday.\n\nNobody was hurt."


def test_a_damaged_example_is_rejected_with_a_reason() -> None:
    (answer,) = parse_document(Document(b"~SEMAPHORE~ cut", "cut.txt"), Defaults())
    assert isinstance(answer, Rejected)
    assert answer.reason == Reason.NO_HEADER


PACKAGE = Path(registry.__file__).parent
"""Paths of modules on the page are relative to this folder."""


def modules_named() -> list[str]:
    named = re.findall(r"`((?:\w+/)*\w+\.(?:py|toml))`", PAGE)
    return [name for name in named if "semaphore" not in name]  # the example, which other tests run


def test_modules_and_functions_named_on_the_page_are_there() -> None:
    assert len(modules_named()) > 50
    for name in modules_named():
        assert (PACKAGE / name).exists(), name
    functions = re.findall(r"`(\w+)\.(?!py`|toml`)(\w+)`", PAGE)
    paths = {Path(name).stem: name for name in modules_named()}
    for module, function in functions:
        if module not in {"semaphore", "newswire"}:  # the example; the modules for plug-ins
            code = (PACKAGE / paths[module]).read_text(encoding="utf-8")
            assert re.search(rf"^(?:def |class )?{function}\b", code, re.MULTILINE), f"{module}.{function}"


def test_every_format_of_the_registry_is_named_on_the_page() -> None:
    for known in map(registry.our_format, registry.MODULES):
        module = sys.modules[known.parse.__module__].__file__
        assert module
        assert Path(module).relative_to(PACKAGE).as_posix() in modules_named(), known.name
