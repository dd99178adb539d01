"""Messages and attachments that programs add to mail: none of them becomes a story."""

from __future__ import annotations

import pytest

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.document import parse_document
from tests.parse.containers.test_mime import HEAD, PLAIN, STORY, multipart


def parse(message: bytes) -> list[Item | Rejected]:
    return list(parse_document(Document(message, "message.eml"), Defaults()))


@pytest.mark.parametrize(
    "attachment",
    [
        "Content-Type: application/pgp-signature; name=s.asc\n\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=Ab\n",
        "Content-Type: application/octet-stream; name=s.asc\n\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=Ab\n",
        "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nMIAGCSqGSIb3DQEHAqCAMIACAQExDzANBgl\n",
        "Content-Type: application/pgp-keys; name=k.asc\n\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQINBF\n",
        "Content-Type: text/vcard; name=desk.vcf\n\nBEGIN:VCARD\nVERSION:4.0\nFN:Tarn Desk\nEND:VCARD\n",
        "Content-Type: text/x-vcard\n\nBEGIN:VCARD\nVERSION:3.0\nFN:Tarn Desk\nEND:VCARD\n",
        "Content-Type: text/directory\n\nBEGIN:VCARD\nVERSION:3.0\nFN:Tarn Desk\nEND:VCARD\n",
        "Content-Type: application/octet-stream; name=desk.dat\n\nBEGIN:VCARD\nFN:Tarn Desk\nEND:VCARD\n",
        "Content-Type: text/rfc822-headers\n\nFrom: a@tarn.example\nSubject: Another headline of ours\n",
    ],
)
def test_signatures_and_cards_are_no_stories(attachment: str) -> None:
    (item,) = parse(multipart("mixed", PLAIN, attachment))
    assert isinstance(item, Item)
    assert (item.body_text, item.ed_note) == (STORY, None)


REPORT = (
    "Reporting-MTA: dns; mx.tarn.example\n\nFinal-Recipient: rfc822; nobody@tarn.example\nAction: failed\n"
)
CALENDAR = "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{}\nBEGIN:VEVENT\nUID:7\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (
            multipart(
                'report; report-type="delivery-status"',
                "Content-Type: text/plain\n\nYour message was not delivered.",
                f"Content-Type: message/delivery-status\n\n{REPORT}",
                f"Content-Type: message/rfc822\n\n{HEAD.decode()}\n{STORY}",
            ),
            "a delivery report",
        ),
        (
            multipart(
                "report; report-type=disposition-notification",
                "Content-Type: text/plain\n\nYour message was read.",
                "Content-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n",
            ),
            "a receipt",
        ),
        (
            HEAD.replace(b"Tarn Desk <desk@tarn.example>", b"MAILER-DAEMON@mx.tarn.example")
            + b"\nHi. It failed.\n",
            "a delivery report",
        ),
        (HEAD + b"Auto-Submitted: auto-replied\n\nI am on holiday until Monday.\n", "an automatic reply"),
        (
            multipart(
                "alternative",
                "Content-Type: text/plain\n\nAda Quay accepted.",
                f"Content-Type: text/calendar; method=REPLY\n\n{CALENDAR.format('REPLY')}",
            ),
            "an answer to an invitation",
        ),
        (
            HEAD + f"Content-Type: text/calendar\n\n{CALENDAR.format('COUNTER')}".encode(),
            "an answer to an invitation",
        ),
    ],
)
def test_reports_and_replies_are_rejected_with_their_kind(message: bytes, kind: str) -> None:
    (found,) = parse(message)
    assert isinstance(found, Rejected)
    assert (found.reason, found.detail) == ("no-story", f"The message is {kind}, which a program sent.")


def test_a_report_in_a_message_of_a_person_is_no_story() -> None:
    (item,) = parse(multipart("mixed", PLAIN, f"Content-Type: message/delivery-status\n\n{REPORT}"))
    assert isinstance(item, Item)
    assert item.body_text == STORY


def test_an_invitation_remains_a_story() -> None:
    (item,) = parse(
        multipart(
            "alternative",
            PLAIN,
            f"Content-Type: text/calendar; method=REQUEST\n\n{CALENDAR.format('REQUEST')}",
        )
    )
    assert isinstance(item, Item)


@pytest.mark.parametrize(
    "message",
    [
        multipart(
            "encrypted",
            "Content-Type: application/pgp-encrypted\n\nVersion: 1",
            "Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQIMA",
        ),
        HEAD + b"\n-----BEGIN PGP MESSAGE-----\n\nhQIMA\n=AbCd\n-----END PGP MESSAGE-----\n",
    ],
)
def test_an_encrypted_message_is_rejected(message: bytes) -> None:
    (found,) = parse(message)
    assert isinstance(found, Rejected)
    assert found.reason == "encrypted"
