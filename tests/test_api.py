"""The names promised to plug-ins."""

from __future__ import annotations

import re

import pytest

from newswire import api
from tests.conftest import ROOT


def test_every_promised_name_is_there_and_documented() -> None:
    assert sorted(api.__all__) == sorted(set(api.__all__))
    for name in api.__all__:
        assert getattr(api, name).__doc__, name


@pytest.mark.parametrize("page", ["docs/formats.md", "docs/sources.md"])
def test_the_pages_for_plug_ins_use_no_other_name(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    imported = re.findall(r"^from (newswire[\w.]*) import", text, flags=re.MULTILINE)
    assert imported
    assert set(imported) <= {"newswire.api", "newswire.contract"}
