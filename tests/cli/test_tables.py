"""Tables in a terminal."""

from __future__ import annotations

import pytest

from newswire.cli.tables import COUNTS, print_counts, print_rows


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def test_counts_have_their_thousands_and_sentences_stand_below(capsys: pytest.CaptureFixture[str]) -> None:
    counts = dict.fromkeys(COUNTS, 0) | {"documents": 12345}
    print_counts(
        [
            {"source": "wire", **counts},
            {"source": "paper", "error": "The folder of paper does not exist."},
            {"source": "press", "note": "Not modified."},
        ]
    )
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["source", *COUNTS],
        ["wire", "12,345", "0", "0", "0", "0", "0", "0"],
        ["paper", *"–––––––"],
        ["press", *"–––––––"],
    ]
    assert lines[4:] == ["The folder of paper does not exist.", "press: Not modified."]
    assert lines[1].index("12,345") + len("12,345") == lines[0].index("documents") + len("documents")


def test_a_table_in_a_pipe_is_as_wide_as_its_cells(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    cells = ["harbour " * 30, "x" * 300, "港口" * 60]
    print_rows(["a_name_of_a_column", "b", "c"], [cells])
    print_counts([{"source": "wire", "error": "The folder cannot be read. " * 9}])
    head, row, _, _, remark = capsys.readouterr().out.splitlines()
    assert head.split() == ["a_name_of_a_column", "b", "c"]
    assert row.split(maxsplit=29)[-1].split() == ["harbour", *cells[1:]]
    assert remark.count("cannot be read") == 9


def test_text_that_looks_like_markup_is_printed_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(["[bold]"], [["[red]x[/red]"], [None], [7]])
    print_counts([{"source": "[i]", "error": "[/i]"}])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:4] == [["[bold]"], ["[red]x[/red]"], [], ["7"]]
    assert lines[5][0] == "[i]"
    assert lines[6] == ["[i]:", "[/i]"]
