"""``bench``: a table of figures, and nothing left behind."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.conftest import ROOT


@pytest.mark.usefixtures("no_warehouse")
def test_parsers_are_measured_on_files_and_folders(newswire: Command) -> None:
    done = newswire("bench", "parse", ROOT / "tests/fixtures/ninjs", "--runs", 1)
    assert done.status == 0, done.err
    head, row, *_ = (line.split() for line in done.out.splitlines())
    assert head[:3] == ["format", "documents", "documents/s"]
    assert row[0] == "ninjs"
    assert int(row[1]) > 0


@pytest.mark.usefixtures("no_warehouse")
def test_faults_of_reading_are_counted_in_files_and_in_printed_items(newswire: Command) -> None:
    done = newswire("bench", "reading", ROOT / "tests/fixtures/ninjs")
    assert done.status == 0, done.err
    assert done.out.splitlines()[-1].endswith("items were read.")

    item = {"path": "a.json", "format": "ninjs", "body_text": "A story.\n\nENDS"}
    printed = newswire("bench", "reading", "-", stdin=json.dumps(item) + "\n").out.splitlines()
    assert printed[0] == "a.json: the body ends with a sign-off: ENDS"
    assert printed[-1] == "1 items were read."


@pytest.mark.usefixtures("no_warehouse")
def test_a_start_is_measured_for_files(newswire: Command) -> None:
    done = newswire("bench", "start", ROOT / "tests/fixtures/ninjs/superdesk.json", "--runs", 1)
    assert done.status == 0, done.err
    assert [line.split()[0] for line in done.out.splitlines()] == ["file", "superdesk.json", "dateline"]


@pytest.mark.usefixtures("no_warehouse")
def test_a_run_is_measured_on_invented_stories(newswire: Command) -> None:
    done = newswire("bench", "run", "--size", 20)
    assert done.status == 0, done.err
    assert [line.split()[:2] for line in done.out.splitlines()[1:]] == [["1", "20"], ["2", "0"]]


def test_pages_need_an_html_file_and_the_reader_that_they_are_compared_with(
    newswire: Command, tmp_path: Path
) -> None:
    none = newswire("bench", "pages", tmp_path)
    assert none.status == 2
    assert "no HTML file" in none.err
    (tmp_path / "a.html").write_text("<!doctype html><html><p>The pier is to be rebuilt.</p></html>")
    done = newswire("bench", "pages", tmp_path, "--runs", 1)
    if find_spec("trafilatura"):
        assert [line.split()[0] for line in done.out.splitlines()][:2] == ["reader", "newswire"]
    else:
        assert done.status == 1
        assert "requirements-bench.lock" in done.err


def test_the_part_to_measure_is_required(newswire: Command) -> None:
    assert newswire("bench").status == 2
    assert newswire("bench", "everything").status == 2
