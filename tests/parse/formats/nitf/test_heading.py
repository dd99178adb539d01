"""The heading of an NITF story."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.nitf.heading import Heading, heading
from newswire.parse.formats.nitf.parts import parts_of


def read(above: str, inside: str = "", head: str = "") -> Heading:
    tree = etree.fromstring(
        f"<nitf><head>{head}</head><body><body.head>{above}</body.head>"
        f"<body.content>{inside}</body.content></body></nitf>"
    )
    return heading(parts_of(tree))


@pytest.mark.parametrize(
    ("second", "standfirst"),
    [
        ("<hl2>Repairs until May</hl2>", "Repairs until May"),
        ("<hl2>QUAY CLOSED</hl2>", None),
        ("<hl2 class='online_headline'>Quay shut</hl2><hl2>Repairs until May</hl2>", "Repairs until May"),
    ],
)
def test_a_second_headline_is_the_standfirst_unless_it_repeats_the_first(
    second: str, standfirst: str | None
) -> None:
    assert read(f"<hedline><hl1>Quay closed</hl1>{second}</hedline>")["standfirst"] == standfirst


def test_an_abstract_replaces_the_second_headline_and_loses_its_pictures() -> None:
    abstract = (
        "<abstract><media><media-caption>The quay.</media-caption></media><p>It opens in May.</p></abstract>"
    )
    found = read(f"<hedline><hl1>Quay closed</hl1><hl2>Repairs</hl2></hedline>{abstract}")
    assert found["standfirst"] == "It opens in May."


def test_a_headline_in_the_content_comes_before_the_title() -> None:
    inside = "<block><hedline><hl1>Quay closed</hl1><hl2>Until May</hl2></hedline><p>One.</p></block>"
    assert read("", inside, "<title>QUAY-1</title>")["headline"] == "Quay closed"
    assert read("", "<p>One.</p>", "<title>QUAY-1</title>")["headline"] == "QUAY-1"


@pytest.mark.parametrize(
    ("bylines", "byline", "authors"),
    [
        (
            "<byline>By <person>Anna Lind</person></byline><byline>By <person>Otto Berg</person></byline>",
            "By Anna Lind, By Otto Berg",
            ("Anna Lind", "Otto Berg"),
        ),
        ("<byline><person>The Associated Press</person></byline>", "The Associated Press", ()),
        ("<byline><org>Norwind</org></byline>", "Norwind", ()),
        ("<byline><person>Anna Lind and Otto Berg</person></byline>", "Anna Lind and Otto Berg", ()),
        (
            "<byline class='print_byline'>By ANNA LIND</byline>"
            "<byline class='normalized_byline'>Lind, Anna</byline>",
            "By ANNA LIND",
            (),
        ),
    ],
)
def test_bylines(bylines: str, byline: str, authors: tuple[str, ...]) -> None:
    found = read(bylines)
    assert (found["byline"], found["authors"]) == (byline, authors)


def test_no_document_has_no_heading() -> None:
    assert heading(None)["headline"] is None
