"""Sources: the keys of a file, the errors for wrong ones, and the sources that a run takes."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from newswire.fetch.kinds.feed import FeedSource
from newswire.fetch.kinds.folder import FolderSource
from newswire.model import Defaults
from newswire.sources import (
    SourceError,
    enabled_sources,
    find_source,
    read_source,
    read_sources,
)
from tests.conftest import ROOT

FOLDER = 'name = "wire"\nkind = "folder"\npath = "drop"\n'
FEED = 'name = "wire"\nkind = "feed"\nurl = "https://press.example/feed"\n'


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """The file of the source ``wire``; tests write it."""
    return tmp_path / "wire.toml"


def complaint(wire: Path, text: str | bytes) -> str:
    """Return the error for a file that cannot be used."""
    wire.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceError) as caught:
        read_source(wire)
    return str(caught.value)


def test_three_lines_are_a_source(wire: Path) -> None:
    wire.write_text(FOLDER)
    source = read_source(wire)
    assert source == FolderSource(name="wire", kind="folder", path=wire.parent / "drop")
    assert source.enabled
    wire.write_text(FEED)
    assert read_source(wire) == FeedSource(name="wire", kind="feed", url="https://press.example/feed")


def test_defaults_of_a_source_are_passed_on_to_the_parser(wire: Path) -> None:
    wire.write_text(
        FOLDER
        + 'provider = "harbour-press"\nlanguage = "nb"\ntimezone = "Europe/Oslo"\nstart_date = 2024-05-07'
    )
    source = read_source(wire)
    assert source.defaults() == Defaults("wire", "harbour-press", "nb", "Europe/Oslo")
    assert source.start_date == dt.date(2024, 5, 7)


def test_limits_of_checks_are_keys_of_every_source(wire: Path) -> None:
    wire.write_text(FOLDER + 'quiet_after = 36\nchecks = { rejected = "fail 0.4", late = 2 }')
    source = read_source(wire)
    assert (source.quiet_after, source.checks) == (36, {"rejected": "fail 0.4", "late": 2})


def test_a_path_starts_at_its_file_or_at_the_home_or_at_the_root(
    wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/editor")
    for written, meant in {
        "../drop": wire.parent.parent / "drop",
        "~/drop": Path("/home/editor/drop"),
        "/drop": Path("/drop"),
    }.items():
        wire.write_text(FOLDER.replace("drop", written))
        source = read_source(wire)
        assert isinstance(source, FolderSource)
        assert source.path == meant


def test_every_source_of_the_project_can_be_read() -> None:
    sources = read_sources(ROOT / "sources")
    assert {name: str(source) for name, source in sources.items() if isinstance(source, SourceError)} == {}
    assert enabled_sources(ROOT / "sources") == ["sample"]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (FOLDER + 'pth = "x"', "pth", "a folder has no such key. Did you mean path?"),
        (FOLDER + 'checks = { rejects = "fail" }', "checks", "there is no check 'rejects'; there are "),
        (
            FOLDER + 'checks = { late = "loud" }',
            "checks",
            "late is 'loud'; fail, 0.4 or 'fail 0.4' has the right",
        ),
        (FOLDER + "quiet_after = 0", "quiet_after", "Input should be greater than 0"),
        (FOLDER + 'feed = "x"', "feed", "a folder has no such key. It has: checks, date_in_path, enabled, "),
        (
            FOLDER + 'url = "https://x.example"',
            "url",
            "a folder has no such key. It has: checks, date_in_path, ",
        ),
        ('name = "wire"\nkind = "folder"', "path", "this key is missing."),
        ('name = "wire"\nkind = "feed"', "url", "this key is missing."),
        ('name = "wire"', "kind", "must be one of "),
        (FOLDER.replace('"folder"', '"pigeon"'), "kind", "must be one of "),
        (FOLDER.replace("wire", "The Wire"), "name", "'The Wire' is no name; small letters, "),
        (FOLDER.replace("wire", "wires"), "name", "it is 'wires'; it must be the file's, 'wire'."),
        (FEED.replace("https", "gopher"), "url", "press.example/feed' is no address that begins with http"),
        (FOLDER + 'timezone = "Oslo"', "timezone", "'Oslo' is no IANA time zone; 'Europe/Berlin' "),
        (FOLDER + 'enabled = "perhaps"', "enabled", " (it is 'perhaps')."),
        (FOLDER + 'include = "*.xml"', "include", " (it is '*.xml')."),
        (FOLDER + 'include = ["#xml"]', "include.0", "'#xml' matches no file; '*.xml' "),
        (FOLDER + 'exclude = ["*.tmp", ""]', "exclude.1", "'' matches no file; '*.xml' "),
        (FOLDER + 'date_in_path = "%d.%b"', "date_in_path", "'%Y/%m/%d' (it is '%d.%b')."),
        (FOLDER + 'date_in_path = "%d%m"', "date_in_path", "a year (%Y or %y), perhaps"),
        (FOLDER + 'date_in_path = "%Y/%Y%m"', "date_in_path", "year, month and day can stand there once"),
        (FOLDER + "max_bytes = 0", "max_bytes", "greater than 0 (it is 0)."),
        (FEED + "timeout = 301", "timeout", "less than or equal to 300 (it is 301)."),
        (FOLDER.replace("drop", "~nobody-at-all/drop"), "path", " (it is '~nobody-at-all/drop')."),
    ],
)
def test_an_error_names_the_file_the_key_and_the_remedy(wire: Path, text: str, key: str, said: str) -> None:
    assert complaint(wire, text).startswith(f"wire.toml: {key}: ")
    assert said in complaint(wire, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FOLDER + "= 5", "(at line 4, column 1). A line there is a key, =, and a value; a text has straight"),
        (FOLDER.replace('"folder"', "folder"), 'as in kind = "folder".'),
        (b"name = '\xff'", "it is not in UTF-8. Save it with that encoding."),
    ],
)
def test_a_file_that_is_no_toml_is_an_error(wire: Path, text: str | bytes, said: str) -> None:
    assert complaint(wire, text).startswith("wire.toml cannot be read as TOML: ")
    assert said in complaint(wire, text)


def test_all_wrong_keys_are_listed_at_once(wire: Path) -> None:
    said = complaint(wire, 'name = "wire"\nkind = "feed"\ntimezone = "Oslo"\nurls = "x"')
    assert [line.split(": ")[1] for line in said.splitlines()] == ["timezone", "url", "urls"]


def test_a_broken_file_is_listed_as_its_error_and_counts_as_enabled(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.toml").write_text(FOLDER.replace("wire", "a"))
    (tmp_path / "b.toml").write_text("kind")
    (tmp_path / "c.toml").write_text(FOLDER.replace("wire", "c") + "enabled = false")
    (tmp_path / "._a.toml").write_bytes(b"\0\5\26\7")  # macOS leaves such files on foreign file systems
    (tmp_path / "notes.txt").write_text("no source")
    sources = read_sources(tmp_path)
    assert list(sources) == ["a", "b", "c"]
    assert isinstance(sources["b"], SourceError)
    assert enabled_sources(tmp_path) == ["a", "b"]


def test_a_missing_folder_of_sources_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=re.escape(f"There is no folder {tmp_path / 'none'}")):
        enabled_sources(tmp_path / "none")
    assert enabled_sources(tmp_path) == []


def test_an_unknown_name_is_answered_with_known_ones(wire: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no source 'wire' in .*\. There are: none\."):
        find_source(wire.parent, "wire")
    wire.write_text(FOLDER)
    (wire.parent / "paper.toml").write_text(FOLDER.replace("wire", "paper"))
    with pytest.raises(SourceError, match=r"There is no source 'wier' in .*\. Did you mean wire\?"):
        find_source(wire.parent, "wier")
    with pytest.raises(SourceError, match=r"There are: paper, wire\."):
        find_source(wire.parent, "xyz")


def test_a_name_never_leads_out_of_the_folder(wire: Path) -> None:
    wire.write_text(FOLDER)
    within = wire.parent / "within"
    within.mkdir()
    with pytest.raises(SourceError, match="There is no source"):
        find_source(within, "../wire")


def test_a_switch_of_the_installation_outweighs_the_file(tmp_path: Path) -> None:
    for name, rest in {"a": "", "b": "enabled = false", "c": "enabled = false", "d": ""}.items():
        (tmp_path / f"{name}.toml").write_text(FOLDER.replace("wire", name) + rest)
    (tmp_path / "e.toml").write_text("kind")
    assert enabled_sources(tmp_path, {"b": True, "d": False, "e": False, "gone": True}) == ["a", "b"]
