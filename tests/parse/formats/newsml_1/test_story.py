"""The story, composed of texts by their parts."""

from __future__ import annotations

from newswire.parse.formats.newsml_1.story import Telling, Text, beside, chosen, has_story, story

FERRY = Telling("Ferry stops", "en")


def test_a_lead_stands_before_the_body_unless_the_body_repeats_it() -> None:
    lead = Text("lead", "The ferry stopped.", FERRY)
    assert story([Text("body", "Nobody was hurt.", FERRY), lead]) == "The ferry stopped.\n\nNobody was hurt."
    body = "GRENHOLM (Norwind) - The ferry stopped. Nobody was hurt."
    assert story([lead, Text("body", body, FERRY)]) == body


def test_each_of_several_stories_begins_with_its_title_unless_it_is_the_headline() -> None:
    mill = Telling("Mill burns")
    texts = [
        Text("body", "The ferry stopped.", FERRY),
        Text("body", "It burned down.", mill),
        Text("lead", "A mill burned.", mill),
    ]
    burned = "Mill burns\n\nA mill burned.\n\nIt burned down."
    assert story(texts, "News in brief") == f"Ferry stops\n\nThe ferry stopped.\n\n{burned}"
    assert story(texts, "Ferry stops") == f"The ferry stopped.\n\n{burned}"
    assert story(texts[:1], "News in brief") == "The ferry stopped."


def test_captions_and_texts_of_clips_are_no_part_of_a_story() -> None:
    texts = [
        Text("body", "The ferry stopped.", FERRY),
        Text("caption", "The quay.", FERRY),
        Text("body", "00:00 The quay.", FERRY, "video"),
    ]
    assert story(texts) == "The ferry stopped."
    assert not has_story(texts[1:])


def test_a_file_has_its_script_and_each_caption_once_or_else_its_abstract() -> None:
    caption, script = Text("caption", "The quay.", FERRY), Text("script", "00:00 The quay.", FERRY)
    assert beside([caption, caption, script]) == "00:00 The quay.\n\nThe quay."
    assert beside([Text("abstract", "Pictures of a quay.", FERRY)]) == "Pictures of a quay."


def test_only_alternatives_are_chosen_by_language() -> None:
    texts = [Text("body", f"In {spoken}.", Telling(None, spoken, True)) for spoken in ("fr", "en-GB")]
    assert chosen(texts, "en") == (texts[1:], ("fr",))
    assert chosen(texts, None) == (texts[:1], ("en",))
    kept = [Text("body", f"In {spoken}.", Telling(None, spoken)) for spoken in ("fr", "nl")]
    assert chosen(kept, "fr") == (kept, ())
