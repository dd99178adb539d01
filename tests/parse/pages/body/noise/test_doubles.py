"""A paragraph counts once."""

from tests.parse.pages.body.noise.marking import FIRST, SECOND, STORY, taken


def test_the_second_copy_of_a_paragraph_goes() -> None:
    assert taken(f"{STORY}<div><p>{SECOND}</p></div>") == {SECOND: "double"}


def test_a_quote_that_stands_in_a_paragraph_goes_and_another_stays() -> None:
    page = f"{STORY}<blockquote>{SECOND[20:90]}</blockquote><blockquote>Nobody asked us.</blockquote>"
    assert taken(page + f"<p>{FIRST}.</p>") == {SECOND[20:90]: "double"}


def test_short_lines_and_items_may_repeat() -> None:
    line, items = "<p>What is new:</p>", "<ul><li>A</li><li>A</li></ul>"
    assert taken(f"<p>{FIRST}</p>{line}<p>{SECOND}</p>{line}{items}") == {}


def test_a_hidden_label_before_each_part_goes() -> None:
    parts = "".join(
        f'<div class="visually-hidden">Part of the text</div><p>{text}</p>'
        for text in (FIRST, SECOND, FIRST[::-1])
    )
    assert taken(parts) == {"Part of the text": "repeated line"}


def test_a_paragraph_that_the_lead_repeats_stays_in_its_place() -> None:
    assert taken(f"<p>{SECOND}</p>{STORY}", lead=1) == {}
