"""A story begins below its headline, ends before the next one, and holds what a click shows."""

from tests.parse.pages.body.reading import openings, paragraphs, story

TWO = paragraphs("One", "Two")


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
