"""Who wrote a story is kept when the line that states it goes."""

import pytest

from newswire.model import Defaults, Document, Item
from newswire.parse import parse_document
from tests.parse.pages.body.noise.marking import STORY


def _read(line: str) -> Item:
    story = f"<article><h1>Ferry sails</h1>{STORY}<p>{line}</p></article>"
    page = f"<!doctype html><html><body>{story}</body></html>"
    found = next(iter(parse_document(Document(page.encode(), "page.html"), Defaults())))
    assert isinstance(found, Item)
    assert line not in (found.body_text or "")
    return found


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Mit Material von dpa", ("dpa",)),
        ("(Quelle: APA/sda/dpa)", ("APA", "sda", "dpa")),
        ("© dpa-infocom, dpa:310203-99-483045/5", ("dpa",)),
        ("Copyright 2031 The Associated Press. All rights reserved.", ("AP",)),
        ("(Sputnik)", ("Sputnik",)),
    ],
)
def test_an_agency_below_the_text_is_in_the_credit(line: str, agencies: tuple[str, ...]) -> None:
    assert _read(line).credit == agencies


def test_the_reporters_below_the_text_are_its_authors() -> None:
    assert _read("Reporting by Ann Marsh and Per Nord; Editing by Ada Quay").authors == (
        "Ann Marsh",
        "Per Nord",
    )


def test_a_sign_off_is_kept_as_a_note_below_a_byline() -> None:
    sign_off = "(Reporting by Ann Marsh; Editing by Ada Quay)"
    story = f"<h1>Ferry sails</h1><p>By Reuters</p>{STORY}<p>{sign_off}</p>"
    page = f"<!doctype html><html><body><article>{story}</article></body></html>"
    [found] = parse_document(Document(page.encode(), "page.html"), Defaults())
    assert isinstance(found, Item)
    assert found.ed_note == sign_off
    assert sign_off not in (found.body_text or "")


OUTLET = (
    '<meta property="og:site_name" content="Harbour Herald"><meta name="author" content="Harbour Herald">'
)


@pytest.mark.parametrize(("printed", "authors"), [("<b>Ann Marsh</b>", ("Ann Marsh",)), ("Ann Marsh", ())])
def test_a_name_in_bold_above_the_text_is_its_byline(printed: str, authors: tuple[str, ...]) -> None:
    story = f"<article><h1>Ferry sails</h1><p>{printed}</p>{STORY}</article>"
    page = f"<!doctype html><html><head>{OUTLET}</head><body>{story}</body></html>"
    found = next(iter(parse_document(Document(page.encode(), "page.html"), Defaults())))
    assert isinstance(found, Item)
    assert (found.authors, found.byline) == (authors, authors[0] if authors else "Harbour Herald")
    assert "Ann Marsh" not in (found.body_text or "")


def test_the_mark_of_the_end_is_no_text() -> None:
    assert (_read("Enditem").body_text or "").endswith("this month.")
