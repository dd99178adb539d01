"""The headline is the one that the page prints, without the names around it."""

import pytest

from newswire.parse.pages.facts.headline import headline_of, site_names, without_site
from tests.parse.pages.facts.reading import HEADLINE, facts, script, story

SITES = site_names(["Harbour Herald"], "www.harbourherald.example")


@pytest.mark.parametrize(
    "line",
    [
        f"{HEADLINE} | Harbour Herald",
        f"{HEADLINE} - Harbour Herald",
        f"{HEADLINE} – harbourherald.example",
        f"{HEADLINE} -- Harbour Herald",
        f"{HEADLINE} | News | The Harbour Herald",
        f"Harbour Herald: {HEADLINE}",
        f"{HEADLINE} :: HarbourHerald",
        HEADLINE,
    ],
)
def test_the_name_of_the_site_is_taken_off(line: str) -> None:
    assert without_site(line, SITES | {"news"}) == HEADLINE


@pytest.mark.parametrize("name", ["ঢাকা প্রতিনিধি", "ข่าวที่นี่"], ids=["Bengali", "Thai"])
def test_a_colon_after_the_mark_of_a_vowel_sets_a_name_off(name: str) -> None:
    line = f"{name}: {HEADLINE}"
    assert without_site(line, site_names([name], None)) == HEADLINE


def test_a_dash_in_a_headline_stays() -> None:
    line = "Harbour – a port in doubt"
    assert without_site(line, SITES) == line


def test_the_printed_heading_comes_before_the_title_for_search_engines() -> None:
    found = facts(
        '<meta property="og:title" content="Ferry: all that you must know | Harbour">'
        "<title>Ferry returns to islands</title>",
        "<h1>Night ferry returns to the northern islands</h1>",
    )
    assert found.headline == HEADLINE
    assert found.how["headline"] == "h1"


def test_a_stated_line_with_the_letters_of_the_heading_is_better_set() -> None:
    found = facts(story(headline="Ferry: it returns tonight"), "<h1><b>Ferry</b> : It returns tonight</h1>")
    assert found.headline == "Ferry: it returns tonight"
    assert found.how["headline"] == "h1, JSON-LD NewsArticle.headline"


@pytest.mark.parametrize("stated", [HEADLINE.upper(), f"*{HEADLINE}*"])
def test_the_heading_is_better_than_capitals_and_marks_of_an_editor(stated: str) -> None:
    assert headline_of([(stated, "meta og:title")], [HEADLINE], None, SITES) == (
        HEADLINE,
        "h1, meta og:title",
    )


def test_a_beginning_with_a_colon_is_part_of_a_headline_that_json_ld_and_title_give_whole() -> None:
    whole = f"Sea traffic: {HEADLINE}"
    short = f'<meta property="og:title" content="{HEADLINE}">'
    assert (
        facts(f"{story(headline=whole)}<title>{whole}</title>{short}", f"<h1>{whole}</h1>").headline == whole
    )
    assert facts(f"{story(headline=whole)}{short}", f"<h1>{whole}</h1>").headline == HEADLINE


def test_the_line_above_the_headline_is_no_part_of_it() -> None:
    found = facts(
        f'<meta property="og:title" content="{HEADLINE}">', f"<h1><i>Sea traffic:</i> {HEADLINE}</h1>"
    )
    assert found.headline == HEADLINE


def test_a_headline_that_two_places_state_is_better_than_another_wording_of_it() -> None:
    head = story() + f'<meta property="og:title" content="{HEADLINE}">'
    assert facts(head, "<h1>Night ferry returns to the north</h1>").headline == HEADLINE
    assert facts(head, "<h1>It sails once more: a ship and her port</h1>").headline == HEADLINE


def test_headings_of_teasers_and_of_the_site_are_no_headline() -> None:
    found = facts(
        f'<meta property="og:site_name" content="Harbour Herald"><title>{HEADLINE} | Harbour Herald</title>',
        f'<h1>Harbour Herald</h1><h1><a href="/mill">Night ferry returns: the islands cheer</a></h1>'
        f"<h1>{HEADLINE}</h1><h1>More news</h1>",
    )
    assert found.headline == HEADLINE


def test_the_name_of_a_blog_in_the_heading_is_no_headline() -> None:
    found = facts(
        f'<meta property="og:title" content="{HEADLINE}"><title>{HEADLINE} — Letters from an island</title>',
        "<h1>Letters from an island</h1>",
    )
    assert found.headline == HEADLINE


def test_without_headings_the_metadata_count_and_then_the_title() -> None:
    assert facts(f'<meta name="twitter:title" content="{HEADLINE}"><title>x</title>').headline == HEADLINE
    found = facts(f"<title>{HEADLINE} | The daily letter</title>")
    assert (found.headline, found.how["headline"]) == (HEADLINE, "title")


def test_a_text_in_the_place_of_a_headline_is_none() -> None:
    assert facts(story(headline="Night ferry " * 200) + "<title>Night ferry returns</title>").headline == (
        "Night ferry returns"
    )


def test_a_page_without_any_line_has_no_headline() -> None:
    assert facts().headline is None


def test_korean_bars_and_sections_are_taken_off() -> None:
    found = facts(
        "<title>북부 섬으로 가는 야간 여객선 다시 운항-사회ㅣ항구신문</title>"
        '<meta property="og:site_name" content="항구신문"><meta property="article:section" content="사회">'
    )
    assert found.headline == "북부 섬으로 가는 야간 여객선 다시 운항"


@pytest.mark.parametrize("tag", ["h2", "b", "td", "legend"])
@pytest.mark.parametrize("title", [HEADLINE, f"{HEADLINE} — The Weir", f"The Weir - {HEADLINE}"])
def test_a_line_that_the_title_holds_is_the_heading_of_a_page_without_one(tag: str, title: str) -> None:
    table = f"<table><tr><td>Menu</td></tr><tr><td><{tag}>{HEADLINE}</{tag}></td></tr></table>"
    page = f"<fieldset><legend>{HEADLINE}</legend></fieldset>" if tag == "legend" else table
    found = facts(f"<title>{title}</title>", f"<p>Weir</p>{page}")
    assert found.headline == HEADLINE


def test_the_name_of_a_described_page_does_not_win_against_the_heading_that_og_confirms() -> None:
    named = script({"@type": "WebPage", "name": "Ferry with all the northern islands and prices"})
    graph = f'<meta property="og:title" content="{HEADLINE}">'
    assert facts(named + graph, f"<h1>{HEADLINE}</h1>").headline == HEADLINE
    assert facts(named + graph, "<h1>Sea</h1>").headline == HEADLINE


def test_a_section_before_the_site_s_name_is_taken_off_without_spaces() -> None:
    head = (
        '<meta name="content_category" content="정치"><meta property="og:site_name" content="강물일보">'
        '<meta property="og:title" content="강물 다리 공사 다시 시작-정치ㅣ강물일보">'
    )
    assert facts(head).headline == "강물 다리 공사 다시 시작"
