"""The params of the DAGs, as a person fills them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from airflow.sdk.exceptions import ParamValidationError

from newswire.airflow_tasks.forms import date_param, known_sources, sources_param


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(tmp_path))
    for name in ("berlin.toml", "albers.toml", "README.md"):
        (tmp_path / name).write_text("not read")
    return tmp_path


def test_the_known_sources_are_suggested(folder: Path) -> None:
    assert known_sources() == ["albers", "berlin"]
    assert sources_param().schema["examples"] == ["albers", "berlin"]


def test_any_names_or_none_can_be_given(folder: Path) -> None:
    assert sources_param().resolve() is None
    assert sources_param().resolve(["albers", "unheard-of"]) == ["albers", "unheard-of"]
    with pytest.raises(ParamValidationError):
        sources_param().resolve("albers")


def test_a_date_is_a_date_or_nothing() -> None:
    assert date_param("Day", "Which day.").resolve() is None
    assert date_param("Day", "Which day.").resolve("2024-05-07") == "2024-05-07"
    with pytest.raises(ParamValidationError):
        date_param("Day", "Which day.").resolve("07.05.2024")
