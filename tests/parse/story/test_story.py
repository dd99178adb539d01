"""The story alone, in items of many agencies."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Item, Link
from newswire.parse.story.story import Story, story_of

HEADLINE = "Ferry runs aground off Fernbay"
STORY = "A ferry ran aground off Fernbay on Tuesday.\n\nNobody was hurt, the coast guard said."


def item(body: str | None, **values: Any) -> Item:
    return Item(path="a.xml", format="test", body_text=body, **values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"headline": HEADLINE},
        {"headline": HEADLINE, "kind": "picture"},
        {"kind": "concept"},
        {"ed_note": "Eds: x"},
    ],
)
def test_an_item_with_its_story_alone_is_the_same_object(values: dict[str, Any]) -> None:
    found = item(STORY, **values)
    assert story_of(found).item is found
    assert story_of(found) == Story(found)


@pytest.mark.parametrize(
    ("standfirst", "kept"),
    [
        ("A ferry ran agr", False),
        ("A ferry ran aground off …", False),
        ("A ferry ran aground [...]", False),
        ("A ferry ran aground", True),
        ("A ferry ran aground off Fernbay on Tuesday.", True),
        ("Nobody was hurt...", True),
    ],
)
def test_a_standfirst_that_is_the_cut_beginning_of_the_text_goes(standfirst: str, kept: bool) -> None:
    assert story_of(item(STORY, standfirst=standfirst)).item.standfirst == (standfirst if kept else None)


def test_head_captions_notes_and_sign_off_go_together() -> None:
    notepad = "# Notizblock\n\n## Orte\n\nFernbay"
    head = f"+++ EILMELDUNG +++\n\n{HEADLINE}\n\n***\n\n(Foto: Max Muster/dpa)"
    body = f"{head}\n\n{STORY}\n\n{notepad}\n\ndpa ab cd n1\n\n(Ende)"
    story = story_of(item(body, headline=HEADLINE))
    assert story.item.body_text == STORY
    assert story.item.label == "EILMELDUNG"
    assert story.item.ed_note == notepad
    assert story.agency == "dpa"
    assert story_of(story.item).item is story.item


def test_an_alert_loses_its_initials_alone() -> None:
    story = story_of(item(f"{HEADLINE}\n\nففف/ح س/كام", headline=HEADLINE, kind="alert"))
    assert story.item.body_text == HEADLINE


def test_a_caption_of_a_picture_item_stays_without_its_sign_off() -> None:
    caption = "The ferry at sea. Foto: Max Muster/dpa"
    story = story_of(item(f"{caption} +++ dpa-Bildfunk +++", kind="picture"))
    assert (story.item.body_text, story.agency) == (caption, "dpa")
    assert story_of(item("(AP Photo/John Smith)", kind="picture")).item.body_text == "(AP Photo/John Smith)"


def test_the_text_of_concepts_is_left_alone() -> None:
    found = item("ACME\n\nReuters", headline="ACME", kind="concept")
    assert story_of(found).item is found


def test_the_name_of_an_event_goes_but_nothing_else() -> None:
    found = story_of(item("Regatta\n\nFernbay\n\nReuters", headline="Regatta", kind="event")).item
    assert found.body_text == "Fernbay\n\nReuters"


def test_text_that_leaves_goes_into_its_field_unless_the_document_fills_it() -> None:
    body = f"{STORY}\n\n© 2020 Fernbay News"
    assert story_of(item(body)).item.copyright == "© 2020 Fernbay News"
    assert story_of(item(body, copyright="Fernbay")).item.copyright == "Fernbay"
    noted = story_of(item(f"{STORY}\n\nEditor's note: With picture.", ed_note="Second version")).item
    assert (noted.body_text, noted.ed_note) == (STORY, "Second version\nEditor's note: With picture.")


def test_a_placeholder_is_left_out_with_a_warning() -> None:
    story = story_of(item(STORY, headline="No Headline !", keywords=("none", "ferry")))
    assert (story.item.headline, story.item.keywords) == (None, ("ferry",))
    assert story.warnings == (
        "headline 'No Headline !' stands for no value and was left out.",
        "keywords 'none, ferry' stands for no value and was left out.",
    )


def test_damaged_characters_and_wraps_are_mended_before_the_rest() -> None:
    body = f"Itâ€™s aground\n\n{STORY}"
    story = story_of(item(body, headline="It’s aground"))
    assert story.item.body_text == STORY
    assert "read as Windows-1252" in story.warnings[0]


def test_a_byline_and_keywords_go_to_their_fields() -> None:
    signed = "Z Gdyni Anna Rybak (PAP)\n\nary/ jkl/"
    story = story_of(item(f"{STORY}\n\n{signed}\n\n+++ Fernbay;Ferries +++", keywords=("sea",))).item
    assert (story.body_text, story.byline) == (STORY, "Anna Rybak (PAP)")
    assert story.keywords == ("sea", "Fernbay", "Ferries")
    assert story_of(story).item is story


def test_addresses_of_pictures_become_links() -> None:
    body = "A ferry ran aground off Fernbay.\n\nLogo - https://media.example/a.png\n\nNobody was hurt."
    found = story_of(item(body)).item
    assert found.body_text == "A ferry ran aground off Fernbay.\n\nNobody was hurt."
    assert found.links == (Link("rendition", url="https://media.example/a.png"),)
