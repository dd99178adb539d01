"""``./newswire dateline``: lines in, one object a line out."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from newswire.cli.__main__ import main

LINES = """KIEV (UrduPoint News / Sputnik - 02nd November, 2020) Ministers met.
Ministers met.

OSLO, Nov 2 (NTB): Ferry.
"""

Patch, Capture = pytest.MonkeyPatch, pytest.CaptureFixture[str]


def run(monkeypatch: Patch, capsys: Capture, *arguments: str, given: bytes) -> str:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given), isatty=lambda: False))
    with pytest.raises(SystemExit) as ended:
        main(["dateline", *arguments])
    assert ended.value.code in (None, 0)
    return capsys.readouterr().out


def test_one_object_for_each_line(monkeypatch: Patch, capsys: Capture) -> None:
    answers: list[dict[str, Any]] = [
        json.loads(line) for line in run(monkeypatch, capsys, "--json", given=LINES.encode()).splitlines()
    ]
    assert len(answers) == 4
    assert answers[0] == {
        "line": "KIEV (UrduPoint News / Sputnik - 02nd November, 2020)",
        "place": "KIEV",
        "country": "UA",
        "places": ["KIEV"],
        "credit": ["UrduPoint News", "Sputnik"],
        "date": "2020-11-02",
        "date_precision": "day",
        "byline": None,
        "rest": "Ministers met.",
    }
    assert answers[1] == {**dict.fromkeys(answers[0]), "places": [], "credit": [], "rest": "Ministers met."}
    assert answers[3]["date"] == "--11-02"


def test_a_reference_gives_the_year(monkeypatch: Patch, capsys: Capture) -> None:
    out = run(
        monkeypatch, capsys, "--json", "--reference", "2021-01-02", given=b"OSLO, Nov 2 (NTB): Ferry.\n"
    )
    assert json.loads(out)["date"] == "2020-11-02"


def test_the_default_form_lists_the_fields_for_people(monkeypatch: Patch, capsys: Capture) -> None:
    out = run(monkeypatch, capsys, given=LINES.encode())
    assert "KIEV (UrduPoint News / Sputnik - 02nd November, 2020)\n" in out
    assert "country  UA\n" in out
    assert "no dateline  Ministers met.\n" in out


def test_bytes_that_are_no_utf8_stop_nothing(monkeypatch: Patch, capsys: Capture) -> None:
    out = run(monkeypatch, capsys, "--json", given=b"\xff\xfe\nOSLO (NTB): Ferry.\n")
    assert [json.loads(line)["place"] for line in out.splitlines()] == [None, "OSLO"]
