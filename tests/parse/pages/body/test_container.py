"""The story is found by its running text, its names, its headline and what the page states."""

import pytest

from tests.parse.pages.body.reading import SENTENCE, openings, paragraphs, story

TWO = paragraphs("One", "Two")
ABOUT = "<footer><p>The Paper is published by Town Media. All rights are reserved, by law.</p></footer>"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("an article", f"<article><h1>Bridge</h1>{TWO}</article>{ABOUT}"),
        (
            "text in divs",
            f"<h1>Bridge</h1><div><div>One. {SENTENCE}</div><div>Two. {SENTENCE}</div></div>",
        ),
        ("lines", f"<h1>Bridge</h1><div class=t>One. {SENTENCE}<br><br>Two. {SENTENCE}</div>"),
        (
            "a layout of tables",
            "<table><tr><td><a href=/>Home</a><br><a href=/n>News</a></td>"
            f"<td><h1>Bridge</h1>One. {SENTENCE * 2}<br><br>Two. {SENTENCE * 2}</td><td><a href=x>X</a></td>"
            "</tr><tr><td colspan=3>Copyright 2003.</td></tr></table>",
        ),
        (
            "a form around the page",
            f"<form><div><h1>Bridge</h1><div>{TWO}</div></div></form>",
        ),
        (
            "a menu that never ends",
            f"<nav><a href=/>Home</a><h1>Bridge</h1><div>{TWO}</div>",
        ),
        (
            "a page that a script shows",
            f"<body><div style='visibility:hidden'><h1>Bridge</h1><div>{TWO}</div></div>",
        ),
        (
            "a wall",
            f"<article><h1>Bridge</h1>{paragraphs('One', times=1)}"
            f"<div class=wall style='display:none'>{paragraphs('Two', times=4)}</div></article>",
        ),
        (
            "a page without scripts",
            f"<h1>Bridge</h1><noscript><div>{TWO}</div></noscript>",
        ),
        (
            "parts between advertisements",
            f"<h1>Bridge</h1><div><div class=part>{paragraphs('One')}</div><div class=ad></div>"
            f"<div class=part>{paragraphs('Two')}</div></div>",
        ),
        (
            "rows of a page builder",
            "<div class=page><h1>Bridge</h1>"
            f"<div class='row row-1'><div><div class=x>{paragraphs('One')}</div></div></div>"
            f"<div class='row row-2'><div><div class=x>{paragraphs('Two')}</div></div></div></div>",
        ),
        (
            "named parts",
            "<div><h1>Bridge</h1>"
            f"<div class=r><div class=x><div class='article-body'>{paragraphs('One')}</div></div></div>"
            f"<div class=q><div class='article-body'>{paragraphs('Two')}</div></div></div>",
        ),
        (
            "long comments",
            f"<h1>Bridge</h1><div class=post-body>{paragraphs('One', 'Two', times=1)}</div>"
            f"<div id=comments><div class=comment-body>{paragraphs('Three', times=30)}</div></div>",
        ),
        (
            "the next stories below",
            f"<main><article><h1>Bridge</h1>{TWO}</article>"
            f"<article><h1>Market</h1>{paragraphs('Three', 'Four', 'Five', times=4)}</article></main>",
        ),
        (
            "the next story below, in a div",
            f"<main><div class=story><h1>Bridge</h1>{TWO}</div>"
            f"<div class=story><h1>Market</h1>{paragraphs('Three', 'Four')}</div></main>",
        ),
    ],
)
def test_the_story_is_found_in(name: str, page: str) -> None:
    assert openings(story(f"<html><body>{page}</body></html>", headline="Bridge")) == ["One", "Two"], name


def teasers(number: int) -> str:
    """Return teasers of other stories: a linked title and a sentence each."""
    return "".join(
        f"<div><a href=/{n}><h3>Another story, number {n}</h3></a><p>Number {n}. {SENTENCE}</p></div>"
        for n in range(number)
    )


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("beside it", f"<h1>Bridge</h1><div>{TWO}</div><div>{teasers(12)}</div>"),
        ("below it in one element", f"<main><h1>Bridge</h1>{TWO}<h2>More</h2><div>{teasers(4)}</div></main>"),
        ("in a column", f"<main><h1>Bridge</h1><div>{TWO}</div><aside>{teasers(6)}</aside></main>"),
    ],
)
def test_teasers_are_no_story(name: str, page: str) -> None:
    assert openings(story(f"<html><body>{page}</body></html>")) == ["One", "Two"], name


def test_a_layout_that_is_named_for_its_sidebar_is_trusted() -> None:
    page = (
        f"<html><body><div><h1>Bridge</h1></div><div class='layout with-sidebar'><div>{TWO}</div></div>"
        f"<div class=list>{paragraphs('Three', 'Four', times=1)}</div></body></html>"
    )
    assert openings(story(page)) == ["One", "Two"]


def test_a_subheading_that_repeats_the_headline_cuts_nothing_off() -> None:
    page = (
        f"<html><body><div>{paragraphs('One', 'Two')}<h1>The bridge of the town</h1>"
        f"{paragraphs('Three', 'Four', 'Five', 'Six', 'Seven')}</div></body></html>"
    )
    found = openings(story(page, headline="The bridge of the town: a guide"))
    assert found[:2] == ["One", "Two"]
    assert found[-1] == "Seven"


def test_sections_that_open_by_a_click_are_part_of_the_story() -> None:
    hidden = "".join(
        f"<section><h2>{name}</h2><div style='display:none'>{paragraphs(name)}</div></section>"
        for name in ("Three", "Four", "Five")
    )
    page = f"<html><body><article><h1>Bridge</h1>{TWO}{hidden}</article></body></html>"
    assert openings(story(page))[-1] == "Five"


def test_a_hidden_dialog_is_no_part_of_the_story() -> None:
    dialog = f"<div class=modal hidden>{paragraphs('Sign up', times=1)}</div>"
    page = f"<html><body><article><h1>Bridge</h1>{TWO}{dialog}</article></body></html>"
    assert openings(story(page)) == ["One", "Two"]


def test_headings_of_sections_are_no_next_story() -> None:
    page = (
        f"<main><section><h1>Bridge</h1>{paragraphs('One')}</section>"
        f"<section><h1>Costs</h1>{paragraphs('Two')}</section></main>"
    )
    assert openings(story(page, headline="Bridge")) == ["One", "Costs", "Two"]


def test_a_story_of_one_sentence_beats_the_imprint() -> None:
    page = (
        f"<html><body><header><a href=/>Home</a></header><main><h1>Bridge</h1><p>{SENTENCE}</p></main>{ABOUT}"
    )
    assert story(page).text == SENTENCE.strip()


@pytest.mark.parametrize(
    "paragraph",
    [
        "คณะกรรมการเมืองประชุมเมื่อวันอังคารและตกลงซ่อมสะพานเก่าก่อนฤดูหนาว",
        "議会は橋の修理を決めた。",
        "町議会は火曜日に会合を開き、冬の前に古い橋を修理することで合意した。",
        "اجتمع مجلس المدينة يوم الثلاثاء، ووافق على إصلاح الجسر القديم قبل الشتاء.",
        "नगर परिषद की मंगलवार को बैठक हुई और सर्दी से पहले पुराने पुल की मरम्मत पर सहमति बनी।",
    ],
)
def test_running_text_is_known_in_any_script(paragraph: str) -> None:
    menu = "".join(f"<li><a href=/{number}>{paragraph[:12]}</a></li>" for number in range(30))
    text = f"<div><p>{paragraph}</p><p>2: {paragraph}</p></div>"
    page = f"<html><body><ul>{menu}</ul><h1>1</h1>{text}</body></html>"
    assert story(page).text == f"{paragraph}\n\n2: {paragraph}"


def test_stated_text_finds_its_container_and_never_replaces_it() -> None:
    page = (
        f"<html><body><div class=a>{paragraphs('Other', 'Another', 'More', times=6)}</div>"
        f"<div class=b>{paragraphs('One is here', 'Two is here', 'Three is printed')}</div></body></html>"
    )
    body = story(
        page, article_body=f"One is here. {SENTENCE * 2}Two is here. {SENTENCE * 2} Four is stated only."
    )
    assert openings(body) == ["One is here", "Two is here", "Three is printed"]
    assert "articleBody" in body.how["body_text"]
