"""Kinds of files, and components that hold nothing else."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.newsml_1.media import declared, held_medium, kind_of_files, medium_of
from newswire.parse.readers.elements import children


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("<MediaType FormalName='Photo'/>", "picture"),
        ("<Format FormalName='Mpeg4'/>", "video"),
        ("<MimeType FormalName='audio/mpeg3'/>", "audio"),
        ("<MimeType FormalName='text/xml'/>", "text"),
        ("<MimeType FormalName='application/pdf'/>", None),
    ],
)
def test_the_kind_of_a_file(names: str, kind: str | None) -> None:
    assert medium_of(children(etree.fromstring(f"<ContentItem Href='x'>{names}</ContentItem>"))) == kind


@pytest.mark.parametrize(
    ("item_type", "kind"),
    [("AUDIO_BULLETIN", "audio"), ("NewsPackage", "package"), ("News", None)],
)
def test_an_item_type_may_name_the_kind(item_type: str | None, kind: str | None) -> None:
    assert declared(item_type) == kind


def test_a_clip_with_previews_is_a_clip_and_a_text_elsewhere_with_files_is_a_package() -> None:
    assert kind_of_files(["picture", "video"]) == "video"
    assert kind_of_files(["text", "picture"]) == "package"
    assert kind_of_files(["text"]) is None


def test_a_component_of_a_file_may_have_a_caption_but_no_story() -> None:
    photo = "<ContentItem Href='tarn.jpg'><MediaType FormalName='Photo'/></ContentItem>"
    caption = "<ContentItem><DataContent>The tarn.</DataContent></ContentItem>"

    def held(role: str) -> str | None:
        inside = f"<NewsComponent><Role FormalName='{role}'/>{caption}</NewsComponent>"
        return held_medium(etree.fromstring(f"<NewsComponent>{photo}{inside}</NewsComponent>"))

    assert (held("Caption"), held("Title"), held("Body")) == ("picture", "picture", None)
