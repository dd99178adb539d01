"""Names of elements in feeds: one for each element, independent of its namespace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newswire.parse.formats.feeds.names import children, is_atom, name


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("title", "title"),
        ("pubDate", "pubdate"),
        ("{http://www.w3.org/2005/Atom}title", "title"),
        ("{http://purl.org/rss/1.0/}title", "title"),
        ("{http://backend.userland.com/RSS2}title", "title"),
        ("{http://purl.org/dc/elements/1.1/}creator", "dc:creator"),
        ("{http://www.wordpress.org/export/1.2/}post_id", "wp:post_id"),
        ("{http://wordpress.org/export/1.2/excerpt/}encoded", "excerpt:encoded"),
        ("{http://norwind.example/ns}SlugLine", "ext:slugline"),
    ],
)
def test_a_namespace_gives_the_usual_prefix(tag: str, expected: str) -> None:
    assert name(tag) == expected


@pytest.mark.parametrize(
    "place",
    [
        "http://search.yahoo.com/mrss/",
        "http://search.yahoo.com/mrss",
        "https://www.search.yahoo.com/MRSS#",
        " http://search.yahoo.com/mrss/ ",
    ],
)
def test_a_namespace_may_be_written_in_several_ways(place: str) -> None:
    assert name(f"{{{place}}}Content") == "media:content"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("dc:Creator", "dc:creator"),
        ("atom:link", "link"),
        ("a10:updated", "updated"),
        ("rss:title", "title"),
        ("norwind:slugline", "ext:slugline"),
    ],
)
def test_an_undeclared_prefix_keeps_its_usual_meaning(tag: str, expected: str) -> None:
    assert name(tag) == expected


def test_children_stand_under_their_names_in_document_order() -> None:
    item = etree.fromstring(
        "<item xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:n='urn:norwind'>"
        "<dc:subject>Ferries</dc:subject><n:note/><Title>Quay closed</Title>"
        "<dc:subject>Quays</dc:subject></item>"
    )
    found = children(item)
    assert list(found) == ["dc:subject", "ext:note", "title"]
    assert [element.text for element in found["dc:subject"]] == ["Ferries", "Quays"]
    assert children(None) == {}


@pytest.mark.parametrize(
    ("namespace", "atom"),
    [
        ("http://www.w3.org/2005/Atom", True),
        ("http://purl.org/atom/ns#", True),
        ("http://purl.org/rss/1.0/", False),
        ("", False),
    ],
)
def test_namespaces_of_atom_are_recognised(namespace: str, atom: bool) -> None:
    assert is_atom(etree.Element(f"{{{namespace}}}title" if namespace else "title")) is atom


@given(st.from_regex(r"[a-z]{1,8}://[a-z.]{1,12}/[A-Za-z0-9/#]{0,12}", fullmatch=True))
def test_an_element_of_any_namespace_has_a_lower_case_name_with_at_most_one_prefix(place: str) -> None:
    found = name(f"{{{place}}}SlugLine")
    assert found in ("slugline", "ext:slugline") or found.endswith(":slugline")
    assert found.count(":") <= 1
