"""E-mail: headers, alternatives, attachments, texts in formats of their own."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Link, Rejected
from newswire.parse.containers.mail import FORMAT
from newswire.parse.document import answers, parse_document
from newswire.parse.registry import recognise
from tests.parse.wires import NONE, fixture, items

CEST = dt.timezone(dt.timedelta(hours=2))
HEAD = b"From: a@b.example\nSubject: S\nMessage-ID: <1@b.example>\n"


def parse(message: bytes) -> list[Item | Rejected]:
    document = Document(message, "message.eml")
    assert recognise(document) is FORMAT
    return list(answers(FORMAT, document, NONE))


def only(message: bytes) -> Item:
    (item,) = parse(message)
    assert isinstance(item, Item)
    return item


@pytest.fixture(scope="module")
def message() -> Item:
    (item,) = items(fixture("email/alternative.eml"), FORMAT)
    return item


def test_headers_become_fields(message: Item) -> None:
    assert (message.guid, message.provider) == ("<0412@norwind.example>", "Norwind News")
    assert message.headline == "Fähre stops in Grenholm"  # encoded and folded
    assert message.sent == message.version_created == dt.datetime(2024, 5, 13, 11, 58, tzinfo=CEST)
    assert (message.keywords, message.language) == (("ferry", "harbour"), "en")
    assert message.links == (Link("related", "<0398@norwind.example>"),)


def test_the_body_is_the_plain_alternative_with_joined_lines_and_no_signature(message: Item) -> None:
    assert message.body_text == (
        "GRENHOLM (Norwind) - A ferry stopped in the harbour of Malmö-Grenholm on Monday.\n\nNobody was hurt."
    )
    assert message.warnings == ("The encoding was declared as iso-8859-1 but is UTF-8.",)


def test_a_stub_gives_way_to_the_html() -> None:
    body = b"<p>" + b"A ferry stopped in the harbour. " * 5 + b"</p><p>Nobody was hurt.</p>"
    item = only(
        HEAD + b"Content-Type: multipart/alternative; boundary=x\n\n--x\n\nSee the HTML.\n--x\n"
        b"Content-Type: text/html\n\n" + body + b"\n--x--\n"
    )
    assert item.body_text is not None
    assert item.body_text.endswith("harbour.\n\nNobody was hurt.")


def test_attachments_are_documents_of_their_own() -> None:
    mail, story, zipped = items(fixture("email/attachments.eml"), FORMAT)
    assert mail.ed_note == "The story has 3 attachment(s): story.json, stories today.zip, fähre.jpg."
    assert (mail.headline, mail.body_text) == ("Three files", "They are attached.")
    assert (story.path, story.headline) == ("email/attachments.eml!story.json", "In the JSON")
    assert zipped.path == "email/attachments.eml!stories today.zip!../story.json"
    assert zipped.headline == "In the zip"


def test_the_zone_minus_zero_is_utc() -> None:
    mail = items(fixture("email/attachments.eml"), FORMAT)[0]
    assert mail.sent == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert mail.warnings == ()


def test_a_form_in_json_is_read() -> None:
    (item,) = items(fixture("email/form.eml"), FORMAT)
    assert (item.format, item.path, item.guid) == ("json", "email/form.eml", "<form-7@desk.example>")
    assert (item.headline, item.slugline, item.place) == ("Ferry stops", "Grenholm Ferry", "GRENHOLM")
    assert (item.standfirst, item.urgency) == ("It stopped.", 2)
    assert item.body_text == "A ferry stopped.\nNobody was hurt."
    assert item.version_created == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)


def test_a_teletype_story_in_a_message_is_read() -> None:
    (item,) = items(fixture("email/teletype.eml"), FORMAT)
    assert (item.format, item.guid, item.sequence) == ("iptc7901", "<0414@norwind.example>", "0414")
    assert (item.headline, item.slugline) == ("Ferry sails again", "Grenholm/Ferry")


MAIL = b"""From: Anna Halvorsen <anna@norwind.example>
Subject: Story
Date: Mon, 13 May 2024 11:58:00 +0200
Message-ID: <1@norwind.example>
Content-Type: text/plain; charset=utf-8

"""


def test_labelled_lines_of_the_text_are_fields() -> None:
    item = only(
        MAIL
        + b"Headline: Ferry stops\nAbstract: A ferry with 214 people on board stopped in the harbour of\n"
        b"Grenholm, the company said.\nByline: By Anna Halvorsen\nSlug: FERRY\n"
        b"Embargo: 2024-05-14 06:00 CEST\n\n"
        b"A ferry with 214 people on board stopped in the harbour of Grenholm\non Monday.\n"
    )
    assert (item.headline, item.slugline, item.byline) == ("Ferry stops", "FERRY", "By Anna Halvorsen")
    assert item.standfirst == (
        "A ferry with 214 people on board stopped in the harbour of Grenholm, the company said."
    )
    assert item.embargo_until == dt.datetime(2024, 5, 14, 6, 0, tzinfo=CEST)
    assert item.body_text == "A ferry with 214 people on board stopped in the harbour of Grenholm on Monday."
    assert (item.guid, item.format) == ("<1@norwind.example>", "email")


def test_the_subject_is_the_headline_of_labelled_lines_without_one() -> None:
    item = only(MAIL + "Autor: Anna Halvorsen\nKurzfassung: Sie hält.\n\nDie Fähre hält.\n".encode())
    assert (item.headline, item.byline, item.standfirst) == ("Story", "Anna Halvorsen", "Sie hält.")
    assert item.body_text == "Die Fähre hält."


@pytest.mark.parametrize(
    ("written", "at"), [("19:58:00", "+10:00"), ("19:28:01", "+09:30"), ("12:11:40", "+00:00")]
)
def test_the_date_of_a_message_proves_the_zone_of_its_form(written: str, at: str) -> None:
    form = (
        f'{{"Headline": ["Ferry stops"], "Timestamp": ["5/13/2024 {written}"], "Body": ["A ferry stopped."]}}'
    )
    item = only(MAIL + form.encode())
    assert item.published is not None
    assert item.published.isoformat() == f"2024-05-13T{written}{at}"


def test_an_encoded_word_may_hold_raw_bytes_and_blanks() -> None:
    subject = "Subject: =?utf-8?Q?F=C3=A4hre_hält an?= im Hafen".encode()
    assert only(MAIL.replace(b"Subject: Story", subject) + b"Text.\n").headline == "Fähre hält an im Hafen"


def test_the_provider_of_the_source_comes_before_the_sender() -> None:
    (item,) = items(fixture("email/alternative.eml"), FORMAT, Defaults(provider="NWD"))
    assert item.provider == "NWD"


def test_raw_bytes_in_a_header_are_decoded() -> None:
    assert only(b"From: a@b.example\nSubject: F\xc3\xa4hre\nMIME-Version: 1.0\n\nText.\n").headline == "Fähre"


def test_a_message_in_a_message_is_read() -> None:
    inner = HEAD.replace(b"Subject: S", b"Subject: Inner") + b"\nInner text.\n"
    outer = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
        + inner
        + b"\n--x--\n"
    )
    item = only(outer)  # the outer message has no text and is left out
    assert (item.path, item.headline, item.body_text) == ("message.eml!forwarded.eml", "Inner", "Inner text.")


def test_unreadable_attachments_are_rejected_and_the_rest_is_read() -> None:
    first, second = parse(
        HEAD
        + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nText.\n--x\nContent-Type: application/zip\n"
        b"Content-Disposition: attachment; filename=../../etc/passwd\n\nPK\x03\x04broken\n--x--\n"
    )
    assert isinstance(first, Item)
    assert isinstance(second, Rejected)
    assert (second.path, second.reason) == ("message.eml!../../etc/passwd", "damaged")


@pytest.mark.parametrize(
    "text",
    [
        b"From: Grenholm\nA ferry stopped.\n",
        b"From: a@b.example\nSubject: only what people write\n\nText.",
        b"Received: Subject: S\n",
        b"SUBJECT: FERRY\nDATE: May 13\n\nGRENHOLM (EX) - A ferry stopped.",
    ],
)
def test_other_texts_are_not_recognised(text: bytes) -> None:
    assert recognise(Document(text, "text")) is not FORMAT


@pytest.mark.parametrize(
    "head",
    [
        "From: Ada Quay <ada@tarn.example>\nTo: wire@client.example\nSubject: Quarry reopens\nDate: {}\n",
        "Date: {}\nFROM: ada@tarn.example\nSubject: Quarry reopens\n",
        "Subject: =?utf-8?Q?Quarry_reopens?=\nFrom: ada@tarn.example\nDate: {}\n",
    ],
)
@pytest.mark.parametrize(
    "date",
    [
        "Tue, 14 May 2024 09:30:00 +0300",
        "14 May 2024 06:30 GMT",
        "Tue, 14 May (today) 2024 08:30 +0200 (CEST)",
    ],
)
def test_a_message_with_the_headers_of_people_alone_is_recognised(head: str, date: str) -> None:
    item = only((head.format(date) + "\nThe quarry of Tarn reopened.\n").encode())
    assert (item.headline, item.body_text) == ("Quarry reopens", "The quarry of Tarn reopened.")
    assert item.sent == dt.datetime(2024, 5, 14, 6, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Mon, 13 May 2024 10:00:00 GMT+2", "2024-05-13T10:00:00+02:00"),
        ("Mon, 13 May 2024 10:00:00 +02:00", "2024-05-13T10:00:00+02:00"),
        ("Mon, 13 May 2024 24:00:00 +0200", "2024-05-14T00:00:00+02:00"),
        ("Mon, 13 May 2024 10:00:60 +0200", "2024-05-13T10:00:59+02:00"),
        ("Mon, 13 May 2024 10:00:00 -0000", "2024-05-13T10:00:00+00:00"),
        ("Mon, 13 May 2024 10:00:00 (EDT)", "2024-05-13T10:00:00-04:00"),
        ("Mon, 13 May 24 10:00:00 EDT", "2024-05-13T10:00:00-04:00"),
        ("13 mai 2024 10:00:00 +0200", "2024-05-13T10:00:00+02:00"),
    ],
)
def test_the_date_is_read_by_the_clock_of_all_formats(date: str, sent: str) -> None:
    item = only(HEAD + f"Date: {date}\n\nText.\n".encode())
    assert item.sent is not None
    assert (item.sent.isoformat(), item.warnings) == (sent, ())


@pytest.mark.parametrize(
    ("date", "doubt"),
    [
        ("Mon, 13 May 4024 10:00:00 +0200", "is too far away to be true"),
        ("Mon, 13 May 1024 10:00:00 +0200", "is too far away to be true"),
        ("Mon, 13 May 2024 10:00:00 XYZT", "has a time zone that is not known ('XYZT')"),
        ("soon", "is no time that can be read"),
    ],
)
def test_an_impossible_date_is_left_out_with_a_warning(date: str, doubt: str) -> None:
    item = only(HEAD + f"Date: {date}\n\nText.\n".encode())
    assert (item.sent, item.warnings) == (None, (f"Date '{date}' {doubt}.",))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("EMBARGOED until 24 Dec 2026 10:00 GMT - Quarry", "The story is attached."),
        ("Quarry (Sperrfrist: 24.12.2026, 11 Uhr MEZ)", ""),
        ("Quarry", "SOUS EMBARGO JUSQU'AU 24 DECEMBRE 2026 A 11H CET\n\nVoir le fichier."),
    ],
)
def test_the_embargo_of_a_message_holds_its_attachments(subject: str, text: str) -> None:
    message = (
        f"From: a@tarn.example\nSubject: {subject}\nMessage-ID: <1@tarn.example>\n"
        f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\n{text}\n--x\n"
        "Content-Type: application/json; name=story.json\n\n"
        '{"headline": "Quarry reopens", "body_text": "The quarry of Tarn reopened on Tuesday."}\n--x--\n'
    )
    found = list(parse_document(Document(message.encode(), "message.eml"), Defaults()))
    assert found[-1].path == "message.eml!story.json"
    for item in found:
        assert isinstance(item, Item)
        assert item.embargo_until == dt.datetime(2026, 12, 24, 10, tzinfo=dt.UTC)


def test_a_sender_in_endless_brackets_is_ignored() -> None:
    assert only(HEAD.replace(b"a@b.example", b"(" * 3000) + b"\nText.").provider is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEAD + b"\n" * 500_000, "too-large"),
        (
            HEAD
            + b"Content-Type: multipart/mixed; boundary=x\n\n"
            + b"--x\nContent-Type: multipart/mixed\n" * 300,
            "too-deep",
        ),
        (HEAD + b"\n" + b"x" * 33_000_000, "too-large"),
    ],
    ids=["lines", "parts of parts", "bytes"],
)
def test_endless_messages_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unparsable) as refused:
        parse(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "name", [b"Subject", b"From", b"Date", b"Message-ID", b"Content-Type", b"Content-Disposition"]
)
@pytest.mark.parametrize(
    "value", [b"(" * 50_000, b'"' * 50_000, b"<a@b>," * 20_000, b"; a=b" * 20_000, b"=?utf-8?q?x?= " * 9_000]
)
def test_endless_headers_are_read_in_part(name: bytes, value: bytes) -> None:
    message = (
        b"From: a@b.example\nSubject: S\nTo: c@d.example\nMIME-Version: 1.0\n"
        + name
        + b": "
        + value
        + b"\n\nText.\n"
    )
    item = only(message)
    assert all(len(text or "") <= 4000 for text in (item.headline, item.guid, item.provider, item.ed_note))


@given(
    st.integers(0, 3000),
    st.binary(min_size=1, max_size=3),
    st.sampled_from(["alternative", "attachments", "form"]),
)
def test_bytes_that_are_changed_give_items_or_a_reason(position: int, change: bytes, name: str) -> None:
    whole = fixture(f"email/{name}.eml").content
    for content in (whole[:position] + change + whole[position + 1 :], whole[:position]):
        for found in answers(FORMAT, Document(content, "changed"), NONE):
            assert isinstance(found, (Item, Rejected))


def test_the_lines_above_a_dateline_become_fields() -> None:
    item = only(
        HEAD.replace(b"Subject: S", b"Subject: AFP - Fernbay floods kill five")
        + b"\nAFP - 12:42 13/05/2024\n\nFernbay-weather-floods,LEAD\n\nFernbay floods kill five\n\n"
        b"By Grace Atieno\n\nNAIROBI, May 13, 2024 (AFP) - Floods have killed five people, police said\n"
        b"on Monday.\n\nTwo bridges were swept away.\n"
    )
    assert (item.headline, item.slugline) == ("Fernbay floods kill five", "Fernbay-weather-floods")
    assert item.label == "LEAD"
    assert item.body_text is not None
    assert "12:42" not in item.body_text
    assert "kill five" not in item.body_text


def test_a_text_without_a_head_keeps_the_subject_as_headline() -> None:
    item = only(HEAD + b"\nNAIROBI, May 13, 2024 (AFP) - Floods have killed five people, police said.\n")
    assert (item.headline, item.slugline) == ("S", None)
