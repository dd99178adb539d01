"""The texts of one story in an agency's own XML."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.generic.xml.texts import (
    body_text,
    deep_headline,
    part_lines,
    part_text,
    parts_of,
    prose,
)


def test_a_part_is_found_by_any_name_of_its_field() -> None:
    assert part_text(parts_of(etree.fromstring("<s><Head-Line>Ferry</Head-Line></s>")), "headline") == "Ferry"


def test_a_head_with_elements_inside_is_no_headline() -> None:
    story = etree.fromstring("<s><head><id>7</id></head></s>")
    assert part_text(parts_of(story), "headline") is None
    assert part_text(parts_of(etree.fromstring("<s><head>Ferry</head></s>")), "headline") == "Ferry"


def test_lines_have_an_element_each() -> None:
    parts = parts_of(etree.fromstring("<s><byline>By ANN MARSH</byline><byline>NTB</byline></s>"))
    assert part_lines(parts, "byline") == "By ANN MARSH, NTB"
    assert part_lines(parts, "byline", first=1) == "NTB"
    assert part_lines(parts_of(etree.fromstring("<s><byline>By ANN MARSH</byline></s>")), "byline") is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("The ferry stopped.", "The ferry stopped."),
        (
            "\n   A ferry with 214 people on board stopped in the harbour of \nGrenholm on Monday. \n",
            "A ferry with 214 people on board stopped in the harbour of Grenholm on Monday.",
        ),
        ("<p>The ferry</p><p>stopped.</p>", "The ferry\n\nstopped."),
        ("&lt;p&gt;The ferry&lt;/p&gt;&lt;p&gt;stopped.&lt;/p&gt;", "The ferry\n\nstopped."),
    ],
)
def test_a_body_is_plain_wrapped_or_markup(written: str, text: str) -> None:
    assert body_text(etree.fromstring(f"<body>{written}</body>")) == text


def test_prose_is_running_text_under_any_name() -> None:
    story = etree.fromstring(
        "<s><headline>Ferry stops</headline><part>The ferry stopped on Monday.</part><code>A B C</code>"
        "<p>Why</p><photo>The ferry lies in harbour.</photo>"
        "<box><title>Tarn</title><part>Tarn voted on Monday.</part></box></s>"
    )
    assert prose(story) == "The ferry stopped on Monday.\n\nWhy"


def test_a_deep_headline_is_that_of_the_whole_document() -> None:
    document = etree.fromstring("<s><a><b><headline>Ferry stops</headline></b></a></s>")
    assert deep_headline(document) == "Ferry stops"
    assert deep_headline(document[0]) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<p>The ferry</p><image><url>http://n.example/1</url><caption>The quay.</caption></image>",
        "<p>The ferry</p><figure><img/><figcaption>The quay. Photo: Otto Berg</figcaption></figure>",
        "&lt;p&gt;The ferry&lt;/p&gt;&lt;p class='caption'&gt;The quay.&lt;/p&gt;",
        "&amp;lt;p&amp;gt;The ferry&amp;lt;/p&amp;gt;",
        "&lt;p&gt;The\n            ferry&lt;/p&gt;",
    ],
)
def test_a_body_has_no_captions_and_no_markup(inside: str) -> None:
    assert body_text(etree.fromstring(f"<body>{inside}</body>")) == "The ferry"


def test_the_indentation_of_the_xml_around_makes_no_paragraph() -> None:
    first, second = "The ferry stopped in the harbour of Grenholm on Monday", "morning, the master said."
    written = f"<body>&lt;p&gt;{first}\n{' ' * 12}{second}&lt;/p&gt;</body>"
    assert body_text(etree.fromstring(written)) == f"{first} {second}"
