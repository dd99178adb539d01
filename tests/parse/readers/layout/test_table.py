"""Tables: cells that span columns and rows, in HTML and in XHTML."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.layout.table import MOST_EMPTY, span_of
from newswire.parse.readers.markup import markup_text


def both(markup: str) -> str:
    """Read as HTML and as XHTML; return the text, which must be the same."""
    text = html_to_text(markup)
    assert markup_text(etree.fromstring(f"<div>{markup}</div>")) == text
    return text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><td>a</td><td colspan='2'>b</td><td>c</td></tr>", "a\tb\t\tc"),
        (
            "<tr><td rowspan='2'>Tarn</td><td>1</td></tr><tr><td>2</td></tr><tr><td>Lund</td><td>3</td></tr>",
            "Tarn\t1\n\t2\nLund\t3",
        ),
        (
            "<tr><td>x</td><td rowspan='2' colspan='2'>y</td></tr><tr><td>z</td><td>end</td></tr>",
            "x\ty\nz\t\t\tend",
        ),
        (
            "<tr><td colspan='4'>Friday:</td></tr><tr><td>Tarn</td><td>-</td><td>Lund</td><td>2:1</td></tr>",
            "Friday:\nTarn\t-\tLund\t2:1",
        ),
        ("<tr><td colspan='many'>a</td><td>b</td></tr>", "a\tb"),
    ],
    ids=["columns", "rows", "both", "a heading", "no number"],
)
def test_a_cell_that_spans_keeps_the_columns_behind_it_in_their_place(rows: str, text: str) -> None:
    assert both(f"<table>{rows}</table>") == text


def test_a_cell_outside_of_a_row_is_read() -> None:
    assert html_to_text("<table><td rowspan=2>a<td>b</table>") == "a\tb"


@pytest.mark.parametrize(
    ("value", "span"),
    [("2", 2), (None, 1), ("0", 1), ("-3", 1), ("2.5", 1), ("999", MOST_EMPTY), ("9999", 1)],
)
def test_a_span_is_a_number_within_limits(value: str | None, span: int) -> None:
    assert span_of(value) == span
