"""A table holds data, or it only lays out a page."""

import pytest
from lxml import etree

from newswire.parse.pages.body.tables import lays_out


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><th>Name<th>Vote<tr><td>Ann<td>yes", False),
        ("<tr><td><p>Ann</p><td><p>yes</p>", False),
        ("<tr><td>One cell<tr><td>a row", True),
        ("<tr><td>x<td><p>One</p><p>Two</p>", True),
        ("<tr><td>x<td><table><tr><td>a<td>b</table>", True),
        (f"<tr><td>x<td>{'word ' * 130}", True),
        (f"<tr><td>x<td>{'word ' * 20}<br>{'word ' * 20}<br>", True),
        ("<tr><td>x<td>a<br>b<br>c", False),
    ],
)
def test_a_table_lays_out_if_it_holds_running_text(rows: str, expected: bool) -> None:
    table = etree.fromstring(f"<table>{rows}</table>", etree.HTMLParser()).find(".//table")
    assert table is not None
    assert lays_out(table) is expected


def test_a_role_settles_it() -> None:
    markup = "<table role=presentation><tr><td>a<td>b</table>"
    table = etree.fromstring(markup, etree.HTMLParser()).find(".//table")
    assert table is not None
    assert lays_out(table)
