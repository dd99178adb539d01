"""E-mails one after another in one file."""

from __future__ import annotations

from newswire.model import Document
from newswire.parse.containers import mail
from newswire.parse.containers.mbox import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import fixture, items


def test_each_e_mail_is_an_item() -> None:
    ferry, bridge = items(fixture("email/box.mbox"), FORMAT)
    assert (ferry.headline, bridge.headline) == ("Ferry stops in harbour", "Bridge toll rises")
    assert (ferry.format, ferry.guid != bridge.guid) == ("email", True)
    assert (ferry.body_text or "").endswith("Nobody was hurt, the coast guard said.")


def test_one_e_mail_alone_is_no_mailbox() -> None:
    content = fixture("email/box.mbox").content
    assert recognise(Document(content[: content.index(b"\n\nFrom ")], "one")) is mail.FORMAT


def test_a_line_of_text_that_begins_with_from_divides_nothing() -> None:
    content = fixture("email/box.mbox").content.replace(
        b"Nobody", b"From May 2023 on\n\nFrom here 2024\nNobody"
    )
    ferry, _ = items(Document(content, "box"), FORMAT)
    assert "From here 2024" in (ferry.body_text or "")
