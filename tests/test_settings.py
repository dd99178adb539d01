"""Where things are: from the environment, or beside the project."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from newswire import settings
from newswire.errors import NewswireError
from tests.conftest import ROOT


def test_the_root_is_the_folder_that_holds_the_command() -> None:
    assert settings.root() == ROOT
    assert (settings.root() / "newswire").is_file()
    assert (settings.root() / "sql").is_dir()


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_setting_state_and_sources_lie_in_the_project(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    for name in ("NEWSWIRE_HOME", "NEWSWIRE_SOURCES", "NEWSWIRE_DATABASE_URL", "NEWSWIRE_READER_URL"):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert settings.home() == ROOT / ".newswire"
    assert settings.sources_directory() == ROOT / "sources"
    assert settings.database_url() is None
    assert settings.reader_url() is None


def test_settings_may_be_given_as_a_person_writes_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", "/home/editor")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSWIRE_HOME", "~/state")
    monkeypatch.setenv("NEWSWIRE_SOURCES", "mine/../sources")
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", "postgresql://db.example/news")
    assert settings.home() == Path("/home/editor/state")
    assert settings.sources_directory() == tmp_path / "sources"
    assert settings.database_url() == "postgresql://db.example/news"


@pytest.mark.parametrize(
    ("value", "allowed"),
    [(None, False), ("", False), ("0", False), ("no", False), ("1", True), ("Yes ", True), ("TRUE", True)],
)
def test_the_inner_network_is_closed_unless_it_is_opened(
    monkeypatch: pytest.MonkeyPatch, value: str | None, allowed: bool
) -> None:
    monkeypatch.delenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", raising=False)
    if value is not None:
        monkeypatch.setenv("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", value)
    assert settings.allows_private_addresses() is allowed


@pytest.mark.parametrize(("value", "days"), [(None, 7), ("", 7), ("14", 14), ("0.5", 0.5), ("0", 0)])
def test_near_copies_lie_within_a_week_by_default(
    monkeypatch: pytest.MonkeyPatch, value: str | None, days: float
) -> None:
    monkeypatch.delenv("NEWSWIRE_COPY_WINDOW_DAYS", raising=False)
    if value is not None:
        monkeypatch.setenv("NEWSWIRE_COPY_WINDOW_DAYS", value)
    assert settings.copy_window() == dt.timedelta(days=days)


@pytest.mark.parametrize("value", ["a week", "-1", "nan", "inf"])
def test_a_window_that_is_no_number_of_days_is_an_error(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NEWSWIRE_COPY_WINDOW_DAYS", value)
    with pytest.raises(NewswireError, match=f"NEWSWIRE_COPY_WINDOW_DAYS is '{value}'; a number of days"):
        settings.copy_window()


def test_every_variable_that_the_project_reads_is_on_the_page_of_settings() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    files = [ROOT / "newswire", ROOT / "docker-compose.yaml", *(ROOT / "plugins").rglob("*.py")]
    names = {
        name
        for file in files
        for name in re.findall(r"(?<![A-Z_])NEWSWIRE_[A-Z_]+(?<!_)\b", file.read_text(encoding="utf-8"))
    }
    assert {"NEWSWIRE_PYTHON", "NEWSWIRE_SOURCES"} <= names
    assert {name for name in names if f"`{name}`" not in page} == set()
