"""Rows as people and programs read them: a table, JSON lines or CSV."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
import typer

from newswire.cli.ask.answer import one_form, print_answer
from newswire.cli.ask.printed import Written

NAMES = ("title", "count", "count")
ROWS = [("Pier, rebuilt", 1, None), ("Zoë", 2, [True, "x"])]


def test_json_has_a_line_for_each_row_and_numbers_repeated_names(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(NAMES, ROWS, as_json=True, as_csv=False)
    assert capsys.readouterr().out == (
        '{"title": "Pier, rebuilt", "count": 1, "count_2": null}\n'
        '{"title": "Zoë", "count": 2, "count_2": [true, "x"]}\n'
    )


def test_a_number_that_another_column_has_is_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(("n", "n", "n_2"), [(1, 2, 3)], as_json=True, as_csv=False)
    assert json.loads(capsys.readouterr().out) == {"n": 1, "n_3": 2, "n_2": 3}


def test_csv_has_a_header_and_repeats_names_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(NAMES, ROWS, as_json=False, as_csv=True)
    assert capsys.readouterr().out == 'title,count,count\n"Pier, rebuilt",1,\nZoë,2,"[true, ""x""]"\n'


def test_a_table_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(NAMES, ROWS, as_json=False, as_csv=False)
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split() == list(NAMES)
    assert [line.split() for line in lines] == [["Pier,", "rebuilt", "1"], ["Zoë", "2", "[true,", '"x"]']]


@pytest.mark.parametrize(
    ("value", "as_json", "as_csv"),
    [
        (float("inf"), '"inf"', "inf"),
        (Decimal("1.50"), '"1.50"', "1.50"),
        (Written("1.50"), "1.50", "1.50"),
        (b"\x00\xff", '"00ff"', "00ff"),
        (dt.date(2024, 5, 7), '"2024-05-07"', "2024-05-07"),
        (
            dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC),
            '"2024-05-07T12:00:00+00:00"',
            "2024-05-07T12:00:00+00:00",
        ),
    ],
)
def test_a_value_without_a_json_type_is_text(
    capsys: pytest.CaptureFixture[str], value: object, as_json: str, as_csv: str
) -> None:
    print_answer(["it"], [(value,)], as_json=True, as_csv=False)
    print_answer(["it"], [(value,)], as_json=False, as_csv=True)
    assert capsys.readouterr().out == f'{{"it": {as_json}}}\nit\n{as_csv}\n'


def test_only_one_form_can_be_given() -> None:
    one_form(as_json=True, as_csv=False)
    one_form(as_json=False, as_csv=True)
    one_form(as_json=False, as_csv=False)
    with pytest.raises(typer.BadParameter, match="Give either --json or --csv"):
        one_form(as_json=True, as_csv=True)
