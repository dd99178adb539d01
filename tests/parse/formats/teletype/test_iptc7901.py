"""IPTC 7901 as it comes: with and without control characters, several messages in a document."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.formats.teletype.iptc7901 import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import NONE, fixture, items


@pytest.fixture(scope="module")
def lead() -> Item:
    (item,) = items(fixture("iptc7901/lead.txt"), FORMAT)
    return item


def only(message: str, defaults: Defaults = NONE, fetched: dt.datetime | None = None) -> Item:
    document = Document(message.encode("latin-1"), "message.txt", fetched_at=fetched)
    (item,) = items(document, FORMAT, defaults)
    return item


def test_header(lead: Item) -> None:
    assert (lead.service, lead.sequence, lead.priority, lead.category) == ("nwa", "0412", 3, "vm")
    assert (lead.header_word_count, lead.slugline) == (86, "Grenholm/Ferry")


def test_headings(lead: Item) -> None:
    assert lead.label == "REFILE 2ND LEAD"
    assert lead.headline == "Ferry with 214 on board stops in Grenholm harbour"
    assert lead.byline == "By Anna Halvorsen, Norwind"


def test_lines_are_joined_and_lists_kept(lead: Item) -> None:
    assert lead.body_text is not None
    first, *others = lead.body_text.split("\n\n")
    assert first.endswith("That was possible by the co-operation of three crews.")
    assert "\n" not in first
    assert others == ["Nobody was hurt.", "The company named three ships:\n- Ida\n- Ola\n- Sigrid"]


def test_text_not_for_publication_is_a_note(lead: Item) -> None:
    assert lead.ed_note is not None
    assert lead.ed_note.startswith(
        "(With picture)\nThe following information is not intended for publication"
    )
    assert "Editing by: Ola Nord" in lead.ed_note
    assert "Ola Nord" not in (lead.body_text or "")


def test_time_with_a_month_in_german_and_a_zone_before_it(lead: Item) -> None:
    assert (
        lead.sent == lead.version_created == lead.published == dt.datetime(2024, 5, 13, 11, 58, tzinfo=dt.UTC)
    )
    assert (lead.published_precision, lead.published_from) == ("minute", "sent")
    assert lead.warnings == ()


def test_without_any_control_character() -> None:
    (item,) = items(fixture("iptc7901/stripped.txt"), FORMAT, Defaults(timezone="Europe/Zurich"))
    assert (item.service, item.sequence, item.category) == ("sda", "087", "ec")
    assert (item.slugline, item.headline) == ("Norvège/Ferry", "Un ferry s'arrête au port")
    assert item.body_text is not None
    assert item.body_text.startswith(
        "Grenholm (nwd) Un ferry a été arrêté lundi dans le port de Grenholm. Les passagers"
    )
    assert "131358" not in item.body_text
    assert item.sent == dt.datetime(2024, 5, 13, 11, 58, tzinfo=dt.UTC)
    assert len(item.warnings) == 4  # encoding, start, end, zone


def test_several_messages_and_a_zone_glued_to_the_year() -> None:
    first, second = items(fixture("iptc7901/stream.txt"), FORMAT)
    assert first.sent == dt.datetime(2024, 5, 13, 13, 32, tzinfo=dt.UTC)
    assert (first.headline, first.dateline) == ("EX-TV-1330: Ferry Stops", "Grenholm - 13 May 2024")
    assert first.body_text is not None
    assert first.body_text.endswith("SHOTLIST:\n1. Ferry in harbour\n2. Tug")
    assert (second.headline, second.body_text) == ("EX-TV-1400: Advisory", "Bulletin begins at 1400 GMT.")


def test_stories_are_divided_by_the_sign_of_their_end_alone() -> None:
    ferry, bridge, regatta = items(fixture("iptc7901/ends.txt"), FORMAT)
    assert [item.sequence for item in (ferry, bridge, regatta)] == ["0412", "0413", "0414"]
    assert (ferry.headline, ferry.slugline) == ("Ferry stops in Grenholm harbour", "Grenholm/Ferry")
    assert (ferry.body_text or "").endswith("\n\nNobody was hurt.")
    assert (bridge.body_text or "").endswith("said on Monday.")
    assert bridge.sent == dt.datetime(2024, 5, 13, 12, 2, tzinfo=dt.UTC)
    assert regatta.sent is None


def test_a_line_like_a_header_inside_a_story_divides_nothing() -> None:
    (item,) = items(
        Document(
            b"nwa001 3 i 12\nFerry/\nFerry stops =\n\nLine\n\nA12 4 x 5\n\nNobody was hurt.\n", "message"
        ),
        FORMAT,
    )
    assert item.body_text == "Line\n\nA12 4 x 5\n\nNobody was hurt."


def test_a_time_group_without_a_month_is_the_last_such_day() -> None:
    fetched = dt.datetime(2024, 6, 2, 8, 0, tzinfo=dt.UTC)
    item = only("\x01nwa001 3 i 12\n\x02Ferry stops =\n\nText.\n\n\x03311158\n\x04", fetched=fetched)
    assert item.sent == dt.datetime(2024, 5, 31, 11, 58, tzinfo=dt.UTC)
    assert "sent '311158' has no month; 2024-05 was taken." in item.warnings


def test_an_invalid_time_is_omitted() -> None:
    assert only("\x01nwa001 3 i 12\n\x02Ferry stops =\n\nText.\n\n\x03392590 GMT Mai 24\n\x04").sent is None


def test_a_headline_that_begins_like_a_byline_is_none() -> None:
    item = only("\x01nwa001 3 i 12\n\x02EXTRA\nVon der Insel kommt nichts mehr an =\n\nText.\n\x03\x04")
    assert (item.label, item.headline, item.byline) == ("EXTRA", "Von der Insel kommt nichts mehr an", None)


def test_a_text_without_a_heading_has_the_keyword_as_headline() -> None:
    item = only(
        "\x01NWD0123 4 I 0345 SWE /NWD-AB12\nFerry-stops\n\x02"
        "   GRENHOLM, Nov 24 (AFP) - A ferry stopped.\n\x03\x04"
    )
    assert (item.headline, item.slugline, item.service) == ("Ferry-stops", "Ferry-stops", "NWD")
    assert item.body_text == "GRENHOLM, Nov 24 (AFP) - A ferry stopped."


def test_a_label_at_the_end_of_the_keywords() -> None:
    item = only("\x01nwa001 3 i 12\nFerry stops, 2nd Lead\n\x02Ferry stops\n\nText.\n\x03\x04")
    assert (item.slugline, item.label, item.headline, item.body_text) == (
        "Ferry stops",
        "2nd Lead",
        "Ferry stops",
        "Text.",
    )


def test_pictures_of_control_characters() -> None:
    item = only("<SOH>nwa001 3 i 12\nFerry/\n<STX>Ferry stops =\n\nText.\n<ETX>131158 GMT may 24\n<EOT>")
    assert (item.headline, item.body_text, item.slugline) == ("Ferry stops", "Text.", "Ferry")


def test_one_message_without_a_header_does_not_stop_the_others() -> None:
    good = b"\x01nwa001 3 i 12\n\x02A =\n\nText.\n\x03\x04"
    stream = good + b"\x01no header at all here\n\x02B\n\x03\x04" + good.replace(b"A =", b"C =")
    found = list(FORMAT.parse(Document(stream, "stream"), NONE))
    assert [item.headline if isinstance(item, Item) else item.reason for item in found] == [
        "A",
        "no-header",
        "C",
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"GRENHOLM (EX) - A ferry stopped.",
        b"Room 101 4 beds 12 euros",
        b"abc 12",
        b"<nitf/>",
        b"nwa0412 3 vm many words",
    ],
)
def test_other_texts_are_not_taken(text: bytes) -> None:
    assert recognise(Document(text, "text")) is not FORMAT


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=3))
def test_bytes_that_are_changed_give_an_item_or_a_reason(position: int, change: bytes) -> None:
    whole = fixture("iptc7901/lead.txt").content
    for content in (whole[:position] + change + whole[position + 1 :], whole[:position]):
        for found in FORMAT.parse(Document(content, "changed"), NONE):
            assert isinstance(found, (Item, Rejected))


def test_the_agency_in_the_header_issues_the_message() -> None:
    item = only("\x01nwa001 3 i 12   dpa 0099\n\x02Ferry stops =\n\nGrenholm (tca/dpa) - Text.\n\x03\x04")
    assert item.provider == "dpa"


def test_of_several_agencies_in_a_dateline_the_first_issues_the_message() -> None:
    item = only("\x01bsf001 3 i 12   etf 967\n\x02Ferry stops =\n\nGrenholm (ats afp) Text.\n\x03\x04")
    assert item.provider == "ats"


def test_a_second_headline_is_a_standfirst() -> None:
    (item,) = items(fixture("iptc7901/austrian.txt"), FORMAT)
    assert (item.provider, item.slugline) == ("APA", "Verkehr/Unfälle/Norwegen")
    assert item.headline == "Fähre hält im Hafen von Grenholm"
    assert item.standfirst == "Polizei: Niemand wurde verletzt - Reederei nennt Gründe"
    assert (item.body_text or "").endswith("- Ida\n- Ola\n\nDie Fähre fährt wieder.")
    assert item.sent == dt.datetime(2024, 5, 13, 10, 42, tzinfo=dt.UTC)


def test_a_byline_ends_a_heading_that_no_sign_ends() -> None:
    (item,) = items(fixture("iptc7901/british.txt"), FORMAT)
    assert (item.provider, item.slugline) == ("PA", "TRANSPORT Ferry")
    assert (item.label, item.headline) == ("1 TRANSPORT Ferry", "FERRY STOPS IN GRENHOLM HARBOUR")
    assert item.byline == "By Anna Halvorsen, PA Transport Correspondent"
    assert (item.body_text or "").startswith("A ferry with 214 people on board stopped in the harbour of")


def test_a_time_group_with_the_agency_is_the_trailer() -> None:
    (item,) = items(fixture("iptc7901/french.txt"), FORMAT)
    assert (item.provider, item.ed_note) == ("AFP", "(PHOTO+VIDEO)")
    assert item.sent == dt.datetime(2024, 5, 13, 10, 42, tzinfo=dt.UTC)
    assert (item.body_text or "").endswith("  aha/on/sn".strip())


def test_marked_lines_stay_lines_and_the_head_is_no_text() -> None:
    message = (
        "\x01v0412 4 txx 25 1tvbr\nAP-APTN-1400\n"
        "\x02^AP-APTN-1400 Ferry News-Final<\n^Monday, 13 May 2024<\n\n"
        "^Ferry News<\n\n++Norway Ferry Access all outside Europe and the northern and western isles of it<\n"
        "^Ferry stops in harbour<\n\n\x03131345 may 24GMT\n\x04"
    )
    item = only(message)
    assert (item.provider, item.headline) == ("AP", "AP-APTN-1400 Ferry News-Final")
    assert item.body_text == (
        "++Norway Ferry Access all outside Europe and the northern and western isles of it\n"
        "Ferry stops in harbour"
    )


def test_a_note_between_headline_and_byline_is_no_headline() -> None:
    item = only(
        "\x01yna0412 3 s 86  Yonhap 001\nFerry\n"
        "\x02(LEAD) Ferry stops in Grenholm\n(ATTN: UPDATES in paras 3-5)\n"
        "By Anna Halvorsen\nSEOUL, May 13 (Yonhap) -- Text.\n\x03131042 GMT MAY 24\n\x04"
    )
    assert (item.headline, item.ed_note) == ("(LEAD) Ferry stops in Grenholm", "(ATTN: UPDATES in paras 3-5)")
    assert (item.label, item.byline, item.provider) == (None, "By Anna Halvorsen", "Yonhap")


def test_a_keyword_with_its_mark_begins_a_heading_without_a_keyword_line() -> None:
    item = only(
        "\x01fra0381 4 POL 31 FRA /AFP-AB12\r\n\r\n\x02Fernbay-elections-politique,PREV\r\n"
        "Fernbay: le parti en tete\r\n=\r\n\r\n   FERNBAY, 13 mai 2024 (AFP) - Le parti etait en tete.\r\n"
        "\x03AFP 131242 GMT MAI 24\r\n"
    )
    assert (item.slugline, item.label) == ("Fernbay-elections-politique", "PREV")
    assert item.headline == "Fernbay: le parti en tete"


def test_a_keyword_in_capitals_stands_above_the_headline() -> None:
    item = only(
        "\x01iex0412 4 ECO 40 EFE 3321\r\n\r\n\x02ESPA\xd1A TRIGO\r\nLa cosecha crecera en\r\nFernbay\r\n\r\n"
        "   Zaragoza (Espa\xf1a), 3 jun (EFE).- La cosecha crecera este a\xf1o, segun la cooperativa.\r\n"
        "\x03031042 GMT jun 24\r\n"
    )
    assert (item.slugline, item.headline) == ("ESPA\xd1A TRIGO", "La cosecha crecera en Fernbay")
    assert item.body_text is not None
    assert item.body_text.startswith("Zaragoza")


def test_a_label_of_parts_below_a_keyword_line_stays_a_label() -> None:
    item = only(
        "\x01nwa0001 3 vm 20 norwind 001\r\n\r\nFerry/\r\n\x02Korrektur-Meldung\r\nFerry stops =\r\n\r\n"
        "Grenholm (Norwind) - The ferry stopped.\r\n\x03041012 GMT Okt 18\r\n"
    )
    assert (item.slugline, item.label) == ("Ferry", "Korrektur-Meldung")
