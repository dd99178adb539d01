"""The evidence of each field: its place in the document, or the step that derived it."""

from __future__ import annotations

import json

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.explain import Explanation, explain
from newswire.parse.pages.body.body import LeftOut
from tests.support.stories import ninjs

ADDRESS = "https://harbour.example/pier"
PAGE = """<!doctype html><html lang="en"><head><title>Pier</title>
<script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Pier to be rebuilt", "datePublished": "2024-05-07T12:00:00+02:00"}
</script></head><body>
<div><p>PORT ALBERS (Reuters) - The pier is to be rebuilt, the harbour council said on Tuesday.</p>
<p>It burned down in the storm of last winter, with the kiosk and the two cranes on it.</p></div>
</body></html>"""


def story(body: str, **more: object) -> bytes:
    return json.dumps(ninjs("pier-1", body=body, **more)).encode()


def explained(content: str | bytes, defaults: Defaults | None = None) -> Explanation:
    content = content.encode() if isinstance(content, str) else content
    [one] = explain(Document(content, "pier", ADDRESS), defaults or Defaults())
    return one


def evidence(one: Explanation) -> dict[str, str]:
    return {field.name: field.how for field in one.fields}


def test_the_values_are_those_of_the_parse() -> None:
    for content in (PAGE.encode(), story("LONDON (Reuters) - The pier is to be rebuilt.")):
        one = explained(content)
        [item] = parse_document(Document(content, "pier", ADDRESS), Defaults())
        assert one.answer == item
        assert {field.name: field.value for field in one.fields} == {
            name: value for name, value in item.as_json().items() if name != "path"
        }
        assert all(field.how for field in one.fields)


def test_a_page_has_the_place_of_each_fact_and_the_container_of_its_text() -> None:
    how = evidence(explained(PAGE))
    assert "headline" in how["headline"]
    assert how["headline"].startswith("JSON-LD")
    assert how["source_url"] == "the address of the page"
    assert how["body_text"] != "stated by the page"
    assert how["body_text"].endswith("the lines up to the end of the dateline were taken off")
    assert how["dateline"] == "the beginning of the text"
    assert how["place"] == "the dateline"
    assert how["word_count"] == "counted in the text"


def test_blocks_that_are_no_story_are_shown_with_the_reason() -> None:
    one = Explanation(Item("pier", "html"), left_out=(LeftOut("Share this", "bar of buttons"),))
    assert one.as_json()["left_out"] == [{"text": "Share this", "why": "bar of buttons"}]


def test_a_fact_of_the_document_differs_from_a_derived_one() -> None:
    how = evidence(explained(story("LONDON (Reuters) - The pier is to be rebuilt.")))
    assert how["guid"] == how["headline"] == "stated by the document"
    assert how["format"] == "recognised by the content"
    assert how["country"] == "the dateline"
    assert how["provider"] == "the agency in the credit"
    assert how["body_text"] == (
        "stated by the document; the lines up to the end of the dateline were taken off"
    )


def test_the_defaults_of_a_source_are_named() -> None:
    text = b"The pier is to be rebuilt, the harbour council said on Tuesday.\n"
    how = evidence(explained(text, Defaults(provider="harbour-press", language="en")))
    assert how["provider"] == "the source's default"
    assert how["language"] == "the source's default, checked by the text"
    assert evidence(explained(text))["language"] == "detected in headline and text"
    assert how["guid"] == "of the item's address or text, as the document states none"


def test_a_signed_text_and_the_line_of_its_writers() -> None:
    how = evidence(
        explained(story("By Ann Marsh\n\nLONDON, May 7 (Reuters) - The pier is to be rebuilt this year."))
    )
    assert how["byline"] == "the line of its writers before the text"
    assert how["authors"].startswith("the people in the fields")


def test_warnings_have_a_field_of_their_own() -> None:
    one = explained(story("The pier is to be rebuilt.", firstcreated="2024-05-07T12:00:00"))
    [warnings] = [field for field in one.fields if field.name == "warnings"]
    assert isinstance(one.answer, Item)
    assert warnings.value == list(one.answer.warnings)


def test_a_rejection_has_its_reason_and_the_facts_of_the_page() -> None:
    bare = PAGE[: PAGE.index("<div>")] + "</body></html>"
    one = explained(bare)
    assert isinstance(one.answer, Rejected)
    assert one.as_json()["rejected"]["reason"] == "no-text"
    assert evidence(one)["headline"].startswith("JSON-LD")
    assert explained(b"").as_json() == {
        "path": "pier",
        "rejected": {"reason": "empty", "detail": "The document has no content."},
        "fields": {},
    }


def test_a_bar_between_the_paragraphs_of_a_page_is_shown_with_the_reason() -> None:
    bar = '<div class="share-bar"><ul><li>Facebook</li><li>WhatsApp</li></ul></div>'
    one = explained(PAGE.replace("<p>It burned", bar + "<p>It burned"))
    assert any("Facebook" in block.text and block.why for block in one.left_out)
    assert isinstance(one.answer, Item)
    assert "Facebook" not in (one.answer.body_text or "")


POSTED = PAGE.replace('"datePublished"', '"publisher": {"name": "Coast Post"}, "datePublished"')


def test_poster_and_writer_of_a_page_have_evidence_of_their_own() -> None:
    how = evidence(explained(POSTED))
    assert how["provider"] == "JSON-LD NewsArticle.publisher; replaced by the agency in the credit"
    assert how["credit"] == "the poster, then the agency that wrote the text"
    assert how["published_from"] == "JSON-LD NewsArticle.datePublished"
    own = evidence(explained(PAGE.replace(" (Reuters)", "")))
    assert own["provider"] == "the host of the page"
    assert own["credit"] == "the poster"


def test_the_address_that_a_file_states_is_no_address_of_its_fetch() -> None:
    page = POSTED.replace("<title>", f'<link rel="canonical" href="{ADDRESS}"><title>').encode()
    [saved] = explain(Document(page, "pier.html"), Defaults())
    assert evidence(saved)["source_url"] == "link canonical"
    [fetched] = explain(Document(page, "pier.html", ADDRESS), Defaults())
    assert evidence(fetched)["source_url"] == "the address of the page"
    assert evidence(fetched)["canonical_url"] == "link canonical"


def test_a_teaser_is_known_by_its_wall() -> None:
    wall = '"isAccessibleForFree": false, "datePublished"'
    how = evidence(explained(PAGE.replace('"datePublished"', wall)))
    assert how["signal"] == "a wall stands before the rest of the text"
