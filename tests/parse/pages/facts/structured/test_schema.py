"""The page's main thing is chosen among all that its JSON-LD describes."""

from newswire.parse.pages.facts.structured.json_ld import read_scripts
from newswire.parse.pages.facts.structured.schema import Thing, main_thing
from tests.parse.pages.facts.reading import HEADLINE, URL, facts, script, story

OTHER = {
    "@type": "NewsArticle",
    "headline": "Old mill burns down again",
    "url": "https://harbour.example/mill",
}


def thing(*scripts: str) -> Thing:
    """Return the main thing of a page with the address and the title of the test pages."""
    return main_thing(read_scripts(scripts, []), [URL], [HEADLINE])


def test_of_several_stories_the_one_with_the_address_of_the_page_counts() -> None:
    found = facts(
        script([OTHER, {"@type": "NewsArticle", "headline": "Ferry is back", "url": URL + "/?x=1"}])
    )
    assert found.headline == "Ferry is back"


def test_of_several_stories_the_one_with_the_headline_of_the_page_counts() -> None:
    found = facts(
        script([OTHER | {"datePublished": "2020-01-01"}, {"@type": "Article", "headline": HEADLINE}]),
        f"<h1>{HEADLINE}</h1>",
    )
    assert found.types == ("Article",)
    assert found.published is None


def test_stories_of_a_list_are_not_the_page_s() -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}
    assert facts(script(listed)).headline is None


def test_several_stories_without_a_sign_of_the_page_are_other_pages() -> None:
    found = facts(script([OTHER, OTHER | {"headline": "Harvest begins late"}]), f"<h1>{HEADLINE}</h1>")
    assert found.headline == HEADLINE
    assert found.types == ()


def test_news_comes_before_a_video_and_a_page() -> None:
    found = thing(
        '{"@type": "VideoObject", "name": "Night ferry returns to the northern islands"}',
        '{"@type": "WebPage", "name": "x"}',
        f'{{"@type": "ReportageNewsArticle", "headline": "{HEADLINE}"}}',
    )
    assert found.types == ("ReportageNewsArticle",)
    assert found.is_story


def test_a_video_in_a_story_is_not_the_story_though_it_has_the_address_of_the_page() -> None:
    video = {"@type": "VideoObject", "name": "The ship", "url": URL, "uploadDate": "2020-01-01T00:00:00Z"}
    found = facts(
        story(headline="A line for search engines", datePublished="2026-03-04T05:06:07Z") + script(video)
    )
    assert found.types == ("NewsArticle",)
    assert found.published is not None
    assert found.published.year == 2026


def test_a_video_is_the_main_thing_beside_stories_of_other_pages() -> None:
    video = {"@type": "VideoObject", "name": HEADLINE}
    found = facts(script([OTHER, OTHER | {"headline": "Harvest begins late"}, video]), f"<h1>{HEADLINE}</h1>")
    assert found.types == ("VideoObject",)


def test_the_page_itself_states_what_the_story_leaves_out() -> None:
    found = facts(
        script(
            {
                "@graph": [
                    {"@type": "WebPage", "url": URL, "datePublished": "2026-03-04T05:06:07+01:00"},
                    {"@type": "Article", "headline": HEADLINE, "mainEntityOfPage": {"@id": URL}},
                ]
            }
        )
    )
    assert found.how["published"] == "JSON-LD WebPage.datePublished"
    assert found.types == ("Article",)


def test_a_live_page_comes_before_its_story_and_keeps_its_posts() -> None:
    posts = [{"@type": "BlogPosting", "headline": "It sails", "datePublished": "2026-03-04T05:06:07Z"}]
    found = facts(
        story(url=URL)
        + script({"@type": "LiveBlogPosting", "headline": HEADLINE, "liveBlogUpdate": posts, "url": URL})
    )
    assert found.headline == HEADLINE
    assert [post["headline"] for post in found.posts] == ["It sails"]
