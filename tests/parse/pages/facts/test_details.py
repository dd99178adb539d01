"""Section, keywords, picture, publisher, rights and access."""

import pytest

from newswire.model import Link
from tests.parse.pages.facts.reading import URL, facts, story


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (story(keywords=["ferry", "sea, north", "ferry"]), ("ferry", "sea, north")),
        (story(keywords="ferry, sea;north"), ("ferry", "sea", "north")),
        (story(keywords=[{"name": "ferry"}, 4, "https://harbour.example/sea"]), ("ferry",)),
        (
            '<meta name="news_keywords" content="ferry,sea"><meta name="keywords" content="x">',
            ("ferry", "sea"),
        ),
        (
            '<meta property="article:tag" content="sea, far"><meta property="article:tag" content="ferry">',
            ("sea, far", "ferry"),
        ),
        ('<meta name="keywords" content="渡船、北海">', ("渡船", "北海")),
    ],
)
def test_keywords_are_a_list_or_one_text_with_commas(head: str, found: tuple[str, ...]) -> None:
    assert facts(head).keywords == found


@pytest.mark.parametrize(
    "image",
    [
        "/a.jpg",
        {"url": "/a.jpg"},
        [{"@type": "ImageObject", "contentUrl": "/a.jpg"}, "/b.jpg"],
        {"url": ["/a.jpg"]},
    ],
)
def test_the_picture_is_an_address_and_a_link(image: object) -> None:
    found = facts(story(image=image))
    assert found.image == "https://harbour.example/a.jpg"
    assert found.links == (Link("rendition", url="https://harbour.example/a.jpg"),)


def test_amp_and_other_languages_are_links() -> None:
    found = facts(
        f'<link rel="alternate" hreflang="en" href="{URL}"><link rel="amphtml" href="/amp/ferry">'
        '<link rel="alternate" hreflang="de" href="/de/faehre">'
        '<link rel="alternate" hreflang="x-default" href="/x">'
        '<link rel="alternate" type="application/rss+xml" href="/rss">'
    )
    assert found.links == (
        Link("amphtml", url="https://harbour.example/amp/ferry"),
        Link("alternate", url="https://harbour.example/de/faehre"),
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (story(publisher={"@type": "Organization", "name": "Harbour Herald"}), "Harbour Herald"),
        (story(publisher="Harbour Herald"), "Harbour Herald"),
        (story(publisher={"name": ["Harbour Herald", "HH"]}), "Harbour Herald"),
        (story(publisher="https://harbour.example") + '<meta property="og:site_name" content="HH">', "HH"),
        ('<meta name="application-name" content="Harbour Herald">', "Harbour Herald"),
    ],
)
def test_the_publisher_is_a_name(head: str, name: str) -> None:
    assert facts(head).publisher == name


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (story(isAccessibleForFree=True), True),
        (story(isAccessibleForFree="False"), False),
        (story(isAccessibleForFree="https://schema.org/False"), False),
        (
            story(
                isAccessibleForFree=True, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}
            ),
            False,
        ),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="metered">', None),
        (story(), None),
    ],
)
def test_a_wall_is_stated_in_several_ways(head: str, free: bool | None) -> None:
    assert facts(head).free is free


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        (story(genre="Report"), "Report"),
        (story(**{"@type": "OpinionNewsArticle"}), "opinion"),
        (story(**{"@type": ["NewsArticle", "AnalysisNewsArticle"]}), "analysis"),
        ('<meta property="article:opinion" content="true">', "opinion"),
        (story(articleSection="Opinion"), None),
    ],
)
def test_a_genre_is_taken_if_it_is_stated(head: str, genre: str | None) -> None:
    assert facts(head).genre == genre


def test_rights_are_the_notice_or_the_holder_with_the_year() -> None:
    assert facts(story(copyrightNotice="© Herald")).copyright == "© Herald"
    assert facts(story(copyrightHolder={"name": "Herald"}, copyrightYear=2026)).copyright == "© 2026 Herald"
    assert facts('<meta name="dc.rights" content="All rights">').copyright == "All rights"


def test_a_description_that_is_cut_or_the_headline_is_no_standfirst() -> None:
    long = "The ship had been in the yard since the storm of last autumn."
    assert facts(story(description=long)).standfirst == long
    assert facts(story(description="The ship had been in the yard since the …")).standfirst is None
    assert facts(story(description="Night ferry returns to the northern islands!")).standfirst is None


def test_the_section_is_the_first_one() -> None:
    assert facts(story(articleSection=["Sea", "News"])).section == "Sea"
    assert facts('<meta property="article:section" content="Sea">').section == "Sea"
