"""ZCZC text, in its three ways of writing a header."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Defaults, Document, Item, Rejected, Subject
from newswire.parse import parse_document
from newswire.parse.formats.teletype.zczc import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import NONE, fixture, items


def test_signed_lines() -> None:
    (item,) = items(fixture("zczc-text/signs.txt"), FORMAT)
    assert (item.service, item.category, item.slugline) == ("NWD", "A", "Ferry_NW1")
    assert (item.headline, item.label, item.place) == ("Ferry stops in harbour", "(GRENHOLM)", "SKANE")
    assert item.subjects == (Subject("03015000", None, "subj"),)
    assert item.body_text == "A ferry stopped in the harbour.\n\nNobody was hurt."


def test_the_code_of_a_route_may_begin_the_name_of_the_agency_in_the_text() -> None:
    text = "Cagliari, 10 mar. - ({}) - Il porto di Selva resta chiuso.\n\nNessun ferito.\n"
    for credit, provider in (("Adnkronos", "Adnkronos"), ("ANSA", "ADN")):
        message = f"ZCZC\nADN0456 7 CRO 0 ADN CRO RSA\n\nPORTO CHIUSO =\n\n{text.format(credit)}\nNNNN\n"
        (item,) = items(Document(message.encode(), "a.tst"), FORMAT)
        assert item.provider == provider


def test_a_city_in_brackets_is_the_place() -> None:
    signs = "ZCZC AAP\n%A\n#Ferry_BC1\n$Ferry stops\n:(BRISBANE)\n@QLD\nA ferry stopped.\nNNNN\n"
    (item,) = items(Document(signs.encode(), "a.tst"), FORMAT)
    assert (item.place, item.label) == ("BRISBANE", "(BRISBANE)")


def test_other_meanings_of_the_same_signs_and_a_table() -> None:
    table, shares = items(fixture("zczc-text/keyword.txt"), FORMAT)
    assert (table.category, table.slugline, table.label) == ("S", "Sailing", "Regatta")
    assert table.headline == "SAILING: Standings after the regatta"
    assert table.body_text == "GRENHOLM, May 13 NWD -\n\n 1. Ida      12\n 2. Sigrid    9"
    assert (shares.category, shares.headline, shares.body_text) == ("F", "Shares", "Shares fell.")


def test_the_end_may_be_missing() -> None:
    table, shares = items(fixture("zczc-text/keyword.txt"), FORMAT)
    assert table.warnings == ()
    assert shares.warnings == ("The end of the message (NNNN) is not marked.",)


def test_lines_of_capitals() -> None:
    fields, ferry = items(fixture("zczc-text/capitals.txt"), FORMAT)
    assert (fields.service, fields.sequence, fields.genre) == ("YY TDR", "012", "RACING")
    assert (fields.headline, fields.body_text) == ("Grenholm Park fields Thursday", "Weather: fine")
    assert (ferry.service, ferry.headline) == ("XNW80123 R CRO S0A QBXB", "TRAGHETTO FERMO IN PORTO")
    assert ferry.body_text == "(NWD) - GRENHOLM, 13 MAG - Un traghetto si ferma."


def test_named_lines() -> None:
    (item,) = items(fixture("zczc-text/named.txt"), FORMAT)
    assert (item.provider, item.guid) == ("News Nibbles", "26945")
    assert item.headline == "Ferry company delays half-year report"
    assert (item.standfirst, item.keywords) == ("The report comes later.", ("ferry", "shares"))
    assert item.version_created == dt.datetime(2024, 5, 13, 14, 0, tzinfo=dt.UTC)
    assert item.body_text == "The report comes “later”.\nIt was due on Monday."


def test_a_slugline_and_its_continuation_make_the_headline() -> None:
    (item,) = items(Document(b"ZCZC\n#Grenholm Sail\n:RESULTS Friday\nText.\nNNNN", "a"), FORMAT)
    assert (item.slugline, item.headline) == ("Grenholm Sail", "Grenholm Sail RESULTS Friday")


def test_a_message_without_a_header_is_read_as_text() -> None:
    (item,) = items(Document(b"ZCZC\nFerry stops\n\nGRENHOLM, May 13 (EX) - It stopped.\nNNNN", "a"), FORMAT)
    assert (item.headline, item.body_text) == ("Ferry stops", "GRENHOLM, May 13 (EX) - It stopped.")


@pytest.mark.parametrize(
    "text", [b"The letters ZCZC begin a message", b"ZCZCX", b"NNNN", b"GRENHOLM (EX) - ZCZC"]
)
def test_other_texts_are_not_taken(text: bytes) -> None:
    assert recognise(Document(text, "text")) is not FORMAT


@given(
    st.integers(0, 400),
    st.binary(min_size=1, max_size=3),
    st.sampled_from(["signs", "keyword", "capitals", "named"]),
)
def test_bytes_that_are_changed_give_an_item_or_a_reason(position: int, change: bytes, name: str) -> None:
    whole = fixture(f"zczc-text/{name}.txt").content
    for content in (whole[:position] + change + whole[position + 1 :], whole[:position]):
        for found in FORMAT.parse(Document(content, "changed"), NONE):
            assert isinstance(found, (Item, Rejected))


def test_routing_with_brackets_and_marks_for_the_setter() -> None:
    content = (
        "ZCZC ABC000\nYY RFG INTERNET (3RR) NC(ATD)\nRACING : Tarn FIELDS Saturday<!\n"
        "STAKES 1400M=!\n1 Grey Marta\nNNNN\n"
    )
    (item,) = parse_document(Document(content.encode(), "a.txt"), Defaults())
    assert isinstance(item, Item)
    assert (item.genre, item.headline) == ("RACING", "Tarn FIELDS Saturday")
    assert item.service == "YY RFG INTERNET (3RR) NC(ATD)"
    assert item.body_text == "STAKES 1400M\n1 Grey Marta"


def test_an_agency_in_the_routing_is_the_provider() -> None:
    (item,) = parse_document(
        Document(b"ZCZC AAP\n%A\n$Ferry stops\nThe ferry stopped.\nNNNN", "a"), Defaults()
    )
    assert isinstance(item, Item)
    assert item.provider == "AAP"


def test_a_message_without_a_story_stops_no_other() -> None:
    content = b"ZCZC\n{\nNNNN\nZCZC AAP\n%A\n$Ferry stops\nThe ferry stopped.\nNNNN"
    answers = list(parse_document(Document(content, "a"), Defaults()))
    assert [one.headline for one in answers if isinstance(one, Item)] == [None, "Ferry stops"]


def test_the_end_of_the_message_on_the_line_of_its_time() -> None:
    message = (
        "ZCZC4512/SXA\nXCI12345_SXA_QBXB\n++ FERRY AGROUND ++\n\n"
        "   GRENHOLM (AP) - A ferry ran aground.\n\n     AB1-ABC\n13-MAY-24 10:42 NNNN\n"
    )
    (item,) = items(Document(message.encode(), "news.txt"), FORMAT)
    assert (item.headline, item.ed_note) == ("++ FERRY AGROUND ++", None)
    assert (item.service, item.sequence) == ("SXA XCI12345_SXA_QBXB", "4512")
    assert item.published is not None
    assert item.published.isoformat() == "2024-05-13T10:42:00+00:00"
    assert not any("NNNN" in warning for warning in item.warnings)
    assert "NNNN" not in (item.body_text or "")


def test_the_mark_of_the_end_in_small_letters_behind_a_letter_that_grows() -> None:
    (item,) = items(Document("ZCZC AAP\n%A\n$Ferry\nİİİİİİ stopped.\nnnnn\nRest".encode(), "a.txt"), FORMAT)
    assert (item.body_text, item.warnings) == ("İİİİİİ stopped.", ())


def test_a_header_of_iptc_7901_between_the_marks() -> None:
    (item,) = items(fixture("zczc-text/header.txt"), FORMAT)
    assert (item.provider, item.service, item.sequence) == ("AGI", "AGI", "0123")
    assert (item.priority, item.category) == (3, "CRO")
    assert item.headline == "TRAGHETTO: FERMO NEL PORTO DI GRENHOLM"
    assert (item.body_text or "").startswith(
        "(AGI) - Roma, 13 mag. - Un traghetto con 214 persone a bordo si e'"
    )


def test_the_sign_off_names_the_agency_and_is_no_text() -> None:
    message = "ZCZC\n#Ferry\n:Results\nRace 1: 6 10 9.\n 1 _    2  Ida  (1)      M Nord     58\n"
    message += " 2 _    9  Blue Harbour    B Sand     56\n\nAAP RESULTS\nNNNN\n"
    (item,) = items(Document(message.encode(), "news.txt"), FORMAT)
    assert item.provider == "AAP"
    assert item.body_text == (
        "Race 1: 6 10 9.\n1 _    2  Ida  (1)      M Nord     58\n2 _    9  Blue Harbour    B Sand     56"
    )


def test_codes_of_an_italian_agency_are_its_service() -> None:
    message = (
        "ZCZC0412/SXA\nXIC12345_SXA_QBXB\nR CRO S0A QBXB\nTraghetto fermo a Grenholm, nessun ferito\n"
        "(ANSA) - GRENHOLM, 13 MAG - Un traghetto si e' fermato.\n13-MAG-24 10:42 NNNN\n"
    )
    (item,) = items(Document(message.encode(), "news.txt"), FORMAT)
    assert (item.sequence, item.category, item.ed_note) == ("0412", "CRO", None)
    assert item.service == "SXA XIC12345_SXA_QBXB R CRO S0A QBXB"
    assert item.headline == "Traghetto fermo a Grenholm, nessun ferito"


def test_a_whole_message_of_iptc_7901_between_the_marks() -> None:
    message = (
        "ZCZC\nnwa0412 3 s 86\nFerry/\nFerry stops in Grenholm harbour\n"
        "for the second time =\n\nText.\nNNNN\n"
    )
    (item,) = items(Document(message.encode(), "news.txt"), FORMAT)
    assert (item.slugline, item.headline) == ("Ferry", "Ferry stops in Grenholm harbour for the second time")
    assert (item.sequence, item.body_text) == ("0412", "Text.")


def test_marks_that_end_the_cells_of_a_table_are_columns() -> None:
    rows = "\n".join(f"A Rider{n}?      {n}8.5? 4.7?      200?  17?-$ 37.90?" for n in range(5))
    (item,) = items(
        Document(
            f"ZCZC FMG000\nYY NLB\n:Leading riders\n\n{rows}\n\nWhy so? Ask them.\n\nNNNN\n".encode(), "a.txt"
        ),
        FORMAT,
    )
    assert isinstance(item, Item)
    assert item.body_text is not None
    assert item.body_text.startswith("A Rider0\t08.5\t4.7\t200\t17\t-$ 37.90\n")
    assert item.body_text.endswith("Why so? Ask them.")
