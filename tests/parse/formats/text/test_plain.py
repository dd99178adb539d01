"""Plain wire text: headline, dateline, paragraphs."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document
from newswire.parse.formats.text import plain

RELEASE = """Source: Acme Corporation
MEDIA RELEASE PR12345
Acme Opens Its Third Bakery in a Town That Until Now \r
Had None\r

OSLO, Norway, May 4, 2018 /PRNewswire-AsiaNet/ --

Acme Corporation, which bakes bread, announced today that it will open its third
bakery in spring. The bakery will employ forty people, most of them from the town,
and sell three sorts of bread.
    "We like bread," said the owner.

Breads:
- rye
- wheat and a longer line that nearly reaches the width at which lines are wrapped
- oats

Contact: bread@example.com
"""


def parsed(content: str | bytes, defaults: Defaults | None = None) -> Item:
    content = content.encode() if isinstance(content, str) else content
    (item,) = parse_document(Document(content, "a.txt"), defaults or Defaults())
    assert isinstance(item, Item), item
    return item


def test_headline_and_notes_stand_before_the_dateline() -> None:
    item = parsed(RELEASE)
    assert item.headline == "Acme Opens Its Third Bakery in a Town That Until Now Had None"
    assert item.ed_note == "Source: Acme Corporation\nMEDIA RELEASE PR12345"
    assert item.dateline == "OSLO, Norway, May 4, 2018 /PRNewswire-AsiaNet/"
    assert (item.place, item.country, item.credit) == ("OSLO, Norway", "NO", ("PRNewswire-AsiaNet",))
    assert (item.published, item.published_from) == (dt.datetime(2018, 5, 4, tzinfo=dt.UTC), "dateline")


def test_wrapped_lines_are_joined_and_lists_are_not() -> None:
    body = parsed(RELEASE).body_text or ""
    first, quotation, breads, contact = body.split("\n\n")
    assert first.endswith("most of them from the town, and sell three sorts of bread.")
    assert quotation == '"We like bread," said the owner.'
    assert breads.split("\n")[1] == "- rye"
    assert len(breads.split("\n")) == 4
    assert contact == "Contact: bread@example.com"


def test_lines_that_are_paragraphs_stay_paragraphs() -> None:
    line = "The ferry between the two islands ran aground on Tuesday night, and nobody was hurt, it was said."
    item = parsed(f"{line} {line}\n{line} {line}\nShort line")
    assert (item.body_text or "").count("\n\n") == 2


def test_a_byline_between_headline_and_dateline() -> None:
    item = parsed("Ferry runs aground\n\nBy Ann Marsh\n\nOSLO (AP) — A ferry ran aground on Tuesday.\n")
    assert (item.headline, item.byline, item.place) == ("Ferry runs aground", "By Ann Marsh", "OSLO")
    assert item.body_text == "A ferry ran aground on Tuesday."


def test_a_short_line_without_a_full_stop_above_running_text_is_its_headline() -> None:
    prose = "A ferry ran aground on Tuesday night. Nobody was hurt, the coast guard said. " * 3
    assert parsed(f"Ferry runs aground off Oslo\n\n{prose}\n").headline == "Ferry runs aground off Oslo"


@pytest.mark.parametrize(
    "first", ["A ferry ran aground.", "Dear editors,", "Sports", "a ferry ran aground", "Note:"]
)
def test_other_first_lines_are_body(first: str) -> None:
    prose = "A ferry ran aground on Tuesday night. Nobody was hurt, the coast guard said. " * 3
    item = parsed(f"{first}\n\n{prose}\n")
    assert item.headline is None
    assert (item.body_text or "").startswith(first)


def test_a_line_with_a_mark_is_a_headline_above_any_text() -> None:
    item = parsed("WITHDRAWN-Ferry stops in Fernbay\n\nThe story is wrong.\n")
    assert (item.headline, item.body_text) == ("WITHDRAWN-Ferry stops in Fernbay", "The story is wrong.")
    assert item.pubstatus == "canceled"


def test_a_line_above_a_table_is_its_title() -> None:
    item = parsed("Oslo, Friday 4 May 2018\nNO|NAME|TIME\n1|BLUE HEN|19.21\n2|GREY HEN|19.37\nTIME: 19.21\n")
    assert item.headline == "Oslo, Friday 4 May 2018"
    assert (item.body_text or "").split("\n")[0] == "NO|NAME|TIME"


@pytest.mark.parametrize("label", ["date 2020-11-02 ", "Date: 2 November 2020\n\n", "DATE 02.11.2020 - "])
def test_a_leading_date_is_evidence(label: str) -> None:
    item = parsed(f"{label}KIEV (Sputnik) The ministers met on Monday and agreed on little.")
    assert item.published == dt.datetime(2020, 11, 2, tzinfo=dt.UTC)
    assert (item.published_from, item.published_precision) == ("leading date", "day")
    assert item.place == "KIEV"


def test_a_day_begins_in_the_zone_of_the_source() -> None:
    item = parsed("date 2020-11-02 A ferry ran aground.", Defaults(timezone="Asia/Tokyo"))
    assert item.published is not None
    assert item.published.utcoffset() == dt.timedelta(hours=9)
    assert item.as_json()["published"] == "2020-11-02"


def test_an_impossible_date_is_text() -> None:
    assert parsed("date 2020-13-45 A ferry ran aground.").body_text == "date 2020-13-45 A ferry ran aground."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings(encoding: str) -> None:
    story = "Málaga, 2 nov (EFE).- El señor Núñez llegó mañana y pidió más café. " * 4
    assert (parsed(story.encode(encoding)).body_text or "").startswith("El señor Núñez llegó")


def test_cyrillic_without_a_declaration() -> None:
    story = "МОСКВА, 2 ноября. /ТАСС/. Экипаж прибыл на станцию, сообщили в центре управления полётами. " * 6
    item = parsed(story.encode("cp1251"))
    assert (item.place, item.language) == ("МОСКВА", "ru")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 x", b"PK\x03\x04abc", b"\x89PNG\r\n", b"a\0b", bytes(range(1, 32)) * 9]
)
def test_binary_data_are_not_recognised(content: bytes) -> None:
    assert not plain.recognises(Document(content, "a.txt"))


@pytest.mark.parametrize(
    ("content", "reason"), [(b"\x08\x08 \r\n", "empty"), (b"a " * plain.LARGEST, "too-large")]
)
def test_rejected_with_a_reason(content: bytes, reason: str) -> None:
    (answer,) = parse_document(Document(content, "a.txt"), Defaults())
    assert isinstance(answer, Rejected)
    assert answer.reason == reason


def test_a_million_lines_of_one_paragraph_are_read_in_one_pass() -> None:
    item = parsed(b"ab\n" * 1_000_000)
    assert item.word_count == 1_000_000


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(content: bytes) -> None:
    document = Document(content, "a.txt")
    if plain.recognises(document) and content.strip():
        for answer in parse_document(document, Defaults()):
            assert isinstance(answer, Item) or answer.reason != "parser-error", answer


@given(st.text(min_size=1, max_size=400))
def test_no_word_is_lost(story: str) -> None:
    (answer,) = parse_document(Document(f"A {story}".encode("utf-8", "ignore"), "a.txt"), Defaults())
    if isinstance(answer, Item) and answer.format == "text":
        said = (answer.slugline, answer.headline, answer.ed_note, answer.dateline, answer.body_text)
        kept = " ".join(filter(None, said))
        assert sum(map(str.isalpha, kept)) >= sum(map(str.isalpha, story))


def test_a_byline_of_two_lines_straight_above_the_dateline() -> None:
    item = parsed(
        "(EMBARGOED until 6 p.m.)\nStudy: Whales sing longer\nBy ANN MARSH\nNorwind Science Writer\n"
        "    OSLO (AP) - Whales sing longer songs than before, a study of four\nhundred whales says.\n"
        "    Nobody knows why.\n"
    )
    assert (item.headline, item.ed_note) == ("Study: Whales sing longer", "(EMBARGOED until 6 p.m.)")
    assert (item.byline, item.place) == ("By ANN MARSH Norwind Science Writer", "OSLO")
    assert item.body_text == (
        "Whales sing longer songs than before, a study of four hundred whales says.\n\nNobody knows why."
    )


def test_named_lines_above_a_story() -> None:
    item = parsed(
        "Headline: Ferry runs aground\nByline: Ann Marsh\nDate: 2024-05-13T10:00:00Z\n"
        "Keywords: ferry, coast\n"
        "Contact: desk@norwind.example\n\nOSLO (AP) - A ferry ran aground.\n"
    )
    assert (item.headline, item.byline, item.keywords) == (
        "Ferry runs aground",
        "Ann Marsh",
        ("ferry", "coast"),
    )
    assert (item.published, item.published_from) == (dt.datetime(2024, 5, 13, 10, tzinfo=dt.UTC), "header")
    assert (item.ed_note, item.body_text) == ("Contact: desk@norwind.example", "A ferry ran aground.")


def test_a_bulletin_has_its_time_of_issue_below_its_headline() -> None:
    item = parsed(
        "Gale warning\nfor the northern coast\n\n"
        "Issued at 9:27 am CEST on Thursday 5 July 2018.\n\nIt is lifted.\n"
    )
    assert item.headline == "Gale warning for the northern coast"
    assert (item.published_precision, item.published_from) == ("minute", "issue line")
    assert item.body_text == "It is lifted."


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("13.05.2024 10:42\n\nGRENHOLM, 13 May. /TASS/. A ferry ran aground.\n", "2024-05-13T10:42:00+00:00"),
        ("GRENHOLM (AP) - A ferry ran aground.\n\n13-MAY-24 10:42 GMT\n", "2024-05-13T10:42:00+00:00"),
        ("GRENHOLM (AP) - A ferry ran aground.\n\nNWD abc/def 131042 MAY 24\n", "2024-05-13T10:42:00+00:00"),
        ("GRENHOLM (AP) - A ferry ran aground.\n\n131042 MAY 97\n", "1997-05-13T10:42:00+00:00"),
    ],
)
def test_a_line_with_only_the_time_of_transmission_gives_the_time(text: str, published: str) -> None:
    item = parsed(text)
    assert item.published is not None
    assert (item.published.isoformat(), item.published_precision) == (published, "minute")
    assert (item.body_text or "").startswith("A ferry ran aground.")
    assert "10:42" not in (item.body_text or "")


@pytest.mark.parametrize(
    "text",
    [
        "Ferries leave as follows in May\n\n13.05.2024 10:42\n14.05.2024 10:42\n",  # a timetable
        "The ferry is to leave in good time again\n\n31.02.2024 10:42\n",
        "The ferry is to leave in good time again\n\n131042\n",
    ],
)
def test_other_times_at_the_ends_of_a_text_stay_in_it(text: str) -> None:
    item = parsed(text)
    assert item.published is None
    assert "42" in (item.body_text or "")


def test_codes_and_a_slugline_above_the_headline() -> None:
    item = parsed(
        "XCI12345_SXA_QBXB\nR CRO S0A QBXB\nGRENHOLM-FERRY\nFerry aground\n=\n\n"
        "GRENHOLM (AP) - A ferry ran aground.\n"
    )
    assert (item.headline, item.slugline) == ("Ferry aground", "GRENHOLM-FERRY")
    assert (item.ed_note, item.service) == (None, "XCI12345_SXA_QBXB R CRO S0A QBXB")
    assert item.body_text == "A ferry ran aground."


def test_the_head_of_a_wire_copy_goes_to_its_fields() -> None:
    item = parsed(
        "a0412\nBC-Norway-Ferry, 2nd Ld-Writethru,349\nFerry stops in Grenholm harbour\n"
        "Eds: Updates with quotes.\nBy ANNA HALVORSEN\nNorwind Science Writer\n"
        "   OSLO, Norway (AP) -- A ferry with 214 people on board stopped in the\nharbour of Grenholm.\n"
    )
    assert (item.service, item.slugline, item.label) == ("a0412", "BC-Norway-Ferry", "2nd Ld-Writethru")
    assert item.headline == "Ferry stops in Grenholm harbour"
    assert (item.byline, item.ed_note) == (
        "By ANNA HALVORSEN Norwind Science Writer",
        "Eds: Updates with quotes.",
    )
    assert item.body_text == ("A ferry with 214 people on board stopped in the harbour of Grenholm.")


def test_the_sign_off_names_the_agency_and_is_no_text() -> None:
    item = parsed("Race 1: 6 10 9. Win $3.80 place $2.00.\nRace 2: 3 4 1. Win $2.50.\n   AAP RESULTS\n")
    assert item.provider == "AAP"
    assert (item.body_text or "").endswith("Win $2.50.")


def test_control_characters_of_a_teletype_are_text() -> None:
    document = Document(
        b"\x01GRENHOLM\x1f6\x1fN\x1fN\x1fVIC\x1fTuesday\n\nFerry Stakes: Blue Harbour.\n", "a"
    )
    assert plain.recognises(document)


@pytest.mark.parametrize(
    ("first", "slugline", "headline"),
    [
        ("TEMPORAL PUERTO", "TEMPORAL PUERTO", "Un temporal cierra el puerto"),
        ("EXCLUSIVE", None, "EXCLUSIVE Un temporal cierra el puerto"),
        ("Fernbay", None, "Fernbay Un temporal cierra el puerto"),
    ],
)
def test_keywords_in_capitals_straight_above_a_headline(
    first: str, slugline: str | None, headline: str
) -> None:
    item = parsed(f"{first}\nUn temporal cierra el puerto\n\nPalma, 10 mar (EFE).- Un temporal lo cerró.\n")
    assert (item.slugline, item.headline) == (slugline, headline)


def test_a_head_without_a_dateline_ends_at_its_byline() -> None:
    item = parsed(
        "HOME Ferry\nFERRY SUSPENDED AFTER COLLISION\nBy Tom Ashworth, PA\n\n"
        "A ferry service has been suspended after a small boat struck a pier, the\noperator said.\n\n"
        "Nobody was hurt.\n\nmore\n\nend\n"
    )
    assert (item.slugline, item.headline) == ("HOME Ferry", "FERRY SUSPENDED AFTER COLLISION")
    assert (item.byline, item.authors) == ("By Tom Ashworth, PA", ("Tom Ashworth",))
    assert item.body_text is not None
    assert item.body_text.startswith("A ferry service")
    assert item.body_text.endswith("Nobody was hurt.")


def test_a_byline_may_stand_in_the_line_of_the_dateline() -> None:
    item = parsed(
        "LEAD ATTN EDITORS: ADDS POLICE QUOTE\nTwo rescued from cliff in Antrim\n\n"
        "By Sean Quigg BELFAST, March 12 (PA) - Two walkers have been rescued from\n"
        "a cliff in Antrim, the coastguard said.\n\nBoth were unhurt.\n"
    )
    assert item.ed_note == "LEAD ATTN EDITORS: ADDS POLICE QUOTE"
    assert (item.headline, item.byline) == ("Two rescued from cliff in Antrim", "By Sean Quigg")
    assert (item.place, item.credit) == ("BELFAST", ("PA",))
    assert item.body_text is not None
    assert item.body_text.startswith("Two walkers have been rescued from a cliff")


def test_a_byline_below_running_text_ends_no_head() -> None:
    text = "It rained all day in Fernbay, and nobody came.\nBy Tom Ashworth, PA\n\nThe rest follows here.\n"
    assert parsed(text).headline is None
