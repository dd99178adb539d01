"""A mail server on loopback that keeps the messages that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller

from newswire.warehouse.ports import first_free


@dataclass
class Mailbox:
    """A running server: its port, its messages, and its answer to the next ones."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        """Keep a message, unless the answer is a refusal."""
        if self.answer.startswith("250"):
            self.messages.append(
                cast("EmailMessage", BytesParser(policy=default).parsebytes(envelope.content))
            )
        return self.answer

    def texts(self) -> list[str]:
        """The HTML of each message."""
        bodies = [message.get_body(("html",)) for message in self.messages]
        return [body.get_content() for body in bodies if body is not None]


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Serve while the block lasts."""
    here = Mailbox(first_free([0]) or 0)
    controller = Controller(here, hostname="127.0.0.1", port=here.port)
    controller.start()
    try:
        yield here
    finally:
        controller.stop()
