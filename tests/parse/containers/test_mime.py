"""The parts of a message: texts with names, lost boundaries, encoded messages, raw headers."""

from __future__ import annotations

import base64
import quopri

import pytest

from newswire.model import Document, Item, Rejected
from newswire.parse.containers.mail import FORMAT
from newswire.parse.document import answers
from newswire.parse.registry import recognise
from tests.parse.wires import NONE

HEAD = (
    b"From: Tarn Desk <desk@tarn.example>\nSubject: Quarry reopens\nMessage-ID: <7@tarn.example>\n"
    b"Date: Tue, 14 May 2024 09:30:00 +0300\nMIME-Version: 1.0\n"
)
STORY = "The quarry of Tarn reopened on Tuesday."


def parse(message: bytes) -> list[Item | Rejected]:
    document = Document(message, "message.eml")
    assert recognise(document) is FORMAT
    return list(answers(FORMAT, document, NONE))


def only(message: bytes) -> Item:
    (item,) = parse(message)
    assert isinstance(item, Item)
    return item


def multipart(kind: str, *parts: str, boundary: str = "; boundary=Q") -> bytes:
    body = "".join(f"--Q\n{part}\n" for part in parts) + "--Q--\n"
    return HEAD + f"Content-Type: multipart/{kind}{boundary}\n\n{body}".encode()


@pytest.mark.parametrize(
    "message",
    [
        multipart("mixed", f'Content-Type: text/plain; name="q.txt"\n\n{STORY}'),
        multipart(
            "mixed", f"Content-Type: text/plain\nContent-Disposition: inline; filename=q.txt\n\n{STORY}"
        ),
        multipart(
            "mixed", f"Content-Type: text/plain\nContent-Disposition: attachment; filename=q.txt\n\n{STORY}"
        ),
        multipart(
            "mixed",
            f"Content-Type: text/plain; name=q.txt\n\n{STORY}",
            "Content-Type: image/png; name=q.png\n\nx",
        ),
        multipart(
            "mixed",
            "Content-Type: image/png; name=q.png\n\nx",
            f"Content-Type: text/html; name=q.html\n\n<html><body><p>{STORY}</p></body></html>",
        ),
        multipart(
            "related", f"Content-Type: text/html; name=q.html\n\n<html><body><p>{STORY}</p></body></html>"
        ),
        multipart(
            "alternative",
            f"Content-Type: text/plain; name=q.txt\n\n{STORY}",
            f"Content-Type: text/html; name=q.html\n\n<html><body><p>{STORY}</p></body></html>",
        ),
        HEAD + f"Content-Type: text/plain; name=q.txt\n\n{STORY}\n".encode(),
    ],
)
def test_a_text_with_a_file_name_is_the_text_of_its_message(message: bytes) -> None:
    item = only(message)
    assert (item.path, item.format, item.headline) == ("message.eml", "email", "Quarry reopens")
    assert (item.body_text, item.provider) == (STORY, "Tarn Desk")
    assert item.sent is not None
    assert item.sent.isoformat() == "2024-05-14T09:30:00+03:00"


def test_a_named_text_comes_before_the_footer_of_a_list() -> None:
    item = only(
        multipart(
            "mixed", f"Content-Type: text/plain; name=q.txt\n\n{STORY}", "Content-Type: text/plain\n\nA list."
        )
    )
    assert item.body_text == f"{STORY}\n\nA list."


def test_several_named_texts_are_stories_with_the_time_and_the_sender_of_the_message() -> None:
    found = parse(
        multipart(
            "mixed",
            "Content-Type: text/plain\n\nTwo stories.",
            f"Content-Type: text/plain; name=1.txt\n\n{STORY}",
            "Content-Type: text/plain; name=2.txt\n\nThe bridge of Tarn was closed on Tuesday.",
        )
    )
    assert [item.path for item in found] == ["message.eml", "message.eml!1.txt", "message.eml!2.txt"]
    for item in found:
        assert isinstance(item, Item)
        assert item.provider == "Tarn Desk"
        assert item.sent is not None


PLAIN = f"Content-Type: text/plain\n\n{STORY}"
HTML = f"Content-Type: text/html\n\n<p>{STORY}</p>"


@pytest.mark.parametrize("boundary", ["", ";", "; boundary=Other", '; boundary=""'])
@pytest.mark.parametrize("kind", ["alternative", "mixed"])
def test_a_lost_boundary_is_found_in_the_text(kind: str, boundary: str) -> None:
    item = only(multipart(kind, PLAIN, *([HTML] if kind == "alternative" else []), boundary=boundary))
    assert (item.headline, item.body_text) == ("Quarry reopens", STORY)


def test_a_lost_boundary_inside_another_multipart_is_found() -> None:
    inner = f"Content-Type: multipart/alternative\n\n--P\n{PLAIN}\n--P\n{HTML}\n--P--"
    assert only(multipart("mixed", inner)).body_text == STORY


@pytest.mark.parametrize("text", [STORY, f"<html><body><p>{STORY}</p></body></html>"])
def test_a_multipart_without_parts_is_a_text(text: str) -> None:
    item = only(HEAD + b"Content-Type: multipart/mixed; boundary=Q\n\n" + text.encode())
    assert (item.path, item.headline, item.body_text) == ("message.eml", "Quarry reopens", STORY)


INNER = HEAD.replace(
    b"Quarry reopens", b"Inner headline with many words so that a line of it is long, 50 = 50"
)
INNER += b"\nFrom the inner text: caf\xc3\xa9.\n"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        (b"base64", base64.encodebytes(INNER)),
        (b"BASE64", base64.b64encode(INNER)),
        (b"quoted-printable", quopri.encodestring(INNER)),
        (b"base64", INNER),  # declared, and not encoded
        (b"8bit", INNER),
    ],
)
def test_a_message_in_a_message_is_decoded(encoding: bytes, content: bytes) -> None:
    item = only(
        HEAD
        + b"Content-Type: multipart/mixed; boundary=Q\n\n--Q\nContent-Type: message/rfc822\n"
        + b"Content-Transfer-Encoding: "
        + encoding
        + b"\nContent-Disposition: attachment; filename=old.eml\n\n"
        + content
        + b"\n--Q--\n"
    )
    assert item.path == "message.eml!old.eml"
    assert item.headline == "Inner headline with many words so that a line of it is long, 50 = 50"
    assert item.body_text == "From the inner text: café."


@pytest.mark.parametrize(
    ("charset", "subject"),
    [
        ("koi8-r", "Карьер открыт"),
        ("windows-1253", "Λατομείο"),
        ("gb2312", "采石场重新开放"),
        ("utf-8", "Bruché"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "multipart"])
def test_raw_bytes_of_a_header_are_in_the_charset_of_the_text(charset: str, subject: str, kind: str) -> None:
    text = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n{subject}.\n"
    if kind == "multipart":
        text = f"Content-Type: multipart/mixed; boundary=Q\n\n--Q\n{text}--Q--\n"
    item = only(HEAD.replace(b"Quarry reopens", subject.encode(charset)) + text.encode(charset))
    assert (item.headline, item.body_text) == (subject, f"{subject}.")


def test_the_frame_of_a_signature_is_no_text() -> None:
    signed = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{STORY}\n\n- -- A dash.\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n=AbCd\n-----END PGP SIGNATURE-----\n"
    )
    assert only(HEAD + b"\n" + signed.encode()).body_text == f"{STORY}\n\n-- A dash."


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset*=a\0b''x",
        "Content-Type: text/plain; charset*0*=a%00b''x",
        "Content-Type: multipart/mixed; boundary*=a\0b''x",
        "Content-Disposition: attachment; filename*=a\0b''x",
        "To: =?a\0b?Q?Thr\u00e9e?= <desk@post.example>\nKeywords: =?a\0b?Q?Thr\u00e9e?=",
    ],
    ids=["charset", "charset in a part", "boundary", "file name", "encoded word"],
)
def test_a_charset_with_a_null_character_is_none(header: str) -> None:
    item = only(HEAD + f"{header}\n\n{STORY}\n".encode())
    assert (item.headline, item.body_text) == ("Quarry reopens", STORY)
