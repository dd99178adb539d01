"""Authors and byline come from the first place that names people."""

import pytest

from newswire.model import Defaults, Item
from newswire.parse import parse_document
from tests.parse.feeds import document
from tests.parse.pages.facts.reading import HEADLINE, facts, story

H1 = f"<h1>{HEADLINE}</h1>"


def test_references_lists_and_texts_of_json_ld_name_authors() -> None:
    head = story(
        author=[{"@id": "#ann"}, "Ben Roe"], about={"@id": "#ann", "@type": "Person", "name": "Ann Lee"}
    )
    found = facts(head)
    assert found.authors == ("Ann Lee", "Ben Roe")
    assert found.how["authors"] == "JSON-LD NewsArticle.author"


def test_metadata_count_where_json_ld_names_the_outlet_alone() -> None:
    found = facts(
        story(author={"@type": "Organization", "name": "Harbour Herald"})
        + '<meta name="author" content="Ann Lee">'
    )
    assert found.authors == ("Ann Lee",)
    assert found.how["authors"] == "meta author"


@pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Escrito por", "作者"])
def test_the_card_of_a_blog_names_its_author(label: str) -> None:
    card = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Ann Lee">'
    assert facts(card).authors == ("Ann Lee",)
    card = card.replace(label, "Price")
    assert facts(card).authors == ()


@pytest.mark.parametrize(
    "printed",
    [
        '<p class="byline">By Ann Lee</p>',
        '<a rel="author" href="/ann">Ann Lee</a>',
        '<span itemprop="author">Ann Lee</span>',
        "<p>By Ann Lee</p>",
        "<div><span>Written by</span> <span>Ann Lee</span></div>",
        '<div class="article-author"><p>By</p><p class="author-name">Ann Lee</p></div>',
    ],
)
def test_a_printed_byline_names_authors_where_nothing_else_does(printed: str) -> None:
    assert facts(body=f"{H1}{printed}<p>The ship sailed at night.</p>").authors == ("Ann Lee",)


def test_a_printed_byline_completes_the_stated_authors() -> None:
    found = facts(
        story(author="Ben Roe"),
        f'{H1}<div class="bylines"><a href="/a">Ann Lee</a> <a href="/b">Ben Roe</a></div>',
    )
    assert found.authors == ("Ann Lee", "Ben Roe")


@pytest.mark.parametrize(
    "other",
    [
        '<aside><p class="byline">By Eva Moor</p></aside>',
        '<div class="related"><span class="author">Eva Moor</span></div>',
        '<ol class="comment-list"><li><a rel="author">Eva Moor</a></li></ol>',
        '<figure><span class="author">Eva Moor</span></figure>',
    ],
)
def test_names_of_teasers_comments_and_pictures_are_no_authors(other: str) -> None:
    assert facts(body=f"{H1}{other}<p>The ship sailed at night.</p>").authors == ()


def test_an_agency_stays_in_the_byline() -> None:
    found = facts(story(author={"@type": "Person", "name": "Associated Press"}))
    assert (found.authors, found.byline) == ((), "Associated Press")


def test_an_agency_that_is_stated_beside_people_is_not_lost_by_the_printed_byline() -> None:
    printed = f'{H1}<p class="byline">By Ann Lee</p>'
    assert facts(story(author=[{"name": "Ann Lee"}, {"name": "AFP"}]), printed).byline == "Ann Lee, AFP"
    assert facts(story(author={"name": "Ann Lee"}), printed).byline == "By Ann Lee"


def test_the_agency_that_the_page_prints_comes_before_the_outlet_that_it_states() -> None:
    found = facts(
        story(author={"@type": "Organization", "name": "Harbour Herald"}),
        f'{H1}<div class="article-author">von KNA</div>',
    )
    assert (found.authors, found.byline) == ((), "von KNA")


def test_an_agency_in_a_lower_place_comes_before_the_outlet_that_json_ld_names() -> None:
    outlet = {"@type": "Organization", "name": "Harbour Herald"}
    head = story(author=outlet, publisher=outlet) + '<meta name="articleAuthor" content="Anadolu Ajansı">'
    found = facts(head)
    assert (found.authors, found.byline) == ((), "Anadolu Ajansı")
    assert found.how["byline"] == "meta articleauthor"


def test_the_agencies_that_metadata_name_come_before_a_printed_line_without_marks_between_them() -> None:
    head = story(
        author=[{"@type": "Organization", "name": name} for name in ("Deutsche Presse-Agentur", "North Desk")]
    )
    found = facts(head, f'{H1}<span class="authors"><a>dpa</a> <a>North-Desk</a></span>')
    assert (found.authors, found.byline) == ((), "Deutsche Presse-Agentur, North Desk")


def test_letters_of_a_desk_stay_in_the_byline() -> None:
    assert facts(body=f"{H1}<p>By HHN, <a>in</a> <a>a</a> <a>b</a> <a>c</a></p>").byline == "By HHN"


def test_the_agency_beside_an_author_stays_in_the_byline_of_the_item() -> None:
    page = (
        f"<!doctype html><html><head>{story(author=[{'name': 'Ann Lee'}, {'name': 'Reuters'}])}</head>"
        f"<body>{H1}<p>{'The ship sailed at night to the islands. ' * 9}</p></body></html>"
    )
    [item] = parse_document(document(page, url="https://harbour.example/a"), Defaults("coast"))
    assert isinstance(item, Item)
    assert (item.authors, item.byline) == (("Ann Lee",), "Ann Lee, Reuters")
