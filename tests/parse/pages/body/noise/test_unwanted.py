"""A story stays whole; what stands around it is taken away with a reason."""

from tests.parse.pages.body.noise.marking import FIRST, NEWS, SECOND, STORY, THIRD, taken


def test_nothing_of_a_plain_story_is_taken() -> None:
    page = (
        f"{STORY}<h2>Nets and engines</h2><p>{FIRST[::-1]}.</p><ul><li>Two ships</li><li>Forty cars</li></ul>"
    )
    assert taken(page, headline="Ferry sails twice a day", types=NEWS) == {}


def test_a_page_without_blocks_has_no_noise() -> None:
    assert taken("") == {}


def test_the_lead_stays_even_where_a_rule_finds_it() -> None:
    page = f'<div><img src="a.jpg"><p>Two ships for the islands</p></div>{STORY}'
    assert taken(page) == {"Two ships for the islands": "caption beside a picture"}
    assert taken(page, lead=1) == {}


def test_a_lead_that_is_the_headline_goes() -> None:
    page = f"<p>Ferry sails twice a day</p>{STORY}"
    assert taken(page, lead=1, headline="Ferry sails twice a day") == {"Ferry sails twice a day": "headline"}


def test_a_whole_page_with_furniture_keeps_its_paragraphs() -> None:
    page = (
        '<div class="breadcrumbs"><a href="/">Home</a></div><h1>Ferry sails twice a day</h1>'
        '<p class="x">By Ann Marsh</p><p class="y">3 February 2031, 08:15</p>'
        f'<p>{FIRST}</p><div class="ad-slot">Advertisement</div><p>{SECOND}</p>'
        '<p>Read also: <a href="/b">The old pier is for sale</a></p>'
        f'<figure><img src="a.jpg"><figcaption>The ship in Tarn</figcaption></figure><p>{THIRD}</p>'
        "<p>Mit Material von dpa</p><h3>Most read</h3>"
        '<ul><li><a href="/c">Mayor opens the new market hall</a></li></ul>'
    )
    found = taken(page, headline="Ferry sails twice a day", authors=("Ann Marsh",), types=NEWS)
    assert not {FIRST, SECOND, THIRD} & set(found)
    assert found == {
        "Home": "breadcrumb",
        "Ferry sails twice a day": "headline",
        "By Ann Marsh": "byline",
        "3 February 2031, 08:15": "date",
        "Advertisement": "advertisement",
        "Read also: The old pier is for sale": "related",
        "The ship in Tarn": "caption",
        "Mit Material von dpa": "source",
        "Most read": "related",
        "Mayor opens the new market hall": "related",
    }
