"""The parts of an NITF document."""

from __future__ import annotations

from lxml import etree

from newswire.parse.formats.nitf.parts import Parts, holds, parts_of
from newswire.parse.readers.elements import text, text_in


def read(inside: str, above: str = "") -> Parts:
    return parts_of(
        etree.fromstring(
            "<nitf><head><title>Quay</title></head><body><body.head>"
            f"{above}</body.head><body.content>{inside}</body.content></body></nitf>"
        )
    )


def test_head_and_heading_are_given_by_name() -> None:
    parts = read("<p>One.</p>", "<hedline><hl1>Quay closed</hl1></hedline>")
    assert (text_in(parts.head, "title"), text_in(parts.above, "hedline")) == ("Quay", "Quay closed")
    assert [text(content) for content in parts.contents] == ["One."]
    assert (parts.headed, parts.inner) == ([], {})


def test_a_heading_in_the_content_counts_where_the_head_has_none() -> None:
    inside = "<block><hl1>Quay closed</hl1><byline>By Anna Halvorsen</byline></block><p>One.</p>"
    assert {name: text_in(read(inside).inner, name) for name in read(inside).inner} == {
        "byline": "By Anna Halvorsen",
        "hedline": "Quay closed",
    }
    assert set(read(inside, "<byline>By Kari Lund</byline>").inner) == {"hedline"}


def test_a_part_of_several_stories_is_no_heading() -> None:
    inside = "<block><dateline>TARN</dateline></block><block><dateline>RIGA</dateline></block>"
    parts = read(inside)
    assert holds(parts.headed[0], "dateline")
    assert "dateline" not in parts.inner


def test_a_document_without_a_body_has_no_parts() -> None:
    parts = parts_of(etree.fromstring("<nitf/>"))
    assert (parts.body, parts.above, parts.contents, parts.inner) == (None, {}, [], {})
