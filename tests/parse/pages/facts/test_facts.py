"""All facts of a page have a place, in an order of trust."""

import pytest

from newswire.model import Defaults, Item
from newswire.parse import parse_document
from tests.parse.feeds import document
from tests.parse.pages.facts.reading import HEADLINE, URL, facts, script, story

BODY = f"<h1>{HEADLINE}</h1><p>{'The ship sailed at night to the islands. ' * 9}</p>"


def test_the_facts_of_a_page_become_those_of_its_item() -> None:
    head = story(
        author={"@type": "Person", "name": "Ann Lee"},
        datePublished="2026-03-04T05:06:07+01:00",
        dateModified="2026-03-04T07:00:00+01:00",
        articleSection="Sea",
        keywords="ferry, islands",
        image="https://harbour.example/a.jpg",
    )
    head += f"<link rel=canonical href='{URL}'>"
    page = f"<!doctype html><html lang=en><head>{head}</head><body>{BODY}</body></html>"
    [item] = parse_document(document(page, url=URL + "?utm_source=x"), Defaults("harbour"))
    assert isinstance(item, Item)
    shown = item.as_json()
    assert {
        name: shown[name] for name in ("headline", "authors", "category", "keywords", "canonical_url")
    } == {
        "headline": HEADLINE,
        "authors": ["Ann Lee"],
        "category": "Sea",
        "keywords": ["ferry", "islands"],
        "canonical_url": URL,
    }
    assert (shown["published"], shown["published_from"]) == (
        "2026-03-04T05:06:07+01:00",
        "JSON-LD NewsArticle.datePublished",
    )
    assert shown["version_created"] == "2026-03-04T07:00:00+01:00"
    assert shown["links"] == [{"rel": "rendition", "url": "https://harbour.example/a.jpg"}]


def test_each_field_with_a_value_has_a_place() -> None:
    found = facts(
        story(
            author="Ann Lee",
            datePublished="2026-03-04T05:06:07Z",
            description="The ship had been in the yard since autumn.",
            articleBody="The ship sailed.",
            publisher="Herald",
            isAccessibleForFree=True,
        ),
        BODY,
        attributes=' lang="en"',
    )
    named = "headline authors byline published standfirst article_body publisher free language"
    assert sorted(found.how) == sorted(named.split())


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        (' lang="en_us"', "", "en-US"),
        ("", '<meta http-equiv="Content-Language" content="de">', "de"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("", story(inLanguage={"@type": "Language", "alternateName": "nl"}), "nl"),
        (' lang="en"', story(inLanguage="nb") + '<meta property="og:locale" content="nb_NO">', "nb"),
        (' lang="en"', '<meta property="og:locale" content="nb_NO">', "en"),
        (' lang="{{lang}}"', "", None),
    ],
)
def test_the_language_is_that_of_the_page_unless_two_places_deny_it(
    attributes: str, head: str, language: str | None
) -> None:
    assert facts(head, attributes=attributes).language == language


def test_a_page_of_ten_thousand_scripts_and_a_huge_attribute_is_read() -> None:
    head = script('{"@type": "NewsArticle", "headline": "x", }') * 10_000 + story(author="Ann Lee", url=URL)
    found = facts(head, f'<h1 class="{"author " * 150_000}">{HEADLINE}</h1>')
    assert (found.headline, found.authors) == (HEADLINE, ("Ann Lee",))


def test_a_page_without_anything_has_no_facts() -> None:
    found = facts(url=None)
    assert (found.headline, found.authors, found.published, found.how, found.warnings) == (
        None,
        (),
        None,
        {},
        [],
    )
