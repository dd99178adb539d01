"""``sources``: the state of each source, on, off or broken, and its last load."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg

from tests.cli.conftest import Command
from tests.support.stories import drop, folder_source, ninjs


def test_the_list_shows_state_place_and_last_load(
    newswire: Command, sources: Path, own_warehouse: str, tmp_path: Path
) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("ingest")
    (sources / "broken.toml").write_text("kind = 'pigeon'")
    (sources / "press.toml").write_text(
        "name = 'press'\nkind = 'feed'\nurl = 'https://x.example/f'\nenabled = false"
    )
    done = newswire("sources")
    assert done.status == 0
    header, *lines = [line.split(maxsplit=2) for line in done.out.splitlines()]
    assert header[:2] == ["source", "state"]
    assert [line[:2] for line in lines] == [["broken", "broken"], ["press", "off"], ["wire", "on"]]
    assert lines[0][2].removeprefix("its file").lstrip().startswith("broken.toml: kind: must be one of ")
    assert lines[1][2].split() == ["its", "file", "https://x.example/f", "never", "asked", "here", "never"]
    assert lines[2][2].split()[2] == str(tmp_path / "wire")
    assert lines[2][2].split()[-3:] == ["UTC", "1", "items"]


def test_programs_read_one_json_object_a_source(
    newswire: Command, sources: Path, own_warehouse: str, tmp_path: Path
) -> None:
    (sources / "broken.toml").write_text("kind = 'pigeon'")
    folder_source(sources, "paper", tmp_path / "paper", enabled=False)
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("ingest")
    newswire("enable", "paper")
    broken, paper, wire = map(json.loads, newswire("sources", "--json").out.splitlines())
    assert (broken["source"], broken["state"]) == ("broken", "broken")
    assert broken["error"].startswith("broken.toml: kind: must be")
    assert (paper["state"], paper["switch"], paper["last_load"]) == ("on", True, None)
    assert (wire["state"], wire["switch"], wire["kind"]) == ("on", None, "folder")
    assert (wire["reads"], wire["items"]) == (str(tmp_path / "wire"), 1)
    assert wire["last_load"].endswith("+00:00")


def test_the_last_answer_is_shown_or_what_is_known_without_one(
    newswire: Command, sources: Path, own_warehouse: str, tmp_path: Path
) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    (sources / "gone.toml").write_text("name = 'gone'\nkind = 'folder'\npath = 'gone'")
    (sources / "press.toml").write_text(
        "name = 'press'\nkind = 'feed'\nurl = 'https://x.example/f'\nenabled = false\nseen = 2031-02-03"
    )
    newswire("ingest")
    gone, press, wire = newswire("sources").out.splitlines()[1:]
    assert "never answered here" in gone
    assert "never asked here; seen working on 2031-02-03" in press
    assert "here" not in wire
    found = [json.loads(line) for line in newswire("sources", "--json").out.splitlines()]
    assert [(one["asked_here"], one["last_answer"] is not None) for one in found] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    assert found[1]["seen"] == "2031-02-03"
    assert found[2]["last_answer"].endswith("+00:00")


def test_an_address_that_has_moved_is_shown_with_its_new_one(
    newswire: Command, sources: Path, own_warehouse: str
) -> None:
    (sources / "quay.toml").write_text("name = 'quay'\nkind = 'feed'\nurl = 'https://quay.example/rss'\n")
    with psycopg.connect(own_warehouse) as warehouse:
        warehouse.execute(
            "INSERT INTO ledger.moves (source_name, place, moved_to)"
            " VALUES ('quay', 'https://quay.example/rss', 'https://new.example/rss')"
        )
    assert "https://quay.example/rss → https://new.example/rss" in newswire("sources").out
    (sources / "quay.toml").write_text("name = 'quay'\nkind = 'feed'\nurl = 'https://quay.example/feed'\n")
    assert "new.example" not in newswire("sources").out


def test_a_folder_that_does_not_exist_is_an_error(
    newswire: Command, own_warehouse: str, tmp_path: Path
) -> None:
    done = newswire("sources", "--sources", tmp_path / "none")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no folder {tmp_path / 'none'}, where the sources' files would be.\n"
