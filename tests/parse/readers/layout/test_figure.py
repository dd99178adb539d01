"""Figures: the captions of pictures are no part of a text."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.readers.layout.figure import is_picture
from tests.parse.readers.layout.test_table import both


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("<img src='f.jpg'/><figcaption>The ferry. <b>Photo</b></figcaption>", "One.\n\nTwo."),
        ("<table><tr><td>a</td></tr></table><figcaption>Fares</figcaption>", "One.\n\na\n\nFares\n\nTwo."),
        ("<img src='f.jpg'/><blockquote>Help!</blockquote>", "One.\n\nHelp!\n\nTwo."),
        ("<figcaption>The ferry</figcaption>", "One.\n\nThe ferry\n\nTwo."),
    ],
    ids=["a picture", "a table", "a quotation", "no medium"],
)
def test_the_caption_of_a_picture_is_no_part_of_a_text(figure: str, text: str) -> None:
    assert both(f"<p>One.</p><figure>{figure}</figure><p>Two.</p>") == text


def test_captions_stay_where_there_is_nothing_else() -> None:
    assert both("<figure><img src='f.jpg'/><figcaption>The ferry</figcaption></figure>") == "The ferry"


@pytest.mark.parametrize(
    ("inside", "picture"), [("<img/>", True), ("<div><img/><table/></div>", False), ("", False)]
)
def test_a_figure_with_a_medium_alone_is_a_picture(inside: str, picture: bool) -> None:
    assert is_picture(etree.fromstring(f"<figure>{inside}</figure>")) is picture
