"""The head block of a document inside an item: its fields, and the story without it."""

from __future__ import annotations

import pytest
from lxml import etree

from newswire.parse.formats.newsml_g2.head_block import take_off
from newswire.parse.readers.elements import children
from newswire.parse.readers.markup import markup_text

STORY = "The ferry from Grenholm stopped at the quay."


def read(body: str, about: str = "", meta: str = "") -> tuple[dict[str, object], str]:
    document = etree.fromstring(f"<html><head><title>Ferry</title></head><body>{body}</body></html>")
    head = take_off(
        document, children(etree.fromstring(f"<a>{about}</a>")), children(etree.fromstring(f"<m>{meta}</m>"))
    )
    return head, markup_text(document)


def test_a_header_gives_its_fields_and_the_text_begins_with_the_story() -> None:
    head, text = read(
        "<header><ul class='slugline'><li class='subject'>Ships</li><li class='geo'>Norland</li>"
        "<li class='keyword'>Tugs</li></ul><time>13.05.2024 12:05</time><p class='genre g-26'>Roundup"
        "<span> - 1645</span></p><h1>Ferry stops</h1><h3>Shipping</h3><p class='byline'>Von Ida Lund, agt</p>"
        f"</header><section><p>{STORY}</p><h2>A tug came</h2><p>It left.</p></section>"
    )
    assert text == f"{STORY}\n\nA tug came\n\nIt left."
    assert head == {
        "slugline": "Ships/Norland/Tugs",
        "keywords": ("Tugs",),
        "genre": "Roundup - 1645",
        "headline": "Ferry stops",
        "byline": "Von Ida Lund, agt",
    }


@pytest.mark.parametrize("line", ["<h2>{}</h2>", "<p>{}</p>"])
def test_a_subtitle_below_the_headline_is_the_standfirst_or_stays(line: str) -> None:
    subtitle = "The master of the ship spoke of a broken shaft and waited for help"
    head, text = read(f"<header><h1>Ferry stops</h1>{line.format(subtitle)}</header><p>{STORY}</p>")
    assert f"{head.get('standfirst', '')}{text}" == (
        f"{subtitle}{STORY}" if line.startswith("<h2") else f"{subtitle}\n\n{STORY}"
    )


def test_a_line_of_the_metadata_and_a_picture_go() -> None:
    about = "<located><name>Grenholm</name></located><headline>Ferry stops</headline>"
    _, text = read(
        "<article><header><hgroup><p>GRENHOLM</p><h1>Ferry stops</h1></hgroup><figure><img src='f.jpg'/>"
        f"<figcaption>The ferry</figcaption></figure></header><p>{STORY}</p></article>",
        about,
    )
    assert text == STORY


def test_a_note_becomes_a_note_unless_the_item_has_it() -> None:
    note = "<strong class='embargoed'>Not before 19.00.</strong>"
    body = f"<header>{note}<h1>Ferry stops</h1></header><p>{STORY}</p>"
    assert read(body)[0]["notes"] == ("Not before 19.00.",)
    head, text = read(body, meta="<edNote>Not before 19.00.</edNote>")
    assert (head, text) == ({"headline": "Ferry stops"}, STORY)


@pytest.mark.parametrize(
    ("body", "about", "text"),
    [
        (f"<h1>Ferry stops</h1><p>{STORY}</p>", "<headline>Ferry  Stops</headline>", STORY),
        (f"<h1>Ferry stops</h1><p>{STORY}</p>", "", STORY),
        (f"<h1>A tug came</h1><p>{STORY}</p>", "<headline>Ferry stops</headline>", f"A tug came\n\n{STORY}"),
        (
            f"<p>{STORY}</p><h1>Ferry stops</h1>",
            "<headline>Ferry stops</headline>",
            f"{STORY}\n\nFerry stops",
        ),
        (f"Then <h1>Ferry stops</h1><p>{STORY}</p>", "", f"Then\n\nFerry stops\n\n{STORY}"),
    ],
    ids=["the headline", "the only headline", "another line", "after the story", "after text"],
)
def test_a_heading_goes_if_it_is_the_headline_above_the_story(body: str, about: str, text: str) -> None:
    assert read(body, about)[1] == text


def test_a_second_heading_is_the_standfirst_where_the_description_is_cut() -> None:
    body = f"<h1>Ferry stops</h1><h2>It sails again</h2><p>{STORY}</p>"
    head, text = read(body, "<description>The ferry from Grenholm stopped at....</description>")
    assert (head, text) == ({"headline": "Ferry stops", "standfirst": "It sails again"}, STORY)
    assert read(body, "<description>A ferry lies still.</description>")[1] == f"It sails again\n\n{STORY}"


def test_the_header_of_a_later_section_stays() -> None:
    body = f"<p>{STORY}</p><section><header><h1>Numbers</h1></header><p>214</p></section>"
    assert read(body) == ({}, f"{STORY}\n\nNumbers\n\n214")


def test_text_behind_the_block_is_kept() -> None:
    assert read(f"<h1>Ferry stops</h1>{STORY}<p>It left.</p>")[1] == f"{STORY}\n\nIt left."


@pytest.mark.parametrize(
    ("meta", "text"),
    [
        ("<generator>entries-to-newsmlg2</generator>", STORY),
        ("<profile>agt-G2-from-entries</profile>", STORY),
        ("<generator>editor</generator><profile>agt-G2</profile>", f"It waits.\n\n{STORY}"),
    ],
)
def test_a_converter_s_paragraph_for_the_standfirst_is_no_text(meta: str, text: str) -> None:
    body = f"<header><h1>Ferry stops</h1></header><p class='teaser'>It waits.</p><p>{STORY}</p>"
    assert read(body, "<description>It waits.</description>", meta)[1] == text
    kept = read(body, "<description>Another line.</description>", meta)[1]
    assert kept == f"It waits.\n\n{STORY}"
