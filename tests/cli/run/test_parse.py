"""``parse``: files as a run would parse them, without database or network."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from newswire.model import MAX_FILE_BYTES, too_large
from tests.cli.conftest import Command, Done
from tests.support.stories import drop, ninjs

pytestmark = pytest.mark.usefixtures("no_warehouse")

TEXT = "The pier is to be rebuilt, the council said."


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return drop(tmp_path, "pier.json", ninjs("pier-1", body=f"LONDON (Reuters) - {TEXT}"))


def objects(done: Done) -> list[dict[str, Any]]:
    assert done.status in {0, 1}, done.err
    return list(map(json.loads, done.out.splitlines()))


def test_json_is_one_object_a_line_in_order(newswire: Command, story: Path, tmp_path: Path) -> None:
    bad = drop(tmp_path, "bad.xml", b"<a><b></a>")
    first, rejected, missing, last = objects(
        newswire("parse", "--json", story, bad, tmp_path / "none", story)
    )
    assert first == last
    assert (first["path"], first["format"], first["guid"]) == (str(story), "ninjs", "pier-1")
    assert (first["place"], first["body_text"]) == ("LONDON", TEXT)
    assert rejected["path"] == str(bad)
    assert rejected["rejected"].keys() == {"reason", "detail"}
    assert missing["rejected"] == {
        "reason": "unreadable",
        "detail": "The file cannot be read: No such file or directory.",
    }


@pytest.mark.parametrize("arguments", [("--json",), ()])
def test_a_named_file_that_cannot_be_read_is_a_failure_and_a_rejected_one_is_none(
    newswire: Command, story: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    bad = drop(tmp_path, "bad.xml", b"<a><b></a>")
    assert newswire("parse", *arguments, story, bad).status == 0
    missing = newswire("parse", *arguments, tmp_path / "none", story)
    assert missing.status == 1
    assert "The file cannot be read: No such file" in missing.out
    assert "pier-1" in missing.out, "the other file is parsed"
    (tmp_path / "loop").symlink_to("loop")
    assert newswire("parse", *arguments, tmp_path).status == 0, "nobody named the file"


def test_a_person_sees_the_fields_and_then_the_text(newswire: Command, story: Path, tmp_path: Path) -> None:
    done = newswire("parse", story, tmp_path / "none")
    fields, text, rejected = done.out.strip().split("\n\n")
    named = dict(line.strip().split("  ", 1) for line in fields.splitlines())
    assert named["headline"] == "Pier to be rebuilt"
    assert "body_text" not in named
    assert text == TEXT
    assert rejected == (
        f"{tmp_path / 'none'}: rejected (unreadable). The file cannot be read: No such file or directory."
    )


def test_a_folder_stands_for_all_files_below_but_the_hidden_ones(newswire: Command, tmp_path: Path) -> None:
    for place in ("b/pier-2.json", "a/pier-1.json", ".pier-3.json", ".later/pier-4.json"):
        file = tmp_path / "wire" / place
        drop(file.parent, file.name, ninjs(file.stem))
    os.mkfifo(tmp_path / "wire" / "queue")
    found = objects(newswire("parse", "--json", tmp_path / "wire"))
    assert [item["guid"] for item in found] == ["pier-1", "pier-2"]


def test_a_huge_file_is_rejected_before_it_is_read_whole(newswire: Command, tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.write(b'{"headline": "')
        file.truncate(MAX_FILE_BYTES + 1)
    (found,) = objects(newswire("parse", "--json", huge))
    most = MAX_FILE_BYTES
    assert found["rejected"] == {"reason": "too-large", "detail": too_large(most + 1, most)}


def test_a_manifest_names_files_with_their_url_and_type(
    newswire: Command, story: Path, tmp_path: Path
) -> None:
    known = {"path": str(story), "url": "https://x.example/1", "content_type": "text/plain"}
    lines = json.dumps(known) + '\n\n{"path": "none"}\n'
    first, missing = objects(newswire("parse", "--json", "--manifest", "-", stdin=lines))
    assert first["guid"] == "pier-1"
    assert missing["path"] == "none"
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(lines)
    again = objects(newswire("parse", "--json", story, "--manifest", manifest))
    assert [one["path"] for one in again] == [str(story), str(story), "none"]


def test_the_agency_can_be_given(newswire: Command, tmp_path: Path) -> None:
    text = drop(tmp_path, "a.txt", b"The pier is to be rebuilt, the harbour council said on Tuesday.\n")
    [item] = objects(newswire("parse", "--json", "--provider", "harbour-press", text))
    assert item["provider"] == "harbour-press"


def test_a_name_in_another_charset_can_be_printed(newswire: Command, tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    [missing] = objects(newswire("parse", "--json", name))
    assert missing["path"].endswith("caf\ufffd.txt")


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        ([], "", "Name a file to parse, or give --manifest FILE (- for stdin)."),
        (["--manifest", "-"], '{"path": "a"}\n\n{"url": "b"}\n', 'Line 3 of the manifest is not {"path": …}'),
        (["--manifest", "-"], '{"path": 5}\n', 'Line 1 of the manifest is not {"path": …}'),
        (["--manifest", "-"], "[]\n", 'Line 1 of the manifest is not {"path": …}'),
        (["--manifest", "none.jsonl"], "", "The manifest none.jsonl cannot be read: "),
    ],
)
def test_bad_usage_is_an_error_with_a_remedy(
    newswire: Command, arguments: list[str], stdin: str, said: str
) -> None:
    done = newswire("parse", *arguments, stdin=stdin)
    assert done.status == 2
    assert said in " ".join(done.err.split())


def test_the_evidence_of_each_field_is_a_table_or_an_object_a_line(
    newswire: Command, story: Path, tmp_path: Path
) -> None:
    lines = newswire("parse", "--explain", story, tmp_path / "none").out.splitlines()
    assert lines[0] == str(story)
    assert lines[1].split() == ["field", "value", "evidence"]
    shown = {line.split("  ")[0]: line for line in lines[2:] if "  " in line}
    assert "LONDON" in shown["place"]
    assert shown["place"].rstrip().endswith("the dateline")
    assert lines[-2].startswith(f"{tmp_path / 'none'}: rejected (unreadable).")

    found, missing = objects(newswire("parse", "--explain", "--json", story, tmp_path / "none"))
    assert found["path"] == str(story)
    assert found["fields"]["place"] == {"value": "LONDON", "how": "the dateline"}
    assert missing["rejected"]["reason"] == "unreadable"
