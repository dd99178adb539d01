"""The lead is the beginning of the story, wherever it stands; the headline is none of it."""

import pytest

from newswire.parse.pages.body.lead import headline_without_site
from tests.parse.pages.body.reading import SENTENCE, openings, paragraphs, story

LEAD = "The old bridge will be repaired before winter comes"


@pytest.mark.parametrize(
    "head",
    [
        f"<header><h1>Bridge</h1><p class=dek>{LEAD}</p><span>By Ann Lee</span></header>",
        f"<div><h1>Bridge</h1><div class='story__standfirst'>{LEAD}</div></div>",
        f"<h1>Bridge</h1><div>{LEAD}, says the council.</div><figure><img src=x></figure>",
        f"<h1>Bridge</h1><h2>{LEAD}, say the members of its council</h2>",
        f"<h1>Bridge</h1><div class=chapo><p>{LEAD}</p></div>",
    ],
)
def test_a_lead_above_the_container_begins_the_story(head: str) -> None:
    body = story(f"<article>{head}<div class=text>{paragraphs('One', 'Two')}</div></article>")
    assert body.headline == "Bridge"
    assert body.standfirst is not None
    assert body.standfirst.startswith(LEAD)
    assert body.text.startswith(f"{body.standfirst}\n\nOne. ")


def test_a_lead_is_known_by_the_description_of_the_page() -> None:
    short = "A bridge is old, and it is closed"
    text = f"<div class=text>{paragraphs('One', 'Two')}</div>"
    page = f"<article><h1>Bridge</h1><div>{short}</div>{text}</article>"
    assert story(page, standfirst=f"{short} …").standfirst == short


def test_a_lead_in_the_container_is_the_standfirst_too() -> None:
    page = f"<article><h1>Bridge</h1><p class=lead>{LEAD}</p>{paragraphs('One', 'Two')}</article>"
    body = story(page)
    assert body.standfirst == LEAD
    assert openings(body) == [LEAD, "One", "Two"]


def test_a_first_paragraph_like_the_others_is_no_standfirst() -> None:
    page = f"<article><h1>Bridge</h1>{paragraphs('One', 'Two', 'Three')}</article>"
    assert story(page, standfirst=f"One. {SENTENCE}").standfirst is None


def test_a_lead_that_is_printed_twice_is_taken_once() -> None:
    page = (
        f"<article><h1>Bridge</h1><p class=summary>{LEAD}</p>"
        f"<div class=text><p>{LEAD}</p>{paragraphs('One', 'Two')}</div></article>"
    )
    assert openings(story(page)) == [LEAD, "One", "Two"]


def test_the_headline_is_the_heading_that_the_page_states() -> None:
    page = (
        "<html><body><h1>The Paper</h1><h1>Bridge to be repaired</h1>"
        f"<div>{paragraphs('One', 'Two')}</div></body></html>"
    )
    assert story(page, headline="Bridge to be repaired!").headline == "Bridge to be repaired"


def test_a_headline_in_a_breaking_news_bar_is_not_the_one_above_the_story() -> None:
    bar = "<h1>Bridge to be repaired</h1><p class=lead>Other. The market is closed today.</p>"
    head = f"<h1>Bridge to be repaired</h1><p class=lead>{LEAD}</p>"
    text = f"<div class=text>{paragraphs('One', 'Two')}</div>"
    page = f"<html><body><div class=ticker>{bar}</div><div class=s>{head}{text}</div></body></html>"
    assert openings(story(page, headline="Bridge to be repaired")) == [LEAD, "One", "Two"]


def test_a_title_in_a_second_heading_is_the_headline_below_the_name_of_the_paper() -> None:
    title = "The bridge of the town is to be repaired"
    page = (
        f"<html><head><title>{title} – The Paper</title></head><body><h1>The Paper</h1><h2>{title}</h2>"
        f"<div>{paragraphs('One', 'Two')}</div></body></html>"
    )
    body = story(page)
    assert body.headline == title
    assert openings(body) == ["One", "Two"]


def test_a_sentence_that_is_no_lead_is_judged_like_the_others() -> None:
    page = (
        "<article><h1>Bridge</h1><div>Sign up for our newsletter, and get all of the news each morning.</div>"
        f"<div class=text>{paragraphs('One', 'Two')}</div></article>"
    )
    body = story(page)
    assert body.standfirst is None
    assert openings(body) == ["One", "Two"]


def test_a_page_that_a_script_shows_has_its_lead_and_headline() -> None:
    page = (
        f"<body><div style='visibility: hidden'><h1>Bridge</h1><div class=lead>{LEAD}</div>"
        f"<div class=text>{paragraphs('One', 'Two')}</div></div><p>Loading …</p></body>"
    )
    body = story(page)
    assert body.headline == "Bridge"
    assert openings(body) == [LEAD, "One", "Two"]


def test_a_title_goes_without_the_site_that_a_printed_line_does_not_have() -> None:
    line = "Bridge turns again after four winters"
    assert headline_without_site(f"Tarn Herald - {line}", line) == line
    assert headline_without_site(f"{line} - Tarn Herald", line) == line
    assert headline_without_site(f"Tarn Herald - {line}", "Herald") == f"Tarn Herald - {line}"
    assert headline_without_site(line, None) == line
