"""Texts that the data of scripts hold in parts, as systems for content write them."""

from __future__ import annotations

import json

import pytest

from newswire.parse.pages.script_blocks import longest_array
from tests.parse.pages.markup import FIRST, HEADLINE, SECOND, page, text

WHOLE = f"<p>{FIRST}</p><p>{SECOND}</p>"
NODES = [
    {"type": "text", "text": FIRST[:20]},
    {"type": "text", "marks": [{"type": "bold"}], "text": FIRST[20:]},
]
FORMS: dict[str, object] = {
    "Arc XP": {"content_elements": [
        {"type": "text", "content": FIRST}, {"type": "image", "caption": "A tram."},
        {"type": "text", "content": SECOND}]},
    "Editor.js": {"blocks": [
        {"type": "paragraph", "data": {"text": FIRST}}, {"type": "image", "data": {"caption": "A tram."}},
        {"type": "paragraph", "data": {"text": SECOND}}]},
    "ProseMirror": {"type": "doc", "content": [
        {"type": "paragraph", "content": NODES},
        {"type": "paragraph", "content": [{"type": "text", "text": SECOND}]}]},
    "Sanity": {"body": [
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": FIRST}]},
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": SECOND}]}]},
    "Contentful": {"json": {"nodeType": "document", "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": FIRST}]},
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": SECOND}]}]}},
    "WordPress": {"blocks": [
        {"blockName": "core/paragraph", "innerHTML": f"<p>{FIRST}</p>"},
        {"blockName": "core/paragraph", "innerHTML": f"<p>{SECOND}</p>"}]},
    "Draft.js": {"blocks": [{"type": "unstyled", "text": FIRST}, {"type": "unstyled", "text": SECOND}]},
    "GraphQL": {"parts": [
        {"__typename": "ParagraphBlock", "text": FIRST}, {"__typename": "ParagraphBlock", "text": SECOND}]},
    "strings": {"paragraphs": [FIRST, SECOND]},
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_parts_of_a_text_are_its_paragraphs(name: str) -> None:
    assert longest_array([json.dumps({"id": 3, "page": FORMS[name]})], HEADLINE) == WHOLE


@pytest.mark.parametrize(
    "script",
    ["window.a = {1: 2}; window.story = DATA; f();", "load(DATA)", "var a = JSON.parse(STRING);", "[DATA]"],
)
def test_the_data_are_found_wherever_a_script_holds_them(script: str) -> None:
    data = json.dumps(FORMS["Arc XP"])
    whole = script.replace("DATA", data).replace("STRING", json.dumps(data))
    assert longest_array(["f(", whole], None) == WHOLE


def test_headings_and_quotations_are_elements_of_their_own() -> None:
    parts = [
        {"type": "text", "content": FIRST},
        {"type": "header", "content": "The opening"},
        {"type": "quote", "content_elements": [], "content": "It is late."},
        {"type": "text", "content": SECOND + " <b>Late.</b>"},
        {"type": "interstitial_link", "content": "Read also"},
    ]
    assert longest_array([json.dumps({"content_elements": parts})], None) == (
        f"<p>{FIRST}</p><h2>The opening</h2><blockquote>It is late.</blockquote><p>{SECOND} <b>Late.</b></p>"
    )


def test_the_story_with_the_headline_comes_before_longer_ones() -> None:
    own = {"headlines": {"basic": HEADLINE}, "content": FORMS["Arc XP"]}
    other = {"title": "Ships", "blocks": [{"type": "p", "text": "Ships sail. " * 60}] * 3}
    assert longest_array([json.dumps({"feed": [other], "story": own})], HEADLINE) == WHOLE
    assert "Ships" in longest_array([json.dumps({"feed": [other], "story": own})], "Another headline")


def test_other_arrays_are_no_text() -> None:
    menu = [{"type": "link", "text": FIRST}, {"type": "link", "text": SECOND}]
    assert (
        longest_array([json.dumps({"menu": menu, "list": [1, 2], "text": [FIRST]}), "a = {b: 1}", ""], None)
        == ""
    )


def test_data_of_hostile_scripts_give_no_text() -> None:
    deep = "[" * 100_000
    assert longest_array([f"a = {deep}", "a = [" * 50_000, 'JSON.parse("' + "\\" * 100_000], None) == ""
    nested: object = FIRST
    for _ in range(300):
        nested = {"type": "paragraph", "content": [nested]}
    assert longest_array([json.dumps([nested, nested])], None) == ""


def test_a_page_that_a_script_draws_has_the_text_of_its_parts() -> None:
    script = f'<script type="application/json">{json.dumps(FORMS["Arc XP"])}</script>'
    assert text(page(f"<div id=root></div>{script}", f"<title>{HEADLINE}</title>")) == f"{FIRST}\n\n{SECOND}"
