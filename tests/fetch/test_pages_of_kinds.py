"""The pages of the kinds: each has a TOML file to copy, and each key of the kind in its table."""

from __future__ import annotations

import re
import tomllib

import pytest

from newswire.fetch.kind import Source
from newswire.fetch.registry import KINDS
from tests.conftest import ROOT

PAGES = {kind: ROOT / "docs" / "sources" / f"{kind.name}.md" for kind in KINDS}
OWN = {kind: page.read_text("utf-8") for kind, page in PAGES.items() if page.exists()}


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_a_file_to_copy_is_a_source_of_the_kind(kind) -> None:
    files = re.findall(r"^```toml\n(.*?)^```", OWN[kind], re.DOTALL | re.MULTILINE)
    assert files
    for text in files:
        kind.settings.model_validate(tomllib.loads(text))


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_the_table_has_each_key_of_the_kind(kind) -> None:
    own = kind.settings.model_fields.keys() - Source.model_fields.keys()
    named = {
        key
        for line in re.findall(r"^\| (`.*?) \|", OWN[kind], re.MULTILINE)
        for key in re.findall(r"`(\w+)`", line)
    }
    assert own - named == set()
