"""Paths to values of JSON."""

from __future__ import annotations

import pytest

from newswire.pointing.json_paths import check_path, value_at, values_at

FOUND = {"a": {"b": 1, "none": None}, "list": [{"t": "x"}, {"t": "y"}, {"u": 1}], "": 2}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("a.b", 1),
        ("a", {"b": 1, "none": None}),
        ("a.none", None),
        ("a.c", None),
        ("a.b.c", None),
        ("list.*.t", ["x", "y"]),
        ("list.1.t", "y"),
        ("list.9.t", None),
        ("list.t", None),
        ("list.*.v", None),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: object) -> None:
    assert value_at(FOUND, path) == value


def test_all_values_are_yielded_in_order() -> None:
    assert list(values_at([FOUND, FOUND], "*.list.*.t")) == ["x", "y", "x", "y"]


@pytest.mark.parametrize("path", ["", ".", "a.", ".a", "a..b", "a. b"])
def test_a_path_without_a_name_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"is no path; 'fields\.body' or"):
        check_path(path)


def test_a_path_is_returned() -> None:
    assert check_path("response.results.*.web title") == "response.results.*.web title"
