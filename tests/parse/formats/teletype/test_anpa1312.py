"""ANPA 1312: header, marked lines, paragraphs, tables."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Document, Item, Link, Rejected
from newswire.parse.formats.teletype.anpa1312 import FORMAT, header
from newswire.parse.registry import recognise
from tests.parse.wires import NONE, fixture, items


@pytest.fixture(scope="module")
def lead() -> Item:
    (item,) = items(fixture("anpa1312/lead.txt"), FORMAT)
    return item


def test_header(lead: Item) -> None:
    assert (lead.service, lead.sequence, lead.priority, lead.category) == ("W", "2870", 3, "i")
    assert (lead.header_word_count, lead.provider) == (449, "EX")


def test_keyword_line(lead: Item) -> None:
    assert (lead.slugline, lead.label) == ("BC-EU--Grenholm-Ferry", "1st Ld-Writethru")


def test_marked_lines(lead: Item) -> None:
    assert lead.headline == "Ferry with 214 on board stops in harbour"
    assert lead.standfirst == "A ferry stopped in Grenholm, and a tug helped."
    assert (lead.byline, lead.ed_note) == (
        "By ANNA HALVORSEN, Example Press Writer",
        "CORRECTS number of passengers. With EX Photos.",
    )
    assert lead.links == (Link("related", "XNP101"), Link("related", "XNP102"))


def test_an_agency_below_the_byline_is_a_credit() -> None:
    content = fixture("anpa1312/lead.txt").content.replace(b"^Example Press Writer=", b"^Associated Press=")
    (item,) = items(Document(content, "lead.txt"), FORMAT)
    assert (item.byline, item.credit) == ("By ANNA HALVORSEN", ("Associated Press",))


def test_paragraphs_and_type(lead: Item) -> None:
    assert lead.body_text == (
        "GRENHOLM, Sweden (EX) — A ferry stopped on Monday — and a tug helped.\n\n"
        "“Nobody was hurt,” the coast guard said.\n\n___\n\nOla Nord in Malmö contributed."
    )


def test_time(lead: Item) -> None:
    assert lead.sent == lead.published == dt.datetime(2024, 5, 13, 11, 58, tzinfo=dt.UTC)
    assert lead.published_precision == "minute"
    assert lead.first_created is None  # it was written through


def test_table() -> None:
    (item,) = items(fixture("anpa1312/table.txt"), FORMAT)
    assert (item.headline, item.byline, item.slugline) == (
        "Regatta Standings",
        "By The Example Press",
        "BC-SAI--Regatta Glance",
    )
    assert item.body_text == (
        "All Times CEST\n\nFirst Division\n\n\tW\tL\tPct\nGrenholm\t6\t3½\t.632\nNew Haven\t5\t—\t.500\n\n"
        "Second Division\n\nW\tL\nNord Bay\t73\t52\n\n___\n\n"
        "Saturday's Races\nGrenholm 6, Nord Bay 5\nNew Haven 4, Sund 3"
    )
    assert item.sent == item.first_created == dt.datetime(2024, 5, 13, 15, 58, tzinfo=dt.UTC)
    assert item.header_word_count is None


def test_without_control_characters() -> None:
    (item,) = items(fixture("anpa1312/bare.txt"), FORMAT)
    assert (item.service, item.sequence, item.priority, item.category) == ("W", "2871", 2, "a")
    assert (item.slugline, item.headline) == ("BC-EU--Ferry Alert", None)
    assert item.body_text == "GRENHOLM, Sweden (EX) — A ferry has stopped in the harbour."
    assert item.sent == dt.datetime(2024, 5, 13, 11, 50, tzinfo=dt.UTC)
    assert len(item.warnings) == 2


def test_without_the_marks_in_front_of_lines() -> None:
    content = fixture("anpa1312/lead.txt").content.replace(b"^", b"")
    (item,) = items(Document(content, "bare"), FORMAT)
    assert item.headline == "Ferry with 214 on board stops in harbour"
    assert item.byline == "By ANNA HALVORSEN, Example Press Writer"
    assert (item.slugline, item.label) == ("BC-EU--Grenholm-Ferry", "1st Ld-Writethru")
    assert item.body_text is not None
    assert item.body_text.startswith("GRENHOLM, Sweden (EX) — A ferry stopped")


def test_without_a_time_the_day_of_the_header_is_taken() -> None:
    content = fixture("anpa1312/lead.txt").content.replace(b"EX-WF-05-13-24 1158GMT", b"")
    fetched = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    (item,) = items(Document(content, "no time", fetched_at=fetched), FORMAT)
    assert (item.sent, item.published) == (None, dt.datetime(2025, 5, 13, tzinfo=dt.UTC))
    assert (item.published_precision, item.published_from) == ("day", "header")
    assert any("2025 was inferred" in warning for warning in item.warnings)


def test_a_header_line_alone_counts_only_with_its_control_characters() -> None:
    assert header(["r s\x14\x12 BC-Ferry  05-13 0012"]) is not None
    assert header(["r s BC-Ferry  05-13 0012"]) is None
    assert header(["r s BC-Ferry  05-13 0012"], expected=True) is not None


@pytest.mark.parametrize(
    "text", [b"GRENHOLM (EX) _ A ferry stopped.", b"a b c 1-2 3", b"W2870\nplain text", b"^one<\n"]
)
def test_other_texts_are_not_taken(text: bytes) -> None:
    assert recognise(Document(text, "text")) is not FORMAT


@given(st.integers(0, 900), st.binary(min_size=1, max_size=3), st.sampled_from(["lead", "table", "bare"]))
def test_bytes_that_are_changed_give_an_item_or_a_reason(position: int, change: bytes, name: str) -> None:
    whole = fixture(f"anpa1312/{name}.txt").content
    for content in (whole[:position] + change + whole[position + 1 :], whole[:position]):
        for found in FORMAT.parse(Document(content, "changed"), NONE):
            assert isinstance(found, (Item, Rejected))


HEADED = (
    "\x16\x16\x01W2870\x1fasian\nr i\x13\x11 BC-EU--Grenholm-Ferry     05-13 0349\n"
    "\x02^BC-EU--Grenholm-Ferry, 3rd Take,349<\n^Ferry stops in Grenholm harbour<\n{}"
    "\t   GRENHOLM, Norway (AP) _ A ferry.\n\x03AP-WF-05-13-24 1158GMT<\n\x04\n"
)


def test_lines_that_speak_to_editors_are_no_standfirst() -> None:
    marked = "^Updates with quotes. With AP Photos.<\n^HFR Sunday, May 19<\n^By ANNA HALVORSEN=\n"
    (item,) = items(Document(HEADED.format(marked).encode(), "a"), FORMAT)
    assert item.standfirst is None
    assert item.ed_note == "Updates with quotes. With AP Photos.\nHFR Sunday, May 19"
    assert item.label == "3rd Take"


def test_the_paper_of_the_writer_belongs_to_the_byline() -> None:
    (item,) = items(
        Document(HEADED.format("^By ANNA HALVORSEN=\n^Grenholm Tribune=\n").encode(), "a"), FORMAT
    )
    assert item.byline == "By ANNA HALVORSEN, Grenholm Tribune"
    assert "Tribune" not in (item.body_text or "")


@pytest.mark.parametrize("form", ["<{}>", "[{}]", "{{{}}}"])
def test_control_characters_in_printable_signs(form: str) -> None:
    message = HEADED.format("^By ANNA HALVORSEN=\n")
    names = {"\x16": "SYN", "\x01": "SOH", "\x02": "STX", "\x03": "ETX", "\x04": "EOT", "\x1f": "US"}
    names |= {"\x13": "DC3", "\x11": "DC1"}
    spelled = message
    for sign, name in names.items():
        spelled = spelled.replace(sign, form.format(name))
    assert items(Document(spelled.encode(), "a"), FORMAT) == items(Document(message.encode(), "a"), FORMAT)
