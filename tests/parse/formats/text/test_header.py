"""The block of named lines above a plain text."""

from __future__ import annotations

import pytest

from newswire.parse.formats.text.header import read_header

BLOCK = """\
Headline: Ferry stops
  in harbour
By: Anna Halvorsen
Date: 2024-05-13T10:00:00Z
Contact: desk@norwind.example

GRENHOLM (Norwind) - The ferry stopped.
"""


def test_named_lines_with_their_continuations() -> None:
    header = read_header(BLOCK.split("\n"))
    assert header is not None
    assert header.values["headline"] == "Ferry stops in harbour"
    assert header.values["published"] == "2024-05-13T10:00:00Z"
    assert header.values["byline"] == "Anna Halvorsen"
    assert header.others == ["Contact: desk@norwind.example"]
    assert header.length == 5


def test_front_matter_between_lines_of_hyphens() -> None:
    lines = ["---", 'title: "Ferry stops"', "author: Anna Halvorsen", "tags: [sea, ferry]", "---", "", "One."]
    header = read_header(lines)
    assert header is not None
    assert header.values == {"headline": "Ferry stops", "byline": "Anna Halvorsen", "keywords": "sea, ferry"}
    assert lines[header.length :] == ["", "One."]


def test_the_name_of_the_body_ends_the_block() -> None:
    header = read_header(["Title: Ferry stops", "Slug: FERRY", "Text:", "Place: here it begins"])
    assert header is not None
    assert (header.values, header.length) == ({"headline": "Ferry stops", "slugline": "FERRY"}, 3)


@pytest.mark.parametrize(
    "text", ["", "Source: Norwind\nFerry stops", "Q: Why?\nA: Who knows.", "Date: 13 May\nPlace: Tarn"]
)
def test_other_beginnings_are_no_header(text: str) -> None:
    assert read_header(text.split("\n")) is None
