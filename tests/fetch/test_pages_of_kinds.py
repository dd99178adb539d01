"""The pages of the kinds: each has a TOML file to copy, and each key of the kind in its table."""

from __future__ import annotations

import re
import tomllib

import pytest

from newswire.fetch.kind import Remote, Source
from newswire.fetch.registry import KINDS
from tests.conftest import ROOT

PAGES = {kind: ROOT / "docs" / "sources" / f"{kind.name}.md" for kind in KINDS}
INDEX = (ROOT / "docs" / "sources.md").read_text("utf-8")
OWN = {kind: page.read_text("utf-8") for kind, page in PAGES.items()}


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_a_file_to_copy_is_a_source_of_the_kind(kind) -> None:
    files = re.findall(r"^```toml\n(.*?)^```", OWN[kind], re.DOTALL | re.MULTILINE)
    assert files
    for text in files:
        kind.settings.model_validate(tomllib.loads(text))


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_the_page_names_the_place_of_the_file_and_the_way_of_a_backfill(kind) -> None:
    name = re.search(r'^name = "(.+)"$', OWN[kind], re.MULTILINE)
    assert name
    assert f"`sources/{name[1]}.toml`" in OWN[kind]
    assert "**Past intervals.**" in OWN[kind]
    assert "`./newswire backfill" in OWN[kind]


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_the_table_has_each_key_of_the_kind(kind) -> None:
    own = kind.settings.model_fields.keys() - Remote.model_fields.keys()
    assert own - keys(OWN[kind]) == set()


def test_the_index_has_each_key_of_all_kinds_and_of_those_that_connect() -> None:
    assert Source.model_fields.keys() == keys(table("Keys of every kind:"))
    of_hosts = Remote.model_fields.keys() - Source.model_fields.keys()
    assert of_hosts == keys(table("Keys of every kind that connects to a host:"))


def table(heading: str) -> str:
    """Return the rows below a heading of the index; none if it has no such heading."""
    found = re.search(rf"^{re.escape(heading)}\n\n\|.*\n\|[ -|]*\n((?:\|.*\n)+)", INDEX, re.MULTILINE)
    return found[1] if found else ""


def keys(rows: str) -> set[str]:
    """Return the names in the first column."""
    firsts = re.findall(r"^\| (`.*?) \|", rows, re.MULTILINE)
    return {key for first in firsts for key in re.findall(r"`\[?(\w+)\]?`", first)}
