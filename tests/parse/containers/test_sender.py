"""The organisation behind a message: never a person, never an address."""

from __future__ import annotations

import pytest

from newswire.parse.containers.mime import read_message
from newswire.parse.containers.sender import organisation


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("From: Anna Halvorsen <anna@norwind.example>", None),
        ("From: anna@aap.com.au", "AAP"),
        ("From: anna@mail.aap.com.au", "AAP"),
        ('From: "Norwind News Desk" <news@norwind.example>', "Norwind News Desk"),
        ("From: AFP <noreply@mailer.example>", "AFP"),
        ("From: Anna Halvorsen <anna.halvorsen@gmail.com>", None),
        ("From: anna@yahoo.co.uk", None),
        ("From: anna@mail.com.au", None),
        ("From: Anna <anna@gmx.de>\nOrganization: Norwind", "Norwind"),
        ("Sender: anna@aap.com.au", "AAP"),
        ("From: Anna Halvorsen", None),
        ("Subject: none", None),
    ],
)
def test_organisation_of_a_sender(header: str, name: str | None) -> None:
    assert organisation(read_message(f"{header}\n\nText.\n".encode())) == name
