"""Captions, credits and polls are no text, with an element that marks them or without."""

import pytest

from tests.parse.pages.body.noise.marking import FIRST, SECOND, STORY, taken


@pytest.mark.parametrize("media", ["<img src=a.jpg>", "<picture></picture>", "<video></video>"])
def test_a_line_in_a_small_element_with_a_picture_is_its_caption(media: str) -> None:
    page = (
        f"<p>{FIRST}</p><div><div>{media}</div><div>The ship in the dock of Tarn</div></div><p>{SECOND}</p>"
    )
    assert taken(page) == {"The ship in the dock of Tarn": "caption beside a picture"}


@pytest.mark.parametrize(
    "line",
    ["The ship in Tarn (Foto: Max Weber/dpa)", "FILE PHOTO: The ship in Tarn. REUTERS/Ann Marsh", "© AFP"],
)
def test_a_credit_makes_a_caption_without_a_picture(line: str) -> None:
    assert taken(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>") == {line: "caption by its form"}


def test_a_long_caption_goes_with_the_credit_in_its_element() -> None:
    page = (
        f"<p>{FIRST}</p><div><img src=a.jpg><p>{THIS}</p><p>Image: Max Weber</p></div><p>{SECOND}</p>"
        + STORY * 2
    )
    found = taken(page)
    assert found[THIS] == "caption beside a credit"
    assert found["Image: Max Weber"] == "caption by its form"


THIS = (
    "Pictured from left are the director of the company, the captain of the first ship and the engineer who "
    "drew the second one, on the northern pier of the town where both ships will lie at night."
)


def test_the_number_of_a_picture_is_no_text() -> None:
    assert taken(f"<p>{FIRST}</p><div>1/12</div><p>{SECOND}</p>") == {"1/12": "counter"}


def test_a_paragraph_with_a_picture_in_it_stays() -> None:
    assert taken(f"<p><img src=a.jpg>{FIRST}</p><p>{SECOND}</p>") == {}


def test_a_poll_is_no_text_and_a_list_of_things_to_tick_is() -> None:
    choices = "".join(f"<label><input type=KIND><div>{word}</div></label>" for word in ("Yes", "No", "Later"))
    again = STORY.replace("ferry", "boat").replace("ship", "vessel").replace("Fishermen", "Sailors")
    page = f"{STORY}<div><p>Will you sail?</p><div>{choices}</div></div>{again}"
    assert {"Yes", "No", "Later", "Will you sail?"} <= set(taken(page.replace("KIND", "radio")))
    assert not {"Yes", "No", "Later"} & set(taken(page.replace("KIND", "checkbox")))


@pytest.mark.parametrize(
    "line", ["Фото: пресс-служба порта", "资料图片：港口外景", "Borítókép: illusztráció"]
)
def test_a_label_of_pictures_needs_no_name_of_a_person(line: str) -> None:
    assert taken(f"{STORY}<p>{line}</p>") == {line: "caption by its form"}


def test_a_centred_line_below_a_picture_is_its_caption() -> None:
    picture, line = "<p><img src=a.jpg></p>", "The ship at the pier"
    centred = f'<p style="TEXT-ALIGN: center">{line}</p>'
    assert taken(f"<p>{FIRST}</p>{picture}{centred}<p>{SECOND}</p>") == {line: "caption below a picture"}
    assert taken(f"<p>{FIRST}</p>{picture}<br><p align=center>{line}</p>") == {
        line: "caption below a picture"
    }
    assert taken(f"<p>{FIRST}</p>{picture}<p>{line}</p><p>{SECOND}</p>") == {}
    assert taken(f"<p>{FIRST}</p>{centred}<p>{SECOND}</p>") == {}
    assert taken(f"<p><img src=a.jpg>{FIRST}</p>{centred}<p>{SECOND}</p>") == {}


def test_a_cell_below_a_picture_in_a_table_is_its_caption() -> None:
    line = "The ship at the pier"
    table = f"<table><tr><td><img src=a.jpg></td></tr><tr><td>{line}</td></tr></table>"
    assert taken(f"{table}{STORY}") == {line: "caption in a table"}
    assert taken(f"{table.replace('<img src=a.jpg>', '<b>1</b>')}{STORY}") == {}
