"""Lines that name a person without a word or a mark, and those that only look so."""

from __future__ import annotations

import pytest
from lxml import html

from newswire.parse.pages.facts.prints.person_lines import has_common_words, is_author_link, person_in

SITES = frozenset({"harbourherald"})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee, Oslo", "Ann Lee"),
        ("Ann Lee | Metro Desk", "Ann Lee"),
        ("Ann Lee - Harbour Herald", "Ann Lee"),
        ("Ann Lee, Ben Roe", "Ann Lee, Ben Roe"),
        ("سامر حداد، بيروت", "سامر حداد"),
        ("سامر حداد", None),
        ("Oslo, Ann Lee", None),
        ("Ann Lee / AFP", None),
        ("© Ann Lee", None),
        ("Photo Ann Lee", None),
        ("Ann Lee, who was there", None),
        ("World News", None),
        ("Business Law", None),
        ("Facebook Pinterest E-Mail", None),
        ("AFP", None),
    ],
)
def test_each_part_of_a_line_is_one_of_a_byline(line: str, found: str | None) -> None:
    assert person_in(line, "", "", SITES) == found


def test_a_mark_or_the_words_before_it_make_it_another_line() -> None:
    assert person_in("Ann Lee", "photo-credit", "", SITES) is None
    assert person_in("Ann Lee", "article-topic", "", SITES) is None
    assert person_in("Ann Lee", "", "Photo:", SITES) is None


@pytest.mark.parametrize(
    "address", ["/author/ann-lee", "https://x.example/autoren/7-ann", "/yazarlar/ann-lee"]
)
def test_a_link_to_the_page_of_an_author_names_the_author(address: str) -> None:
    link = html.fromstring(f"<a href='{address}'>Ann Lee</a>")
    assert is_author_link(link, "Ann Lee", "")
    assert is_author_link(link, "Ann Lee", "By ")
    assert is_author_link(link, "Ann Lee", "Ben Roe")
    assert not is_author_link(link, "Ann Lee", "Edited by ")
    assert not is_author_link(link, "More stories", "")


@pytest.mark.parametrize("address", ["/topic/ann-lee", "/authors/", "/tag/author-ann"])
def test_other_links_do_not(address: str) -> None:
    assert not is_author_link(html.fromstring(f"<a href='{address}'>Ann Lee</a>"), "Ann Lee", "")


def test_a_word_that_the_text_has_in_small_letters_is_in_no_name() -> None:
    page = html.fromstring("<div><b>x</b><p>The climate warms.</p></div>")
    assert has_common_words("Climate Change", page[0])
    assert not has_common_words("Ann Lee", page[0])
