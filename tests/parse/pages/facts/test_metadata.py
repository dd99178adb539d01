"""Metadata of elements, microdata and RDFa."""

from newswire.parse.pages.facts.metadata import LONGEST, add_microdata, read_metadata, text_of
from newswire.parse.pages.facts.structured.json_ld import Graph
from tests.parse.pages.facts.reading import HEADLINE, facts, page


def test_values_are_found_by_any_attribute_that_names_them_in_one_line() -> None:
    found = read_metadata(
        page(
            '<meta property="OG:Title" content=" a\n b "><meta name="author" content="x"><meta name="author"'
            ' content="y"><meta itemprop="datePublished" content="z"><meta name="empty" content="">'
        )
    )
    assert found.first("og:title") == ("a b", "meta og:title")
    assert list(found.each("author", "none")) == [("x", "meta author"), ("y", "meta author")]
    assert found.first("datepublished") == ("z", "meta datepublished")
    assert found.first("empty") is None


def test_values_that_are_data_of_programs_are_left_out() -> None:
    assert read_metadata(page(f'<meta name="state" content="{"x" * (LONGEST + 1)}">')).named == {}


def test_entities_that_were_written_twice_are_resolved() -> None:
    found = read_metadata(page('<meta name="author" content="Ann&amp;nbsp;L&amp;eacute;e">'))
    assert found.first("author") == ("Ann Lée", "meta author")


def test_links_are_found_by_relation() -> None:
    found = read_metadata(page('<link rel="x Canonical" href="/a"><link rel="canonical">'))
    assert found.address("canonical") == "/a"
    assert found.address("amphtml") is None


MICRODATA = f"""
<div itemscope itemtype="https://schema.org/NewsArticle">
  <h1 itemprop="headline">{HEADLINE}</h1>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b></span>
  <time itemprop="datePublished" datetime="2026-03-04T05:06:07+01:00">Wednesday</time>
  <a itemprop="url" href="/news/2026/ferry-returns">link</a>
</div>"""


def test_microdata_is_read_like_json_ld() -> None:
    found = facts(body=MICRODATA)
    assert found.headline == HEADLINE
    assert found.authors == ("Ann Lee",)
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-04T05:06:07+01:00"
    assert found.how["authors"] == "microdata NewsArticle.author"


def test_the_title_of_an_abbreviation_is_its_value_if_it_is_an_instant() -> None:
    time = '<time itemprop="datePublished" datetime="2026-03-04T05:06:07+01:00">Wednesday</time>'
    abbreviation = '<abbr itemprop="datePublished" title="2026-03-04T05:06:07+01:00">5:06 AM</abbr>'
    found = facts(body=MICRODATA.replace(time, abbreviation))
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-04T05:06:07+01:00"


def test_rdfa_is_read_like_microdata() -> None:
    found = facts(
        body=f'<div typeof="schema:NewsArticle"><h1 property="schema:headline">{HEADLINE}</h1>'
        '<i property="schema:author">Ann Lee</i></div>'
    )
    assert found.authors == ("Ann Lee",)


def test_a_thing_inside_a_list_stands_aside() -> None:
    graph = Graph()
    add_microdata(
        page(
            body='<ul itemscope itemtype="http://schema.org/ItemList">'
            '<li itemprop="itemListElement" itemscope itemtype="http://schema.org/NewsArticle">'
            '<b itemprop="headline">Mill</b></li></ul>'
        ).root,
        graph,
    )
    assert [(one.types, one.aside) for one in graph.found] == [
        (("ItemList",), False),
        (("NewsArticle",), True),
    ]


def test_properties_inside_comments_are_none_of_the_thing() -> None:
    comment = '<div class="comment"><b itemprop="author">Eva Moor</b></div>'
    assert facts(body=MICRODATA.replace("<a item", comment + "<a item")).authors == ("Ann Lee",)


def test_the_text_of_an_element_is_one_line_of_limited_length() -> None:
    body = page(body="<p>a<b>b</b>\n c</p>").root
    assert text_of(body, 50) == "a b c"
    assert text_of(body, 4) is None
