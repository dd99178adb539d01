"""The pictures and other files of one story in an agency's own XML."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.generic.xml.files import files


@pytest.mark.parametrize(
    ("content", "addresses"),
    [
        ("<s><image src='https://a.example/1.jpg'/></s>", ["https://a.example/1.jpg"]),
        ("<s><photos><url>https://a.example/1.jpg</url></photos></s>", ["https://a.example/1.jpg"]),
        ("<s><video>https://a.example/1.mp4</video></s>", ["https://a.example/1.mp4"]),
        ("<s><image src='1.jpg'/></s>", []),
        ("<s><link>https://a.example/ferry</link></s>", []),
        ("<picture url='https://a.example/ferry'/>", []),
        (
            "<s><image src='https://a.example/1.jpg'/><image href='https://a.example/1.jpg'/></s>",
            ["https://a.example/1.jpg"],
        ),
    ],
    ids=["attribute", "inside", "text", "no address", "no file", "the story itself", "twice"],
)
def test_an_address_is_a_files_if_its_element_is_named_after_one(content: str, addresses: list[str]) -> None:
    links = [*files(etree.fromstring(content))]
    assert [link.url for link in links] == addresses
    assert {link.rel for link in links} <= {"rendition"}
