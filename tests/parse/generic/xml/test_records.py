"""The elements that are stories in an agency's own XML, by the names of their children."""

from __future__ import annotations

from newswire.parse.generic.xml.parser import FORMAT
from tests.parse.wires import fixture, items, xml


def test_a_related_story_inside_a_story_is_no_record() -> None:
    content = (
        "<release id='1'><title>Outer</title><body>Words.</body>"
        "<related><release><title>Inner</title><body>Other words.</body></release></related></release>"
    )
    assert [item.headline for item in items(xml(content), FORMAT)] == ["Outer"]


def test_a_flash_without_headline_is_a_record_by_its_identity_and_time() -> None:
    (item,) = items(fixture("xml/flashes.xml"), FORMAT)[:1]
    assert (item.guid, item.headline, item.body_text) == ("f-1", None, "The ferry Marta Lind has stopped.")
    assert (item.place, item.credit, item.slugline) == ("Grenholm", ("norwind",), "NU/FLASH")


def test_an_element_with_the_name_of_a_standards_is_a_record_like_any_other() -> None:
    story = (
        "<NewsItem><NewsItemId>91</NewsItemId><Title>Harbour plan</Title><SubTitle1>Second quay</SubTitle1>"
        "<DataContents>The plan was published.</DataContents><WriterName>Anna Halvorsen</WriterName>"
        "</NewsItem>"
    )
    (item,) = items(xml(f"<response><code>0</code><body>{story}</body></response>"), FORMAT)
    assert (item.guid, item.headline, item.standfirst) == ("91", "Harbour plan", "Second quay")
    assert (item.byline, item.body_text) == ("Anna Halvorsen", "The plan was published.")


def test_a_title_with_paragraphs_beside_it_is_a_record() -> None:
    (item,) = items(
        xml(
            "<TEI><teiHeader><title>Ferry</title><author>Anna Halvorsen</author></teiHeader>"
            "<text><body><div><head>Ferry stops</head><p>One.</p><p>Two.</p></div></body></text></TEI>"
        ),
        FORMAT,
    )
    assert (item.headline, item.byline, item.body_text) == ("Ferry stops", "Anna Halvorsen", "One.\n\nTwo.")


def test_a_headline_with_a_long_running_text_beside_it_is_a_record() -> None:
    said = "A ferry with 214 people on board stopped in the harbour of Grenholm. " * 2 + "End."
    (item,) = items(xml(f"<x><headline>Ferry stops</headline><matter>{said}</matter></x>"), FORMAT)
    assert (item.headline, item.body_text) == ("Ferry stops", said)


def test_a_headline_in_a_head_with_a_text_beside_it_is_a_record() -> None:
    for head, body in (
        (
            "<info><title>Ferry stops</title><author>Anna Halvorsen</author></info>",
            "<para>One.</para><para>Two.</para>",
        ),
        (
            "<grouphead><headline><ln>Ferry stops</ln></headline></grouphead><byline>Anna Halvorsen</byline>",
            "<text><p>One.</p><p>Two.</p></text>",
        ),
        (
            "<head><title>Ferry stops</title><creator>Anna Halvorsen</creator></head>",
            "<body><p>One.</p><p>Two.</p></body>",
        ),
    ):
        (item,) = items(xml(f"<doc><story>{head}{body}</story></doc>"), FORMAT)
        assert (item.headline, item.byline, item.body_text) == (
            "Ferry stops",
            "Anna Halvorsen",
            "One.\n\nTwo.",
        )


def test_a_text_beside_a_block_of_metadata_is_the_text_of_its_story() -> None:
    head = "<Metadata><Title>Ferry stops</Title><SubTitle>Nobody is hurt</SubTitle></Metadata>"
    (item,) = items(xml(f"<n><item>{head}<Body>A ferry stopped on Tuesday.</Body></item></n>"), FORMAT)
    assert (item.headline, item.body_text) == ("Ferry stops", "A ferry stopped on Tuesday.")
