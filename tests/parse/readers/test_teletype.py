"""Teletype streams: messages, lines, notes for editors, and day-time groups."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Document
from newswire.parse.readers import teletype
from newswire.parse.readers.teletype import EOT, ETX, SOH, STX, Message
from newswire.parse.readers.times import Clock

NO_START = "The start of the text (STX) is not marked."
NO_END = "The end of the text (ETX) is not marked."
FETCHED_AT = dt.datetime(2024, 5, 14, 9, tzinfo=dt.UTC)


def stream(text: str) -> Document:
    return Document(text.encode(), "stream")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SOH}head{STX}text{ETX}time{EOT}", [("head", "text", "time")]),
        (f"{SOH}a{STX}b{ETX}c{EOT}\r\n{SOH}d{STX}e{ETX}f{EOT}", [("a", "b", "c"), ("\nd", "e", "f")]),
        (f"{SOH}a{STX}b{ETX}c{SOH}d{STX}e{ETX}f", [("a", "b", "c"), ("d", "e", "f")]),
        (f"\x16\x7f{SOH}a{STX}\x00b{ETX}c{EOT}\x16", [("a", "b", "c")]),
        ("<SOH>a<STX>b<ETX>c<EOT>", [("a", "b", "c")]),
        ("␁a␂b␃c␄", [("a", "b", "c")]),
    ],
    ids=["one", "two", "no EOT", "filling", "names for controls", "pictures of controls"],
)
def test_messages_are_cut_by_their_control_characters(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    found = [Message(m.header.replace(SOH, ""), *m[1:]) for m in teletype.messages(stream(text))]
    assert found == [Message(*parts, ()) for parts in expected]


def test_missing_marks_give_warnings() -> None:
    assert list(teletype.messages(stream(f"head{STX}text"))) == [Message("head", "text", "", (NO_END,))]
    assert list(teletype.messages(stream("all"))) == [Message("all", "", "", (NO_START, NO_END))]
    latin = Document(f"{SOH}h{STX}caf\xe9{ETX}".encode("latin-1"), "stream")
    [message] = teletype.messages(latin)
    assert message.text == "café"
    assert len(message.warnings) == 1


def test_a_first_line_after_an_end_sign_begins_a_message_without_marks() -> None:
    text = "nw 1\nOne.\nNNNN\nnw 2\nTwo.\nnw 3\n131358 May 24\n\nnw 4\nFour."
    found = teletype.messages(stream(text), re.compile(r"nw \d"))
    assert [message.header for message in found] == [
        "nw 1\nOne.\nNNNN",
        "nw 2\nTwo.\nnw 3\n131358 May 24\n",
        "nw 4\nFour.",
    ]
    assert len(list(teletype.messages(stream(text)))) == 1


def test_a_zone_of_four_letters_ends_a_message_as_any_zone() -> None:
    found = teletype.messages(stream("nw 1\nOne.\n131358NNNN\nnw 2\nTwo."), re.compile(r"nw \d"))
    assert [message.header for message in found] == ["nw 1\nOne.\n131358NNNN", "nw 2\nTwo."]


def test_a_stream_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teletype, "MAX_MESSAGES", 2)
    teletype.refuse_too_much(b"zczc\nZCZC\n", b"ZCZC")
    with pytest.raises(Unparsable, match=r"too-large: 15 bytes, 3 lines, 3 messages"):
        teletype.refuse_too_much(b"zczc\nZCZC\nzczc\n", b"ZCZC")
    monkeypatch.setattr(teletype, "MAX_LINES", 2)
    with pytest.raises(Unparsable, match="too-large"):
        list(teletype.messages(stream("One.\rTwo.\rThree.\r")))
    monkeypatch.setattr(teletype, "MAX_BYTES", 2)
    with pytest.raises(Unparsable, match="too-large"):
        list(teletype.messages(stream("One")))


def test_the_opening_of_a_document_has_no_filling() -> None:
    assert teletype.opening(stream("\x16\x16<SOH>nw 1\r\n" + "x" * 900)).startswith(f"{SOH}nw 1\nxxx")
    assert len(teletype.opening(stream("x" * 900))) == teletype.HEAD


def test_control_characters_in_lines_become_blanks_or_are_removed() -> None:
    assert teletype.lines("Ferry\x1e\x1fstops\x08 \nhere\x10 now") == ["Ferry stops", "here now"]


def test_prose_is_joined_without_its_end_sign() -> None:
    wrapped = [
        "The ferry from Grenholm stopped by the co-operation of a tug-",
        "boat's crew. Nobody on it, on land- and sea-side, was hurt.",
        "",
        "NNNN",
    ]
    assert teletype.prose(wrapped) == (
        "The ferry from Grenholm stopped by the co-operation of a tug-boat's crew. "
        "Nobody on it, on land- and sea-side, was hurt."
    )


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        (["* * *", "Not for publication:", "Phone 1"], "Not for publication:\nPhone 1"),
        (["***", "", "(nicht zur Veröffentlichung)"], "(nicht zur Veröffentlichung)"),
        (["## Notizblock", "Phone 1"], "## Notizblock\nPhone 1"),
        (["* * *", "The tug left later."], None),
    ],
)
def test_notes_for_editors_are_separated_from_the_text(body: list[str], notes: str | None) -> None:
    text = ["The ferry stopped."]
    assert teletype.split_notes(text + body) == (text if notes else text + body, notes)


@pytest.mark.parametrize(
    ("trailer", "sent"),
    [
        ("131358 GMT Mai 24", "2024-05-13T13:58:00+00:00"),
        ("131358 may 24EDT", "2024-05-13T13:58:00-04:00"),
        ("131358 May 1987", "1987-05-13T13:58:00+00:00"),
        ("131358 mai 87", "1987-05-13T13:58:00+00:00"),
        ("nw/131358 CET Feb 24", "2024-02-13T13:58:00+01:00"),
        ("131358", "2024-05-13T13:58:00+00:00"),
        ("131358 EDT", "2024-05-13T13:58:00-04:00"),
        ("311358", "2024-03-31T13:58:00+00:00"),
        ("151358", "2024-05-15T13:58:00+00:00"),
        ("132558 May 24", None),
        ("310000 Feb 24", None),
        ("Tel. 1313581", None),
        ("Tel. 9131358", None),
    ],
)
def test_a_trailer_gives_the_time_of_its_day_time_group(trailer: str, sent: str | None) -> None:
    given = teletype.time_group(trailer, Clock(Defaults()), FETCHED_AT)
    assert (given.at.isoformat() if given else None) == sent
    assert given is None or given.precision == "minute"


def test_a_group_without_a_month_needs_the_time_of_the_fetch_and_warns() -> None:
    clock = Clock(Defaults(timezone="Europe/Oslo"))
    assert teletype.time_group("131358", clock, None) is None
    given = teletype.time_group("131358", clock, FETCHED_AT)
    assert given is not None
    assert given.at.isoformat() == "2024-05-13T13:58:00+02:00"
    assert clock.warnings == [
        "sent '131358' has no month; 2024-05 was taken.",
        "sent '131358' has no time zone; Europe/Oslo was taken.",
    ]


@pytest.mark.parametrize(
    ("line", "is_group"),
    [(" 131358 GMT May 24 ", True), ("131358", True), ("131358 Ferry", False), ("Sent 131358", False)],
)
def test_a_day_time_group_fills_its_line(line: str, is_group: bool) -> None:
    assert teletype.is_time_group(line) is is_group


@given(st.integers(0, 50_000_000))
def test_every_minute_from_1970_on_is_read_from_its_group(minutes: int) -> None:
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    given = teletype.time_group(moment.strftime("%d%H%M GMT %b %y"), Clock(Defaults()), None)
    assert given is not None
    assert given.at == moment
