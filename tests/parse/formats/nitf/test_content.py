"""The story of an NITF document without pictures, headings and end."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.nitf import content
from newswire.parse.formats.nitf.parts import Parts, parts_of
from newswire.parse.readers.elements import text_in


def nitf(inside: str, above: str = "") -> etree._Element:
    return etree.fromstring(
        f"<nitf><body><body.head>{above}</body.head><body.content>{inside}</body.content></body></nitf>"
    )


def read(inside: str, above: str = "") -> Parts:
    return parts_of(nitf(inside, above))


PICTURE = "<media media-type='image'><media-caption>The ferry.</media-caption></media>"


def test_the_text_behind_a_picture_stays() -> None:
    assert content.body_text(read(f"<p>One {PICTURE} two.</p>")) == "One two."


def test_reading_leaves_the_tree_as_it_was() -> None:
    tree = nitf(
        f"{PICTURE}<block><hl1>Quay closed</hl1><p>One.</p></block>",
        "<hedline><hl1>Quay closed</hl1></hedline>",
    )
    before = etree.tostring(tree)
    assert content.body_text(parts_of(tree)) == "One."
    assert etree.tostring(tree) == before


@pytest.mark.parametrize(
    ("inside", "body"),
    [
        ("<hl2>QUAY CLOSED.</hl2><p>One.</p>", "One."),
        ("<block><hl2>Quay closed</hl2></block><p>One.</p>", "One."),
        ("<hl2>Other ports</hl2><p>One.</p>", "Other ports\n\nOne."),
        ("<p>One.</p><hl2>Quay closed</hl2><p>Two.</p>", "One.\n\nQuay closed\n\nTwo."),
        ("<byline>By Anna Halvorsen</byline><p>One.</p>", "One."),
        (
            "<block><dateline>TARN</dateline><p>One.</p></block><block><dateline>RIGA</dateline><p>Two.</p></block>",
            "TARN\n\nOne.\n\nRIGA\n\nTwo.",
        ),
        ("<p class='caption'>The ferry.</p><p>One.</p>", "One."),
    ],
)
def test_a_heading_at_the_beginning_is_no_story(inside: str, body: str) -> None:
    assert content.body_text(read(inside, "<hedline><hl1>Quay closed</hl1></hedline>")) == body


def test_paragraphs_in_the_end_stay_without_tagline_and_bibliography() -> None:
    tree = etree.fromstring(
        "<nitf><body><body.content><p>One.</p></body.content><body.end><p>Two.</p>"
        "<tagline>ah/kl</tagline><bibliography>A report.</bibliography></body.end></body></nitf>"
    )
    assert content.body_text(parts_of(tree)) == "One.\n\nTwo."


def test_a_picture_alone_gives_its_caption_once() -> None:
    tree = nitf(PICTURE * 2)
    assert (content.kind(parts_of(tree)), content.body_text(parts_of(tree))) == ("picture", "The ferry.")
    assert content.kind(read(f"<p>One.</p>{PICTURE}")) == "text"


def test_short_lines_that_a_writer_broke_stay() -> None:
    verse = (
        "<p>The ferry is late,<br/>the harbour is grey,<br/>the captain is old,<br/>and so is the day.</p>"
    )
    assert content.body_text(read(verse)).count("\n") == 3


def test_columns_keep_their_lines() -> None:
    table = "<pre>Gulls   3   1\nTerns   2   2\nTerns B 1   4</pre>"
    assert (
        content.body_text(read(f"<p>Results</p>{table}"))
        == "Results\n\nGulls   3   1\nTerns   2   2\nTerns B 1   4"
    )


def test_a_body_without_a_head_holds_the_heading_itself() -> None:
    tree = etree.fromstring(
        "<nitf><body><hedline><hl1>Quay closed</hl1></hedline>One.<p>Two.</p></body></nitf>"
    )
    assert content.body_text(parts_of(tree)) == "One.\n\nTwo."
    assert parts_of(tree).above["hedline"][0].tag == "hedline"


def test_a_notice_of_copyright_in_a_block_is_no_story() -> None:
    tree = nitf("<block><copyrite>Copyright 2024 Norwind</copyrite><p>One.</p></block>")
    assert (content.body_text(parts_of(tree)), text_in(parts_of(tree).inner, "copyrite")) == (
        "One.",
        "Copyright 2024 Norwind",
    )


def test_a_table_of_nitf_has_a_line_for_each_row() -> None:
    table = (
        "<nitf-table><nitf-table-metadata><nitf-table-summary>S</nitf-table-summary></nitf-table-metadata>"
        "<table><tr><td>Gulls</td><td>3</td></tr><tr><td>Terns</td><td>1</td></tr></table></nitf-table>"
    )
    assert content.body_text(read(f"<p>Results</p>{table}")) == "Results\n\nGulls\t3\nTerns\t1"
