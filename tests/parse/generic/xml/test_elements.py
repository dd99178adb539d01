"""The values of a single element in an agency's own XML."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.generic.xml.elements import head_title, is_running, plain_name, values_of


def test_a_name_is_plain_without_namespace_punctuation_and_capitals() -> None:
    assert plain_name("{urn:norwind}Updated-Date_Time") == "updateddatetime"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "<s ID='7' xml:lang='sv'><Title>Ferry</Title></s>",
            {"id": ["7"], "language": ["sv"], "title": ["Ferry"]},
        ),
        ("<s><publisher><name>Norwind</name><url>u</url></publisher></s>", {"publisher": ["Norwind"]}),
        ("<s><keywords><k>ferry</k><k>harbour</k></keywords></s>", {"keywords": ["ferry, harbour"]}),
        ("<s><part><a>1</a><b>2</b></part><blank> </blank></s>", {}),
    ],
)
def test_attributes_and_children_give_values(content: str, said: dict[str, list[str]]) -> None:
    assert values_of(etree.fromstring(content)) == said


def test_only_a_head_has_the_headline_of_its_parent() -> None:
    story = "<s><{0}><title>Ferry stops</title></{0}><p>One.</p></s>"
    assert head_title(etree.fromstring(story.format("grouphead"))) == "Ferry stops"
    assert head_title(etree.fromstring(story.format("picture"))) is None


def test_running_text_has_words_in_a_row_and_the_end_of_a_sentence() -> None:
    assert is_running("The ferry stopped.")
    assert not is_running("The ferry stopped")
    assert not is_running("A. B. C.")
